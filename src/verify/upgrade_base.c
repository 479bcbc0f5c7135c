#include "verify/upgrade_base.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "layout/layout.h"

/* What is looked at, and what came of it. */
struct search {
    const struct verify_context *context;
    void *ctx;
    const char *scratch;
    struct upgrade_bases *bases;
    struct diags *diags;
};

static void add(const struct search *s, const struct upgrade_base *base)
{
    size_t at = mem_grow(s->ctx, &s->bases->items, &s->bases->n);
    s->bases->items[at] = *base;
}

static void add_snapshot(const struct search *s, const struct snapshot_store *store, int version, const char *request)
{
    const char *name = mem_printf(s->ctx, "the snapshot of version %d", version);
    add(s, &(struct upgrade_base){version, store, NULL, name, request});
}

/* Adds those below the target, or that of one version alone. Returns how many. */
static size_t add_store(const struct search *s, const struct snapshot_store *store, int only, const char *request)
{
    size_t before = s->bases->n;
    for (size_t i = 0; store && i < store->n_versions; i++)
        if (store->versions[i] < s->context->target && (only == NO_BASE || store->versions[i] == only))
            add_snapshot(s, store, store->versions[i], request);
    return s->bases->n - before;
}

/* The snapshots in the schema directory, which are laid out as a nested store is. NULL where it has none. */
static const struct snapshot_store *own_store(const struct search *s)
{
    const struct schema_tree *tree = s->context->tree;
    const struct snapshot_store *store =
        tree->layout->has_bases && tree->holds_full_schemas ? snapshot_store_open(s->ctx, tree->path, s->diags) : NULL;
    return store && store->nested ? store : NULL;
}

/* The committed ones, where they are no others. */
static const struct snapshot_store *committed_store(const struct search *s)
{
    const char *path = s->context->options->snapshots;
    if (!s->context->tree->layout->has_bases || strcmp(path, s->context->tree->path) == 0)
        return NULL;
    bool usable = layout_is_file(path) || layout_check_directory(path, s->diags);
    return usable ? snapshot_store_open(s->ctx, path, s->diags) : NULL;
}

static void add_all(const struct search *s)
{
    add_store(s, own_store(s), NO_BASE, NULL);
    add_store(s, committed_store(s), NO_BASE, NULL);
    add(s, &(struct upgrade_base){NO_BASE, NULL, NULL, "nothing", NULL});
}

static bool refuse(const struct search *s, const char *request, const char *what)
{
    diag_error(s->diags, "--from %s: %s", request, what);
    return false;
}

/* Some delta makes it. */
static bool is_version(const struct search *s, int version)
{
    const struct verify_context *context = s->context;
    for (size_t i = 0; i < context->tree->n_versions; i++)
        if (context->tree->versions[i] == version)
            return true;
    return false;
}

static bool add_version(const struct search *s, const char *request, int version)
{
    if (version >= s->context->target)
        return refuse(s, request,
                      mem_printf(s->ctx, "no delta is newer: the version verified is %d", s->context->target));
    if (add_store(s, own_store(s), version, request) || add_store(s, committed_store(s), version, request))
        return true;
    if (!is_version(s, version))
        return refuse(s, request, "no delta is of that version, and no snapshot");
    add(s, &(struct upgrade_base){version, NULL, NULL, mem_printf(s->ctx, "version %d", version), request});
    return true;
}

/* Snapshots in a directory, or the version that a file there is of. */
static bool add_path(const struct search *s, const char *request)
{
    struct snapshot_identity place = {.version = NO_BASE};
    const char *top = request;
    if (!s->context->tree->layout->has_bases)
        return refuse(s, request, "migrations start from no snapshot; a version, as --from 12, is possible");
    if (!is_directory(request)) {
        top = layout_read_place(s->ctx, request, &place) ? layout_directory(s->ctx, request) : NULL;
        if (!top || place.version < 0)
            return refuse(s, request, "its path does not say which version it is of: " LAYOUT_LOOKED_FOR);
        top = *top ? top : ".";
    }
    size_t errors = s->diags->n_errors;
    const struct snapshot_store *store = snapshot_store_open(s->ctx, top, s->diags);
    if (store && add_store(s, store, place.version, request))
        return true;
    return s->diags->n_errors == errors &&
           refuse(s, request, mem_printf(s->ctx, "no snapshot there is of a version below %d", s->context->target));
}

