/*
 * --bases: from every base snapshot and from nothing, the same catalog.
 *
 * Bases are the snapshots that the schema directory holds and the committed
 * ones, up to the version verified. What comes out differently is told with
 * the delta that made it last.
 */
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "verify/blame.h"

/* One site built from one base. */
struct start {
    struct site *site;
    int version;
    const struct plan *plan;
    void *ctx; /* a root */
    const struct catalog *catalog;
    struct diags failure;
};

struct bases {
    struct ground *ground;
    void *ctx;
    struct start *starts; /* by site */
    size_t n;
};

static void add_start(struct bases *b, struct site *site, const struct snapshot_store *store, int version,
                      struct diags *trouble)
{
    bool own = strcmp(site->database, COMMON_DATABASE) != 0;
    struct plan_wish wish = {&site->database, own ? 1 : 0, site->engine, version, b->ground->target, store};
    const struct plan *plan = plan_make_for(b->ctx, b->ground->tree, &wish, trouble);
    if (!plan || plan->n_steps < 2 || plan->steps[1].kind != STEP_BASE)
        return;
    size_t at = mem_grow(b->ctx, &b->starts, &b->n);
    b->starts[at] = (struct start){.site = site, .version = version, .plan = plan, .ctx = mem_root("start")};
    diags_init(&b->starts[at].failure, b->starts[at].ctx);
}

static void add_starts(struct bases *b, const struct snapshot_store *store, struct diags *trouble)
{
    for (size_t v = 0; v < store->n_versions && store->versions[v] <= b->ground->target; v++)
        for (size_t i = 0; i < b->ground->n_sites; i++) {
            struct site *site = &b->ground->sites[i];
            if (store->versions[v] > b->ground->start[site->engine])
                add_start(b, site, store, store->versions[v], trouble);
        }
}

/* The snapshots in the schema directory, which are laid out as a nested store is, and the committed ones. */
static void find_starts(struct bases *b, struct diags *trouble)
{
    const char *committed = b->ground->options->snapshots, *own = b->ground->tree->path;
    const struct snapshot_store *store =
        b->ground->tree->holds_full_schemas ? snapshot_store_open(b->ctx, own, trouble) : NULL;
    if (store && store->nested)
        add_starts(b, store, trouble);
    store = strcmp(own, committed) != 0 ? snapshot_store_open(b->ctx, committed, trouble) : NULL;
    if (store)
        add_starts(b, store, trouble);
}

static void build(void *data, size_t i)
{
    struct bases *b = data;
    struct start *s = &b->starts[i];
    if (!ground_stopped(b->ground))
        s->catalog = site_build(s->site, s->plan, s->ctx, &s->failure);
}

static const char *told_base(const struct start *s, void *ctx)
{
    return mem_printf(ctx, "from the snapshot of version %d", s->version);
}

/* Where the version that could not be built without a base begins, as people say it. */
static const char *told_natural(const struct site *site, void *ctx)
{
    int start = site->ground->start[site->engine];
    return start == NO_BASE ? "from nothing" : mem_printf(ctx, "from the snapshot of version %d", start);
}

/* One finding for each delta at fault, with all that it touched. */
static void tell(const struct start *s, const struct disparities *found, const struct culprit *culprits,
                 struct diags *out)
{
    void *ctx = out->ctx;
    struct disparity_sides sides = {told_natural(s->site, ctx), told_base(s, ctx)};
    for (size_t i = 0; i < found->n; i++) {
        bool told = false;
        struct disparities same = {ctx, NULL, 0};
        for (size_t j = 0; j < found->n; j++)
            if (culprits[j].step == culprits[i].step) {
                told = told || j < i;
                size_t at = mem_grow(ctx, &same.items, &same.n);
                same.items[at] = found->items[j];
            }
        if (told)
            continue;
        const struct step *step = culprits[i].step;
        struct diag *e = diag_error(out, "%s: %s and %s give different catalogs: %s", engine_name(s->site->engine),
                                    sides.old_side, sides.new_side, disparity_headline(ctx, &same.items[0], &sides));
        e->file = mem_strdup(ctx, step ? step->path : s->plan->steps[1].path);
        diag_detail(out, e, disparity_detail(ctx, same.items, same.n, &sides));
        if (!step || step->kind == STEP_BASE)
            diag_hint(out, e, "no delta makes what this snapshot holds: was it changed by hand?");
        else if (step->version <= s->version)
            diag_hint(out, e,
                      "the snapshot of version %d does not go with this delta: was one changed after the other?",
                      s->version);
    }
}

/* Who made what differs: a delta of the usual way, or what only the way from the base has. */
static bool find_culprits(const struct start *s, const struct disparities *found, struct culprit *culprits,
                          struct diags *trouble)
{
    if (!blame(s->site, s->site->plan, found->items, found->n, culprits, trouble))
        return false;
    for (size_t i = 0; i < found->n; i++)
        if (!culprits[i].step && !blame(s->site, s->plan, &found->items[i], 1, &culprits[i], trouble))
            return false;
    return true;
}

static void compare(struct start *s, void *ctx, struct outcome *outcome)
{
    struct disparities found;
    if (!s->catalog) {
        for (size_t i = 0; i < s->failure.n; i++)
            s->failure.items[i].message = mem_printf(s->ctx, "%s (%s)", s->failure.items[i].message, told_base(s, ctx));
        diags_merge(&outcome->findings, &s->failure);
        return;
    }
    if (!site_compare(s->site, s->catalog, ctx, &found, &outcome->trouble) || found.n == 0)
        return;
    struct culprit *culprits = mem_array(ctx, struct culprit, found.n);
    if (find_culprits(s, &found, culprits, &outcome->trouble))
        tell(s, &found, culprits, &outcome->findings);
}

static const char *describe(const struct bases *b, void *ctx)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "version %d of %zu databases from ", b->ground->target, b->ground->n_sites);
    int last = -1;
    for (size_t i = 0; i < b->n; i++)
        if (b->starts[i].version != last) {
            last = b->starts[i].version;
            fprintf(t.out, "%d, ", last);
        }
    const char *why = NULL;
    for (int e = 0; e < ENGINE_COUNT; e++)
        why = why ? why : b->ground->why_not_nothing[e];
    if (why)
        fprintf(t.out, "the lowest (not from nothing: %s)", why);
    else
        fputs("nothing", t.out);
    fprintf(t.out, ", %s", ground_engines(b->ground, ctx));
    return text_close(&t, ctx);
}

void verify_bases(struct ground *ground, void *ctx, struct outcome *outcome)
{
    struct bases b = {.ground = ground, .ctx = ctx};
    find_starts(&b, &outcome->trouble);
    parallel_for(b.n, ground_width(), build, &b);
    for (size_t i = 0; i < b.n && !ground_stopped(ground); i++)
        compare(&b.starts[i], ctx, outcome);
    for (size_t i = 0; i < b.n; i++)
        mem_free(b.starts[i].ctx);
    outcome->did = describe(&b, ctx);
    outcome->found = b.n > 0 ? "same catalogs" : "no base snapshot to compare with";
}
