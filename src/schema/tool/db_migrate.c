/* db-migrate: https://db-migrate.readthedocs.io, as of 0.11: the SQL that its programs read, in sqls/. */
#include "schema/migration_tool.h"

static const char *const down_endings[] = {"-down.sql", NULL};

static const struct history_column columns[] = {{"id", "integer PRIMARY KEY", true},
                                                {"name", "varchar(255)", true},
                                                {"run_on", "timestamp", true},
                                                {NULL, NULL, false}};

const struct migration_tool tool_db_migrate = {
    .name = "db-migrate",
    .down_endings = down_endings,
    /* /20240131120000-rooms */
    .history = {.table = "migrations",
                .columns = columns,
                .version = "name",
                .key = HISTORY_NUMBER,
                .order = "id",
                .common_name = true},
};
