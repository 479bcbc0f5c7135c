#include "cmd/diff_build.h"

#include <errno.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/scratch.h"
#include "base/write.h"
#include "check/blame.h"
#include "cli/project_file.h"
#include "schema/project.h"
#include "source/export.h"
#include "source/source.h"

struct build_side {
    const char *revision; /* NULL: the working tree */
    const char *top;      /* where its files were written; NULL: they are where they are */
    const char *here;     /* the working directory in the repository, where its HEAD is the revision; else NULL */
    struct generate_arguments arguments;
    struct generate_options options;
    struct generate_result made;
    struct diags diags; /* their paths are still those of the copies */
};

struct build {
    void *ctx;
    struct build_request request;
    struct build_side sides[2];
    struct server *servers[ENGINE_COUNT];
    struct scratch scratch;
};

const char *diff_build_name(const struct build *build, size_t side)
{
    return build->sides[side].revision ? build->sides[side].revision : "working tree";
}

struct build *diff_build_new(const struct build_request *request, struct diags *diags)
{
    struct build *b = mem_new(request->ctx, struct build);
    const char *revisions[2];
    struct generate_options options;
    *b = (struct build){.ctx = request->ctx, .request = *request};
    if (!source_revisions(b->ctx, request->operands, request->n_operands, revisions, diags) ||
        !server_arguments_read(&request->arguments->server, &options.server, diags))
        return NULL;
    for (size_t i = 0; i < 2; i++) {
        b->sides[i] = (struct build_side){.revision = revisions[i], .arguments = *request->arguments};
        diags_init(&b->sides[i].diags, b->ctx);
    }
    server_arguments_environment(&options.server);
    return b;
}

/* ---- the files ---- */

struct paths {
    void *ctx;
    const char **items;
    size_t n;
};

static void put_path(struct paths *paths, const char *path)
{
    size_t at = mem_grow(paths->ctx, &paths->items, &paths->n);
    paths->items[at] = path;
}

/* Where the copy of a path stands, which is to be made. NULL with a diagnostic. */
static char *take(const struct build *b, struct build_side *side, const char *path, struct paths *paths)
{
    char *inside = export_inside(b->ctx, path, &side->diags);
    if (!inside)
        return NULL;
    put_path(paths, inside);
    return *inside ? path_join(b->ctx, side->top, inside) : mem_strdup(b->ctx, side->top);
}

static bool export_paths(const struct build *b, struct build_side *side, struct paths *paths, bool python)
{
    put_path(paths, NULL);
    const struct export_request request = {paths->items, python};
    return export_revision(b->ctx, side->revision, side->top, &request, &side->diags);
}

/* What the revision's own file says; NULL with a diagnostic. */
static const struct project *export_file(const struct build *b, struct build_side *side)
{
    struct paths file = {.ctx = b->ctx};
    char *copy = take(b, side, side->arguments.migrations.project, &file);
    if (!copy || !export_paths(b, side, &file, false))
        return NULL;
    side->arguments.migrations.project = copy;
    return project_read(b->ctx, copy, &side->diags);
}

/* A file that says nothing of where migrations are need not be in the revision. False with a diagnostic. */
static bool read_project(const struct build *b, struct build_side *side, const struct project **project)
{
    const struct project *here = project_read(b->ctx, side->arguments.migrations.project, &side->diags);
    struct diags all = side->diags;
    if (!here)
        return false;
    diags_init(&side->diags, b->ctx);
    *project = export_file(b, side);
    if (!*project && here->n_databases == 0) {
        side->arguments.migrations.project = NULL;
        side->diags = all;
        return true;
    }
    diags_append(&all, &side->diags);
    side->diags = all;
    return *project != NULL;
}

/* A path of the copy, as the repository has it. */
static void put_copied(struct paths *paths, const struct build_side *side, const char *path)
{
    if (path && strncmp(path, side->top, strlen(side->top)) == 0)
        put_path(paths, mem_strdup(paths->ctx, path + strlen(side->top) + (path[strlen(side->top)] == '/')));
}

