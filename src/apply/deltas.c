#include "apply/deltas.h"

#include <string.h>

#include "apply/left_setting.h"
#include "apply/locate.h"
#include "apply/migration.h"
#include "apply/program.h"
#include "apply/script.h"
#include "apply/tool_tables.h"
#include "base/mem.h"
#include "base/quoted.h"
#include "trace/trace.h"

/* Runs SQL of our own; `what` says to a person what it was for. */
static bool run_own(struct connection *connection, const char *sql, const char *what, void *ctx, struct diags *diags)
{
    struct sql_failure failure;
    if (connection_run(connection, sql, ctx, &failure))
        return true;
    report_failure(diags, connection_engine(connection), what, &failure);
    return false;
}

/* File names come from a directory, so they are quoted like any other text. */
static bool record_delta(struct connection *connection, const struct step *step, void *ctx, struct diags *diags)
{
    char *file = mem_printf(ctx, "%d/%s", step->version, step->name);
    char *sql = mem_printf(ctx, "INSERT INTO applied_schema_deltas (version, file) VALUES (%d, %s)", step->version,
                           quoted(ctx, file));
    size_t before = diags->n;
    if (run_own(connection, sql, "cannot record an applied delta", ctx, diags))
        return true;
    if (diags->n > before)
        diags->items[before].file = mem_strdup(diags->ctx, step->path);
    if (diags->n > before && step->program && strstr(diags->items[before].message, "25P02"))
        diag_hint(diags, &diags->items[before],
                  "after an error that it catches, the transaction takes nothing more but ROLLBACK TO a savepoint");
    return false;
}

/* Only a file can have made the table another one, or have put one before it. */
static bool record_version(struct connection *connection, const struct plan *plan, int version, bool upgraded,
                           struct diags *diags)
{
    size_t before = diags->n;
    void *ctx = mem_root("record_version");
    char *sql =
        mem_printf(ctx, "DELETE FROM schema_version; INSERT INTO schema_version (version, upgraded) VALUES (%d, %s)",
                   version, upgraded ? "TRUE" : "FALSE");
    bool ok = run_own(connection, sql, "cannot record the schema version", ctx, diags);
    if (!ok && diags->n > before)
        left_setting_explain(plan, plan->n_steps, diags, &diags->items[before]);
    if (!ok && diags->n > before && !diags->items[before].file)
        locate_table_writer(plan, "schema_version", diags, &diags->items[before]);
    mem_free(ctx);
    return ok;
}

static bool run_file(struct connection *connection, struct programs *programs, const struct step *step, void *ctx,
                     struct diags *diags)
{
    if (programs && step->program)
        return programs_run(programs, step, diags);
    return script_run(connection, step->root, step->path, ctx, diags, NULL);
}

/* Runs one file in a transaction, with what records it. */
static bool apply_in_transaction(struct connection *connection, struct programs *programs, const struct step *step,
                                 void *ctx, struct diags *diags)
{
    struct sql_failure failure;
    bool ok = connection_begin(connection, ctx, &failure);
    if (!ok)
        report_failure(diags, connection_engine(connection), "cannot begin a transaction", &failure);
    ok = ok && run_file(connection, programs, step, ctx, diags);
    if (ok && step->kind == STEP_DELTA)
        ok = record_delta(connection, step, ctx, diags);
    if (ok && !connection_commit(connection, ctx, &failure)) {
        ok = false;
        report_commit_failure(diags, connection_engine(connection), step->path, &failure);
    }
    if (!ok)
        connection_rollback(connection);
    return ok;
}

static bool apply_step(struct connection *connection, struct programs *programs, const struct step *step,
                       struct diags *diags)
{
    void *ctx = mem_root("apply_step");
    long long begun = trace_now();
    bool ok = step->migrations ? migration_run(connection, step, ctx, diags)
                               : apply_in_transaction(connection, programs, step, ctx, diags);
    trace_step(begun, "%s %s", step->path, ok ? "applied" : "failed");
    mem_free(ctx);
    return ok;
}

bool apply_bookkeeping(struct connection *connection, const struct plan *plan, struct diags *diags)
{
    return plan->steps[0].path ? apply_step(connection, NULL, &plan->steps[0], diags)
                               : tool_tables_make(connection, plan, diags);
}

/* Of a part of a plan the first step is one that has run already. */
static bool has_upgraded(const struct plan *plan)
{
    return plan->n_steps > 1 || plan->steps[0].kind != STEP_BOOKKEEPING;
}

/* Migrations are recorded nowhere. */
static bool keeps_books(const struct plan *plan)
{
    return plan->steps[0].path && !plan->steps[plan->n_steps - 1].migrations;
}

/* False with a diagnostic where the connection cannot be made what the migrations take for granted. */
static bool begin_migrations(struct connection *connection, const struct plan *plan, struct diags *diags)
{
    const struct migrations *migrations = plan->steps[plan->n_steps - 1].migrations;
    void *ctx = mem_root("begin_migrations");
    bool ok = !migrations || migrations_begin(connection, migrations, ctx, diags);
    mem_free(ctx);
    return ok;
}

static bool apply_steps(struct connection *connection, struct programs *programs, const struct plan *plan,
                        const struct step_watch *watch, const struct progress *progress, size_t task,
                        struct diags *diags)
{
    for (size_t i = 1; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        progress_report(progress, task, step->name, i, plan->n_steps);
        if (step->kind == STEP_DELTA && plan->steps[i - 1].kind == STEP_BASE &&
            !record_version(connection, plan, plan->base, false, diags))
            return false;
        size_t before = diags->n;
        if (!apply_step(connection, programs, step, diags)) {
            if (diags->n > before)
                left_setting_explain(plan, i + 1, diags, &diags->items[diags->n - 1]);
            return false;
        }
        if (watch && !watch->after(watch->data, i, diags))
            return false;
    }
    return !keeps_books(plan) || record_version(connection, plan, plan->target, has_upgraded(plan), diags);
}

bool apply_deltas(struct connection *connection, struct clock *clock, const struct plan *plan,
                  const struct step_watch *watch, const struct progress *progress, size_t task, struct diags *diags)
{
    struct programs *programs = programs_new(connection, clock);
    bool ok = begin_migrations(connection, plan, diags) &&
              apply_steps(connection, programs, plan, watch, progress, task, diags);
    programs_end(programs);
    return ok;
}
