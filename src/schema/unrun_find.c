#include "schema/unrun_find.h"

#include <ctype.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "layout/layout.h"
#include "schema/files.h"
#include "schema/plan.h"

static const char no_version[] = "its name is not a version number";
static const char no_delta[] = "not x.sql, x.sql.postgres, x.sql.sqlite or x.py";
static const char no_directory[] = "deltas are in directories that are named by their versions";
static const char no_database[] = "a database has its deltas in delta/";

struct search {
    void *ctx;
    const struct schema_tree *tree;
    const struct unrun_scope *scope;
    const char *database;
    bool stood_for; /* the database has deltas that its base is to stand for */
    struct unrun_list *list;
    struct diags *diags;
};

static void add(struct search *s, const char *path, const char *file, const char *reason, bool is_delta)
{
    const struct unrun one = {s->database, path, file, reason, is_delta};
    unrun_add(s->ctx, s->list, &one);
}

static bool is_silent(const char *name)
{
    return file_classify(name) == FILE_SILENT || strcmp(name, "__pycache__") == 0 || strcmp(name, "__init__.py") == 0;
}

static bool runs(const char *name)
{
    enum file_class class = file_classify(name);
    return !is_silent(name) && (class == FILE_SQL || class == FILE_PROGRAM);
}

/* 03_x.sq, rooms.SQL, rooms.sql.mysql; but not README.md. */
static bool looks_like_delta(const char *name)
{
    return isdigit((unsigned char)*name) || strcasestr(name, ".sql");
}

/* The first file in the directory that would run as a delta; NULL: there is none. */
static const char *first_delta(struct search *s, const char *dir)
{
    struct dir_listing list = {0};
    struct diags unsaid;
    diags_init(&unsaid, s->ctx);
    if (!dir_list(s->ctx, s->tree->root, dir, &list, &unsaid))
        return NULL;
    for (size_t i = 0; i < list.n; i++)
        if (!list.entries[i].is_dir && runs(list.entries[i].name))
            return path_join(s->ctx, dir, list.entries[i].name);
    return NULL;
}

static void add_directory(struct search *s, const char *path, const char *reason)
{
    const char *first = first_delta(s, path);
    add(s, path, first, reason, first != NULL);
}

static bool look_at_deltas(struct search *s, const char *dir)
{
    struct dir_listing list;
    if (!dir_list(s->ctx, s->tree->root, dir, &list, s->diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const char *name = list.entries[i].name, *path = path_join(s->ctx, dir, name);
        if (is_silent(name))
            continue;
        if (list.entries[i].is_dir)
            add_directory(s, path, no_delta);
        else if (!runs(name))
            add(s, path, path, no_delta, looks_like_delta(name));
    }
    return true;
}

static bool look_at_version(struct search *s, const char *path, int version)
{
    const char *first;
    if (version <= s->scope->base)
        s->stood_for |= first_delta(s, path) != NULL;
    else if (version <= s->scope->target)
        return look_at_deltas(s, path);
    else if (!s->scope->chosen && (first = first_delta(s, path)))
        add(s, path, first, mem_printf(s->ctx, "SCHEMA_VERSION is %d", s->tree->version), true);
    return true;
}

static bool look_at_database(struct search *s, const char *database)
{
    const char *dir = mem_printf(s->ctx, "%s/%s/delta", s->tree->path, database);
    struct dir_listing list;
    bool ok = true;
    s->database = database;
    s->stood_for = false;
    if (!dir_list_if_any(s->ctx, s->tree->root, dir, &list, s->diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const char *name = list.entries[i].name, *path = path_join(s->ctx, dir, name);
        int version = version_number(name);
        if (is_silent(name))
            continue;
        if (!list.entries[i].is_dir && (runs(name) || looks_like_delta(name)))
            add(s, path, path, no_directory, true);
        else if (list.entries[i].is_dir && version < 0)
            add_directory(s, path, no_version);
        else if (list.entries[i].is_dir)
            ok &= look_at_version(s, path, version);
    }
    const char *base = layout_version_directory(s->ctx, LAYOUT_NESTED, s->tree->path, database, s->scope->base);
    if (s->stood_for && !is_directory(base))
        add(s, dir, NULL,
            mem_printf(s->ctx, "the run starts from the snapshots of %d, and there is no %s for those up to it",
                       s->scope->base, base),
            true);
    return ok;
}

/* 61/x.sql in it: the first such file. */
static const char *first_below(struct search *s, const char *dir)
{
    struct dir_listing list = {0};
    struct diags unsaid;
    const char *first = NULL;
    diags_init(&unsaid, s->ctx);
    if (!dir_list(s->ctx, s->tree->root, dir, &list, &unsaid))
        return NULL;
    for (size_t i = 0; i < list.n && !first; i++)
        if (list.entries[i].is_dir && version_number(list.entries[i].name) >= 0)
            first = first_delta(s, path_join(s->ctx, dir, list.entries[i].name));
    return first;
}

/* schema/state/deltas/61/x.sql, schema/state/61/x.sql: a database, if its directories had other names. */
static bool look_beside(struct search *s)
{
    struct dir_listing list, below;
    struct diags unsaid;
    diags_init(&unsaid, s->ctx);
    s->database = NULL;
    if (!dir_list(s->ctx, s->tree->root, s->tree->path, &list, s->diags))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        const char *name = list.entries[i].name, *path = path_join(s->ctx, s->tree->path, name);
        if (!list.entries[i].is_dir || is_silent(name) || schema_tree_has(s->tree, name))
            continue;
        const char *first = first_below(s, path);
        /* It is nobody's that is known: what leads out of it is no matter. */
        dir_list(s->ctx, s->tree->root, path, &below, &unsaid);
        for (size_t k = 0; !first && k < below.n; k++)
            if (below.entries[k].is_dir && !is_silent(below.entries[k].name))
                first = first_below(s, path_join(s->ctx, path, below.entries[k].name));
        if (first)
            add(s, path, first, no_database, true);
    }
    return true;
}

static bool is_wanted(const struct unrun_scope *scope, const char *database)
{
    for (const char *const *name = scope->databases; name && *name; name++)
        if (strcmp(*name, database) == 0)
            return true;
    return !scope->databases;
}

/* A directory that two engines share is passed over in once. */
static bool is_listed(const struct unrun_list *list, const struct unrun *one)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i].path, one->path) == 0)
            return true;
    return false;
}

static void take_of_set(void *ctx, const struct migration_set *set, bool named, struct unrun_list *list)
{
    for (size_t i = 0; i < set->migrations.unrun.n; i++) {
        struct unrun one = set->migrations.unrun.items[i];
        one.database = named ? set->database : NULL;
        if (!is_listed(list, &one))
            unrun_add(ctx, list, &one);
    }
    list->shown = set->migrations.unrun.shown;
}

bool unrun_find(void *ctx, const struct schema_tree *tree, const struct unrun_scope *scope, struct unrun_list *list,
                struct diags *diags)
{
    struct search s = {.ctx = ctx, .tree = tree, .scope = scope, .list = list, .diags = diags};
    *list = (struct unrun_list){0};
    if (tree->layout->has_migrations) {
        for (size_t i = 0; i < tree->n_sets; i++)
            if (is_wanted(scope, tree->sets[i].database))
                take_of_set(ctx, &tree->sets[i], tree->n_databases > 1, list);
        return true;
    }
    bool ok = look_at_database(&s, COMMON_DATABASE);
    for (size_t i = 0; i < tree->n_databases; i++)
        ok &= !is_wanted(scope, tree->databases[i]) || look_at_database(&s, tree->databases[i]);
    return look_beside(&s) && ok;
}
