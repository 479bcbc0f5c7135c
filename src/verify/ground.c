#include "verify/ground.h"

#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "emit/snapshot.h"
#include "generate/subtract.h"
#include "schema/unrun_find.h"

bool ground_stopped(const struct ground *ground)
{
    return stop_requested(ground->options->server.stop);
}

bool ground_wants(const struct ground *ground, const char *database)
{
    const struct verify_options *o = ground->options;
    for (size_t i = 0; i < o->n_databases; i++)
        if (strcmp(o->databases[i], database) == 0)
            return true;
    return o->n_databases == 0;
}

struct site *ground_common(const struct ground *ground, enum engine engine)
{
    for (size_t i = 0; i < ground->n_sites; i++)
        if (ground->sites[i].engine == engine)
            return &ground->sites[i];
    return NULL;
}

char *ground_engines(const struct ground *ground, void *ctx)
{
    struct text t;
    text_open(&t);
    const char *between = "";
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (ground->options->engines[e]) {
            fprintf(t.out, "%s%s", between, engine_name((enum engine)e));
            between = " and ";
        }
    return text_close(&t, ctx);
}

char *ground_databases(const struct ground *ground, void *ctx)
{
    struct text t;
    size_t n = 0;
    text_open(&t);
    while (n < ground->n_sites && ground->sites[n].engine == ground->sites[0].engine)
        n++;
    for (size_t i = 0; i < n; i++)
        fprintf(t.out, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " and ", ground->sites[i].database);
    return text_close(&t, ctx);
}

static bool check_databases(const struct ground *g, struct diags *diags)
{
    for (size_t i = 0; i < g->options->n_databases; i++)
        if (!schema_tree_has(g->tree, g->options->databases[i])) {
            struct diag *e = diag_error(diags, "no logical database %s", g->options->databases[i]);
            e->file = mem_strdup(diags->ctx, g->tree->path);
            return false;
        }
    return true;
}

struct ground *ground_open(void *ctx, const struct verify_options *options, struct diags *diags)
{
    struct ground *g = mem_new(ctx, struct ground);
    g->ctx = g;
    g->options = options;
    g->tree = schema_tree_open(g, options->schema, options->layout, &options->migrations, diags);
    if (!g->tree || !check_databases(g, diags))
        return NULL;
    g->target = options->version == VERIFY_OWN_VERSION ? g->tree->version : options->version;
    if (!schema_tree_check_version(g->tree, g->target, diags))
        return NULL;
    g->updates = updates_new(g, g->tree, &options->updates);
    const struct unrun_scope scope = {NO_BASE, g->target, options->version != VERIFY_OWN_VERSION,
                                      (const char *const *)options->databases};
    struct unrun_list unrun;
    if (!unrun_find(g, g->tree, &scope, &unrun, diags))
        return NULL;
    unrun_warn(&unrun, true, diags);
    return plan_check_tree(g, g->tree, NO_BASE, g->target, diags) ? g : NULL;
}

static void add_site(struct ground *g, enum engine engine, const char *database)
{
    size_t at = mem_grow(g->ctx, &g->sites, &g->n_sites);
    struct site *s = &g->sites[at];
    *s = (struct site){.ground = g, .engine = engine, .database = database, .server = g->servers[engine]};
    s->ctx = mem_root("site");
    s->unstable.ctx = s->ctx;
    diags_init(&s->diags, s->ctx);
}

static void add_sites(struct ground *g)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (!g->options->engines[e])
            continue;
        g->start[e] = NO_BASE;
        if (g->tree->layout != TREE_NUMBERED)
            add_site(g, (enum engine)e, COMMON_DATABASE);
        for (size_t i = 0; i < g->tree->n_databases; i++)
            if (ground_wants(g, g->tree->databases[i]))
                add_site(g, (enum engine)e, g->tree->databases[i]);
    }
}

const struct accepted whatever_depends_on_the_clock = {.all = true};

const struct catalog *site_build(struct site *site, const struct plan *plan, void *ctx, struct diags *diags)
{
    struct ground *g = site->ground;
    struct built built;
    if (!build_database(site->server, g->tree, g->updates, plan, &whatever_depends_on_the_clock, NULL, 0, ctx, &built,
                        diags))
        return NULL;
    return subtract_bookkeeping(ctx, built.whole, built.bookkeeping);
}

