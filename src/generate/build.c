#include "generate/build.h"

#include "apply/background.h"
#include "apply/deltas.h"
#include "apply/left_setting.h"
#include "apply/locate.h"
#include "apply/prepare.h"
#include "apply/tool_history.h"
#include "base/mem.h"
#include "base/monotonic.h"
#include "catalog/read.h"
#include "catalog/row_limit.h"
#include "clock/clock.h"
#include "generate/build_private.h"
#include "generate/subtract.h"
#include "remark/remark.h"
#include "trace/trace.h"

/* A delta may have left settings behind; the catalog is read under ours. */
static bool reset(struct connection *connection, const struct plan *plan, struct diags *diags)
{
    void *ctx = mem_root("reset");
    struct sql_failure failure;
    bool ok = connection_reset(connection, ctx, &failure);
    if (!ok)
        left_setting_report(plan, connection_engine(connection), "cannot reset the session", &failure, diags);
    mem_free(ctx);
    return ok;
}

static struct connection *create(struct server *server, const struct plan *plan, struct diags *diags)
{
    void *ctx = mem_root("create");
    char *label = mem_printf(ctx, "%s_%d", plan->database, plan->target);
    struct connection *connection = database_create(server, label, diags);
    mem_free(ctx);
    return connection;
}

/* Again, where an earlier run has prepared it. */
static struct connection *resume(struct server *server, const struct plan *plan, const char *database,
                                 struct diags *diags)
{
    struct connection *connection = database_resume(server, database, diags);
    if (!connection || prepare_extensions(connection, plan->extensions, plan->n_extensions, true, diags))
        return connection;
    database_drop(connection);
    return NULL;
}

static struct clock *attach_clock(struct connection *connection, const struct accepted *accepted, void *ctx)
{
    struct clock *clock = clock_attach(connection, accepted->cells, ctx);
    if (accepted->all)
        clock_forgive(clock);
    return clock;
}

/* The steps after `done` up to and with `last`, as a plan of its own. */
static struct plan part_of(const struct plan *plan, size_t done, size_t last)
{
    struct plan part = *plan;
    part.steps = plan->steps + done;
    part.n_steps = last - done + 1;
    part.target = plan->steps[last].version;
    return part;
}

/* A build that keeps states on its way. */
struct keeping {
    struct connection *connection;
    const struct plan *plan;
    const struct clock *clock;
    struct build_states *states;
    struct remarks *remarks; /* or NULL */
    size_t done;             /* steps before the part of the plan that runs */
    long begun_ms;
    void *ctx;
    const struct diags *diags;
};

/* What is gone on from was kept because it takes long to make; so is what takes long from there on. */
enum { WORTH_MS = 150 };

static bool is_worth_keeping(const struct keeping *k, size_t step)
{
    bool wanted = false;
    for (size_t i = 0; i < k->states->n_wanted; i++)
        wanted = wanted || k->states->wanted[i] == step;
    return wanted && !clock_looked(k->clock) && k->diags->n == 0 &&
           (!k->states->database || monotonic_ms() - k->begun_ms >= WORTH_MS);
}

static char *clock_text(const struct keeping *k)
{
    struct text t;
    text_open(&t);
    clock_pack(t.out, k->clock);
    return text_close(&t, k->ctx);
}

static char *remarks_text(const struct keeping *k)
{
    struct text t;
    if (!k->remarks)
        return NULL;
    text_open(&t);
    remarks_pack(t.out, k->remarks);
    return text_close(&t, k->ctx);
}

static bool keep_after(void *data, size_t step, struct diags *diags)
{
    struct keeping *k = data;
    const char *name;
    if (k->remarks)
        remarks_end_step(k->remarks);
    if (tool_history_is_wanted(k->plan) && !tool_history_record(k->connection, k->plan, k->done + step, diags))
        return false;
    if (!is_worth_keeping(k, k->done + step))
        return true;
    if (!database_copy(k->connection, &name, k->ctx, diags))
        return false;
    if (name) {
        k->states->points[k->states->n_points++] =
            (struct cached_point){k->done + step, name, clock_text(k), remarks_text(k)};
    }
    return true;
}

