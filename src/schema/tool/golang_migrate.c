/* golang-migrate: https://github.com/golang-migrate/migrate, as of 4.19. */
#include "schema/migration_tool.h"

static const char *const down_endings[] = {".down.sql", NULL};

static const struct history_column columns[] = {
    {"version", "bigint PRIMARY KEY", true}, {"dirty", "boolean", true}, {NULL, NULL, false}};

const struct migration_tool tool_golang_migrate = {
    .name = "golang-migrate",
    .down_endings = down_endings,
    .squash = {.form = SQUASH_IN_PLACE},
    .history =
        {.table = "schema_migrations",
         .made = {[ENGINE_POSTGRES] =
                      "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)",
                  [ENGINE_SQLITE] = "CREATE TABLE schema_migrations (version uint64, dirty bool);"
                                    "CREATE UNIQUE INDEX version_unique ON schema_migrations (version)"},
         .row = "(version, dirty) VALUES ({integer}, false)",
         .columns = columns,
         .version = "version",
         .key = HISTORY_NEWEST,
         .failed = "dirty"},
};
