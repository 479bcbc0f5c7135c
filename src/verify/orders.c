/*
 * --orders: the deltas of one version are independent of each other.
 *
 * Each run is built again with every version's deltas reversed and in some
 * shuffles, all at once. Where an order goes wrong, the exchanges of
 * neighbours that lead to it from the usual one are halved until one is left
 * that makes the difference: the two deltas at fault. They are reported, kept in
 * order from then on, and the order is tried again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "verify/bisect.h"
#include "verify/replay.h"

enum { MOST_PAIRS = 20 };

static const struct disparity_sides sides = {"in the usual order", "exchanged"};

struct stage {
    struct replayer replayer;
    void *ctx; /* a root */
    struct diags findings, trouble;
    bool ok;
};

/* One order at one run. */
struct attempt {
    struct stage *stage;
    void *ctx; /* a root */
    size_t **orders;
    struct diags trouble;
    bool wrong;
};

struct orders {
    struct verify_context *context;
    struct stage *stages;
    size_t n_stages;
    struct attempt *attempts; /* by stage */
    size_t n_attempts;
};

static void begin(void *data, size_t i)
{
    struct orders *o = data;
    struct stage *s = &o->stages[i];
    s->ok = !verify_context_cancelled(o->context) && replayer_begin(&s->replayer, s->replayer.run, s->ctx, &s->trouble);
}

static void attempt(void *data, size_t i)
{
    struct orders *o = data;
    struct attempt *a = &o->attempts[i];
    struct replayer *r = &a->stage->replayer;
    struct replay replay;
    if (a->stage->ok && r->n_versions > 0 && !verify_context_cancelled(o->context) &&
        replay_orders(r, a->orders, 0, r->n_versions - 1, false, a->ctx, &replay, &a->trouble))
        a->wrong = replay.wrong;
}

static size_t **make_orders(const struct verify_options *options, const struct replayer *r, size_t number, void *ctx)
{
    size_t **orders = mem_array(ctx, size_t *, r->n_versions + 1);
    uint64_t state = options->seed + number;
    for (size_t v = 0; v < r->n_versions; v++) {
        orders[v] = mem_array(ctx, size_t, r->versions[v].n);
        if (number == 0)
            order_reverse(orders[v], r->versions[v].n);
        else
            order_shuffle(orders[v], r->versions[v].n, &state);
        order_respect(orders[v], r->versions[v].n, r->versions[v].pairs, r->versions[v].n_pairs);
    }
    return orders;
}

static void make_attempts(struct orders *o, void *ctx)
{
    const struct verify_options *options = o->context->options;
    for (size_t s = 0; s < o->n_stages; s++)
        for (size_t number = 0; number <= options->shuffles; number++) {
            size_t at = mem_grow(ctx, &o->attempts, &o->n_attempts);
            struct attempt *a = &o->attempts[at];
            a->stage = &o->stages[s];
            a->ctx = mem_root("attempt");
            a->orders = make_orders(options, &a->stage->replayer, number, a->ctx);
            diags_init(&a->trouble, a->ctx);
        }
}

/* One version's order on its way from the usual one. */
struct way {
    struct replayer *replayer;
    size_t version;
    const size_t *order;
    size_t **orders; /* only that of the version is used */
    void *ctx;
    struct replay worst; /* the last that went wrong */
    struct diags *trouble;
};

static enum probe try_exchanges(void *data, size_t exchanges)
{
    struct way *w = data;
    struct order_pair ignored;
    struct replay replay;
    order_approach(w->order, w->replayer->versions[w->version].n, exchanges, w->orders[w->version], &ignored);
    if (!replay_orders(w->replayer, w->orders, w->version, w->version, true, w->ctx, &replay, w->trouble))
        return PROBE_TROUBLE;
    if (!replay.wrong)
        return PROBE_GOOD;
    w->worst = replay;
    return PROBE_BAD;
}

