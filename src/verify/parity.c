/*
 * --parity: the snapshots of both engines say the same (parity/parity.h). A
 * finding names the delta that made what differs; where both engines have it,
 * the later one.
 */
#include <string.h>

#include "base/mem.h"
#include "kind/kind.h"
#include "model/read.h"
#include "parity/parity.h"
#include "verify/blame.h"

/* One logical database on both engines. */
struct pair {
    struct verify_run *runs[ENGINE_COUNT];
    const struct model *models[ENGINE_COUNT];
};

static struct verify_run *run_of(const struct verify_context *g, enum engine engine, const char *database)
{
    for (size_t i = 0; i < g->n_runs; i++)
        if (g->runs[i].engine == engine && strcmp(g->runs[i].database, database) == 0)
            return &g->runs[i];
    return NULL;
}

/* What snapshots cannot say is another verification's finding: that database is left out here. */
static bool read_pair(struct pair *pair, void *ctx, struct diags *trouble)
{
    struct diags ignored;
    diags_init(&ignored, ctx);
    for (int e = 0; e < ENGINE_COUNT; e++) {
        struct verify_run *run = pair->runs[e];
        const char *text = run_snapshot(run, ctx, &ignored);
        pair->models[e] = text ? model_read(ctx, (enum engine)e, run->database, text, trouble) : NULL;
        if (!pair->models[e])
            return false;
    }
    return true;
}

static bool is_same_thing(const struct object *o, const struct item *item)
{
    if (strcmp(o->relation, item->relation) != 0)
        return false;
    bool same_kind = strcmp(o->kind->name, item->kind->name) == 0;
    return o->kind->phase == PHASE_ROW ? same_kind : same_kind && strcmp(o->name, item->name) == 0;
}

/* The catalog's word for an item of a snapshot; of what has none by that name, its table's. */
static const struct object *object_of(const struct catalog *catalog, const struct item *item)
{
    const char *relation = item->relation[0] ? item->relation : item->name;
    const struct object *table = NULL;
    for (size_t i = 0; i < catalog->n_objects; i++) {
        const struct object *o = catalog->objects[i];
        if (is_same_thing(o, item))
            return o;
        if (!o->relation[0] && strcmp(o->name, relation) == 0)
            table = o;
    }
    return table;
}

/* The step of each finding that made what it is about there, or NULL: of all at once, for the database is built again.
 */
static const struct step **find_culprits(struct verify_run *run, const struct parity_findings *found, void *ctx,
                                         struct diags *trouble)
{
    const struct step **steps = mem_array(ctx, const struct step *, found->n + 1);
    struct disparity *disparities = mem_array(ctx, struct disparity, found->n + 1);
    struct culprit *culprits = mem_array(ctx, struct culprit, found->n + 1);
    size_t *of = mem_array(ctx, size_t, found->n + 1), n = 0;
    for (size_t i = 0; i < found->n; i++) {
        const struct item *item = found->items[i].items[run->engine];
        const struct object *o = item ? object_of(run->catalog, item) : NULL;
        if (!o)
            continue;
        disparities[n].subject = subject_of(o);
        of[n++] = i;
    }
    if (n == 0 || !verify_blame(run, run->plan, disparities, n, culprits, trouble))
        return steps;
    for (size_t i = 0; i < n; i++)
        steps[of[i]] = culprits[i].step;
    return steps;
}

static const struct step *later(const struct step *a, const struct step *b)
{
    if (!a || !b)
        return a ? a : b;
    int order = a->version != b->version ? a->version - b->version : strcmp(a->name, b->name);
    return order < 0 ? b : a;
}

static void tell_side(FILE *out, enum engine engine, const char *value, const struct step *step)
{
    fprintf(out, "%s: %s", engine_name(engine), value ? value : "nothing");
    fprintf(out, step ? " (%s)\n" : "\n", step ? step->path : "");
}

static void tell(const struct parity_finding *f, const struct step *const steps[ENGINE_COUNT], struct outcome *outcome)
{
    struct diags *out = &outcome->findings;
    const struct step *step = later(steps[0], steps[1]);
    struct text t;
    struct diag *e = diag_error(out, "postgres and sqlite do not agree: %s", f->subject);
    e->file = step ? mem_strdup(out->ctx, step->path) : NULL;
    text_open(&t);
    for (int i = 0; i < ENGINE_COUNT; i++)
        tell_side(t.out, (enum engine)i, f->values[i], steps[i]);
    diag_detail(out, e, text_close(&t, out->ctx));
    diag_hint(out, e, "make them the same, or say in parity.txt why they are not: \"%s: ...\"", f->subject);
}

static void check_database(struct verify_context *g, const char *database, struct reasons *known, void *ctx,
                           struct outcome *outcome)
{
    struct pair pair = {{NULL}, {NULL}};
    for (int e = 0; e < ENGINE_COUNT; e++)
        pair.runs[e] = run_of(g, (enum engine)e, database);
    if (!pair.runs[ENGINE_POSTGRES] || !pair.runs[ENGINE_SQLITE] || !read_pair(&pair, ctx, &outcome->trouble))
        return;
    const struct parity_options options = {.known = known};
    struct parity_findings found = parity_check(ctx, pair.models, &options);
    const struct step **steps[ENGINE_COUNT];
    for (int e = 0; e < ENGINE_COUNT; e++)
        steps[e] = find_culprits(pair.runs[e], &found, ctx, &outcome->trouble);
    for (size_t i = 0; i < found.n && !verify_context_cancelled(g); i++) {
        const struct step *const of_finding[] = {steps[0][i], steps[1][i]};
        tell(&found.items[i], of_finding, outcome);
    }
}

/* An entry may excuse something of a database or version that was not looked at. */
static bool sees_everything(const struct verify_context *g)
{
    return g->options->n_databases == 0 && g->target == g->tree->version;
}

void verify_parity(struct verify_context *context, void *ctx, struct outcome *outcome)
{
    struct reasons known;
    bool both = verify_context_common(context, ENGINE_POSTGRES) && verify_context_common(context, ENGINE_SQLITE);
    outcome->did =
        mem_printf(ctx, "%s on %s", verify_context_databases(context, ctx), verify_context_engines(context, ctx));
    outcome->found = both ? "they agree" : "nothing to compare";
    if (!both || !parity_known_read(ctx, context->tree->root, &known, &outcome->trouble))
        return;
    outcome->did = mem_printf(ctx, "%s, %zu known difference%s", outcome->did, known.n, known.n == 1 ? "" : "s");
    for (size_t i = 0; i < context->n_runs; i++)
        if (context->runs[i].engine == ENGINE_POSTGRES)
            check_database(context, context->runs[i].database, &known, ctx, outcome);
    if (sees_everything(context))
        parity_report_stale(&known, &outcome->findings);
}
