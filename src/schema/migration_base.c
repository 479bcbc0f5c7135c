#include "schema/migration_base.h"

#include <string.h>

#include "base/files.h"
#include "base/glob.h"
#include "base/mem.h"

/* At the line of the project's file: the base itself may not be there, and is not what has to be changed. */
static bool refuse(const char *ini, int line, const char *message, const char *hint, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s", message);
    e->file = mem_strdup(diags->ctx, ini);
    e->line = line;
    diag_hint(diags, e, "%s", hint);
    return false;
}

/* "31", "0.11", "v1.18"; or what a migration of the directory is called. */
static bool read_version(const struct project_base *base, const struct migration_files *files,
                         struct migration_name *version)
{
    for (size_t i = 0; i < files->n; i++)
        if (files->items[i].name.n_parts > 0 && strcmp(files->items[i].entry, base->version) == 0) {
            *version = files->items[i].name;
            return true;
        }
    const char *rest = base->version + (*base->version == 'v' || *base->version == 'V');
    for (*version = (struct migration_name){0}; (rest = migration_name_part(rest, version)) && *rest == '.';)
        rest++;
    return rest && *rest == '\0';
}

/* Of 0.11, where a directory has 0.11/01 and 0.11/02: all of them. */
static bool is_within(const struct migration_name *name, const struct migration_name *version)
{
    struct migration_name head = *name;
    if (head.n_parts > version->n_parts)
        head.n_parts = version->n_parts;
    for (size_t i = head.n_parts; i < MIGRATION_PARTS; i++)
        head.parts[i] = (struct migration_part){0};
    return head.n_parts > 0 && migration_name_compare(&head, version) <= 0;
}

/* The last that it stands for, so that it is that version; else the version that was said. */
static struct migration_name place_of(const struct migration_files *files, const struct migration_name *version)
{
    struct migration_name last = *version;
    for (size_t i = 0; i < files->n; i++)
        if (is_within(&files->items[i].name, version) && migration_name_compare(&files->items[i].name, &last) > 0)
            last = files->items[i].name;
    last.role = MIGRATION_BASELINE;
    return last;
}

static bool find_version(const char *ini, const struct project_base *base, const struct migration_files *files,
                         struct migration_name *version, struct diags *diags)
{
    static const char hint[] = "base-version = VERSION of the section says which is the last, such as 31, 0.11 or "
                               "20250923120000_rooms.sql";
    *version = (struct migration_name){.role = MIGRATION_BASELINE};
    if (!base->version && files->n > 0)
        return refuse(
            ini, base->file.line,
            mem_printf(diags->ctx, "%s: up to which migration it stands for them is not said", base->file.path), hint,
            diags);
    if (!base->version)
        return true;
    if (!read_version(base, files, version))
        return refuse(ini, base->version_line,
                      mem_printf(diags->ctx, "base-version = %s: neither a number nor a migration", base->version),
                      hint, diags);
    *version = place_of(files, version);
    return true;
}

static bool refuse_missing(const char *ini, const struct project_base *base, const char *hint, struct diags *diags)
{
    return refuse(ini, base->file.line, mem_printf(diags->ctx, "%s: no such file", base->file.path), hint, diags);
}

bool migration_base_add(void *ctx, const char *ini, const struct project_base *base, struct migration_files *files,
                        const struct root **root, struct diags *diags)
{
    struct migration_name version;
    struct dir_listing list;
    const char *directory = project_base_directory(ctx, base), *pattern = base_name(base->file.path);
    size_t before = files->n;
    if (*directory && !is_directory(directory))
        return refuse_missing(ini, base, "paths are relative to this file", diags);
    const struct root *own = root_open(ctx, directory, diags);
    if (!own || !dir_list(ctx, own, own->path, &list, diags) || !find_version(ini, base, files, &version, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const char *name = list.entries[i].name;
        if (list.entries[i].is_dir || (strcmp(name, pattern) != 0 && !glob_matches(pattern, name)))
            continue;
        const struct migration_file file = {.entry = name, .path = name, .root = own, .name = version};
        size_t at = mem_grow(ctx, &files->items, &files->n);
        files->items[at] = file;
    }
    if (!*root)
        *root = own;
    return files->n > before || refuse_missing(ini, base, "* and ? in its name stand for others", diags);
}
