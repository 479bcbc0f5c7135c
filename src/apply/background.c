#include "apply/background.h"

#include <string.h>

#include "apply/queue.h"
#include "apply/script.h"
#include "base/mem.h"
#include "trace/trace.h"

/* A queue that refills itself for ever is a mistake of the schema; no released tree comes near this. */
enum { MAX_RUNS = 10000 };

/* The first update nothing queued stands in the way of; NULL: they wait for each other. */
static const struct update *first_ready(const struct queue *queue)
{
    for (size_t i = 0; i < queue->n; i++)
        if (!queue_find(queue, queue->updates[i].depends_on))
            return &queue->updates[i];
    return NULL;
}

/* Registrations whose name cannot be read may be those of a name that is not found. */
static void list_nameless(struct updates *updates, struct diags *diags, struct diag *e)
{
    const struct sources *s = updates_sources(updates);
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < s->n && !s->items[i].name; i++)
        fprintf(t.out, "%s%s:%d: %s", i ? "\n" : "", s->items[i].file, s->items[i].line, s->items[i].message);
    char *detail = text_close(&t, diags->ctx);
    if (*detail)
        diag_detail(diags, e, detail);
}

static void report_unknown(struct updates *updates, const struct schema_tree *tree, const struct plan *plan,
                           const char *name, const struct update_way *way, struct diags *diags)
{
    struct diag *e = update_report(way, name, plan->engine, diags);
    if (!way->seen) {
        queue_locate(plan, name, diags, e);
        list_nameless(updates, diags, e);
        diag_hint(diags, e,
                  "write %s/%s/background_updates/%s.sql (or .sql.%s); a comment alone says it changes no schema",
                  tree->path, plan->database, name, engine_name(plan->engine));
    } else
        diag_hint(diags, e,
                  "write %s.sql (or .sql.%s) for a directory named with --background-updates; or, if it changes no "
                  "schema, --assume-data-only %s",
                  name, engine_name(plan->engine), name);
}

/* Reports every queued update that nobody knows how to do; true when there is none. */
static bool check_ways(void *ctx, struct updates *updates, const struct schema_tree *tree, const struct plan *plan,
                       const struct queue *queue, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < queue->n; i++) {
        struct update_way way;
        if (!updates_resolve(updates, queue->updates[i].name, plan->engine, ctx, &way, diags))
            return false;
        if (way.answer != UPDATE_UNKNOWN)
            continue;
        if (ok)
            updates_report_sources(updates, diags);
        report_unknown(updates, tree, plan, queue->updates[i].name, &way, diags);
        ok = false;
    }
    return ok;
}

static void report_cycle(void *ctx, const struct queue *queue, struct diags *diags)
{
    struct text t;
    text_open(&t);
    const struct update *start = &queue->updates[0];
    /* After as many steps as there are updates we are on the cycle, not before it. */
    for (size_t i = 0; i < queue->n; i++)
        start = queue_find(queue, start->depends_on);
    const struct update *u = start;
    do {
        fprintf(t.out, "%s waits for ", u->name);
        u = queue_find(queue, u->depends_on);
    } while (u != start);
    fputs(start->name, t.out);
    struct diag *e = diag_error(diags, "dependency cycle in the queue of background updates: %s", text_close(&t, ctx));
    diag_hint(diags, e, "fix depends_on in the delta that queues one of them");
}

/* PostgreSQL's ERRCODE_ACTIVE_SQL_TRANSACTION: "cannot run inside a transaction block". */
static bool wants_no_transaction(const struct sql_failure *failure)
{
    return failure->code && strcmp(failure->code, "25001") == 0;
}

static bool take_from_queue(struct connection *connection, const char *name, void *ctx, struct diags *diags)
{
    struct rows rows;
    struct sql_failure failure;
    const char *sql = connection_engine(connection) == ENGINE_POSTGRES
                          ? "DELETE FROM background_updates WHERE update_name = $1"
                          : "DELETE FROM background_updates WHERE update_name = ?1";
    if (connection_query(connection, sql, 1, &name, ctx, &rows, &failure))
        return true;
    report_failure(diags, connection_engine(connection), "cannot take a finished background update from the queue",
                   &failure);
    return false;
}

