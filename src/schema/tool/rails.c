/* Active Record of Rails: activerecord/lib/active_record/schema_migration.rb and internal_metadata.rb, as of 8.0. */
#include "schema/migration_tool.h"

static const char *const programs[] = {".rb", NULL};
static const char *const tables[] = {"ar_internal_metadata", NULL};

static const struct history_column columns[] = {{"version", "varchar(255) PRIMARY KEY", true}, {NULL, NULL, false}};

const struct migration_tool tool_rails = {
    .name = "rails",
    .programs = programs,
    .history = {.table = "schema_migrations",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NUMBER,
                .beside = tables},
};
