/* memos' own: store/migrator.go of https://github.com/usememos/memos, as of 0.30. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_files.h"
#include "schema/migration_tool.h"

extern const struct migration_tool tool_memos;

static const char latest[] = "LATEST.sql";

/* Of 0.31: 0 and 31. */
static bool read_version(const char *entry, struct migration_name *name)
{
    const char *rest = migration_name_part(entry, name);
    if (!rest || *rest != '.')
        return false;
    while (rest && *rest == '.')
        rest = migration_name_part(rest + 1, name);
    return rest && !*rest;
}

/* LATEST.sql makes a new database: it stands for all versions, up to the newest. */
static bool add_latest(struct migration_search *search, const struct migration_name *version)
{
    enum path_kind kind;
    for (size_t i = 0; i < search->up.n; i++) {
        struct migration_name *name = &search->up.items[i].name;
        if (strcmp(search->up.items[i].path, latest) != 0)
            continue;
        if (migration_name_compare(name, version) < 0)
            *name = *version;
        name->role = MIGRATION_BASELINE;
        return true;
    }
    if (!path_look(search->root, path_join(search->ctx, search->dir, latest), &kind, search->diags))
        return false;
    struct migration_file file = {.entry = latest, .path = latest, .directory_of = &tool_memos, .name = *version};
    file.name.role = MIGRATION_BASELINE;
    if (kind == PATH_FILE)
        migration_files_add(search, &file);
    return true;
}

/* 0.31/02__rooms.sql; what is called otherwise is none of it. */
static bool add_directory(struct migration_search *search, const char *entry)
{
    struct migration_name version = {0};
    struct dir_listing list;
    bool added = false;
    if (!read_version(entry, &version) ||
        !dir_list(search->ctx, search->root, path_join(search->ctx, search->dir, entry), &list, search->diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        struct migration_file file = {.name = version, .directory_of = &tool_memos};
        const char *name = list.entries[i].name, *rest = migration_name_part(name, &file.name);
        if (list.entries[i].is_dir || !rest || strncmp(rest, "__", 2) != 0 || !has_ending(name, ".sql"))
            continue;
        file.entry = file.path = path_join(search->ctx, entry, name);
        migration_files_add(search, &file);
        added = add_latest(search, &file.name);
    }
    return added;
}

/* The version that a database has stands in a row of the application's settings. */
const struct migration_tool tool_memos = {
    .name = "memos",
    .add_directory = add_directory,
};