/* The message of a delta that fails in the other order; it points at the statement where that is in the later one. */
static struct diag *tell_failure(struct diags *out, const struct diag *failure, const char *engine,
                                 const struct step *first, const struct step *second)
{
    const char *file = failure->file ? failure->file : "a delta";
    if (strcmp(file, second->path) != 0) {
        struct diag *e = diag_error(out, "%s: %s fails when this runs before %s, of the same version", engine, file,
                                    strcmp(file, first->path) == 0 ? "it" : first->path);
        diag_detail(out, e, failure->message);
        return e;
    }
    struct diag *e = diag_error(out, "%s, when it runs before %s, of the same version", failure->message, first->path);
    e->line = failure->line;
    e->column = failure->column;
    e->source = mem_strdup(out->ctx, failure->source);
    e->caret = failure->caret;
    return e;
}

/* Names the pair: the delta that comes later, and what it must not come before. */
static void tell_pair(struct stage *stage, const struct way *w, struct order_pair pair)
{
    const struct verify_run *run = stage->replayer.run;
    const struct step *steps = run->plan->steps + stage->replayer.versions[w->version].first;
    const struct step *first = &steps[pair.first], *second = &steps[pair.second];
    const struct disparities *d = &w->worst.difference;
    struct diags *out = &stage->findings;
    const char *engine = engine_name(run->engine);
    struct diag *e;
    if (d->n == 0) {
        e = tell_failure(out, &w->worst.failure.items[w->worst.failure.n - 1], engine, first, second);
    } else {
        e = diag_error(out, "%s: another catalog when it runs before %s, of the same version: %s", engine, first->path,
                       disparity_headline(out->ctx, &d->items[0], &sides));
        diag_detail(out, e, disparity_detail(out->ctx, d->items, d->n, &sides));
    }
    e->file = mem_strdup(out->ctx, second->path);
    diag_hint(out, e, "make the two files one, or give the later one to the next version");
}

/* Finds the pair that makes one version's order go wrong, tells and notes it. False when there is none after all. */
static bool find_pair(struct stage *stage, size_t version, const size_t *order, void *ctx)
{
    struct replayer *r = &stage->replayer;
    struct version_deltas *v = &r->versions[version];
    struct way w = {.replayer = r, .version = version, .order = order, .ctx = ctx, .trouble = &stage->trouble};
    w.orders = mem_array(ctx, size_t *, r->n_versions);
    w.orders[version] = mem_array(ctx, size_t, v->n);
    size_t distance = order_distance(order, v->n), exchanges = 0;
    struct order_pair pair = {0, 0};
    if (distance == 0 || try_exchanges(&w, distance) != PROBE_BAD ||
        !verify_bisect(0, distance, try_exchanges, &w, &exchanges))
        return false;
    order_approach(order, v->n, exchanges, w.orders[version], &pair);
    tell_pair(stage, &w, pair);
    size_t at = mem_grow(r->ctx, &v->pairs, &v->n_pairs);
    v->pairs[at] = pair;
    return true;
}

/* Tries an order that went wrong until it goes well, one pair put right each time. */
static void pursue(struct stage *stage, struct attempt *a)
{
    struct replayer *r = &stage->replayer;
    for (size_t from = 0; stage->findings.n < MOST_PAIRS && from < r->n_versions;) {
        struct replay replay;
        for (size_t v = 0; v < r->n_versions; v++)
            order_respect(a->orders[v], r->versions[v].n, r->versions[v].pairs, r->versions[v].n_pairs);
        if (!replay_orders(r, a->orders, from, r->n_versions - 1, true, a->ctx, &replay, &stage->trouble) ||
            !replay.wrong)
            return;
        /* What goes wrong in no way of this version by itself is what an earlier one has left: reported already. */
        from =
            find_pair(stage, replay.version, a->orders[replay.version], a->ctx) ? replay.version : replay.version + 1;
    }
}

static void pursue_stage(void *data, size_t i)
{
    struct orders *o = data;
    for (size_t a = 0; a < o->n_attempts; a++)
        if (o->attempts[a].stage == &o->stages[i] && o->attempts[a].wrong && !verify_context_cancelled(o->context))
            pursue(&o->stages[i], &o->attempts[a]);
}