/* The connection, and what is known of the database before the rest of the plan. False with diagnostics. */
static struct connection *begin(struct server *server, const struct plan *plan, const struct build_states *states,
                                struct diags *diags)
{
    return states->database ? resume(server, plan, states->database, diags) : create(server, plan, diags);
}

/* The catalog with its rows; where rows cannot be taken the diagnostic points at a delta that may have made them. */
static struct catalog *read_limited(struct connection *connection, struct clock *clock, const struct plan *plan,
                                    void *ctx, struct diags *diags)
{
    struct row_limit limit = {.most = connection_row_limit(connection)};
    size_t n = diags->n;
    struct catalog *catalog = catalog_read(connection, clock_volatiles(clock), &limit, ctx, diags);
    if (!catalog && limit.refused && diags->n > n)
        locate_table_writer(plan, limit.refused, diags, &diags->items[diags->n - 1]);
    return catalog;
}

/*
 * What an administrator has made is no bookkeeping, and is in snapshots. It is made first, for the scripts of
 * extensions run with all rights. NULL: nothing was. False with a diagnostic.
 */
static bool prepare(struct connection *connection, struct clock *clock, const struct plan *plan, void *ctx,
                    struct catalog **made, struct diags *diags)
{
    *made = NULL;
    if (plan->n_extensions == 0)
        return true;
    const struct catalog *empty = read_limited(connection, clock, plan, ctx, diags);
    if (!empty || !prepare_extensions(connection, plan->extensions, plan->n_extensions, false, diags))
        return false;
    const struct catalog *prepared = read_limited(connection, clock, plan, ctx, diags);
    *made = prepared ? subtract_bookkeeping(ctx, prepared, empty) : NULL;
    return prepared != NULL;
}

/* What is there before the first step, of which bookkeeping alone is returned. NULL with diagnostics. */
static struct catalog *make_books(struct connection *connection, struct clock *clock, const struct plan *plan,
                                  void *ctx, struct diags *diags)
{
    struct catalog *made, *books = NULL;
    if (prepare(connection, clock, plan, ctx, &made, diags) && apply_bookkeeping(connection, plan, diags))
        books = read_limited(connection, clock, plan, ctx, diags);
    if (books && made)
        books = subtract_bookkeeping(ctx, books, made);
    return books && prepare_run_files(connection, plan, diags) ? books : NULL;
}

static bool begin_books(struct connection *connection, struct clock *clock, const struct plan *plan,
                        const struct build_states *states, void *ctx, struct built *built, struct diags *diags)
{
    const char *rest = states->clock;
    if (states->database) {
        built->bookkeeping = states->bookkeeping;
        return clock_unpack(&rest, clock);
    }
    built->bookkeeping = make_books(connection, clock, plan, ctx, diags);
    return built->bookkeeping && (!tool_history_is_wanted(plan) || tool_history_make(connection, plan, diags));
}

/* Who follows comments on this connection; what is known of them already was kept. False where that is none. */
static bool follow_remarks(struct connection *connection, const struct build_states *states, void *ctx,
                           struct remarks **remarks)
{
    const char *rest = states->remarks;
    *remarks = NULL;
    if (!states->with_remarks)
        return true;
    struct remark_watch *watch = remark_attach(connection, ctx);
    if (states->database) {
        struct remarks *cached = rest ? remarks_unpack(&rest, connection_engine(connection), ctx) : NULL;
        if (!cached)
            return false;
        remark_resume(watch, cached);
    }
    *remarks = remark_known(watch);
    return true;
}

/* From here on lines of --verbose are of this database. Returns what they were of before. */
static const char *enter(const struct plan *plan, void *ctx)
{
    return trace_enter(mem_printf(ctx, "%s %d %s", plan->database, plan->target, engine_name(plan->engine)));
}

/* The end of a build. */
static void leave(struct connection *connection, const char *outer, void *work)
{
    database_drop(connection);
    trace_enter(outer);
    mem_free(work);
}

