#include "apply/queue.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "apply/left_setting.h"
#include "apply/locate.h"
#include "base/mem.h"
#include "engine/answer.h"

static int compare_updates(const void *a, const void *b)
{
    const struct update *x = a, *y = b;
    if (x->ordering != y->ordering)
        return x->ordering < y->ordering ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* A delta of SQLite may have said that columns are named with their table (PRAGMA full_column_names). */
static const char *without_table(const char *column)
{
    static const char table[] = "background_updates.";
    return strncasecmp(column, table, strlen(table)) == 0 ? column + strlen(table) : column;
}

static int column_named(const struct rows *rows, const char *name)
{
    for (int c = 0; c < rows->n_columns; c++)
        if (strcmp(without_table(rows->names[c]), name) == 0)
            return c;
    return -1;
}

/* Whether what has the name is a table; no row where nothing has. */
static const char *const table_there[ENGINE_COUNT] = {
    [ENGINE_POSTGRES] = "SELECT relkind IN ('r', 'p') FROM pg_catalog.pg_class WHERE oid = "
                        "pg_catalog.to_regclass('background_updates')",
    [ENGINE_SQLITE] = "SELECT type = 'table' FROM sqlite_master WHERE type IN ('table', 'view') AND "
                      "lower(name) = 'background_updates'",
};

bool queue_locate(const struct plan *plan, const char *name, struct diags *diags, struct diag *e)
{
    char *literal = mem_printf(NULL, "'%s'", name);
    bool found = locate_name(plan, literal, "", diags, e) > 0;
    mem_free(literal);
    return found;
}

/* A row without a name may be any delta's that writes to the table. */
static void locate_writer(const struct plan *plan, struct diags *diags, struct diag *e)
{
    locate_table_writer(plan, "background_updates", diags, e);
}

struct reading_queue {
    const struct plan *plan;
    const struct rows *rows;
    int name, depends_on, ordering; /* columns; -1: there is none */
    struct diags *diags;
};

static struct diag *refuse(const struct plan *plan, const char *fault, struct diags *diags)
{
    return diag_error(diags, "the queue of background updates cannot be read (%s, version %d, %s): %s", plan->database,
                      plan->target, engine_name(plan->engine), fault);
}

static bool row_is_good(const struct reading_queue *q, int row)
{
    const struct {
        int column, form;
    } cells[] = {
        {q->name, ANSWER_TEXT}, {q->depends_on, ANSWER_TEXT | ANSWER_NULL}, {q->ordering, ANSWER_NUMBER | ANSWER_NULL}};
    for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
        char *fault =
            cells[i].column < 0 ? NULL : answer_cell_fault(q->diags->ctx, q->rows, row, cells[i].column, cells[i].form);
        if (!fault)
            continue;
        struct diag *e = refuse(q->plan, fault, q->diags);
        if (i == 0 || !queue_locate(q->plan, rows_text(q->rows, row, q->name), q->diags, e))
            locate_writer(q->plan, q->diags, e);
        return false;
    }
    return true;
}

/* Columns are found by name: `ordering` came later than the table. */
static bool collect(const struct plan *plan, const struct rows *rows, void *ctx, struct queue *queue,
                    struct diags *diags)
{
    const struct reading_queue q = {.plan = plan,
                                    .rows = rows,
                                    .name = column_named(rows, "update_name"),
                                    .depends_on = column_named(rows, "depends_on"),
                                    .ordering = column_named(rows, "ordering"),
                                    .diags = diags};
    if (q.name < 0) {
        locate_writer(plan, diags, refuse(plan, "table background_updates has no column update_name", diags));
        return false;
    }
    for (int r = 0; r < rows->n_rows; r++) {
        if (!row_is_good(&q, r))
            return false;
        const char *order = q.ordering < 0 ? NULL : rows_text(rows, r, q.ordering);
        size_t at = mem_grow(ctx, &queue->updates, &queue->n);
        queue->updates[at] =
            (struct update){rows_text(rows, r, q.name), q.depends_on < 0 ? NULL : rows_text(rows, r, q.depends_on),
                            order ? strtol(order, NULL, 10) : 0};
    }
    if (queue->n)
        qsort(queue->updates, queue->n, sizeof(*queue->updates), compare_updates);
    return true;
}

bool queue_read(struct connection *connection, const struct plan *plan, void *ctx, struct queue *queue,
                struct diags *diags)
{
    enum engine engine = connection_engine(connection);
    struct rows rows;
    struct sql_failure failure;
    *queue = (struct queue){0};
    bool ok = connection_query(connection, table_there[engine], 0, NULL, ctx, &rows, &failure);
    if (ok && rows.n_rows == 0)
        return true;
    if (ok && !strchr("t1", rows_text(&rows, 0, 0)[0])) {
        locate_writer(plan, diags, refuse(plan, "background_updates is no table", diags));
        return false;
    }
    ok = ok && connection_query(connection, "SELECT * FROM background_updates", 0, NULL, ctx, &rows, &failure);
    if (!ok)
        left_setting_report(plan, engine, "cannot read the queue of background updates", &failure, diags);
    return ok && collect(plan, &rows, ctx, queue, diags);
}

const struct update *queue_find(const struct queue *queue, const char *name)
{
    for (size_t i = 0; name && i < queue->n; i++)
        if (strcmp(queue->updates[i].name, name) == 0)
            return &queue->updates[i];
    return NULL;
}
