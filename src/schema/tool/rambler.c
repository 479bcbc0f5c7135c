/* rambler: https://github.com/elwinar/rambler, as of 5.5. */
#include "schema/migration_tool.h"

static const struct directive directives[] = {
    {"rambler up", true, true}, {"rambler down", false, true}, {NULL, false, false}};

static const struct history_column columns[] = {{"migration", "varchar(255)", true}, {NULL, NULL, false}};

const struct migration_tool tool_rambler = {
    .name = "rambler",
    .by_name = true,
    .directives = directives,
    .transaction = TRANSACTION_NONE,
    .obeys_pragma = true,
    .history =
        {.table = "migrations", .columns = columns, .version = "migration", .key = HISTORY_ENTRY, .common_name = true},
};