bool build_database(struct server *server, const struct schema_tree *tree, struct updates *updates,
                    const struct plan *plan, const struct accepted *accepted, struct build_states *states,
                    const struct progress *progress, size_t task, void *ctx, struct built *built, struct diags *diags)
{
    void *work = mem_root("build_database");
    const char *outer = enter(plan, work);
    struct connection *connection = begin(server, plan, states, diags);
    if (!connection) {
        leave(NULL, outer, work);
        return false;
    }
    struct clock *clock = attach_clock(connection, accepted, work);
    struct remarks *remarks;
    bool ok = follow_remarks(connection, states, ctx, &remarks);
    struct keeping keeping = {connection, plan, clock, states, remarks, states->step, monotonic_ms(), ctx, diags};
    const struct step_watch watch = {keep_after, &keeping};
    struct plan part = part_of(plan, states->step, plan->n_steps - 1);
    part.target = plan->target;
    *built = (struct built){0};
    ok = ok && begin_books(connection, clock, plan, states, ctx, built, diags) &&
         apply_deltas(connection, clock, &part, &watch, progress, task, diags) &&
         background_drain(connection, updates, tree, plan, progress, task, diags) && reset(connection, plan, diags);
    if (ok) {
        progress_report(progress, task, "reading the catalog", plan->n_steps, plan->n_steps + 1);
        built->whole = read_limited(connection, clock, plan, ctx, diags);
        ok = built->whole != NULL;
    }
    built->dated = clock_looked(clock);
    built->remarks = remarks;
    for (size_t i = 0; accepted->cells && accepted->cells[i]; i++)
        accepted->needed[i] = clock_needed(clock, i);
    leave(connection, outer, work);
    return ok;
}

bool build_open(struct build_context *build, struct server *server, const struct plan *plan,
                const struct accepted *accepted, struct diags *diags)
{
    void *work = mem_root("build");
    *build = (struct build_context){.ctx = work, .plan = plan, .outer = enter(plan, work)};
    build->connection = create(server, plan, diags);
    if (build->connection)
        build->clock = attach_clock(build->connection, accepted, work);
    else
        build_leave(build);
    return build->connection != NULL;
}

bool build_begin(struct build_context *build, struct catalog **bookkeeping, void *ctx, struct diags *diags)
{
    const struct plan *plan = build->plan;
    if (bookkeeping)
        return (*bookkeeping = make_books(build->connection, build->clock, plan, ctx, diags)) != NULL;
    return prepare_extensions(build->connection, plan->extensions, plan->n_extensions, false, diags) &&
           apply_bookkeeping(build->connection, plan, diags) && prepare_run_files(build->connection, plan, diags);
}

void build_leave(struct build_context *build)
{
    leave(build->connection, build->outer, build->ctx);
}

bool build_apply(struct build_context *build, size_t done, size_t last, struct diags *diags)
{
    struct plan part = part_of(build->plan, done, last);
    return apply_deltas(build->connection, build->clock, &part, NULL, NULL, 0, diags);
}

struct catalog *build_read(struct build_context *build, void *ctx, struct diags *diags)
{
    return reset(build->connection, build->plan, diags)
               ? read_limited(build->connection, build->clock, build->plan, ctx, diags)
               : NULL;
}

bool build_observed(struct server *server, const struct plan *plan, const struct accepted *accepted,
                    const struct build_observer *observer, void *ctx, struct diags *diags)
{
    struct build_context build;
    if (!build_open(&build, server, plan, accepted, diags))
        return false;
    bool ok = build_begin(&build, NULL, ctx, diags);
    size_t done = 0;
    if (ok && observer->begins) {
        struct catalog *catalog = build_read(&build, ctx, diags);
        ok = catalog && observer->see(observer->data, 0, catalog);
    }
    for (size_t i = 1; ok && i < plan->n_steps; i++) {
        bool wanted = observer->wants(observer->data, i);
        if (!wanted && i + 1 < plan->n_steps)
            continue;
        ok = build_apply(&build, done, i, diags);
        done = i;
        if (!ok || !wanted)
            continue;
        struct catalog *catalog = build_read(&build, ctx, diags);
        ok = catalog && observer->see(observer->data, i, catalog);
    }
    build_leave(&build);
    return ok;
}
