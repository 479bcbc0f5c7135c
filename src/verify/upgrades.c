/*
 * --upgrades: databases that were once made from a base and are carried on by newer deltas, as an application
 * does it that finds data there, must become what a new database is. Background updates are done before each
 * version or at the end. What comes out differently is reported with the delta that made the two part.
 */
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "base/scratch.h"
#include "generate/subtract.h"
#include "kind/kind.h"
#include "verify/upgrade_blame.h"
#include "verify/upgrade_finding.h"

/* One database carried on from one base. */
struct upgrade {
    struct verify_run *run;
    const struct upgrade_base *base;
    struct upgrade_route route;
    struct life life;
    void *ctx; /* a root */
    struct lived lived;
    struct diags failure;
    const struct catalog *catalog; /* at the end, without bookkeeping */
    struct disparities found;      /* as against a new one */
};

struct upgrades {
    struct verify_context *context;
    void *ctx;
    struct upgrade_bases bases;
    const struct catalog **fresh; /* what a new database is, by run */
    int *fresh_base;              /* the version of the snapshot it is made from, or NO_BASE; by run */
    bool *noticed;                /* by run: what is not the same twice in any way has been looked for */
    struct upgrade *items;        /* by base, run, time of updates */
    size_t n;
    struct upgrade_findings findings;
};

static void add(struct upgrades *u, struct verify_run *run, const struct upgrade_base *base,
                const struct upgrade_route *route, bool early, bool rows)
{
    size_t at = mem_grow(u->ctx, &u->items, &u->n);
    struct upgrade *item = &u->items[at];
    *item = (struct upgrade){.run = run, .base = base, .route = *route, .ctx = mem_root("upgrade")};
    item->life =
        (struct life){.base = route->made, .drain_early = early, .rows = rows, .seed = u->context->options->seed};
    if (base->release) {
        item->life.base_tree = base->release->tree;
        item->life.base_updates = base->release->updates;
    }
    diags_init(&item->failure, item->ctx);
}

static bool add_base(struct upgrades *u, const struct upgrade_base *base, struct diags *trouble)
{
    size_t before = u->n, errors = trouble->n_errors;
    for (size_t i = 0; i < u->context->n_runs; i++) {
        struct verify_run *run = &u->context->runs[i];
        struct upgrade_route route;
        if (!upgrade_route_find(run, base, u->ctx, &route, trouble))
            continue;
        for (int rows = 0; rows <= 1; rows++) {
            add(u, run, base, &route, false, rows);
            if (u->context->tree->layout->has_updates)
                add(u, run, base, &route, true, rows);
        }
    }
    if (base->request && u->n == before && trouble->n_errors == errors)
        diag_error(trouble, "--from %s: it has no snapshot of a database that is verified", base->request);
    return trouble->n_errors == errors;
}

/* ---- building ---- */

/* As an application makes one: from the highest snapshot that the schema directory has. */
static const struct catalog *build_fresh(struct verify_run *run, int *base, void *ctx, struct diags *diags)
{
    const struct verify_context *context = run->context;
    if (!plan_base(ctx, context->tree, context->target, BASE_HIGHEST, base, diags))
        return NULL;
    if (*base == context->start[run->engine])
        return run->catalog;
    const struct plan *plan = plan_make(ctx, context->tree, run->database, run->engine, *base, context->target, diags);
    return plan ? run_build(run, plan, ctx, diags) : NULL;
}

static bool build_all_fresh(struct upgrades *u, struct diags *trouble)
{
    u->fresh_base = mem_array(u->ctx, int, u->context->n_runs + 1);
    u->noticed = mem_array(u->ctx, bool, u->context->n_runs + 1);
    u->fresh = mem_array(u->ctx, const struct catalog *, u->context->n_runs + 1);
    for (size_t i = 0; i < u->context->n_runs && !verify_context_cancelled(u->context); i++) {
        u->fresh[i] = build_fresh(&u->context->runs[i], &u->fresh_base[i], u->ctx, trouble);
        if (!u->fresh[i])
            return false;
    }
    return true;
}

/* The bookkeeping of a release may have been another. */
static const struct catalog *without_bookkeeping(const struct verify_run *run, void *ctx, const struct lived *lived)
{
    const struct catalog *rest = subtract_bookkeeping(ctx, lived->whole, lived->bookkeeping);
    return subtract_bookkeeping(ctx, rest, run->built.bookkeeping);
}

