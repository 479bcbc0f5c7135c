#include "check/history.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "check/history_table.h"
#include "engine/answer.h"
#include "engine/grants.h"

/* More rows than this are nobody's migrations; a text of them is cut at this many characters. */
enum { MOST_ROWS = 100000, LONGEST_TEXT = 2000 };

enum { VERSION, SCRIPT, CHECKSUM, ORDER, UNDONE, FAILED, BASELINE, N_COLUMNS };

static const struct answer_column columns[N_COLUMNS] = {
    [VERSION] = {"version", ANSWER_ANY},   [SCRIPT] = {"script", ANSWER_ANY},  [CHECKSUM] = {"checksum", ANSWER_ANY},
    [ORDER] = {"ordered", ANSWER_ANY},     [UNDONE] = {"undone", ANSWER_FLAG}, [FAILED] = {"failed", ANSWER_FLAG},
    [BASELINE] = {"baseline", ANSWER_FLAG}};

static void put_text(FILE *out, enum engine engine, const char *column, bool bytes, const char *as)
{
    if (!column)
        fprintf(out, "NULL AS %s, ", as);
    else if (engine == ENGINE_POSTGRES)
        fprintf(out, bytes ? "left(encode(\"%s\", 'hex'), %d) AS %s, " : "left(\"%s\"::text, %d) AS %s, ", column,
                LONGEST_TEXT, as);
    else if (bytes)
        fprintf(out, "substr(lower(hex(\"%s\")), 1, %d) AS %s, ", column, LONGEST_TEXT, as);
    else
        fprintf(out, "substr(CASE typeof(\"%s\") WHEN 'blob' THEN \"%s\" ELSE CAST(\"%s\" AS TEXT) END, 1, %d) AS %s, ",
                column, column, column, LONGEST_TEXT, as);
}

/* What a condition says where it is unknown is no. */
static void put_flag(FILE *out, const char *condition, const char *as, const char *separator)
{
    if (condition)
        fprintf(out, "COALESCE(%s, false) AS %s%s", condition, as, separator);
    else
        fprintf(out, "false AS %s%s", as, separator);
}

static char *query_of(void *ctx, enum engine engine, const struct tool_history *h, const struct table_name *table)
{
    struct text t;
    text_open(&t);
    fputs("SELECT ", t.out);
    put_text(t.out, engine, h->version, false, "version");
    put_text(t.out, engine, h->script, false, "script");
    put_text(t.out, engine, h->checksum, h->checksum_bytes, "checksum");
    put_text(t.out, engine, h->order, false, "ordered");
    put_flag(t.out, h->undone, "undone", ", ");
    put_flag(t.out, h->failed, "failed", ", ");
    put_flag(t.out, h->baseline, "baseline", " ");
    fprintf(t.out, "FROM %s", table_name_quoted(ctx, engine, table));
    if (h->other)
        fprintf(t.out, " WHERE NOT COALESCE(%s, false)", h->other);
    if (h->order)
        fprintf(t.out, " ORDER BY \"%s\"", h->order);
    fprintf(t.out, " LIMIT %d", MOST_ROWS + 1);
    return text_close(&t, ctx);
}

static bool is_true(const struct rows *rows, int row, int column)
{
    const char *text = rows_text(rows, row, column);
    return *text == 't' || *text == '1';
}

static void take(void *ctx, const struct rows *rows, struct history *history)
{
    history->rows = mem_array(ctx, struct history_row, (size_t)rows->n_rows);
    history->n_rows = (size_t)rows->n_rows;
    for (int i = 0; i < rows->n_rows; i++)
        history->rows[i] = (struct history_row){.version = rows_text(rows, i, VERSION),
                                                .script = rows_text(rows, i, SCRIPT),
                                                .checksum = rows_text(rows, i, CHECKSUM),
                                                .order = rows_text(rows, i, ORDER),
                                                .undone = is_true(rows, i, UNDONE),
                                                .failed = is_true(rows, i, FAILED),
                                                .baseline = is_true(rows, i, BASELINE)};
}

static const char *rows_fault(void *ctx, const struct rows *rows)
{
    const char *fault = answer_fault(ctx, rows, columns, N_COLUMNS);
    if (!fault && rows->n_rows > MOST_ROWS)
        fault = mem_printf(ctx, "it has more than %d rows", MOST_ROWS);
    for (int i = 0; !fault && i < rows->n_rows; i++)
        if (!rows_text(rows, i, VERSION) && !rows_text(rows, i, SCRIPT))
            fault = answer_cell_fault(ctx, rows, i, VERSION, ANSWER_TEXT);
    return fault;
}

static bool read_rows(void *ctx, struct connection *connection, const char *label, struct history *history,
                      struct diags *diags)
{
    struct rows rows = {0};
    struct sql_failure failure = {0};
    const char *query = query_of(ctx, connection_engine(connection), &history->tool->history, &history->table);
    if (!connection_query(connection, query, 0, NULL, ctx, &rows, &failure)) {
        if (!failure.stopped)
            diag_error(diags, "%s: cannot read the table %s of %s: %s", label, history->table.name, history->tool->name,
                       failure.message);
        return false;
    }
    const char *fault = rows_fault(ctx, &rows);
    if (fault)
        diag_error(diags, "%s: table %s of %s: %s", label, history->table.name, history->tool->name, fault);
    else
        take(ctx, &rows, history);
    return !fault;
}

bool history_read(void *ctx, struct connection *connection, const struct migration_tool *tool, const char *named,
                  const char *label, struct history *history, struct diags *diags)
{
    *history = (struct history){0};
    const struct history_request request = {tool, named, label};
    if (!history_table_find(ctx, connection, &request, history, diags))
        return false;
    const char *const names[] = {history->table.name, NULL};
    if (history->tool && !grants_allow(ctx, connection, label, history->table.schema, names, diags))
        return false;
    return !history->tool || read_rows(ctx, connection, label, history, diags);
}
