#include "generate/build.h"

#include "apply/background.h"
#include "apply/deltas.h"
#include "apply/script.h"
#include "base/mem.h"
#include "catalog/read.h"
#include "clock/clock.h"

/* A delta may have left settings behind; the catalog is read under ours. */
static bool reset(struct connection *connection, struct diags *diags)
{
    void *ctx = mem_root("reset");
    struct sql_failure failure;
    bool ok = connection_reset(connection, ctx, &failure);
    if (!ok)
        report_failure(diags, connection_engine(connection), "cannot reset the session", &failure);
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

static struct clock *attach_clock(struct connection *connection, const struct accepted *accepted, void *ctx)
{
    struct clock *clock = clock_attach(connection, accepted->cells, ctx);
    if (accepted->all)
        clock_forgive(clock);
    return clock;
}

bool build_database(struct server *server, const struct schema_tree *tree, struct updates *updates,
                    const struct plan *plan, const struct accepted *accepted, const struct progress *progress,
                    size_t task, void *ctx, struct built *built, struct diags *diags)
{
    struct connection *connection = create(server, plan, diags);
    if (!connection)
        return false;
    void *work = mem_root("build_database");
    struct clock *clock = attach_clock(connection, accepted, work);
    *built = (struct built){0};
    bool ok = apply_bookkeeping(connection, plan, diags);
    if (ok) {
        built->bookkeeping = catalog_read(connection, clock_volatiles(clock), ctx, diags);
        ok = built->bookkeeping != NULL;
    }
    ok = ok && apply_deltas(connection, clock, plan, progress, task, diags) &&
         background_drain(connection, updates, tree, plan, progress, task, diags) && reset(connection, diags);
    if (ok) {
        progress_report(progress, task, "reading the catalog", plan->n_steps, plan->n_steps + 1);
        built->whole = catalog_read(connection, clock_volatiles(clock), ctx, diags);
        ok = built->whole != NULL;
    }
    built->dated = clock_looked(clock);
    for (size_t i = 0; accepted->cells && accepted->cells[i]; i++)
        accepted->needed[i] = clock_needed(clock, i);
    database_drop(connection);
    mem_free(work);
    return ok;
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

bool build_observed(struct server *server, const struct plan *plan, const struct accepted *accepted,
                    const struct build_observer *observer, void *ctx, struct diags *diags)
{
    struct connection *connection = create(server, plan, diags);
    if (!connection)
        return false;
    void *work = mem_root("build_observed");
    struct clock *clock = attach_clock(connection, accepted, work);
    bool ok = apply_bookkeeping(connection, plan, diags);
    size_t done = 0;
    for (size_t i = 1; ok && i < plan->n_steps; i++) {
        bool wanted = observer->wants(observer->data, i);
        if (!wanted && i + 1 < plan->n_steps)
            continue;
        struct plan part = part_of(plan, done, i);
        ok = apply_deltas(connection, clock, &part, NULL, 0, diags);
        done = i;
        if (!ok || !wanted)
            continue;
        struct catalog *catalog =
            reset(connection, diags) ? catalog_read(connection, clock_volatiles(clock), ctx, diags) : NULL;
        ok = catalog && observer->see(observer->data, i, catalog);
    }
    database_drop(connection);
    mem_free(work);
    return ok;
}
