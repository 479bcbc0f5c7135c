#include "check/applied.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/answer.h"
#include "engine/grants.h"

/* The application's own tables, which hold what a delta or a person has put there. */
struct table {
    const char *name, *wanted, *order;
    const struct answer_column *columns;
    size_t n_columns;
    bool one_row;
};

static const struct answer_column version_columns[] = {{"version", ANSWER_NUMBER}};
static const struct answer_column compat_columns[] = {{"compat_version", ANSWER_NUMBER}};
static const struct answer_column delta_columns[] = {{"version", ANSWER_NUMBER}, {"file", ANSWER_TEXT}};
static const struct answer_column update_columns[] = {{"update_name", ANSWER_TEXT}};
static const struct table version_table = {"schema_version", "version", "", version_columns, 1, true};
static const struct table compat_table = {"schema_compat_version", "compat_version", "", compat_columns, 1, true};
static const struct table delta_table = {
    "applied_schema_deltas", "version, file", " ORDER BY version, file", delta_columns, 2, false};
static const struct table update_table = {
    "background_updates", "update_name", " ORDER BY update_name", update_columns, 1, false};

struct reader {
    void *ctx;
    struct connection *connection;
    const char *label;
    struct diags *diags;
};

static bool ask(const struct reader *r, const struct table *table, const char *query, struct rows *rows)
{
    struct sql_failure failure = {0};
    if (connection_query(r->connection, query, 0, NULL, r->ctx, rows, &failure))
        return true;
    if (!failure.stopped)
        diag_error(r->diags, "%s: cannot read the application's table %s: %s", r->label, table->name, failure.message);
    return false;
}

/* On Postgres ordinary tables alone: a view would run, as us, whatever its maker likes. */
static const char *is_there(const struct reader *r, const struct table *table)
{
    if (connection_engine(r->connection) == ENGINE_SQLITE)
        return mem_printf(r->ctx,
                          "SELECT 1 FROM main.sqlite_master WHERE type IN ('table', 'view') AND lower(name) = '%s'",
                          table->name);
    return mem_printf(r->ctx,
                      "SELECT c.relkind IN ('r', 'p') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                      " WHERE n.nspname = 'public' AND c.relname = '%s'",
                      table->name);
}

/* Its rows, none where it is not there: a failed query would end the transaction. */
static bool ask_table(const struct reader *r, const struct table *table, struct rows *rows)
{
    bool postgres = connection_engine(r->connection) == ENGINE_POSTGRES;
    *rows = (struct rows){0};
    if (!ask(r, table, is_there(r, table), rows))
        return false;
    if (rows->n_rows == 0)
        return true;
    const char *kind = rows_text(rows, 0, 0);
    if (kind && strcmp(kind, "f") == 0) {
        diag_error(r->diags, "%s: %s of the application is no table", r->label, table->name);
        return false;
    }
    const char *query = mem_printf(r->ctx, "SELECT %s FROM %s%s%s", table->wanted, postgres ? "public." : "",
                                   table->name, table->order);
    if (!ask(r, table, query, rows))
        return false;
    const char *fault = answer_fault(r->ctx, rows, table->columns, table->n_columns);
    if (!fault && table->one_row && rows->n_rows > 1)
        fault = mem_printf(r->ctx, "it has %d rows, and a database has one version", rows->n_rows);
    if (fault)
        diag_error(r->diags, "%s: table %s of the application: %s", r->label, table->name, fault);
    return !fault;
}

bool applied_read(void *ctx, struct connection *connection, const char *label, struct applied *applied,
                  struct diags *diags)
{
    const struct reader r = {ctx, connection, label, diags};
    const char *const names[] = {version_table.name, compat_table.name, delta_table.name, update_table.name, NULL};
    struct rows version, compat, deltas, updates;
    *applied = (struct applied){0};
    if (!grants_allow(ctx, connection, label, "public", names, diags) || !ask_table(&r, &version_table, &version) ||
        !ask_table(&r, &compat_table, &compat) || !ask_table(&r, &delta_table, &deltas) ||
        !ask_table(&r, &update_table, &updates))
        return false;
    applied->has_version = version.n_rows > 0;
    applied->version = applied->has_version ? atoi(rows_text(&version, 0, 0)) : 0;
    applied->has_compat = compat.n_rows > 0;
    applied->compat = applied->has_compat ? atoi(rows_text(&compat, 0, 0)) : 0;
    for (int i = 0; i < deltas.n_rows; i++) {
        size_t at = mem_grow(ctx, &applied->deltas, &applied->n_deltas);
        applied->deltas[at] = (struct applied_delta){atoi(rows_text(&deltas, i, 0)), rows_text(&deltas, i, 1)};
    }
    for (int i = 0; i < updates.n_rows; i++) {
        size_t at = mem_grow(ctx, &applied->updates, &applied->n_updates);
        applied->updates[at] = rows_text(&updates, i, 0);
    }
    return true;
}

bool applied_has(const struct applied *applied, const char *file)
{
    for (size_t i = 0; i < applied->n_deltas; i++)
        if (strcmp(applied->deltas[i].file, file) == 0)
            return true;
    return false;
}
