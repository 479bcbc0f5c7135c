#include "rows/table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "rows/check.h"

static bool ask(struct connection *connection, const char *query, void *ctx, struct rows *rows, struct diags *diags)
{
    struct sql_failure failure;
    if (connection_query(connection, query, 0, NULL, ctx, rows, &failure))
        return true;
    if (!failure.stopped)
        diag_error(diags, "%s: cannot read what rows the tables want: %s", engine_name(connection_engine(connection)),
                   failure.message);
    return false;
}

static const char *text(const struct rows *rows, int row, int column)
{
    const char *value = rows_text(rows, row, column);
    return value ? value : "";
}

static bool flag(const struct rows *rows, int row, int column)
{
    return strcmp(text(rows, row, column), "1") == 0;
}

struct wanted_table *wanted_table_find(const struct wanted_tables *tables, const char *schema, const char *name)
{
    for (size_t i = 0; i < tables->n; i++)
        if (strcmp(tables->items[i].schema, schema) == 0 && strcasecmp(tables->items[i].name, name) == 0)
            return &tables->items[i];
    return NULL;
}

static struct wanted_column *find_column(const struct wanted_table *table, const char *name)
{
    for (size_t i = 0; table && i < table->n_columns; i++)
        if (strcasecmp(table->columns[i].name, name) == 0)
            return &table->columns[i];
    return NULL;
}

static bool read_columns(struct connection *connection, void *ctx, struct wanted_tables *tables, struct diags *diags)
{
    struct rows rows;
    struct wanted_table *table = NULL;
    if (!ask(connection, wanted_column_query(connection_engine(connection)), ctx, &rows, diags))
        return false;
    for (int r = 0; r < rows.n_rows; r++) {
        const char *schema = text(&rows, r, 0), *name = text(&rows, r, 1);
        if (!table || strcmp(table->schema, schema) != 0 || strcmp(table->name, name) != 0) {
            size_t at = mem_grow(ctx, &tables->items, &tables->n);
            table = &tables->items[at];
            *table = (struct wanted_table){.schema = schema, .name = name};
        }
        size_t at = mem_grow(ctx, &table->columns, &table->n_columns);
        table->columns[at] = (struct wanted_column){.name = text(&rows, r, 2),
                                                    .type = text(&rows, r, 3),
                                                    .length = atoi(text(&rows, r, 4)),
                                                    .label = rows_text(&rows, r, 5),
                                                    .not_null = flag(&rows, r, 6),
                                                    .has_default = flag(&rows, r, 7),
                                                    .self_made = flag(&rows, r, 8),
                                                    .unique = flag(&rows, r, 9)};
    }
    return true;
}

static bool read_references(struct connection *connection, void *ctx, struct wanted_tables *tables, struct diags *diags)
{
    struct rows rows;
    const char *key = NULL;
    struct wanted_table *last = NULL;
    if (!ask(connection, wanted_reference_query(connection_engine(connection)), ctx, &rows, diags))
        return false;
    for (int r = 0; r < rows.n_rows; r++) {
        struct wanted_table *table = wanted_table_find(tables, text(&rows, r, 0), text(&rows, r, 1));
        const struct wanted_column *column = find_column(table, text(&rows, r, 3));
        if (!column)
            continue;
        if (table != last || !key || strcmp(key, text(&rows, r, 2)) != 0) {
            size_t at = mem_grow(ctx, &table->references, &table->n_references);
            table->references[at] = (struct wanted_reference){.schema = text(&rows, r, 4), .table = text(&rows, r, 5)};
        }
        last = table;
        key = text(&rows, r, 2);
        struct wanted_reference *reference = &table->references[table->n_references - 1];
        size_t n = reference->n;
        mem_grow(ctx, &reference->columns, &n);
        size_t at = mem_grow(ctx, &reference->names, &reference->n);
        reference->columns[at] = (size_t)(column - table->columns);
        reference->names[at] = rows_text(&rows, r, 6);
    }
    return true;
}

static bool read_checks(struct connection *connection, void *ctx, const struct wanted_tables *tables,
                        struct diags *diags)
{
    struct rows rows;
    if (!ask(connection, wanted_check_query(connection_engine(connection)), ctx, &rows, diags))
        return false;
    for (int r = 0; r < rows.n_rows; r++) {
        struct wanted_table *table = wanted_table_find(tables, text(&rows, r, 0), text(&rows, r, 1));
        const char *name = rows_text(&rows, r, 2);
        if (!table)
            continue;
        if (name)
            check_candidates(ctx, text(&rows, r, 3), find_column(table, name));
        else
            check_candidates_of_table(ctx, text(&rows, r, 3), table);
    }
    return true;
}

bool wanted_tables_read(struct connection *connection, void *ctx, struct wanted_tables *tables, struct diags *diags)
{
    *tables = (struct wanted_tables){0};
    return read_columns(connection, ctx, tables, diags) && read_references(connection, ctx, tables, diags) &&
           read_checks(connection, ctx, tables, diags);
}

char *wanted_name(void *ctx, const char *name)
{
    struct text t;
    text_open(&t);
    putc('"', t.out);
    for (; *name; name++)
        fprintf(t.out, *name == '"' ? "\"\"" : "%c", *name);
    putc('"', t.out);
    return text_close(&t, ctx);
}

char *wanted_table_name(void *ctx, const char *schema, const char *name)
{
    return *schema ? mem_printf(ctx, "%s.%s", wanted_name(ctx, schema), wanted_name(ctx, name))
                   : wanted_name(ctx, name);
}
