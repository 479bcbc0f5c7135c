/* Knex: lib/migrations/migrate/table-creator.js and lib/migrations/common/MigrationsLoader.js, as of 3.1. */
#include "schema/migration_tool.h"

static const char *const programs[] = {".js", ".cjs", ".mjs", ".ts", ".coffee", NULL};
static const char *const tables[] = {"knex_migrations_lock", NULL};

static const struct history_column columns[] = {{"id", "integer PRIMARY KEY", true},
                                                {"name", "varchar(255)", false},
                                                {"batch", "integer", false},
                                                {"migration_time", "timestamp", false},
                                                {NULL, NULL, false}};

const struct migration_tool tool_knex = {
    .name = "knex",
    .programs = programs,
    .history = {.table = "knex_migrations",
                .columns = columns,
                .version = "name",
                .key = HISTORY_ENTRY,
                .order = "id",
                .beside = tables},
};
