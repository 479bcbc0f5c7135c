/*
 * --down: every migration that has a down migration is run up, down and up again, on
 * one database and in the order of the migrations. After the down migration the
 * catalog is what it was before, after the second up migration what it was after the
 * first: objects, fields and rows. One that fails, or leaves something, is
 * left out and all is begun anew, so that those behind it are tried as well.
 */
#include <string.h>

#include "base/mem.h"
#include "generate/subtract.h"
#include "kind/kind.h"
#include "schema/migration_down.h"
#include "verify/context.h"

/* More downs than this that fail are not looked for one by one. */
enum { MOST_FAILURES = 20 };

enum leg { LEG_UP, LEG_DOWN, LEG_AGAIN };

/* A migration of the plan. */
struct ride {
    const struct step *up;
    enum way_down way;
    struct step down;
    bool wrong; /* not tried again */
};

/* A step of the plan that is tried. */
struct stop {
    struct ride *ride;
    enum leg leg;
};

struct trial {
    struct verify_run *run;
    void *ctx;
    struct ride *rides;
    size_t n;
    struct plan plan;
    struct stop *stops; /* by step of that plan */
    size_t seen;        /* the last step after which the catalog was looked at */
    struct catalog *before, *after;
    struct outcome *outcome;
    bool noticed; /* what is not the same twice in any order has been looked for */
};

/* ---- findings ---- */

static struct diag *add_finding(struct trial *t, const struct ride *ride, const char *message)
{
    struct diag *e = diag_error(&t->outcome->findings, "%s: %s", engine_name(t->run->engine), message);
    e->file = mem_strdup(t->outcome->findings.ctx, ride->down.path);
    return e;
}

static bool is_no_position(const void *unused, const struct disparity *d)
{
    (void)unused;
    return strcmp(d->subject.kind->name, "sequence position") != 0 &&
           strcmp(d->subject.kind->name, "autoincrement position") != 0;
}

/* Numbers that were given out are not taken back. */
static struct disparities differences(const struct trial *t, void *ctx, const struct catalog *a,
                                      const struct catalog *b)
{
    const struct catalog *books = t->run->built.bookkeeping;
    struct disparities found = disparities_find(ctx, subtract_bookkeeping(ctx, a, books),
                                                subtract_bookkeeping(ctx, b, books), &t->run->unstable);
    disparities_filter(&found, is_no_position, NULL);
    return found;
}

static void compare(struct trial *t, struct ride *ride, const struct catalog *wanted, const struct catalog *got,
                    const char *message, const struct disparity_sides *sides)
{
    void *ctx = mem_context(t->ctx);
    struct disparities found = differences(t, ctx, wanted, got);
    if (found.n > 0 && !t->noticed) {
        t->noticed = run_notice_unstable(t->run, t->ctx, &t->outcome->trouble);
        found = differences(t, ctx, wanted, got);
    }
    if (found.n > 0) {
        struct diag *e =
            add_finding(t, ride, mem_printf(ctx, "%s: %s", message, disparity_headline(ctx, &found.items[0], sides)));
        diag_detail(&t->outcome->findings, e, disparity_detail(ctx, found.items, found.n, sides));
        ride->wrong = true;
    }
    mem_free(ctx);
}

static void compare_down(struct trial *t, struct ride *ride, const struct catalog *got)
{
    static const struct disparity_sides sides = {"before the migration", "after its down migration"};
    /* Before the first migration there is what bookkeeping makes, unless something was prepared. */
    compare(t, ride, t->before ? t->before : t->run->built.bookkeeping, got, "the down migration does not lead back",
            &sides);
}

static void compare_again(struct trial *t, struct ride *ride, const struct catalog *got)
{
    static const struct disparity_sides sides = {"the first time", "after down and up"};
    compare(t, ride, t->after, got, "up, down and up is not what up alone is", &sides);
}

/* ---- one try ---- */

static bool wants(void *data, size_t step)
{
    (void)data;
    return step > 0;
}

static void hold(struct catalog **kept, struct catalog *catalog)
{
    mem_free(*kept);
    *kept = catalog;
}

/* False: what is behind it would run on something else. */
static bool see(void *data, size_t step, struct catalog *catalog)
{
    struct trial *t = data;
    const struct stop *stop = &t->stops[step];
    struct ride *ride = stop->ride;
    t->seen = step;
    if (!ride) {
        hold(&t->before, catalog);
        return true;
    }
    if (stop->leg == LEG_UP) {
        hold(ride->way == DOWN_THERE && !ride->wrong ? &t->after : &t->before, catalog);
        return true;
    }
    if (stop->leg == LEG_DOWN) {
        compare_down(t, ride, catalog);
        mem_free(catalog);
        return !ride->wrong;
    }
    compare_again(t, ride, catalog);
    hold(&t->before, catalog);
    return !ride->wrong;
}

static void put_step(struct trial *t, const struct step *step, struct ride *ride, enum leg leg)
{
    t->plan.steps[t->plan.n_steps] = *step;
    t->stops[t->plan.n_steps++] = (struct stop){ride, leg};
}