/* The directories and files that it names. */
static bool export_project(const struct build *b, struct build_side *side, const struct project *project)
{
    struct paths paths = {.ctx = b->ctx};
    for (size_t i = 0; i < project->n_databases; i++)
        for (int e = 0; e < ENGINE_COUNT; e++) {
            const struct project_database *d = &project->databases[i];
            put_copied(&paths, side, d->directories[e].path);
            if (d->bases[e].file.path)
                put_copied(&paths, side, project_base_directory(b->ctx, &d->bases[e]));
        }
    for (size_t i = 0; i < project->n_prepares; i++)
        for (int e = 0; e < ENGINE_COUNT; e++)
            put_copied(&paths, side, project->prepares[i].files[e].path);
    return export_paths(b, side, &paths, false);
}

static bool take_list(const struct build *b, struct build_side *side, char ***list, struct paths *paths)
{
    struct paths copies = {.ctx = b->ctx};
    for (char **item = *list; item && *item; item++) {
        char *copy = take(b, side, *item, paths);
        if (!copy)
            return false;
        put_path(&copies, copy);
    }
    put_path(&copies, NULL);
    if (*list)
        *list = (char **)copies.items;
    return true;
}

static bool export_schema(const struct build *b, struct build_side *side)
{
    struct generate_arguments *a = &side->arguments;
    struct paths paths = {.ctx = b->ctx};
    bool numbered = a->layout_in && strcmp(a->layout_in, "numbered") == 0;
    a->schema = take(b, side, a->schema ? a->schema : "schema", &paths);
    return a->schema && take_list(b, side, &a->updates.sources, &paths) &&
           take_list(b, side, &a->updates.directories, &paths) && export_paths(b, side, &paths, !numbered);
}

/* What the deltas of a revision are, and what may do its background updates. */
static bool export_side(struct build *b, size_t i)
{
    struct build_side *side = &b->sides[i];
    if (!side->revision)
        return true;
    side->top = path_join(b->ctx, b->scratch.path, i ? "new" : "old");
    if (export_is_same(b->ctx, side->revision, "HEAD"))
        side->here = export_inside(b->ctx, ".", &side->diags);
    if (!make_own_directory(side->top)) {
        diag_error(&side->diags, "cannot make %s: %s", side->top, strerror(errno));
        return false;
    }
    const struct project *project = NULL;
    if (side->arguments.migrations.project && !read_project(b, side, &project))
        return false;
    if (project && !export_project(b, side, project))
        return false;
    bool has_databases = project && project->n_databases > 0;
    return (has_databases && !side->arguments.layout_in && !side->arguments.schema) || export_schema(b, side);
}

/* ---- what is said of them ---- */

/* The copies are called as they are in the repository: "v1.0:schema/main/delta/1/a.sql". */
static char *unnamed(const struct build *b, const struct build_side *side, const char *text)
{
    struct text t;
    if (!text || !side->top)
        return (char *)text;
    const char *top = mem_printf(b->ctx, "%s/", side->top);
    text_open(&t);
    for (const char *hit; (hit = strstr(text, top)); text = hit + strlen(top))
        fprintf(t.out, "%.*s%s:", (int)(hit - text), text, side->revision);
    fputs(text, t.out);
    return text_close(&t, b->ctx);
}

/* As it is from the working directory, where that has the very revision: a line there may be pointed at. */
static char *delta_path(const struct build *b, const struct build_side *side, const char *path)
{
    size_t n = side->top ? strlen(side->top) : 0;
    const char *here = side->here;
    if (!path || !n || !here || strncmp(path, side->top, n) != 0)
        return unnamed(b, side, path);
    path += n + 1;
    size_t m = strlen(here);
    if (m && (strncmp(path, here, m) != 0 || path[m] != '/'))
        return unnamed(b, side, mem_printf(b->ctx, "%s/%s", side->top, path));
    return mem_strdup(b->ctx, path + m + (m > 0));
}

static void pass_on(const struct build *b, struct build_side *side, struct diags *diags)
{
    for (size_t i = 0; i < side->diags.n; i++) {
        struct diag *d = &side->diags.items[i];
        d->file = unnamed(b, side, d->file);
        d->message = unnamed(b, side, d->message);
        d->detail = unnamed(b, side, d->detail);
        d->hint = unnamed(b, side, d->hint);
    }
    diags_merge(diags, &side->diags);
}

