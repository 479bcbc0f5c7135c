/* quassel's own: src/core/abstractsqlstorage.cpp of https://github.com/quassel/quassel, as of 0.15. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_files.h"
#include "schema/migration_tool.h"

extern const struct migration_tool tool_quassel;

static bool is_upgrade(const struct dir_entry *entry)
{
    return !entry->is_dir && strncmp(entry->name, "upgrade_", strlen("upgrade_")) == 0 &&
           has_ending(entry->name, ".sql");
}

/* version/31/upgrade_010_rooms.sql: by their names, some of which have the same number; the last part is the place. */
static bool add_directory(struct migration_search *search, const char *entry)
{
    struct migration_name version = {0};
    struct dir_listing list;
    const char *rest = migration_name_part(entry, &version);
    size_t n = 0;
    if (!rest || *rest ||
        !dir_list(search->ctx, search->root, path_join(search->ctx, search->dir, entry), &list, search->diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        struct migration_file file = {.name = version, .directory_of = &tool_quassel};
        if (!is_upgrade(&list.entries[i]))
            continue;
        file.entry = file.path = path_join(search->ctx, entry, list.entries[i].name);
        migration_name_part(mem_printf(search->ctx, "%zu", ++n), &file.name);
        migration_files_add(search, &file);
    }
    return n > 0;
}

/* A new database is made by setup_*.sql, which is a base (docs/projects.md); its version is a row that it writes. */
const struct migration_tool tool_quassel = {
    .name = "quassel",
    .add_directory = add_directory,
};
