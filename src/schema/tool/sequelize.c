/* Sequelize, which migrates by Umzug: src/storage/sequelize.ts of https://github.com/sequelize/umzug, as of 3.8. */
#include "schema/migration_tool.h"

static const char *const programs[] = {".js", ".cjs", ".mjs", ".ts", NULL};
static const char *const tables[] = {"SequelizeData", NULL};

static const struct history_column columns[] = {{"name", "varchar(255) PRIMARY KEY", true}, {NULL, NULL, false}};

const struct migration_tool tool_sequelize = {
    .name = "sequelize",
    .programs = programs,
    .history =
        {.table = "SequelizeMeta", .columns = columns, .version = "name", .key = HISTORY_ENTRY, .beside = tables},
};
