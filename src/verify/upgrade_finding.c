#include "verify/upgrade_finding.h"

#include <string.h>

#include "base/mem.h"

static const struct disparity_sides sides = {"in a new database", "in the upgraded one"};

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static const char *path_of(const struct upgrade_finding *f)
{
    return f->failure ? f->failure->file : f->step ? f->step->path : NULL;
}

static bool same(const struct upgrade_finding *a, const struct upgrade_finding *b)
{
    return a->fault == b->fault && same_text(path_of(a), path_of(b)) && same_text(a->headline, b->headline) &&
           same_text(a->detail, b->detail);
}

static void unname(const struct upgrade_base *base, void *ctx, struct diag *d)
{
    d->file = upgrade_release_unnamed(base->release, ctx, d->file);
    d->message = upgrade_release_unnamed(base->release, ctx, d->message);
    d->detail = upgrade_release_unnamed(base->release, ctx, d->detail);
    d->hint = upgrade_release_unnamed(base->release, ctx, d->hint);
}

static void add_way(struct upgrade_findings *findings, struct upgrade_finding *f, const struct upgrade_way *way)
{
    size_t at = mem_grow(findings->ctx, &f->ways, &f->n_ways);
    f->ways[at] = *way;
}

static void add(struct upgrade_findings *findings, const struct upgrade_finding *finding, const struct upgrade_way *way)
{
    size_t at = 0;
    while (at < findings->n &&
           !(same(&findings->items[at], finding) && findings->items[at].ways[0].run->engine == way->run->engine))
        at++;
    if (at == findings->n) {
        mem_grow(findings->ctx, &findings->items, &findings->n);
        findings->items[at] = *finding;
    }
    add_way(findings, &findings->items[at], way);
}

void upgrade_finding_describe(void *ctx, struct upgrade_finding *f)
{
    f->headline = disparity_headline(ctx, &f->difference.items[0], &sides);
    f->detail = disparity_detail(ctx, f->difference.items, f->difference.n, &sides);
}

void upgrade_findings_add(struct upgrade_findings *findings, const struct upgrade_way *way, const struct step *step,
                          const struct disparities *difference)
{
    struct upgrade_finding f = {.step = step, .difference = *difference};
    upgrade_finding_describe(findings->ctx, &f);
    add(findings, &f, way);
}

static void add_errors(struct upgrade_findings *findings, const struct upgrade_way *way, enum upgrade_fault fault,
                       const struct step *step, const struct diags *failure)
{
    struct diags *copy = mem_new(findings->ctx, struct diags);
    diags_init(copy, findings->ctx);
    diags_append(copy, failure);
    for (size_t i = 0; i < copy->n; i++)
        if (copy->items[i].level == DIAG_ERROR) {
            struct diag *d = &copy->items[i];
            unname(way->base, findings->ctx, d);
            if (!d->file && step)
                d->file = mem_strdup(findings->ctx, step->path);
            const struct upgrade_finding f = {
                .fault = fault, .step = step, .failure = d, .headline = d->message, .detail = d->detail};
            add(findings, &f, way);
        }
}

void upgrade_findings_add_failure(struct upgrade_findings *findings, const struct upgrade_way *way,
                                  const struct diags *failure)
{
    add_errors(findings, way, UPGRADE_FAILS, NULL, failure);
}

void upgrade_findings_add_stop(struct upgrade_findings *findings, const struct upgrade_way *way,
                               const struct diags *failure)
{
    add_errors(findings, way, UPGRADE_REFUSES, NULL, failure);
}

void upgrade_findings_add_moved(struct upgrade_findings *findings, const struct upgrade_way *way, const char *table,
                                int version)
{
    struct diags moved;
    diags_init(&moved, findings->ctx);
    diag_error(&moved,
               "%s: rows of table %s: the snapshot of version %d, which a new database is made from, has others",
               engine_name(way->run->engine), table, version);
    add_errors(findings, way, UPGRADE_MOVED, NULL, &moved);
}

void upgrade_findings_add_rows(struct upgrade_findings *findings, const struct upgrade_way *way,
                               const struct plan *plan, const struct lived *lived)
{
    struct diags gaps;
    for (size_t i = 0; i < lived->n_refusals; i++) {
        const struct refusal *r = &lived->refusals[i];
        add_errors(findings, way, r->any ? UPGRADE_NEEDS_NONE : UPGRADE_REFUSES, &plan->steps[r->step], &r->failure);
    }
    diags_init(&gaps, findings->ctx);
    for (size_t i = 0; i < lived->n_gaps; i++)
        diag_error(&gaps, "%s: no row could be made up for table %s", engine_name(way->run->engine),
                   lived->gaps[i].table);
    for (size_t i = 0; i < lived->n_gaps; i++)
        diag_detail(&gaps, &gaps.items[i], lived->gaps[i].why);
    add_errors(findings, way, UPGRADE_GAP, NULL, &gaps);
}

