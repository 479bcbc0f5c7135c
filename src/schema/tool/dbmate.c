/* dbmate: https://github.com/amacneil/dbmate, as of 2.35. */
#include "schema/migration_tool.h"

static const struct directive directives[] = {
    {"migrate:up", true, false}, {"migrate:down", false, false}, {NULL, false, false}};

static const struct history_column columns[] = {{"version", "varchar(255) PRIMARY KEY", true}, {NULL, NULL, false}};

/* Of two files of one number the second is rolled back and counts as applied, so that one number twice is an error. */
const struct migration_tool tool_dbmate = {
    .name = "dbmate",
    .by_name = true,
    .directives = directives,
    .up_alone = " transaction:false",
    .squash = {SQUASH_IN_PLACE, "-- migrate:up\n", "\n-- migrate:down\n", NULL},
    .history = {.table = "schema_migrations",
                .made = {[ENGINE_POSTGRES] = "CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY)",
                         [ENGINE_SQLITE] = "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY)"},
                .row = "(version) VALUES ({digits})",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NUMBER,
                .hides_twin = true},
};
