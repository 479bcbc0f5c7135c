/* shmig: https://github.com/mbucc/shmig, as of 1.0. */
#include "schema/migration_tool.h"

static const struct directive directives[] = {
    {"==== up ====", true, true}, {"==== down ====", false, true}, {NULL, false, false}};

static const struct history_column columns[] = {{"version", "integer PRIMARY KEY", true},
                                                {"migrated_at", "timestamp DEFAULT CURRENT_TIMESTAMP", true},
                                                {NULL, NULL, false}};

const struct migration_tool tool_shmig = {
    .name = "shmig",
    .session = SESSION_NEW,
    .directives = directives,
    .transaction = TRANSACTION_NONE,
    .obeys_pragma = true,
    .history = {.table = "shmig_version",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NUMBER,
                .order = "migrated_at"},
};
