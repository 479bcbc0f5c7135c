/* Rows become items when their table's key and types are known. */
#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/domain.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/row_value.h"
#include "kind/postgres/table.h"
#include "model/postgres/reader.h"
#include "sql/postgres/name.h"

/* How a column's values are printed: see kind/postgres/row.sql. */
static char style_of(struct reader *r, const char *type)
{
    static const char *const numbers[] = {"smallint", "integer", "bigint", "numeric", "oid"};
    type = domain_stored_type_of_text(&r->parsing, type);
    if (strcmp(type, "boolean") == 0)
        return 'b';
    if (strcmp(type, "double precision") == 0 || strcmp(type, "real") == 0)
        return type[0] == 'd' ? 'f' : 'g';
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        if (strcmp(type, numbers[i]) == 0)
            return 'n';
    return strncmp(type, "numeric(", strlen("numeric(")) == 0 && type[strlen(type) - 1] == ')' ? 'n' : 's';
}

/* A column of rows with the same list of columns. */
struct laid_out {
    const char *name;
    size_t at; /* among the names of the list */
    char style;
    bool key; /* whether it is one of the primary key's */
};

/* In the order of the table, whatever order the rows were read in. */
struct layout {
    const struct row_columns *columns; /* of which this is the layout */
    struct laid_out *cells;
    size_t n;
    const char *before; /* INSERT INTO t (a, b) VALUES ( */
};

static bool is_key(const struct list *keys, const char *column)
{
    for (int i = 0; i < keys->n; i++)
        if (strcmp(keys->items[i], column) == 0)
            return true;
    return false;
}

static void lay_out_cell(struct reader *r, struct relation *table, const struct list *keys, size_t at,
                         struct layout *layout)
{
    const char *name = layout->columns->names[at];
    const struct object *column = column_find(table, name);
    layout->cells[layout->n++] =
        (struct laid_out){name, at, style_of(r, column ? column_type(column) : ""), is_key(keys, name)};
}

/* Those that the table is not known to have stand behind the others. */
static void lay_out_cells(struct reader *r, struct relation *table, struct layout *layout)
{
    const struct row_columns *columns = layout->columns;
    const struct object *key = constraint_primary_key(&r->parsing, object_schema(table->schema), table->name);
    struct list keys = parse_array(r->work, key ? key->values[CONSTRAINT_KEY_NAMES] : NULL);
    layout->n = 0;
    layout->cells = mem_array(table, struct laid_out, columns->n_names + 1);
    for (size_t i = 0; i < table->n_columns; i++) {
        size_t at = row_columns_place(columns, table->columns[i]->name);
        if (at < columns->n_names)
            lay_out_cell(r, table, &keys, at, layout);
    }
    for (size_t i = 0; i < columns->n_names; i++)
        if (!column_find(table, columns->names[i]))
            lay_out_cell(r, table, &keys, i, layout);
}

static void lay_out(struct reader *r, struct relation *table, const struct row *row, struct layout *layout)
{
    bool always = false;
    struct text t;
    layout->columns = row->columns;
    lay_out_cells(r, table, layout);
    text_open(&t);
    fputs("INSERT INTO ", t.out);
    print_qualified(t.out, table->schema, table->name);
    for (size_t i = 0; i < layout->n; i++) {
        const struct object *column = column_find(table, layout->cells[i].name);
        always = always || (column && object_value(column, COLUMN_IDENTITY)[0] == 'a');
        fputs(i > 0 ? ", " : " (", t.out);
        print_name(t.out, layout->cells[i].name);
    }
    fputs(layout->n == 0 ? " DEFAULT VALUES" : always ? ") OVERRIDING SYSTEM VALUE VALUES (" : ") VALUES (", t.out);
    layout->before = text_close(&t, table);
}

static char *printed(void *ctx, const struct cell_text *value, char style)
{
    struct text t;
    text_open(&t);
    if (value->kind == CELL_IS_TEXT)
        print_row_value(t.out, value->text, style);
    else
        fputs(value->kind == CELL_IS_NULL ? "NULL" : value->text, t.out);
    return text_close(&t, ctx);
}

static const struct cell_text *cell_at(const struct row *row, size_t at)
{
    return at < row->columns->n ? &row->values[at] : &row->columns->usual[at - row->columns->n];
}

static void finish_row(struct reader *r, const struct relation *table, const struct row *row,
                       const struct layout *layout)
{
    void *ctx = mem_context(NULL);
    char **values = mem_array(ctx, char *, layout->n + 1);
    const char *all = "", *key = "";
    for (size_t i = 0; i < layout->n; i++) {
        const struct laid_out *cell = &layout->cells[i];
        values[i] = printed(ctx, cell_at(row, cell->at), cell->style);
        all = mem_printf(ctx, "%s%s%s", all, i > 0 ? ", " : "", values[i]);
        if (cell->key)
            key = mem_printf(ctx, "%s%s%s", key, key[0] ? ", " : "", values[i]);
    }
    struct item *item = model_add(r->draft, &model_row, table->schema, table->name,
                                  mem_printf(ctx, "(%s)", key[0] ? key : all), row->line);
    for (size_t i = 0; i < layout->n; i++)
        model_set(r->draft, item, layout->cells[i].name, values[i]);
    model_set_text(r->draft, item, mem_printf(ctx, "%s%s%s;", layout->before, all, layout->n ? ")" : ""));
    mem_free(ctx);
}

void finish_rows(struct reader *r, struct relation *table)
{
    struct layout layout = {0};
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct row *row = &table->rows[i];
        if (layout.columns != row->columns)
            lay_out(r, table, row, &layout);
        finish_row(r, table, row, &layout);
    }
    table->n_rows = 0;
}
