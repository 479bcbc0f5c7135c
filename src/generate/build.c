#include "generate/build.h"

#include "apply/background.h"
#include "apply/deltas.h"
#include "apply/script.h"
#include "base/mem.h"
#include "catalog/read.h"

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
                    const struct plan *plan, const struct progress *progress, size_t task, void *ctx,
                    struct built *built, struct diags *diags)
{
    void *label_ctx = mem_root("build_database");
    char *label = mem_printf(label_ctx, "%s_%d", plan->database, plan->target);
    struct connection *connection = database_create(server, label, diags);
    mem_free(label_ctx);
    if (!connection)
        return false;
    *built = (struct built){0};
    bool ok = apply_bookkeeping(connection, plan, diags);
    if (ok) {
        built->bookkeeping = catalog_read(connection, ctx, diags);
        ok = built->bookkeeping != NULL;
    }
    ok = ok && apply_deltas(connection, plan, progress, task, diags) &&
         background_drain(connection, updates, tree, plan, progress, task, diags) && reset(connection, diags);
    if (ok) {
        progress_report(progress, task, "reading the catalog", plan->n_steps, plan->n_steps + 1);
        built->whole = catalog_read(connection, ctx, diags);
        ok = built->whole != NULL;
    }
    database_drop(connection);
    return ok;
}
