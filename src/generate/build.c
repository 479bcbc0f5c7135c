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

bool build_database(struct server *server, const struct schema_tree *tree, struct updates *updates,
                    const struct plan *plan, const struct accepted *accepted, const struct progress *progress,
                    size_t task, void *ctx, struct built *built, struct diags *diags)
{
    void *work = mem_root("build_database");
    char *label = mem_printf(work, "%s_%d", plan->database, plan->target);
    struct connection *connection = database_create(server, label, diags);
    if (!connection) {
        mem_free(work);
        return false;
    }
    struct clock *clock = clock_watch(connection, accepted->cells, work);
    *built = (struct built){0};
    bool ok = apply_bookkeeping(connection, plan, diags);
    if (ok) {
        built->bookkeeping = catalog_read(connection, clock_kept(clock), ctx, diags);
        ok = built->bookkeeping != NULL;
    }
    ok = ok && apply_deltas(connection, clock, plan, progress, task, diags) &&
         background_drain(connection, updates, tree, plan, progress, task, diags) && reset(connection, diags);
    if (ok) {
        progress_report(progress, task, "reading the catalog", plan->n_steps, plan->n_steps + 1);
        built->whole = catalog_read(connection, clock_kept(clock), ctx, diags);
        ok = built->whole != NULL;
    }
    for (size_t i = 0; accepted->cells && accepted->cells[i]; i++)
        accepted->needed[i] = clock_needed(clock, i);
    database_drop(connection);
    mem_free(work);
    return ok;
}
