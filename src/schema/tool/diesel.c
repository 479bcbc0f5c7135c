/* diesel: https://docs.rs/diesel_migrations, as of 2.3. */
#include <ctype.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_tool.h"

/* 2024-01-31-120000_rooms. 2024-rooms and 7-2fa are no dates. */
static bool is_date(const char *name)
{
    static const char digits[] = "0123456789";
    return strspn(name, digits) == 4 && name[4] == '-' && strspn(name + 5, digits) == 2 && name[7] == '-';
}

/* The same as 20240131120000, so that both forms stand in one order, and 2024-01-31_rooms before it. */
static bool read_date(void *ctx, const char *name, struct migration_name *read)
{
    char *joined = mem_printf(ctx, "%s%s", name, "00000000000000");
    size_t n = 0;
    for (; isdigit((unsigned char)*name) || (*name == '-' && isdigit((unsigned char)name[1])); name++)
        if (*name != '-')
            joined[n++] = *name;
    while (n < strlen("YYYYMMDDHHMMSS"))
        joined[n++] = '0';
    joined[n] = '\0';
    return migration_name_part(joined, read) && migration_name_ends(name);
}

/* metadata.toml beside up.sql */
static char *settings(void *ctx, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash || strcmp(slash, "/up.sql") != 0)
        return NULL;
    return path_join(ctx, mem_strndup(ctx, path, (size_t)(slash - path)), "metadata.toml");
}

static const struct history_column columns[] = {{"version", "varchar(50) PRIMARY KEY", true},
                                                {"run_on", "timestamp DEFAULT CURRENT_TIMESTAMP", true},
                                                {NULL, NULL, false}};

#define DIESEL_TABLE                                                                                                   \
    "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL,"                               \
    " run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)"

const struct migration_tool tool_diesel = {
    .name = "diesel",
    .has_form = is_date,
    .read_name = read_date,
    .file_in_directory = "up.sql",
    .settings = settings,
    .transaction_key = "run_in_transaction",
    .squash = {.form = SQUASH_IN_PLACE},
    /* The number without dashes. */
    .history = {.table = "__diesel_schema_migrations",
                .made = {[ENGINE_POSTGRES] = DIESEL_TABLE, [ENGINE_SQLITE] = DIESEL_TABLE},
                .row = "(version, run_on) VALUES ({joined}, {time})",
                .columns = columns,
                .version = "version",
                .key = HISTORY_NUMBER,
                .order = "run_on"},
};
