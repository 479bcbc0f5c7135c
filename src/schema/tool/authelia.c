/* Authelia's own: internal/storage/const.go, migrations.go and sql_provider_schema.go of its 4.39. */
#include <string.h>

#include "schema/migration_tool.h"

static const char digits[] = "0123456789";

/* V0001.Initial_Schema.up.sql */
static bool has_form(const char *name)
{
    if (*name != 'V' || strspn(name + 1, digits) != 4 || name[5] != '.')
        return false;
    const char *rest = name + 6 + strcspn(name + 6, ".");
    return rest > name + 6 && (strcmp(rest, ".up.sql") == 0 || strcmp(rest, ".down.sql") == 0);
}

static bool read_name(void *ctx, const char *name, struct migration_name *read)
{
    (void)ctx;
    return migration_name_part(name + 1, read) != NULL;
}

static const char *const down_endings[] = {".down.sql", NULL};

static const struct history_column columns[] = {
    {"id", "integer PRIMARY KEY", true},           {"applied", "timestamp DEFAULT CURRENT_TIMESTAMP", true},
    {"version_before", "integer", false},          {"version_after", "integer", true},
    {"application_version", "varchar(128)", true}, {NULL, NULL, false}};

const struct migration_tool tool_authelia = {
    .name = "authelia",
    .owns_name = has_form,
    .is_sure = true,
    .has_form = has_form,
    .read_name = read_name,
    .down_endings = down_endings,
    /* The first migration makes it; a step down is a row, too. */
    .history = {.table = "migrations",
                .columns = columns,
                .version = "version_after",
                .key = HISTORY_NEWEST,
                .order = "id",
                .common_name = true},
};
