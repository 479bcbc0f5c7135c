/* popx, Ory's way to run migrations: oryx/popx/match.go and migrator.go of https://github.com/ory/kratos, as of 26.2.
 */
#include <string.h>

#include "schema/migration_tool.h"

/* 20250708190000000000_rooms.postgres.autocommit.up.sql; without the word it is as others have it. */
static bool owns_name(const char *name)
{
    const char *dot = strchr(name, '.');
    static const char *const words[] = {".autocommit.up.sql", ".cockroach.up.sql", ".sqlite3.up.sql"};
    for (size_t i = 0; dot && i < sizeof(words) / sizeof(*words); i++)
        if (strstr(dot, words[i]))
            return true;
    return false;
}

static const char *const down_endings[] = {".down.sql", NULL};

static const struct history_column columns[] = {
    {"version", "varchar(48)", true}, {"version_self", "integer DEFAULT 0", true}, {NULL, NULL, false}};

/* It turns foreign keys off on SQLite while it migrates. */
const struct migration_tool tool_popx = {
    .name = "popx",
    .owns_name = owns_name,
    .down_endings = down_endings,
    .name_alone = ".autocommit",
    .history = {.table = "schema_migration", .columns = columns, .version = "version", .key = HISTORY_NUMBER},
};
