#include "catalog/ask.h"

#include <string.h>

#include "base/mem.h"

static bool refuse(const char *what, const char *fault, struct diags *diags)
{
    diag_error(diags, "cannot read the catalog (%s): %s", what, fault);
    return false;
}

static bool ask(struct connection *connection, const char *what, const char *query, void *ctx, struct rows *rows,
                struct diags *diags)
{
    struct sql_failure failure = {0};
    *rows = (struct rows){0};
    if (!query[strspn(query, " \n")] || connection_query(connection, query, 0, NULL, ctx, rows, &failure))
        return true;
    if (failure.stopped)
        return false;
    return refuse(what, failure.message, diags);
}

bool catalog_ask(struct connection *connection, const struct question *q, void *ctx, struct rows *rows,
                 struct diags *diags)
{
    if (!ask(connection, q->what, q->query, ctx, rows, diags))
        return false;
    if (!rows->names && rows->n_rows == 0)
        return true;
    const char *fault = answer_fault(diags->ctx, rows, q->columns, q->n_columns);
    return !fault || refuse(q->what, fault, diags);
}

bool catalog_ask_any(struct connection *connection, const char *what, const char *query, size_t n_columns, void *ctx,
                     struct rows *rows, struct diags *diags)
{
    if (!ask(connection, what, query, ctx, rows, diags))
        return false;
    if ((size_t)rows->n_columns != n_columns)
        return refuse(what, mem_printf(diags->ctx, "%d columns came, %zu were asked for", rows->n_columns, n_columns),
                      diags);
    for (int r = 0; r < rows->n_rows; r++)
        for (int c = 0; c < rows->n_columns; c++) {
            const char *fault = answer_cell_fault(diags->ctx, rows, r, c, ANSWER_ANY);
            if (fault)
                return refuse(what, fault, diags);
        }
    return true;
}