/* ---- the snapshots ---- */

static bool start_servers(struct build *b, struct diags *diags)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (!b->sides[0].options.engines[e] && !b->sides[1].options.engines[e])
            continue;
        b->servers[e] = server_start((enum engine)e, &b->sides[1].options.server, diags);
        if (!b->servers[e])
            return false;
    }
    return true;
}

static bool make(struct build *b, size_t i)
{
    struct build_side *side = &b->sides[i];
    side->options.running = b->servers;
    return !cancellation_requested(b->request.stop) &&
           generate_texts(&side->options, &b->request.observer, b->ctx, &side->made, &side->diags);
}

static bool read_options(struct build *b, size_t i)
{
    struct build_side *side = &b->sides[i];
    bool ok = export_side(b, i) && generate_arguments_read(&side->arguments, &side->options, &side->diags);
    side->options.server.stop = side->options.updates.stop = b->request.stop;
    return ok;
}

/* ---- the comparison ---- */

static const struct generated *twin(const struct generate_result *made, const struct generated *like)
{
    for (size_t i = 0; i < made->n; i++)
        if (made->snapshots[i].engine == like->engine && strcmp(made->snapshots[i].database, like->database) == 0)
            return &made->snapshots[i];
    return NULL;
}

struct pairs {
    struct texts *texts;
    struct comparison *items;
    const struct generated **newer;
    size_t n;
};

static void add_pair(const struct build *b, struct pairs *p, const struct generated *o, const struct generated *n)
{
    const struct generated *one = n ? n : o;
    const char *what = mem_printf(b->ctx, "%s for %s", one->database, engine_name(one->engine));
    p->texts[p->n] = (struct texts){
        .old_text = o ? o->text : NULL, .new_text = n ? n->text : NULL, .rows = true, .whole = b->request.whole};
    p->items[p->n] = (struct comparison){.database = one->database,
                                         .engine = one->engine,
                                         .old_path = o ? mem_printf(b->ctx, "%s, %s", diff_build_name(b, 0), what) : "",
                                         .new_path = n ? mem_printf(b->ctx, "%s, %s", diff_build_name(b, 1), what) : "",
                                         .old_form = SIDE_DATABASE,
                                         .new_form = SIDE_DATABASE};
    p->newer[p->n++] = n;
}

static bool compare(struct build *b, struct difference *difference, struct diags *diags)
{
    const struct generate_result *older = &b->sides[0].made, *newer = &b->sides[1].made;
    size_t most = older->n + newer->n + 1;
    struct pairs p = {mem_array(b->ctx, struct texts, most), mem_array(b->ctx, struct comparison, most),
                      mem_array(b->ctx, const struct generated *, most), 0};
    for (size_t i = 0; i < newer->n; i++)
        add_pair(b, &p, twin(older, &newer->snapshots[i]), &newer->snapshots[i]);
    for (size_t i = 0; i < older->n; i++)
        if (!twin(newer, &older->snapshots[i]))
            add_pair(b, &p, &older->snapshots[i], NULL);
    *difference = (struct difference){.items = p.items, .n = p.n};
    if (!compare_texts(b->ctx, p.texts, difference, diags))
        return false;
    for (size_t i = 0; i < p.n; i++) {
        struct comparison *c = &p.items[i];
        if (!p.newer[i] || !c->old_model || !c->new_model)
            continue;
        blame_changes(b->ctx, p.newer[i]->plan, c);
        for (size_t k = 0; k < c->n_changes; k++)
            c->changes[k].delta = delta_path(b, &b->sides[1], c->changes[k].delta);
    }
    return true;
}

bool diff_build_run(struct build *b, struct difference *difference, struct diags *diags)
{
    if (!scratch_make(&b->scratch, b->ctx, diags))
        return false;
    bool ok = read_options(b, 0) && read_options(b, 1) && start_servers(b, diags) && make(b, 0) && make(b, 1);
    for (size_t i = 0; i < 2; i++)
        pass_on(b, &b->sides[i], diags);
    ok = ok && compare(b, difference, diags);
    for (int e = 0; e < ENGINE_COUNT; e++)
        server_stop(b->servers[e], diags);
    scratch_remove(&b->scratch);
    return ok;
}
