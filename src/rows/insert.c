#include "rows/insert.h"

#include <string.h>

#include "base/mem.h"
#include "base/quoted.h"
#include "engine/failure.h"
#include "rows/value.h"

enum { MADE_ROWS = 3, MOST_TRIES = 200 };

/* How a row is made. */
enum row_form { ROW_FULL, ROW_SPARSE, ROW_EQUAL };

/* ---- foreign keys ---- */

/* The keys that a reference can lead to; no rows where there are none. */
static struct rows read_keys(const struct insertion *in, const struct wanted_reference *reference)
{
    struct text t;
    struct rows rows = {0};
    struct sql_failure failure;
    text_open(&t);
    fputs("SELECT ", t.out);
    for (size_t i = 0; i < reference->n; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", wanted_name(in->ctx, reference->names[i]));
    fprintf(t.out, " FROM %s LIMIT %d", wanted_table_name(in->ctx, reference->schema, reference->table), MADE_ROWS);
    const char *sql = text_close(&t, in->ctx);
    if (!connection_query(in->connection, sql, 0, NULL, in->ctx, &rows, &failure))
        rows.n_rows = 0;
    return rows;
}

/* SQLite leaves names out where the primary key is meant. */
static void name_keys(const struct insertion *in, struct wanted_reference *reference)
{
    struct rows rows;
    struct sql_failure failure;
    const char *table = reference->table;
    if (reference->names[0] ||
        !connection_query(in->connection, "SELECT name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk", 1, &table,
                          in->ctx, &rows, &failure))
        return;
    for (size_t i = 0; i < reference->n; i++)
        reference->names[i] = i < (size_t)rows.n_rows ? rows_text(&rows, (int)i, 0) : "rowid";
}

static const char *cell_sql(const struct insertion *in, const struct cell *cell)
{
    if (cell->type == CELL_NULL)
        return "NULL";
    if (cell->type != CELL_BLOB)
        return quoted(in->ctx, cell->data);
    return blob_literal(in->ctx, cell->data, cell->size);
}

/* What is referred to; where there is nothing, NULL. */
static void choose_keys(const struct insertion *in, size_t row, bool sparse)
{
    for (size_t i = 0; i < in->table->n_references; i++) {
        struct wanted_reference *reference = &in->table->references[i];
        name_keys(in, reference);
        struct rows keys = read_keys(in, reference);
        for (size_t k = 0; k < reference->n; k++) {
            struct wanted_column *column = &in->table->columns[reference->columns[k]];
            if (column->self_made || (sparse && !column->not_null))
                continue;
            column->chosen =
                keys.n_rows ? cell_sql(in, rows_cell(&keys, (int)(row % (size_t)keys.n_rows), (int)k)) : "NULL";
        }
    }
}

/* ---- a row ---- */

static void choose_values(const struct insertion *in, enum row_form form, unsigned long *number)
{
    enum engine engine = connection_engine(in->connection);
    for (size_t i = 0; i < in->table->n_columns; i++) {
        struct wanted_column *column = &in->table->columns[i];
        if (form == ROW_EQUAL && !column->unique)
            continue;
        if (form == ROW_SPARSE && (column->has_default || !column->not_null))
            column->chosen = column->has_default ? NULL : "NULL";
        else
            column->chosen = made_value(in->ctx, engine, column, *number);
    }
    ++*number;
}

/* Another combination of what checks speak of: the try is read as a number of as many digits as there are columns. */
static bool choose_candidates(const struct insertion *in, size_t attempt)
{
    for (size_t i = 0; i < in->table->n_columns && attempt > 0; i++) {
        struct wanted_column *column = &in->table->columns[i];
        if (!column->n_candidates)
            continue;
        size_t digit = attempt % (column->n_candidates + 1);
        attempt /= column->n_candidates + 1;
        if (digit > 0)
            column->chosen = column->candidates[digit - 1];
    }
    return attempt == 0;
}

static const char *statement(const struct insertion *in)
{
    struct text t;
    size_t n = 0;
    text_open(&t);
    fprintf(t.out, "INSERT INTO %s", wanted_table_name(in->ctx, in->table->schema, in->table->name));
    for (size_t i = 0; i < in->table->n_columns; i++)
        if (!in->table->columns[i].self_made && in->table->columns[i].chosen)
            fprintf(t.out, "%s%s", n++ ? ", " : " (", wanted_name(in->ctx, in->table->columns[i].name));
    if (n == 0)
        fputs(" DEFAULT VALUES", t.out);
    else
        fputs(") VALUES (", t.out);
    n = 0;
    for (size_t i = 0; i < in->table->n_columns; i++)
        if (!in->table->columns[i].self_made && in->table->columns[i].chosen)
            fprintf(t.out, "%s%s", n++ ? ", " : "", in->table->columns[i].chosen);
    fputs(n ? ")" : "", t.out);
    return text_close(&t, in->ctx);
}

/* What a row without candidates has, to begin each try with. */
static void keep_chosen(const struct insertion *in, const char **kept, bool back)
{
    for (size_t i = 0; i < in->table->n_columns; i++)
        if (back)
            in->table->columns[i].chosen = kept[i];
        else
            kept[i] = in->table->columns[i].chosen;
}

static bool insert_row(struct insertion *in, size_t *attempt)
{
    const char **kept = mem_array(in->ctx, const char *, in->table->n_columns + 1);
    const char *first = NULL;
    keep_chosen(in, kept, false);
    for (size_t i = 0; i < MOST_TRIES; i++) {
        struct sql_failure failure;
        size_t which = i == 0 ? *attempt : i - 1;
        keep_chosen(in, kept, true);
        if (!choose_candidates(in, which))
            break;
        if (connection_run(in->connection, statement(in), in->ctx, &failure)) {
            *attempt = which;
            return true;
        }
        if (failure.stopped)
            break;
        if (!first)
            first = failure_wording(in->ctx, connection_engine(in->connection), &failure);
    }
    in->why = first;
    return false;
}

size_t insert_rows(struct insertion *in, unsigned long *number)
{
    static const enum row_form mixed[MADE_ROWS] = {ROW_FULL, ROW_SPARSE, ROW_EQUAL};
    size_t n = 0, attempt = 0;
    for (size_t row = 0; row < MADE_ROWS; row++) {
        enum row_form form = in->plain ? ROW_FULL : mixed[row];
        if (form == ROW_EQUAL)
            choose_values(in, ROW_FULL, &(unsigned long){*number - 2});
        choose_values(in, form, number);
        choose_keys(in, row, form == ROW_SPARSE);
        n += insert_row(in, &attempt);
    }
    return n;
}
