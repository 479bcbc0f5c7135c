#include "schema/updates.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/same_text.h"
#include "base/share.h"

struct updates {
    const struct schema_tree *tree;
    const struct update_options *options;
    const struct root *const *sources_at; /* NULL-terminated */
    const char *shipped;                  /* directory, or NULL */
    pthread_mutex_t lock;                 /* for what follows */
    void *ctx;
    const struct sources *sources; /* NULL: not read yet */
    struct diags diags;            /* why they could not be read */
};

static const struct sources no_sources;

static int release(struct updates *u)
{
    pthread_mutex_destroy(&u->lock);
    mem_free(u->ctx);
    return 0;
}

static bool holds_python(void *ctx, const struct root *root)
{
    struct dir_listing list;
    struct diags ignored;
    diags_init(&ignored, ctx);
    /* A link that leads out is for the reader of the sources to tell. */
    dir_list(ctx, root, root->path, &list, &ignored);
    for (size_t i = 0; i < list.n; i++) {
        const char *dot = strrchr(list.entries[i].name, '.');
        if (dot && strcmp(dot, ".py") == 0 && !list.entries[i].is_dir)
            return true;
    }
    return false;
}

/* The package around the schema directory: its parent, by name where the path has one. */
static char *package_around(void *ctx, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash ? slash + 1 : path;
    if (strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
        return path_join(ctx, path, "..");
    if (!slash)
        return mem_strdup(ctx, ".");
    return slash == path ? mem_strdup(ctx, "/") : mem_strndup(ctx, path, (size_t)(slash - path));
}

static const struct root *const *source_directories(struct updates *u)
{
    if (u->options->sources)
        return u->options->sources;
    const struct root **found = mem_array(u, const struct root *, 2);
    const char *package = package_around(u, u->tree->path);
    const struct root *root = is_directory(package) ? root_open(u, package, &u->diags) : NULL;
    if (root && holds_python(u, root))
        found[0] = root;
    return found;
}

struct updates *updates_new(void *ctx, const struct schema_tree *tree, const struct update_options *options)
{
    struct updates *u = mem_new(ctx, struct updates);
    struct diags ignored;
    *u = (struct updates){.tree = tree, .options = options, .ctx = mem_root("updates")};
    diags_init(&u->diags, u->ctx);
    u->sources_at = source_directories(u);
    diags_init(&ignored, u);
    u->shipped = share_path(u, "background_updates", &ignored);
    pthread_mutex_init(&u->lock, NULL);
    talloc_set_destructor(u, release);
    return u;
}

const struct sources *updates_sources(struct updates *u)
{
    pthread_mutex_lock(&u->lock);
    if (!u->sources && u->sources_at[0]) {
        const struct source_reader reader = {u->sources_at, u->options->source_timeout_ms, u->options->stop};
        u->sources = sources_read(u->ctx, &reader, &u->diags);
    }
    if (!u->sources)
        u->sources = &no_sources;
    pthread_mutex_unlock(&u->lock);
    return u->sources;
}

const struct root *const *updates_directories(const struct updates *u)
{
    return u->sources_at;
}

bool updates_have_read_sources(struct updates *u)
{
    pthread_mutex_lock(&u->lock);
    bool have = u->sources_at[0] && u->sources;
    pthread_mutex_unlock(&u->lock);
    return have;
}

const char *updates_shipped(const struct updates *u)
{
    return u->shipped;
}

bool updates_report_sources(struct updates *u, struct diags *diags)
{
    const struct sources *s = updates_sources(u);
    diags_append(diags, &u->diags);
    for (size_t i = 0; i < s->n_problems; i++) {
        const struct source_problem *p = &s->problems[i];
        struct diag *e = diag_error(diags, "%s", p->message);
        e->file = mem_strdup(diags->ctx, p->file);
        e->line = p->line;
        e->column = p->column;
    }
    return u->diags.n == 0 && s->n_problems == 0;
}

static bool complete(const struct updates *u, const struct sources *s)
{
    return u->diags.n_errors == 0 && s->n_problems == 0;
}

/* DIR/x.sql and DIR/x.sql.<engine>, those that are there. False with a diagnostic. */
static bool add_files(void *ctx, const struct update_directory *dir, const char *name, enum engine engine,
                      const char **files, struct diags *diags)
{
    const char *suffixes[] = {"", mem_printf(ctx, ".%s", engine_name(engine))};
    size_t n = 0;
    for (size_t s = 0; s < 2; s++) {
        enum path_kind kind;
        char *path = mem_printf(ctx, "%s/%s.sql%s", dir->path, name, suffixes[s]);
        if (!path_look(dir->root, path, &kind, diags))
            return false;
        if (kind == PATH_FILE)
            files[n++] = path;
    }
    return true;
}

static size_t count_chosen(const struct updates *u)
{
    size_t n = 0;
    while (u->options->directories && u->options->directories[n])
        n++;
    return n;
}

const struct update_directory *updates_file_directories(const struct updates *u, void *ctx)
{
    size_t n = count_chosen(u);
    struct update_directory *all = mem_array(ctx, struct update_directory, n + u->tree->n_databases + 2);
    for (size_t i = 0; i < n; i++)
        all[i] = (struct update_directory){u->options->directories[i], u->options->directories[i]->path};
    /* Over all databases: some trees queue in one database what another implements. */
    for (size_t d = 0; d <= u->tree->n_databases; d++) {
        const char *database = d < u->tree->n_databases ? u->tree->databases[d] : COMMON_DATABASE;
        all[n + d] = (struct update_directory){u->tree->root,
                                               mem_printf(ctx, "%s/%s/background_updates", u->tree->path, database)};
    }
    return all;
}

/* way->files[0] is NULL where there are none. False with a diagnostic. */
static bool find_files(const struct updates *u, const char *name, enum engine engine, void *ctx, struct update_way *way,
                       struct diags *diags)
{
    const char **files = mem_array(ctx, const char *, 3);
    const struct update_directory *all = updates_file_directories(u, ctx);
    size_t n_chosen = count_chosen(u);
    way->files = files;
    for (size_t i = 0; all[i].path && !files[0]; i++) {
        if (!add_files(ctx, &all[i], name, engine, files, diags))
            return false;
        way->root = all[i].root;
        way->answer = i < n_chosen ? UPDATE_PERSON : UPDATE_TREE;
    }
    return true;
}

static bool find_shipped(const struct updates *u, const char *name, enum engine engine, void *ctx,
                         struct update_way *way)
{
    const char **files = mem_array(ctx, const char *, 3);
    struct diags none;
    diags_init(&none, ctx);
    if (u->shipped)
        add_files(ctx, &(struct update_directory){&root_own, u->shipped}, name, engine, files, &none);
    way->answer = UPDATE_SHIPPED;
    way->root = &root_own;
    way->files = files;
    return files[0] != NULL;
}

/* As the application runs it; where a statement is in a transaction it leaves the same catalog as CONCURRENTLY. */
static char *index_sql(const struct registration *r, enum engine engine, void *ctx)
{
    bool postgres = engine == ENGINE_POSTGRES;
    struct text t;
    if (r->psql_only && !postgres)
        return NULL;
    text_open(&t);
    if (postgres)
        fprintf(t.out, "DROP INDEX IF EXISTS %s;\n", r->index);
    fprintf(t.out, "CREATE %sINDEX %s%s ON %s (%s)", r->unique ? "UNIQUE " : "", postgres ? "" : "IF NOT EXISTS ",
            r->index, r->table, r->columns);
    if (r->where && *r->where)
        fprintf(t.out, " WHERE %s", r->where);
    fputs(";\n", t.out);
    if (r->replaces)
        fprintf(t.out, "DROP INDEX IF EXISTS %s;\n", r->replaces);
    return text_close(&t, ctx);
}

static char *registered_sql(const struct registration *r, enum engine engine, void *ctx)
{
    if (r->kind == REGISTERED_INDEX)
        return index_sql(r, engine, ctx);
    /* SQLite has no constraint that is not valid. */
    if (r->kind == REGISTERED_VALIDATE && engine == ENGINE_POSTGRES)
        return mem_printf(ctx, "ALTER TABLE %s VALIDATE CONSTRAINT %s;\n", r->table, r->constraint);
    return NULL;
}

static bool meant_for(const struct registration *r, const char *name, enum engine engine, bool any_engine)
{
    return r->name && strcmp(r->name, name) == 0 &&
           (any_engine || !r->engine || strcmp(r->engine, engine_name(engine)) == 0);
}

static bool same_effect(const struct registration *a, const struct registration *b)
{
    return a->kind == b->kind && a->kind != REGISTERED_HANDLER && a->kind != REGISTERED_UNREADABLE &&
           same_text(a->table, b->table) && same_text(a->index, b->index) && same_text(a->columns, b->columns) &&
           same_text(a->where, b->where) && same_text(a->replaces, b->replaces) &&
           same_text(a->constraint, b->constraint) && a->unique == b->unique && a->psql_only == b->psql_only;
}

static bool harmless(const struct registration *r)
{
    return r->kind == REGISTERED_NOOP || (r->kind == REGISTERED_HANDLER && r->found && r->n_evidence == 0);
}

/*
 * The registration that counts, the first; *conflict where another one under
 * that name does something else. Those that only move rows agree.
 */
static const struct registration *find_registration(const struct sources *s, const char *name, enum engine engine,
                                                    const struct registration **conflict)
{
    const struct registration *first = NULL;
    for (int any_engine = 0; any_engine <= 1 && !first; any_engine++)
        for (size_t i = 0; i < s->n; i++) {
            const struct registration *r = &s->items[i];
            if (!meant_for(r, name, engine, any_engine))
                continue;
            if (!first)
                first = r;
            else if (!same_effect(first, r) && !(harmless(first) && harmless(r)))
                *conflict = r;
        }
    return first;
}

static char *why_unknown(const struct updates *u, const struct sources *s, const struct update_way *way,
                         const struct registration *conflict, void *ctx)
{
    const struct registration *r = way->seen;
    if (!r)
        return mem_strdup(ctx, "has no implementation");
    if (conflict)
        return mem_printf(ctx, "is registered twice, differently: also %s:%d", conflict->file, conflict->line);
    if (r->kind == REGISTERED_UNREADABLE)
        return mem_printf(ctx, "is registered in a way that cannot be read: %s", r->message);
    if (!r->found)
        return mem_printf(ctx, "has a handler whose code is not in the sources: %s", r->handler);
    if (r->n_evidence)
        return mem_printf(ctx, "has a handler that may change the schema: %s", r->handler);
    if (!complete(u, s))
        return mem_strdup(ctx, "has a handler, and not all of the sources could be read");
    return mem_strdup(ctx, "has no implementation");
}

static bool is_named(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* What is not in a file of the tree or of --background-updates. */
static void resolve_elsewhere(struct updates *u, const char *name, enum engine engine, bool plain, void *ctx,
                              struct update_way *way)
{
    const struct sources *s = updates_sources(u);
    const struct registration *conflict = NULL;
    way->seen = find_registration(s, name, engine, &conflict);
    const struct registration *r = conflict ? NULL : way->seen;
    if (r && (r->kind == REGISTERED_NOOP || r->kind == REGISTERED_INDEX || r->kind == REGISTERED_VALIDATE)) {
        way->answer = UPDATE_SOURCE;
        way->sql = registered_sql(r, engine, ctx);
    } else if (plain && find_shipped(u, name, engine, ctx, way)) {
        return;
    } else if (r && harmless(r) && complete(u, s)) {
        way->answer = UPDATE_DATA_ONLY;
    } else if (is_named(u->options->data_only, name)) {
        way->answer = UPDATE_ASSUMED;
    } else {
        way->answer = UPDATE_UNKNOWN;
        way->why = why_unknown(u, s, way, conflict, ctx);
    }
}

bool updates_resolve(struct updates *u, const char *name, enum engine engine, void *ctx, struct update_way *way,
                     struct diags *diags)
{
    static const char *const nothing[] = {NULL};
    *way = (struct update_way){.files = nothing};
    /* The name comes from a database; it must not lead out of the directories. */
    bool plain = !strchr(name, '/') && *name && *name != '.';
    if (plain && !find_files(u, name, engine, ctx, way, diags))
        return false;
    if (!way->files[0])
        resolve_elsewhere(u, name, engine, plain, ctx, way);
    return true;
}
