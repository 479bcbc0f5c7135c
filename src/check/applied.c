#include "check/applied.h"

#include <stdlib.h>

#include "base/mem.h"

static bool ask(void *ctx, struct connection *connection, const char *query, struct rows *rows, struct diags *diags)
{
    struct sql_failure failure = {0};
    if (connection_query(connection, query, 0, NULL, ctx, rows, &failure))
        return true;
    if (!failure.stopped)
        diag_error(diags, "cannot read the application's bookkeeping: %s", failure.message);
    return false;
}

/* The rows of `query`, none where its table is not there: a failed query would end the transaction. */
static bool ask_table(void *ctx, struct connection *connection, const char *table, const char *query, struct rows *rows,
                      struct diags *diags)
{
    const char *is_there =
        connection_engine(connection) == ENGINE_POSTGRES
            ? mem_printf(ctx, "SELECT 1 WHERE to_regclass('public.%s') IS NOT NULL", table)
            : mem_printf(ctx, "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = '%s'", table);
    *rows = (struct rows){0};
    if (!ask(ctx, connection, is_there, rows, diags))
        return false;
    return rows->n_rows == 0 || ask(ctx, connection, query, rows, diags);
}

static int number_of(const char *text)
{
    return text ? atoi(text) : 0;
}

bool applied_read(void *ctx, struct connection *connection, struct applied *applied, struct diags *diags)
{
    struct rows version, deltas, updates;
    *applied = (struct applied){0};
    if (!ask_table(ctx, connection, "schema_version", "SELECT version FROM schema_version", &version, diags) ||
        !ask_table(ctx, connection, "applied_schema_deltas",
                   "SELECT version, file FROM applied_schema_deltas ORDER BY version, file", &deltas, diags) ||
        !ask_table(ctx, connection, "background_updates",
                   "SELECT update_name FROM background_updates ORDER BY update_name", &updates, diags))
        return false;
    applied->has_version = version.n_rows > 0;
    applied->version = applied->has_version ? number_of(rows_text(&version, 0, 0)) : 0;
    for (int i = 0; i < deltas.n_rows; i++) {
        size_t at = mem_grow(ctx, &applied->deltas, &applied->n_deltas);
        applied->deltas[at] = (struct applied_delta){number_of(rows_text(&deltas, i, 0)), rows_text(&deltas, i, 1)};
    }
    for (int i = 0; i < updates.n_rows; i++) {
        size_t at = mem_grow(ctx, &applied->updates, &applied->n_updates);
        applied->updates[at] = rows_text(&updates, i, 0);
    }
    return true;
}