static void make_plan(struct trial *t)
{
    const struct plan *plan = t->run->plan;
    t->plan = *plan;
    t->plan.steps = mem_array(t->ctx, struct step, 3 * plan->n_steps + 1);
    t->stops = mem_array(t->ctx, struct stop, 3 * plan->n_steps + 1);
    t->plan.n_steps = 0;
    put_step(t, &plan->steps[0], NULL, LEG_UP);
    for (size_t i = 0; i < t->n; i++) {
        struct ride *ride = &t->rides[i];
        put_step(t, ride->up, ride, LEG_UP);
        if (ride->way != DOWN_THERE || ride->wrong)
            continue;
        put_step(t, &ride->down, ride, LEG_DOWN);
        put_step(t, ride->up, ride, LEG_AGAIN);
    }
}

/* What failed behind the last catalog. Of a first up migration the usual order would have told. */
static bool note_failure(struct trial *t, struct diags *failure)
{
    size_t at = t->seen + 1;
    if (at >= t->plan.n_steps || !t->stops[at].ride || t->stops[at].leg == LEG_UP)
        return false;
    struct ride *ride = t->stops[at].ride;
    bool down = t->stops[at].leg == LEG_DOWN;
    const struct diag *why = NULL;
    for (size_t i = 0; i < failure->n && !why; i++)
        why = failure->items[i].level == DIAG_ERROR ? &failure->items[i] : NULL;
    struct diag *e = add_finding(t, ride, down ? "the down migration fails" : "up fails after the down migration");
    if (why && down)
        e->line = why->line;
    if (why)
        diag_detail(&t->outcome->findings, e, why->message);
    ride->wrong = true;
    return true;
}

/* True: all was tried that can be. */
static bool try_once(struct trial *t, bool *ended)
{
    struct diags failure;
    size_t found = t->outcome->findings.n;
    diags_init(&failure, t->ctx);
    make_plan(t);
    t->seen = 0;
    const struct build_observer observer = {wants, see, t, t->plan.n_extensions > 0 || t->plan.n_files > 0};
    bool ok = build_observed(t->run->server, &t->plan, &whatever_depends_on_the_clock, &observer, t->ctx, &failure);
    hold(&t->before, NULL);
    hold(&t->after, NULL);
    *ended = ok || verify_context_cancelled(t->run->context);
    if (*ended || t->outcome->findings.n > found)
        return true;
    if (note_failure(t, &failure))
        return true;
    diags_append(&t->outcome->trouble, &failure);
    return false;
}

/* ---- all of a database ---- */

static bool find_ways(struct trial *t)
{
    const struct plan *plan = t->run->plan;
    t->rides = mem_array(t->ctx, struct ride, plan->n_steps);
    for (size_t i = 1; i < plan->n_steps; i++) {
        struct ride *ride = &t->rides[t->n++];
        *ride = (struct ride){.up = &plan->steps[i]};
        if (!migration_down_find(t->ctx, ride->up, t->run->engine, &ride->way, &ride->down, &t->outcome->trouble))
            return false;
    }
    return true;
}

static size_t count_ways(const struct trial *t, enum way_down way)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += t->rides[i].way == way;
    return n;
}

/* Where no migration has a down migration, nobody meant to have any. */
static void report_missing(struct trial *t)
{
    for (size_t i = 0; i < t->n && count_ways(t, DOWN_MISSING) < t->n; i++)
        if (t->rides[i].way != DOWN_THERE)
            add_finding(t, &t->rides[i],
                        t->rides[i].way == DOWN_MISSING ? "it has no down migration, as others have"
                                                        : "its down migration is empty");
}

/* Returns how many down migrations there are. */
static size_t try_database(struct verify_run *run, void *ctx, struct outcome *outcome)
{
    struct trial t = {.run = run, .ctx = mem_context(ctx), .outcome = outcome};
    bool ended = false;
    if (!find_ways(&t))
        return 0;
    report_missing(&t);
    for (size_t i = 0; !ended && i < MOST_FAILURES && count_ways(&t, DOWN_THERE) > 0; i++)
        if (!try_once(&t, &ended))
            break;
    if (!ended && count_ways(&t, DOWN_THERE) > 0 && outcome->trouble.n_errors == 0)
        diag_error(&outcome->trouble, "%s: %d down migrations are wrong; those behind them were not tried",
                   engine_name(run->engine), MOST_FAILURES);
    return count_ways(&t, DOWN_THERE);
}

void verify_down(struct verify_context *context, void *ctx, struct outcome *outcome)
{
    size_t ways = 0;
    for (size_t i = 0; i < context->n_runs && !verify_context_cancelled(context); i++)
        ways += try_database(&context->runs[i], ctx, outcome);
    outcome->did = mem_printf(ctx, "%zu down migration%s of %s on %s", ways, ways == 1 ? "" : "s",
                              verify_context_databases(context, ctx), verify_context_engines(context, ctx));
    outcome->found = ways ? "up, down and up is the same as up" : "no migration has a down migration";
}
