#include "schema/next_delta.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"

bool delta_name_is_plain(const char *name)
{
    return *name && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

char *delta_name_made_plain(void *ctx, const char *name)
{
    char *plain = mem_strdup(ctx, name);
    size_t n = 0;
    bool gap = false;
    for (const char *c = name; *c; c++) {
        if (isalnum((unsigned char)*c)) {
            if (gap && n > 0)
                plain[n++] = '_';
            plain[n++] = (char)tolower((unsigned char)*c);
        }
        gap = !isalnum((unsigned char)*c);
    }
    plain[n] = '\0';
    return plain;
}

static bool count_files(void *ctx, const struct schema_tree *tree, const char *dir, struct next_delta *next,
                        struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list_if_any(ctx, tree->root, dir, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        int digits = (int)strspn(list.entries[i].name, "0123456789");
        if (digits == 0 || digits > 9)
            continue;
        int number = (int)strtol(list.entries[i].name, NULL, 10);
        next->number = number >= next->number ? number + 1 : next->number;
        next->width = digits > next->width ? digits : next->width;
    }
    return true;
}

static char *delta_dir(void *ctx, const struct schema_tree *tree, const char *database, int version)
{
    return mem_printf(ctx, "%s/%s/delta/%d", tree->path, database, version);
}

bool next_delta_find(void *ctx, const struct schema_tree *tree, const char *database, int version,
                     struct next_delta *next, struct diags *diags)
{
    *next = (struct next_delta){version, 1, 2, delta_dir(ctx, tree, database, version)};
    bool ok = count_files(ctx, tree, delta_dir(ctx, tree, COMMON_DATABASE, version), next, diags);
    for (size_t i = 0; ok && i < tree->n_databases; i++)
        ok = count_files(ctx, tree, delta_dir(ctx, tree, tree->databases[i], version), next, diags);
    return ok;
}
