#include "apply/prepare.h"

#include <string.h>

#include "apply/script.h"
#include "base/mem.h"
#include "engine/failure.h"

static void refuse(const struct connection *connection, const struct prepared_extension *x,
                   const struct sql_failure *failure, struct diags *diags)
{
    struct diag *e = diag_error(diags, "extensions = %s: %s", x->name,
                                failure_wording(diags->ctx, connection_engine(connection), failure));
    e->file = mem_strdup(diags->ctx, x->file);
    e->line = x->line;
    failure_explain(failure, diags, e);
    if (failure->code && strcmp(failure->code, "42501") == 0)
        diag_hint(diags, e,
                  "on a running server only extensions that the role may make can be prepared; without -p a "
                  "throwaway server makes all that this machine has");
}

bool prepare_extensions(struct connection *connection, const struct prepared_extension *extensions, size_t n, bool made,
                        struct diags *diags)
{
    void *ctx = mem_root("prepare_extensions");
    struct sql_failure failure = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        ok = database_prepare(connection, &extensions[i], made, ctx, &failure);
        if (!ok && !failure.stopped)
            refuse(connection, &extensions[i], &failure, diags);
    }
    mem_free(ctx);
    return ok;
}

static bool run_file(struct connection *connection, const struct prepared_file *file, void *ctx, struct diags *diags)
{
    struct sql_failure failure;
    bool ok = connection_begin(connection, ctx, &failure);
    if (!ok)
        report_failure(diags, connection_engine(connection), "cannot begin a transaction", &failure);
    ok = ok && script_run(connection, file->root, file->path, ctx, diags, NULL);
    if (ok && !connection_commit(connection, ctx, &failure)) {
        ok = false;
        report_commit_failure(diags, connection_engine(connection), file->path, &failure);
    }
    if (!ok)
        connection_rollback(connection);
    return ok;
}

bool prepare_run_files(struct connection *connection, const struct plan *plan, struct diags *diags)
{
    void *ctx = mem_root("prepare_run_files");
    bool ok = true;
    for (size_t i = 0; ok && i < plan->n_files; i++)
        ok = run_file(connection, &plan->files[i], ctx, diags);
    mem_free(ctx);
    return ok;
}
