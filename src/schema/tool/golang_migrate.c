/* golang-migrate: https://github.com/golang-migrate/migrate, as of 4.19. */
#include "schema/migration_tool.h"

static const char *const down_endings[] = {".down.sql", NULL};

static const struct history_column columns[] = {
    {"version", "bigint PRIMARY KEY", true}, {"dirty", "boolean", true}, {NULL, NULL, false}};

const struct migration_tool tool_golang_migrate = {
    .name = "golang-migrate",
    .down_endings = down_endings,
    .history = {.table = "schema_migrations",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NEWEST,
                .failed = "dirty"},
};
