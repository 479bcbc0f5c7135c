#include "schema/tree_layout.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "layout/layout.h"
#include "schema/migration_files.h"
#include "schema/tree.h"
#include "schema/tree_versions.h"

/* A logical database is a directory with deltas or snapshots in it. False with a diagnostic. */
static bool look_for_database(struct schema_tree *tree, const char *path, bool *is_database, struct diags *diags)
{
    bool deltas, snapshots;
    if (!directory_is_there(tree->root, path_join(tree, path, "delta"), &deltas, diags) ||
        !directory_is_there(tree->root, path_join(tree, path, LAYOUT_NESTED_DIRECTORY), &snapshots, diags))
        return false;
    tree->holds_full_schemas |= snapshots;
    *is_database = deltas || snapshots;
    return true;
}

static bool find_databases(void *ctx, struct schema_tree *tree, struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list(ctx, tree->root, tree->path, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[i];
        char *path = path_join(ctx, tree->path, entry->name);
        bool is_database = false;
        if (entry->is_broken && !strchr(entry->name, '.'))
            return refuse_broken_link(path, diags);
        if (!entry->is_dir || entry->name[0] == '.')
            continue;
        if (!look_for_database(tree, path, &is_database, diags))
            return false;
        if (!is_database)
            continue;
        char *delta = path_join(ctx, path, "delta");
        if (!version_directories(ctx, tree->root, delta, &tree->versions, &tree->n_versions, diags))
            return false;
        if (strcmp(entry->name, COMMON_DATABASE) == 0)
            continue;
        size_t at = mem_grow(ctx, &tree->databases, &tree->n_databases);
        tree->databases[at] = entry->name;
    }
    return true;
}

/* Where the value of the last `SCHEMA_VERSION = ` begins; NULL: there is none. Python takes the last, too. */
static const char *declaration(const char *text)
{
    regex_t regex;
    regmatch_t match[1];
    const char *value = NULL;
    if (regcomp(&regex, "^SCHEMA_VERSION[ \t]*(:[^=\n]*)?=[ \t]*", REG_EXTENDED | REG_NEWLINE) != 0)
        return NULL;
    for (const char *at = text; regexec(&regex, at, 1, match, at == text ? 0 : REG_NOTBOL) == 0;) {
        at += match[0].rm_eo;
        value = *at == '=' ? value : at; /* == compares */
    }
    regfree(&regex);
    return value;
}

/* The number that is the whole value; -1 for anything else. */
static int plain_number(const char *value)
{
    size_t n = strspn(value, "0123456789");
    size_t blanks = strspn(value + n, " \t\r");
    return n > 0 && n <= LONGEST_VERSION && strchr("\n#;", value[n + blanks]) ? atoi(value) : -1;
}

enum { NOT_DECLARED = -1, UNREADABLE = -2 };

/* SCHEMA_VERSION in the directory's __init__.py. */
static int declared_version(void *ctx, const struct schema_tree *tree, struct diags *diags)
{
    char *init = path_join(ctx, tree->path, "__init__.py"), *text;
    if (!file_read_text_if_any(ctx, tree->root, init, &text, diags))
        return UNREADABLE;
    if (!text)
        return NOT_DECLARED;
    const char *value = declaration(text);
    int version = value ? plain_number(value) : NOT_DECLARED;
    if (!value || version >= 0)
        return version;
    struct diag *e = diag_error(diags, "SCHEMA_VERSION is not a plain number, so nobody can tell which deltas run");
    diag_locate(diags, e, init, text, (size_t)(value - text));
    return UNREADABLE;
}

static bool refuse(struct diags *diags, const char *path, const char *message, const char *hint)
{
    struct diag *e = diag_error(diags, "%s", message);
    e->file = mem_strdup(diags->ctx, path);
    diag_hint(diags, e, "%s", hint);
    return false;
}

static const char layout_hint[] = "a schema directory holds common/schema_version.sql, common/delta/<N>/ and one "
                                  "directory with delta/<N>/ for each logical database";

/* One database, and a version for each migration. */
static bool open_numbered(struct schema_tree *tree, const struct migration_request *request, struct diags *diags)
{
    struct migration_set set = {.database = "main", .engines = {true, true}};
    if (!migrations_list(tree, tree->root, request, &set.migrations, diags))
        return false;
    size_t at = mem_grow(tree, &tree->databases, &tree->n_databases);
    tree->databases[at] = set.database;
    at = mem_grow(tree, &tree->sets, &tree->n_sets);
    tree->sets[at] = set;
    tree_versions_take(tree);
    return true;
}

static bool open_databases(struct schema_tree *tree, const struct migration_request *request, struct diags *diags)
{
    (void)request;
    if (!find_databases(tree, tree, diags))
        return false;
    if (tree->n_versions == 0)
        return refuse(diags, tree->path, "not a schema directory: there is no delta in it, and no migration",
                      mem_printf(tree, "%s; migrations are files such as 001_rooms.sql", layout_hint));
    char *bookkeeping = path_join(tree, tree->path, COMMON_DATABASE "/schema_version.sql");
    enum path_kind kind;
    if (!path_look(tree->root, bookkeeping, &kind, diags))
        return false;
    if (kind == PATH_ABSENT)
        return refuse(diags, bookkeeping, "not found: it makes the bookkeeping tables and runs first", layout_hint);
    tree->version = declared_version(tree, tree, diags);
    if (tree->version == UNREADABLE)
        return false;
    tree->version_declared = tree->version != NOT_DECLARED;
    if (!tree->version_declared)
        tree->version = tree->versions[tree->n_versions - 1];
    return true;
}

const struct tree_layout tree_layout_databases = {
    .name = "databases",
    .open = open_databases,
    .has_common = true,
    .has_bases = true,
    .has_bookkeeping = true,
    .has_updates = true,
};

const struct tree_layout tree_layout_numbered = {
    .name = "numbered",
    .open = open_numbered,
    .one_engine = true,
    .has_migrations = true,
};

/* Whether a name is that of a directory that only the usual layout has. */
static bool has_common_or_deltas(const struct root *root, const struct dir_listing *list, struct diags *diags)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct dir_entry *entry = &list->entries[i];
        bool found = entry->is_dir && strcmp(entry->name, COMMON_DATABASE) == 0;
        char *delta = path_join(diags->ctx, path_join(diags->ctx, root->path, entry->name), "delta");
        if (found || (entry->is_dir && (!directory_is_there(root, delta, &found, diags) || found)))
            return true;
    }
    return false;
}

const struct tree_layout *tree_layout_found(void *ctx, const char *path)
{
    /* What is wrong with the directory is said by the layout that it is then read as. */
    struct diags unsaid;
    struct unrun_list unrun = {0};
    struct migrations_found found;
    struct dir_listing list;
    diags_init(&unsaid, ctx);
    const struct root *root = is_directory(path) ? root_open(ctx, path, &unsaid) : NULL;
    bool numbered = root && dir_list(ctx, root, root->path, &list, &unsaid) &&
                    !has_common_or_deltas(root, &list, &unsaid) &&
                    migration_files_find(ctx, root, &found, &unrun, true, &unsaid);
    return numbered ? &tree_layout_numbered : &tree_layout_databases;
}

const struct tree_layout *const tree_layouts[] = {&tree_layout_databases, &tree_layout_numbered, &tree_layout_project,
                                                  NULL};