static int compare_steps(const void *a, const void *b)
{
    const struct step *x = *(const struct step *const *)a, *y = *(const struct step *const *)b;
    return x->version != y->version ? (x->version > y->version) - (x->version < y->version) : strcmp(x->path, y->path);
}

/* The deltas of all stages, each once, by version and path. */
static const struct step **all_deltas(const struct orders *o, void *ctx, size_t *n)
{
    const struct step **all = NULL;
    *n = 0;
    for (size_t i = 0; i < o->n_stages; i++) {
        const struct plan *plan = o->stages[i].replayer.run->plan;
        for (size_t s = 0; s < plan->n_steps; s++)
            if (plan->steps[s].kind == STEP_DELTA) {
                size_t at = mem_grow(ctx, &all, n);
                all[at] = &plan->steps[s];
            }
    }
    if (*n)
        qsort(all, *n, sizeof(*all), compare_steps);
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (kept == 0 || compare_steps(&all[i], &all[kept - 1]) != 0)
            all[kept++] = all[i];
    *n = kept;
    return all;
}

/* "6 versions, 118 deltas, reversed and in 4 shuffles (seed 1), 58/00_queue.sql first as its number says, ..." */
static const char *describe(const struct orders *o, void *ctx)
{
    const struct verify_options *options = o->context->options;
    size_t n, versions = 0;
    const struct step **deltas = all_deltas(o, ctx, &n);
    for (size_t i = 0; i < n; i++)
        versions += i == 0 || deltas[i]->version != deltas[i - 1]->version;
    struct text t;
    text_open(&t);
    fprintf(t.out, "%zu version%s, %zu deltas, reversed and in %zu shuffle%s (seed %llu)", versions,
            versions == 1 ? "" : "s", n, options->shuffles, options->shuffles == 1 ? "" : "s",
            (unsigned long long)options->seed);
    for (size_t i = 0; i < n; i++)
        if (delta_is_preparation(deltas[i]))
            fprintf(t.out, ", %d/%s first as its number says", deltas[i]->version, deltas[i]->name);
    fprintf(t.out, ", %s", verify_context_engines(o->context, ctx));
    return text_close(&t, ctx);
}

/* Common alone is tried only where there is nothing else: the other runs host it. */
static bool is_tried(const struct verify_run *run)
{
    const struct verify_context *g = run->context;
    bool hosted = false;
    for (size_t i = 0; i < g->n_runs; i++)
        hosted = hosted || (g->runs[i].engine == run->engine && &g->runs[i] != verify_context_common(g, run->engine));
    return !hosted || run != verify_context_common(g, run->engine);
}

static void make_stages(struct orders *o, void *ctx)
{
    for (size_t i = 0; i < o->context->n_runs; i++) {
        if (!is_tried(&o->context->runs[i]))
            continue;
        size_t at = mem_grow(ctx, &o->stages, &o->n_stages);
        struct stage *s = &o->stages[at];
        s->ctx = mem_root("stage");
        s->replayer.run = &o->context->runs[i];
        diags_init(&s->findings, s->ctx);
        diags_init(&s->trouble, s->ctx);
    }
}

void verify_orders(struct verify_context *context, void *ctx, struct outcome *outcome)
{
    struct orders o = {.context = context};
    make_stages(&o, ctx);
    parallel_for(o.n_stages, parallel_width(), begin, &o);
    make_attempts(&o, ctx);
    parallel_for(o.n_attempts, parallel_width(), attempt, &o);
    parallel_for(o.n_stages, parallel_width(), pursue_stage, &o);
    outcome->did = describe(&o, ctx);
    outcome->found = "same catalogs";
    for (size_t i = 0; i < o.n_attempts; i++) {
        diags_merge(&outcome->trouble, &o.attempts[i].trouble);
        mem_free(o.attempts[i].ctx);
    }
    for (size_t i = 0; i < o.n_stages; i++) {
        diags_merge(&outcome->trouble, &o.stages[i].trouble);
        diags_merge(&outcome->findings, &o.stages[i].findings);
        mem_free(o.stages[i].ctx);
    }
}
