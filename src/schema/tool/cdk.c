/* cdk's own: crates/cdk-sql-common/build.rs and src/common.rs of https://github.com/cashubtc/cdk, as of 0.17. */
#include "schema/migration_tool.h"

static const struct history_column columns[] = {{"name", "text PRIMARY KEY", true},
                                                {"applied_at", "timestamp DEFAULT CURRENT_TIMESTAMP", false},
                                                {NULL, NULL, false}};

/* It is made before the first migration, which may speak of it. Those of one number are in any order there. */
const struct migration_tool tool_cdk = {
    .name = "cdk",
    .repeats_numbers = true,
    .history =
        {.table = "migrations", .columns = columns, .version = "name", .key = HISTORY_ENTRY, .common_name = true},
};