static void build(void *data, size_t i)
{
    struct upgrades *u = data;
    struct upgrade *item = &u->items[i];
    struct verify_run *run = item->run;
    if (!verify_context_cancelled(u->context) &&
        build_living(run->server, u->context->tree, u->context->updates, item->route.plan, &item->life, item->ctx,
                     &item->lived, &item->failure))
        item->catalog = without_bookkeeping(run, item->ctx, &item->lived);
}

/* ---- comparing ---- */

static bool is_schema(const void *unused, const struct disparity *d)
{
    const char *kind = d->subject.kind->name;
    (void)unused;
    return strcmp(kind, "row") != 0 && strcmp(kind, "sequence position") != 0 &&
           strcmp(kind, "autoincrement position") != 0;
}

/* "{bigint,7,1,...}": whether only the number behind the type differs. */
static bool starts_elsewhere(const struct disparity *d)
{
    const char *a = d->old_value, *b = d->new_value;
    if (strcmp(d->subject.kind->name, "sequence") != 0 || d->difference != CHANGED || !a || !b)
        return false;
    size_t n = strcspn(a, ",");
    if (!a[n] || strncmp(a, b, n + 1) != 0)
        return false;
    a += n + 1;
    b += n + 1;
    return strcmp(a + strcspn(a, ","), b + strcspn(b, ",")) == 0;
}

/* A delta may let a sequence begin behind the rows that it finds. */
static bool is_no_matter_of_rows(const void *unused, const struct disparity *d)
{
    return is_schema(unused, d) && !starts_elsewhere(d);
}

/* Rows that were made up are nobody's. */
static void find(const struct upgrades *u, struct upgrade *item)
{
    const struct catalog *fresh = u->fresh[item->run - u->context->runs];
    item->found = disparities_find(item->ctx, fresh, item->catalog, &item->run->unstable);
    if (item->life.rows)
        disparities_filter(&item->found, is_no_matter_of_rows, NULL);
}

static bool compare(struct upgrades *u, struct upgrade *item, struct diags *trouble)
{
    struct verify_run *run = item->run;
    size_t at = (size_t)(run - u->context->runs);
    find(u, item);
    if (item->found.n == 0 || u->noticed[at])
        return true;
    u->noticed[at] = true;
    if (!run_notice_unstable(run, item->ctx, trouble))
        return false;
    find(u, item);
    return true;
}

static struct upgrade_way way_of(const struct upgrade *item)
{
    return (struct upgrade_way){item->run, item->base, item->life.drain_early, item->life.rows};
}

/* One that came out in the same way, and is known already. */
static const struct upgrade *twin_of(const struct upgrades *u, const struct upgrade *item)
{
    for (const struct upgrade *other = u->items; other < item; other++)
        if (other->run == item->run && other->catalog && disparities_same(&other->found, &item->found))
            return other;
    return NULL;
}

static bool not_among(const void *others, const struct disparity *d)
{
    return is_schema(NULL, d) || !disparities_have(others, &d->subject);
}

static bool has_data(const struct disparities *found)
{
    for (size_t i = 0; i < found->n; i++)
        if (!is_schema(NULL, &found->items[i]))
            return true;
    return false;
}

/*
 * Servers move rows by themselves: a snapshot that was taken of one holds other rows than deltas make. Where a new
 * database is made from a newer one, rows that differ without any upgrade, too, are told apart.
 */
static void set_rows_aside(struct upgrades *u, struct upgrade *item)
{
    size_t at = (size_t)(item->run - u->context->runs);
    struct diags unsaid;
    diags_init(&unsaid, item->ctx);
    if (u->fresh_base[at] <= item->route.create->base || !has_data(&item->found))
        return;
    struct life life = item->life;
    struct lived lived;
    life.rows = false;
    if (!build_living(item->run->server, u->context->tree, u->context->updates, item->route.create, &life, item->ctx,
                      &lived, &unsaid))
        return;
    const struct catalog *created = without_bookkeeping(item->run, item->ctx, &lived);
    struct disparities without = disparities_find(item->ctx, u->fresh[at], created, &item->run->unstable);
    for (size_t i = 0; i < item->found.n; i++)
        if (!not_among(&without, &item->found.items[i])) {
            struct upgrade_way way = way_of(item);
            upgrade_findings_add_moved(&u->findings, &way, item->found.items[i].subject.relation, u->fresh_base[at]);
        }
    disparities_filter(&item->found, not_among, &without);
}