static void build_site(void *data, size_t i)
{
    struct ground *g = data;
    struct site *s = &g->sites[i];
    if (ground_stopped(g) || s->catalog)
        return;
    s->plan = plan_make(s->ctx, g->tree, s->database, s->engine, g->start[s->engine], g->target, &s->diags);
    if (s->plan && build_database(s->server, g->tree, g->updates, s->plan, &whatever_depends_on_the_clock, NULL, 0,
                                  s->ctx, &s->built, &s->diags))
        s->catalog = subtract_bookkeeping(s->ctx, s->built.whole, s->built.bookkeeping);
}

/* The lowest base snapshot of the directory below the target; NO_BASE where there is none. */
static int lowest_base(struct ground *g)
{
    int *versions = NULL;
    size_t n = 0;
    struct diags ignored;
    diags_init(&ignored, g->ctx);
    version_directories(g->ctx, g->tree->root, mem_printf(g->ctx, "%s/" COMMON_DATABASE "/full_schemas", g->tree->path),
                        &versions, &n, &ignored);
    return n > 0 && versions[0] < g->target ? versions[0] : NO_BASE;
}

static const struct diag *first_error(const struct diags *diags)
{
    for (size_t i = 0; i < diags->n; i++)
        if (diags->items[i].level == DIAG_ERROR)
            return &diags->items[i];
    return NULL;
}

/* Trees whose oldest deltas need tables that only a snapshot holds begin at their lowest one. */
static bool begin_higher(struct ground *g)
{
    bool again = false;
    int base = lowest_base(g);
    for (size_t i = 0; i < g->n_sites; i++) {
        struct site *s = &g->sites[i];
        const struct diag *e = first_error(&s->diags);
        if (s->catalog || !e || base == NO_BASE)
            continue;
        g->start[s->engine] = base;
        g->why_not_nothing[s->engine] = mem_printf(g->ctx, "%s: %s", e->file ? e->file : "fullschema", e->message);
        again = true;
    }
    for (size_t i = 0; again && i < g->n_sites; i++)
        if (g->start[g->sites[i].engine] != NO_BASE) {
            g->sites[i].catalog = NULL;
            diags_init(&g->sites[i].diags, g->sites[i].ctx);
        }
    return again;
}

bool ground_lay(struct ground *g, struct diags *diags)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (g->options->engines[e]) {
            g->servers[e] = server_start((enum engine)e, &g->options->server, diags);
            if (!g->servers[e])
                return false;
        }
    add_sites(g);
    parallel_for(g->n_sites, parallel_width(), build_site, g);
    if (begin_higher(g))
        parallel_for(g->n_sites, parallel_width(), build_site, g);
    bool ok = !ground_stopped(g);
    for (size_t i = 0; i < g->n_sites; i++) {
        diags_merge(diags, &g->sites[i].diags);
        ok = ok && g->sites[i].catalog;
    }
    return ok;
}

void ground_close(struct ground *g, struct diags *diags)
{
    for (size_t i = 0; i < g->n_sites; i++)
        mem_free(g->sites[i].ctx);
    for (int e = 0; e < ENGINE_COUNT; e++)
        server_stop(g->servers[e], diags);
}

bool site_notice_unstable(struct site *site, void *ctx, struct diags *diags)
{
    const struct catalog *again = site_build(site, site->plan, ctx, diags);
    if (!again)
        return false;
    struct disparities more = disparities_find(site->ctx, site->catalog, again, &site->unstable);
    for (size_t i = 0; i < more.n; i++) {
        size_t at = mem_grow(site->ctx, &site->unstable.items, &site->unstable.n);
        site->unstable.items[at] = more.items[i];
    }
    return true;
}

bool site_compare(struct site *site, const struct catalog *other, void *ctx, struct disparities *found,
                  struct diags *diags)
{
    *found = disparities_find(ctx, site->catalog, other, &site->unstable);
    if (found->n == 0)
        return true;
    if (!site_notice_unstable(site, ctx, diags))
        return false;
    *found = disparities_find(ctx, site->catalog, other, &site->unstable);
    return true;
}

const char *site_snapshot(const struct site *site, void *ctx, struct diags *diags)
{
    const struct site *common = ground_common(site->ground, site->engine);
    const struct catalog *own =
        site == common ? site->catalog : subtract_common(ctx, site->catalog, common->catalog, site->database, diags);
    return own ? snapshot_print(ctx, own, diags) : NULL;
}
