/* node-pg-migrate: https://salsita.github.io/node-pg-migrate, as of 8. */
#include "schema/migration_tool.h"

static const struct directive directives[] = {
    {"up migration", true, true}, {"down migration", false, true}, {NULL, false, false}};

static const struct history_column columns[] = {{"id", "integer PRIMARY KEY", true},
                                                {"name", "varchar(255)", true},
                                                {"run_on", "timestamp", true},
                                                {NULL, NULL, false}};

static const char *const programs[] = {".js", ".cjs", ".mjs", ".ts", NULL};

const struct migration_tool tool_node_pg_migrate = {
    .name = "node-pg-migrate",
    .programs = programs,
    .directives = directives,
    .enforces = true,
    .history = {.table = "pgmigrations",
                .made = {[ENGINE_POSTGRES] = "CREATE TABLE pgmigrations (id SERIAL PRIMARY KEY, name varchar(255) NOT "
                                             "NULL, run_on timestamp NOT NULL)"},
                .row = "(name, run_on) VALUES ({stem}, {time})",
                .columns = columns,
                .version = "name",
                .key = HISTORY_STEM,
                .order = "id"},
};
