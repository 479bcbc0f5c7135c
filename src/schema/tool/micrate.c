/* micrate: https://github.com/amberframework/micrate, as of 0.15. */
#include "schema/migration_tool.h"

static const struct directive directives[] = {
    {"+micrate up", true, true}, {"+micrate down", false, true}, {NULL, false, false}};

static const struct history_column columns[] = {{"id", "integer PRIMARY KEY", true},
                                                {"version_id", "bigint", true},
                                                {"is_applied", "boolean", true},
                                                {"tstamp", "timestamp DEFAULT CURRENT_TIMESTAMP", false},
                                                {NULL, NULL, false}};

const struct migration_tool tool_micrate = {
    .name = "micrate",
    .directives = directives,
    .history = {.table = "micrate_db_version",
                .columns = columns,
                .version = "version_id",
                .key = HISTORY_NUMBER,
                .order = "id",
                .undone = "NOT is_applied"},
};
