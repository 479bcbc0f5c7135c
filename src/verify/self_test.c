/*
 * --self-test: does the comparison of snapshots find what it has to? Drifts
 * are planted in copies of what the deltas make, one at a time, and each must
 * be found as what it is, of its class, and nothing else with it.
 */
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "model/read.h"
#include "verify/context.h"
#include "verify/drift.h"

/* The snapshots of one engine. */
struct copies {
    struct verify_context *context;
    enum engine engine;
    void *ctx; /* a root */
    const char **texts;
    const struct model **models;
    const char **databases;
    size_t n;
    size_t planted[CHANGE_CLASSES];
    size_t n_planted;
    struct diags findings, trouble;
};

/* What snapshots cannot say is another verification's finding: that database is left out here. */
static void read_snapshots(struct copies *c)
{
    for (size_t i = 0; i < c->context->n_runs; i++) {
        struct verify_run *run = &c->context->runs[i];
        struct diags ignored;
        diags_init(&ignored, c->ctx);
        const char *text = run->engine == c->engine ? run_snapshot(run, c->ctx, &ignored) : NULL;
        const struct model *model = text ? model_read(c->ctx, c->engine, run->database, text, &c->trouble) : NULL;
        if (!model)
            continue;
        size_t at = c->n++;
        c->texts[at] = text;
        c->models[at] = model;
        c->databases[at] = run->database;
    }
}

static bool is_expected(const struct drift *drift, enum engine engine, const struct comparison *found)
{
    const struct change *change = &found->changes[0];
    return found->n_changes == 1 && change->action == drift->action && change_item(change)->kind == drift->kind &&
           change->class == drift->class[engine];
}

static const char *describe(void *ctx, const struct comparison *found)
{
    if (found->n_changes == 0)
        return "it is not found";
    const struct change *change = &found->changes[0];
    return mem_printf(ctx, "it is found as %zu change%s, the first: %s %s (%s)", found->n_changes,
                      found->n_changes == 1 ? "" : "s", item_describe(ctx, change_item(change)),
                      change_action_name(change->action), change_class_name(change->class));
}

static void plant(struct copies *c, const struct drift *drift, size_t snapshot, const struct item *item)
{
    struct comparison found = {0};
    void *ctx = mem_context(c->ctx);
    const char *text = drift->plant(ctx, c->engine, c->texts[snapshot], item);
    const struct model *drifted = model_read(ctx, c->engine, c->databases[snapshot], text, &c->trouble);
    if (drifted) {
        diff_models(ctx, drifted, c->models[snapshot], &found);
        c->n_planted++;
        c->planted[drift->class[c->engine]]++;
        if (!is_expected(drift, c->engine, &found))
            diag_error(&c->findings, "%s: planted in the snapshot of %s at %s: %s; %s", engine_name(c->engine),
                       c->databases[snapshot], item_describe(ctx, item), drift->name, describe(ctx, &found));
    }
    mem_free(ctx);
}

/* Plants it where it fits first; a schema without such a place goes without. */
static void try_drift(struct copies *c, const struct drift *drift)
{
    for (size_t s = 0; s < c->n; s++)
        for (size_t i = 0; i < c->models[s]->n_items; i++)
            if (drift->fits(c->models[s], c->models[s]->items[i])) {
                plant(c, drift, s, c->models[s]->items[i]);
                return;
            }
}

static void test_engine(void *data, size_t i)
{
    struct copies *c = &((struct copies *)data)[i];
    read_snapshots(c);
    for (const struct drift *drift = planted_drifts; drift->name && !verify_context_cancelled(c->context); drift++)
        try_drift(c, drift);
}

static struct copies make_copies(struct verify_context *context, enum engine engine)
{
    struct copies c = {.context = context, .engine = engine, .ctx = mem_root("self_test")};
    c.texts = mem_array(c.ctx, const char *, context->n_runs);
    c.models = mem_array(c.ctx, const struct model *, context->n_runs);
    c.databases = mem_array(c.ctx, const char *, context->n_runs);
    diags_init(&c.findings, c.ctx);
    diags_init(&c.trouble, c.ctx);
    return c;
}

void verify_self_test(struct verify_context *context, void *ctx, struct outcome *outcome)
{
    struct copies copies[ENGINE_COUNT];
    size_t n = 0, planted = 0, by_class[CHANGE_CLASSES] = {0};
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (verify_context_is_on(context, (enum engine)e))
            copies[n++] = make_copies(context, (enum engine)e);
    parallel_for(n, n, test_engine, copies);
    for (size_t i = 0; i < n; i++) {
        planted += copies[i].n_planted;
        for (size_t k = 0; k < CHANGE_CLASSES; k++)
            by_class[k] += copies[i].planted[k];
        diags_merge(&outcome->findings, &copies[i].findings);
        diags_merge(&outcome->trouble, &copies[i].trouble);
        mem_free(copies[i].ctx);
    }
    outcome->did = mem_printf(
        ctx, "%zu drifts planted in copies of the snapshots (%zu safe, %zu care, %zu breaking), %s", planted,
        by_class[CHANGE_SAFE], by_class[CHANGE_CARE], by_class[CHANGE_BREAKING], verify_context_engines(context, ctx));
    outcome->found = planted > 0 ? "each found" : "no place for any";
}