/*
 * One file in a transaction, as the application would run it; where the
 * server says that it cannot run in one (CREATE INDEX CONCURRENTLY), again
 * without.
 */
static bool run_file(struct connection *connection, const struct root *root, const char *path, void *ctx,
                     struct diags *diags)
{
    struct sql_failure failure;
    struct diags attempt;
    diags_init(&attempt, ctx);
    if (!connection_begin(connection, ctx, &failure)) {
        report_failure(diags, connection_engine(connection), "cannot begin a transaction", &failure);
        return false;
    }
    if (script_run(connection, root, path, ctx, &attempt, &failure)) {
        if (connection_commit(connection, ctx, &failure))
            return true;
        report_commit_failure(diags, connection_engine(connection), path, &failure);
        return false;
    }
    connection_rollback(connection);
    if (wants_no_transaction(&failure))
        return script_run(connection, root, path, ctx, diags, NULL);
    diags_append(diags, &attempt);
    return false;
}

/* SQL made from a registration: what fails is reported at the place that registers. */
static bool run_registered(struct connection *connection, const struct update_way *way, void *ctx, struct diags *diags)
{
    struct sql_failure failure;
    trace_script_begin(&(struct trace_script){.path = way->seen->file});
    bool ok = connection_begin(connection, ctx, &failure) && connection_run(connection, way->sql, ctx, &failure) &&
              connection_commit(connection, ctx, &failure);
    trace_script_begin(NULL);
    if (ok)
        return true;
    connection_rollback(connection);
    size_t before = diags->n;
    report_failure(diags, connection_engine(connection), "background update", &failure);
    if (diags->n > before) {
        struct diag *e = &diags->items[before];
        e->file = mem_strdup(diags->ctx, way->seen->file);
        e->line = way->seen->line;
        diag_detail(diags, e, way->sql);
    }
    return false;
}

static bool run_update(struct connection *connection, struct updates *updates, const struct update *update,
                       struct diags *diags)
{
    void *ctx = mem_root("run_update");
    struct update_way way;
    long long begun = trace_now();
    bool ok = updates_resolve(updates, update->name, connection_engine(connection), ctx, &way, diags);
    ok = ok && (!way.sql || run_registered(connection, &way, ctx, diags));
    for (size_t i = 0; ok && way.files[i]; i++)
        ok = run_file(connection, way.root, way.files[i], ctx, diags);
    ok = ok && take_from_queue(connection, update->name, ctx, diags);
    trace_step(begun, "background update %s %s", update->name, ok ? "done" : "failed");
    mem_free(ctx);
    return ok;
}

bool background_drain(struct connection *connection, struct updates *updates, const struct schema_tree *tree,
                      const struct plan *plan, const struct progress *progress, size_t task, struct diags *diags)
{
    for (size_t run = 0; run < MAX_RUNS; run++) {
        void *ctx = mem_root("background_drain");
        struct queue queue;
        const struct update *next = NULL;
        bool ok =
            queue_read(connection, plan, ctx, &queue, diags) && check_ways(ctx, updates, tree, plan, &queue, diags);
        bool empty = ok && queue.n == 0;
        if (ok && !empty) {
            next = first_ready(&queue);
            if (!next)
                report_cycle(ctx, &queue, diags);
        }
        if (next) {
            progress_report(progress, task, next->name, plan->n_steps + run, plan->n_steps + run + queue.n);
            ok = run_update(connection, updates, next, diags);
        }
        mem_free(ctx);
        if (empty)
            return true;
        if (!ok || !next)
            return false;
    }
    diag_error(diags, "the queue of background updates does not get empty: %d updates have run", MAX_RUNS);
    return false;
}
