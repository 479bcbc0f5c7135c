#include "schema/tree.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"

enum { LONGEST_VERSION = 6 };

int version_number(const char *name)
{
    size_t n = strspn(name, "0123456789");
    if (n == 0 || n > LONGEST_VERSION || name[n] || (n > 1 && name[0] == '0'))
        return -1;
    return atoi(name);
}

static int compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void sort_unique(int *v, size_t *n)
{
    if (*n == 0)
        return;
    qsort(v, *n, sizeof(*v), compare_ints);
    size_t kept = 1;
    for (size_t i = 1; i < *n; i++)
        if (v[i] != v[kept - 1])
            v[kept++] = v[i];
    *n = kept;
}

bool version_directories(void *ctx, const struct root *root, const char *path, int **versions, size_t *n,
                         struct diags *diags)
{
    struct dir_listing list;
    if (!dir_list_if_any(ctx, root, path, &list, diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[i];
        int version = version_number(entry->name);
        if (version >= 0 && entry->is_broken)
            return refuse_broken_link(path_join(ctx, path, entry->name), diags);
        if (!entry->is_dir || version < 0)
            continue;
        size_t at = mem_grow(ctx, versions, n);
        (*versions)[at] = version;
    }
    sort_unique(*versions, n);
    return true;
}

/* A logical database is a directory with deltas or snapshots in it. False with a diagnostic. */
static bool look_for_database(struct schema_tree *tree, const char *path, bool *is_database, struct diags *diags)
{
    bool deltas, snapshots;
    if (!directory_is_there(tree->root, path_join(tree, path, "delta"), &deltas, diags) ||
        !directory_is_there(tree->root, path_join(tree, path, "full_schemas"), &snapshots, diags))
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

static struct schema_tree *refuse(struct diags *diags, const char *path, const char *message, const char *hint)
{
    struct diag *e = diag_error(diags, "%s", message);
    e->file = mem_strdup(diags->ctx, path);
    diag_hint(diags, e, "%s", hint);
    return NULL;
}

static const char layout_hint[] = "a schema directory holds common/schema_version.sql, common/delta/<N>/ and one "
                                  "directory with delta/<N>/ for each logical database";

/* One database, and a version for each migration. */
static struct schema_tree *open_numbered(struct schema_tree *tree, const struct migration_wish *wish,
                                         struct diags *diags)
{
    if (!migrations_list(tree, tree->root, wish, &tree->migrations, diags))
        return NULL;
    size_t at = mem_grow(tree, &tree->databases, &tree->n_databases);
    tree->databases[at] = "main";
    for (size_t i = 0; i < tree->migrations.n; i++) {
        at = mem_grow(tree, &tree->versions, &tree->n_versions);
        tree->versions[at] = tree->migrations.items[i].version;
    }
    tree->version = tree->versions[tree->n_versions - 1];
    return tree;
}

static struct schema_tree *open_databases(struct schema_tree *tree, struct diags *diags)
{
    if (!find_databases(tree, tree, diags))
        return NULL;
    if (tree->n_versions == 0)
        return refuse(
            diags, tree->path, "not a schema directory: there is no delta in it",
            mem_printf(tree, "%s; a plain directory of migrations is read with --layout-in numbered", layout_hint));
    char *bookkeeping = path_join(tree, tree->path, COMMON_DATABASE "/schema_version.sql");
    enum path_kind kind;
    if (!path_look(tree->root, bookkeeping, &kind, diags))
        return NULL;
    if (kind == PATH_ABSENT)
        return refuse(diags, bookkeeping, "not found: it makes the bookkeeping tables and runs first", layout_hint);
    tree->version = declared_version(tree, tree, diags);
    if (tree->version == UNREADABLE)
        return NULL;
    tree->version_declared = tree->version != NOT_DECLARED;
    if (!tree->version_declared)
        tree->version = tree->versions[tree->n_versions - 1];
    return tree;
}

struct schema_tree *schema_tree_open(void *ctx, const char *path, enum tree_layout layout,
                                     const struct migration_wish *wish, struct diags *diags)
{
    struct schema_tree *tree = mem_new(ctx, struct schema_tree);
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    tree->path = mem_strndup(tree, path, length);
    tree->layout = layout;
    if (!is_directory(tree->path))
        return refuse(diags, path, "no such schema directory", "-s DIR names it; fullschema init lays out a new one");
    tree->root = root_open(tree, tree->path, diags);
    if (!tree->root)
        return NULL;
    return layout == TREE_NUMBERED ? open_numbered(tree, wish, diags) : open_databases(tree, diags);
}

bool schema_tree_has(const struct schema_tree *tree, const char *database)
{
    if (strcmp(database, COMMON_DATABASE) == 0)
        return true;
    for (size_t i = 0; i < tree->n_databases; i++)
        if (strcmp(tree->databases[i], database) == 0)
            return true;
    return false;
}

bool schema_tree_check_version(const struct schema_tree *tree, int version, struct diags *diags)
{
    int first = tree->versions[0], last = tree->versions[tree->n_versions - 1];
    if (version >= first && version <= tree->version)
        return true;
    struct diag *e = diag_error(diags, "no schema version %d", version);
    e->file = mem_strdup(diags->ctx, tree->path);
    if (tree->version_declared)
        diag_hint(diags, e, "its deltas go from version %d to %d, and SCHEMA_VERSION is %d", first, last,
                  tree->version);
    else
        diag_hint(diags, e, "its deltas go from version %d to %d", first, last);
    return false;
}