static bool add_revision(const struct search *s, const char *request)
{
    const char *directory = mem_printf(s->ctx, "%s/%zu", s->scratch, s->bases->n);
    const struct upgrade_release *release = upgrade_release_open(s->context, s->ctx, request, directory, s->diags);
    if (!release) {
        struct diag *last = s->diags->n ? &s->diags->items[s->diags->n - 1] : NULL;
        if (last && !last->hint)
            diag_hint(s->diags, last, "--from %s is taken for a revision: it is no version, no file and no directory",
                      request);
        return false;
    }
    if (!release->tree->layout->has_migrations && release->tree->version > s->context->target)
        return refuse(
            s, request,
            mem_printf(s->ctx, "it is of version %d, and %d is verified", release->tree->version, s->context->target));
    add(s, &(struct upgrade_base){release->tree->version, NULL, release, request, request});
    return true;
}

static bool add_request(const struct search *s, const char *request)
{
    int version = version_number(request);
    if (version >= 0)
        return add_version(s, request, version);
    if (is_directory(request) || is_file(request))
        return add_path(s, request);
    return add_revision(s, request);
}

bool upgrade_bases_find(const struct verify_context *context, void *ctx, const char *scratch,
                        struct upgrade_bases *bases, struct diags *diags)
{
    const struct search s = {context, ctx, scratch, bases, diags};
    const char *const *from = context->options->from;
    *bases = (struct upgrade_bases){0};
    if (!from)
        add_all(&s);
    for (size_t i = 0; from && from[i]; i++)
        if (!add_request(&s, from[i]))
            return false;
    return diags->n_errors == 0;
}

/* ---- routes ---- */

static const struct plan *plan_from(const struct verify_run *run, const struct upgrade_base *base, void *ctx,
                                    struct diags *diags)
{
    const struct verify_context *context = run->context;
    bool own = strcmp(run->database, COMMON_DATABASE) != 0;
    int start = base->store ? base->version : context->start[run->engine];
    struct plan_request request = {&run->database, own ? 1 : 0, run->engine, start, context->target, base->store};
    return plan_make_for(ctx, context->tree, &request, diags);
}

/* The last step of what makes the base; where nothing does, none. */
static bool find_made(const struct plan *plan, const struct upgrade_base *base, size_t *made)
{
    *made = 0;
    for (size_t i = 1; i < plan->n_steps; i++)
        if (plan->steps[i].kind == STEP_BASE ||
            (!base->store && base->version != NO_BASE && plan->steps[i].version <= base->version))
            *made = i;
    bool has_snapshot = plan->n_steps > 1 && plan->steps[1].kind == STEP_BASE;
    return *made + 1 < plan->n_steps && (!base->store || has_snapshot);
}

/* Whether the deltas can make that version, or all of them run. False with a diagnostic where somebody asked for it. */
static bool can_make(const struct verify_run *run, const struct upgrade_base *base, struct diags *diags)
{
    int start = run->context->start[run->engine];
    if (base->store || base->release || base->version >= start)
        return true;
    if (base->version != NO_BASE)
        diag_error(diags, "--from %s: on %s nothing below version %d can be made (%s)", base->request,
                   engine_name(run->engine), start, run->context->why_not_nothing[run->engine]);
    return false;
}

static const struct plan *mark_living(const struct plan *create, size_t made, void *ctx)
{
    struct plan *plan = mem_new(ctx, struct plan);
    *plan = *create;
    plan->steps = mem_array(ctx, struct step, plan->n_steps);
    for (size_t i = 0; i < plan->n_steps; i++) {
        plan->steps[i] = create->steps[i];
        plan->steps[i].living = i > made;
    }
    return plan;
}

bool upgrade_route_find(const struct verify_run *run, const struct upgrade_base *base, void *ctx,
                        struct upgrade_route *route, struct diags *diags)
{
    if (!can_make(run, base, diags))
        return false;
    route->create = base->release ? upgrade_release_plan(base->release, run, ctx, &route->made, diags)
                                  : plan_from(run, base, ctx, diags);
    if (!route->create || (!base->release && !find_made(route->create, base, &route->made)))
        return false;
    route->plan = mark_living(route->create, route->made, ctx);
    return true;
}