void upgrade_findings_trouble(const struct upgrade_way *way, const struct diags *failure, struct diags *trouble)
{
    size_t before = trouble->n;
    diags_append(trouble, failure);
    for (size_t i = before; i < trouble->n; i++) {
        struct diag *d = &trouble->items[i];
        unname(way->base, trouble->ctx, d);
        if (d->level == DIAG_ERROR)
            d->message =
                mem_printf(trouble->ctx, "%s (of what was to be upgraded from, %s)", d->message, way->base->name);
    }
}

static bool same_way(const struct upgrade_way *a, const struct upgrade_way *b)
{
    return a->run == b->run && a->base == b->base && a->early == b->early && a->rows == b->rows;
}

void upgrade_findings_join(struct upgrade_findings *findings, const struct upgrade_way *first,
                           const struct upgrade_way *other)
{
    for (size_t i = 0; i < findings->n; i++) {
        struct upgrade_finding *f = &findings->items[i];
        for (size_t k = 0; k < f->n_ways; k++)
            if (same_way(&f->ways[k], first)) {
                add_way(findings, f, other);
                break;
            }
    }
}

/* "from the snapshot of version 54 and nothing, with background updates at the end" */
static char *describe_ways(const struct upgrade_finding *f, void *ctx)
{
    struct text t;
    bool early = false, late = false, rows = true;
    const struct upgrade_base *last = NULL;
    text_open(&t);
    for (size_t i = 0; i < f->n_ways; i++) {
        const struct upgrade_way *way = &f->ways[i];
        early = early || way->early;
        late = late || !way->early;
        rows = rows && way->rows;
        bool listed = false;
        for (size_t k = 0; k < i; k++)
            listed = listed || f->ways[k].base == way->base;
        if (!listed)
            fprintf(t.out, "%s%s", last ? ", " : "from ", way->base->name);
        last = way->base;
    }
    if (early != late && f->ways[0].run->context->tree->layout->has_updates)
        fprintf(t.out, ", %s", upgrade_timing_text(early));
    if (rows)
        fputs(", with rows in its tables", t.out);
    return text_close(&t, ctx);
}

static void tell_difference(const struct upgrade_finding *f, struct diags *out)
{
    const char *engine = engine_name(f->ways[0].run->engine);
    struct diag *e = diag_error(out, "%s: upgraded %s, a database is not as a new one: %s", engine,
                                describe_ways(f, out->ctx), f->headline);
    const char *path = path_of(f);
    if (path)
        e->file = mem_strdup(out->ctx, upgrade_release_unnamed(f->ways[0].base->release, out->ctx, path));
    diag_detail(out, e, f->detail);
    if (f->step && f->step->program)
        diag_hint(out, e, "a new database runs run_create alone: what run_upgrade does to the schema is missing there");
    else if (!f->step)
        diag_hint(out, e, "no delta makes it so: it comes from the base, or from a background update");
}

static const char *wording(const struct upgrade_finding *f, void *ctx)
{
    const char *message = f->failure->message, *ways = describe_ways(f, ctx);
    switch (f->fault) {
    case UPGRADE_NEEDS_NONE:
        return mem_printf(ctx, "%s (upgraded %s: it fails with any rows, and runs without)", message, ways);
    case UPGRADE_REFUSES:
        return mem_printf(ctx, "no finding: %s (upgraded %s: it does not take rows that were made up)", message, ways);
    case UPGRADE_GAP:
        return mem_printf(ctx, "no finding: %s", message);
    case UPGRADE_MOVED:
        return mem_printf(ctx, "no finding: %s than what deltas make without any upgrade, too (from %s)", message,
                          f->ways[0].base->name);
    default:
        return mem_printf(ctx, "%s (upgraded %s)", message, ways);
    }
}

static void tell_failure(const struct upgrade_finding *f, struct diags *out)
{
    struct diag copy = *f->failure;
    bool counts = f->fault < UPGRADE_REFUSES;
    copy.level = counts ? DIAG_ERROR : DIAG_WARNING;
    copy.message = wording(f, out->ctx);
    if (f->fault == UPGRADE_NEEDS_NONE && !copy.hint)
        copy.hint = "rows of an application would meet the same: give them what the delta asks for, in it or before it";
    const struct diags one = {.ctx = out->ctx, .items = &copy, .n = 1, .n_errors = counts};
    diags_append(out, &one);
}

void upgrade_findings_tell(struct upgrade_findings *findings, struct diags *out)
{
    upgrade_findings_join_timings(findings);
    for (int counts = 1; counts >= 0; counts--)
        for (size_t i = 0; i < findings->n; i++) {
            const struct upgrade_finding *f = &findings->items[i];
            if ((f->fault < UPGRADE_REFUSES) != counts)
                continue;
            if (f->failure)
                tell_failure(f, out);
            else
                tell_difference(f, out);
        }
}