static bool note_differences(struct upgrades *u, struct upgrade *item, struct diags *trouble)
{
    struct disparities *found = &item->found;
    if (found->n == 0)
        return true;
    const struct upgrade *twin = twin_of(u, item);
    if (twin) {
        struct upgrade_way first = way_of(twin), way = way_of(item);
        upgrade_findings_join(&u->findings, &first, &way);
        return true;
    }
    struct culprit *culprits = mem_array(item->ctx, struct culprit, found->n);
    if (!upgrade_blame(item->run, &item->route, &item->life, found->items, found->n, culprits, trouble))
        return false;
    for (size_t i = 0; i < found->n; i++) {
        struct disparities group = culprit_group(u->ctx, found, culprits, i);
        struct upgrade_way way = way_of(item);
        if (group.n > 0)
            upgrade_findings_add(&u->findings, &way, culprits[i].step, &group);
    }
    return true;
}

/* Without rows, and otherwise the same. */
static const struct upgrade *without_rows(const struct upgrades *u, const struct upgrade *item)
{
    for (const struct upgrade *other = u->items; other < item; other++)
        if (other->run == item->run && other->base == item->base && !other->life.rows &&
            other->life.drain_early == item->life.drain_early)
            return other;
    return item;
}

static bool judge(struct upgrades *u, struct upgrade *item, struct diags *trouble)
{
    struct upgrade_way way = way_of(item);
    upgrade_findings_add_rows(&u->findings, &way, item->route.plan, &item->lived);
    if (item->catalog) {
        if (!compare(u, item, trouble))
            return false;
        set_rows_aside(u, item);
        return note_differences(u, item, trouble);
    }
    if (item->life.base > 0 && item->lived.step <= item->life.base) {
        upgrade_findings_trouble(&way, &item->failure, trouble);
        return false;
    }
    if (item->life.rows && without_rows(u, item)->catalog)
        upgrade_findings_add_stop(&u->findings, &way, &item->failure);
    else
        upgrade_findings_add_failure(&u->findings, &way, &item->failure);
    return true;
}

/* ---- the outcome ---- */

/* "version 59 of common and main from the snapshot of version 54 and nothing, ..., postgres and sqlite" */
static const char *describe(const struct upgrades *u, void *ctx)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "version %d of %s", u->context->target, verify_context_databases(u->context, ctx));
    const struct upgrade_base *last = NULL;
    for (size_t i = 0; i < u->n; i++)
        if (u->items[i].base != last) {
            fprintf(t.out, "%s%s", last ? ", " : " from ", u->items[i].base->name);
            last = u->items[i].base;
        }
    if (last && u->context->tree->layout->has_updates)
        fputs(", background updates before each version or at the end", t.out);
    fprintf(t.out, ", %s", verify_context_engines(u->context, ctx));
    if (last)
        fprintf(t.out, ", without rows and with some (seed %llu)", (unsigned long long)u->context->options->seed);
    return text_close(&t, ctx);
}

static bool carry_out(struct upgrades *u, const char *scratch, struct diags *trouble)
{
    if (!upgrade_bases_find(u->context, u->ctx, scratch, &u->bases, trouble))
        return false;
    for (size_t i = 0; i < u->bases.n; i++)
        if (!add_base(u, &u->bases.items[i], trouble))
            return false;
    if (u->n > 0 && !build_all_fresh(u, trouble))
        return false;
    parallel_for(u->n, parallel_width(), build, u);
    for (size_t i = 0; i < u->n && !verify_context_cancelled(u->context); i++)
        if (!judge(u, &u->items[i], trouble))
            return false;
    return true;
}

void verify_upgrades(struct verify_context *context, void *ctx, struct outcome *outcome)
{
    struct upgrades u = {.context = context, .ctx = ctx, .findings.ctx = ctx};
    struct scratch scratch;
    if (scratch_make(&scratch, ctx, &outcome->trouble)) {
        if (carry_out(&u, scratch.path, &outcome->trouble))
            upgrade_findings_tell(&u.findings, &outcome->findings);
        scratch_remove(&scratch);
    }
    for (size_t i = 0; i < u.n; i++)
        mem_free(u.items[i].ctx);
    outcome->did = describe(&u, ctx);
    outcome->found = u.n > 0 ? "as new ones" : "no delta is newer than a base";
}
