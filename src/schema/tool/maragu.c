/* migrate of maragu: migrate.go of https://github.com/maragudk/migrate, as of 0.6. */
#include <string.h>

#include "base/mem.h"
#include "schema/migration_files.h"
#include "schema/migration_tool.h"

/* ^([\w-]+).up.sql$, where the first dot is any character. */
static bool is_up(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t n = strlen(name), end = strlen("up.sql");
    return n > end + 1 && strcmp(name + n - end, "up.sql") == 0 && strspn(name, letters) >= n - end - 1;
}

/* It runs no others, whatever their numbers are. */
static bool arrange(void *ctx, const struct root *root, struct migration_files *files, struct diags *diags)
{
    struct migration_files kept = {.programs = files->programs};
    (void)root;
    (void)diags;
    for (size_t i = 0; i < files->n; i++)
        if (is_up(files->items[i].entry)) {
            size_t at = mem_grow(ctx, &kept.items, &kept.n);
            kept.items[at] = files->items[i];
        }
    *files = kept;
    return true;
}

static const char *const down_endings[] = {".down.sql", NULL};

static const struct history_column columns[] = {{"version", "text", true}, {NULL, NULL, false}};

/* The names are the versions, in their order; the table holds the last in its one row. */
const struct migration_tool tool_maragu = {
    .name = "maragu",
    .arrange = arrange,
    .down_endings = down_endings,
    .by_name = true,
    .history =
        {.table = "migrations", .columns = columns, .version = "version", .key = HISTORY_NEWEST, .common_name = true},
};
