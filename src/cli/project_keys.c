#include "cli/project_keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/nearest.h"

const char *const project_database_keys[] = {"postgres", "sqlite", "base", "base-version", "migration-tool", "define",
                                             "replace",  "order",  NULL};
const char *const project_prepare_keys[] = {"roles", "extensions", "file", NULL};

static size_t first_word(const char *key)
{
    return strcspn(key, " \t");
}

const char *project_key_meant(void *ctx, const char *key, const char *const *keys)
{
    return nearest_word(mem_strndup(ctx, key, first_word(key)), keys);
}

static bool is_one_of(const char *key, const char *const *keys)
{
    size_t n = first_word(key);
    for (; *keys; keys++)
        if (strncmp(*keys, key, n) == 0 && !(*keys)[n])
            return true;
    return false;
}

const char *project_key_section(const char *key)
{
    return is_one_of(key, project_database_keys)  ? "[database NAME]"
           : is_one_of(key, project_prepare_keys) ? "[prepare]"
                                                  : NULL;
}
