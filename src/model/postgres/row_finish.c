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

static const struct object *find_domain(struct reader *r, const char *type)
{
    const char *schema, *name;
    return domain_name(r->work, type, &schema, &name) ? parsing_find(&r->parsing, &postgres_domain, schema, "", name)
                                                      : NULL;
}

/* How a column's values are printed: see kind/postgres/row.sql. */
static char style_of(struct reader *r, const char *type)
{
    static const char *const numbers[] = {"smallint", "integer", "bigint", "numeric", "oid"};
    const struct object *domain = find_domain(r, type);
    if (domain)
        type = domain_base_type(domain);
    if (strcmp(type, "boolean") == 0)
        return 'b';
    if (strcmp(type, "double precision") == 0 || strcmp(type, "real") == 0)
        return type[0] == 'd' ? 'f' : 'g';
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        if (strcmp(type, numbers[i]) == 0)
            return 'n';
    return strncmp(type, "numeric(", strlen("numeric(")) == 0 && type[strlen(type) - 1] == ')' ? 'n' : 's';
}

/* What a row's names and styles are, once for all rows with the same list of columns. */
struct layout {
    const char *const *columns; /* of which this is the layout */
    const char **names;
    char *styles;
    bool *keys; /* whether it is one of the primary key's */
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

static void lay_out(struct reader *r, const struct relation *table, const struct row *row, struct layout *layout)
{
    size_t n = row->n;
    layout->columns = row->columns;
    layout->names = mem_array(table, const char *, n + 1);
    layout->styles = mem_array(table, char, n + 1);
    layout->keys = mem_array(table, bool, n + 1);
    layout->n = n;
    bool always = false;
    const struct object *key = constraint_primary_key(&r->parsing, object_schema(table->schema), table->name);
    struct list keys = parse_array(r->work, key ? key->values[CONSTRAINT_KEY_NAMES] : NULL);
    struct text t;
    text_open(&t);
    fputs("INSERT INTO ", t.out);
    print_qualified(t.out, table->schema, table->name);
    for (size_t i = 0; i < n; i++) {
        const char *name = row->columns ? row->columns[i] : i < table->n_columns ? table->columns[i]->name : "?";
        struct object *column = column_find((struct relation *)table, name);
        const char *identity = column ? column->values[COLUMN_IDENTITY] : NULL;
        layout->names[i] = name;
        layout->keys[i] = is_key(&keys, name);
        layout->styles[i] = style_of(r, column ? column_type(column) : "");
        always = always || (identity && identity[0] == 'a');
        fputs(i > 0 ? ", " : " (", t.out);
        print_name(t.out, name);
    }
    fputs(n == 0 ? " DEFAULT VALUES" : always ? ") OVERRIDING SYSTEM VALUE VALUES (" : ") VALUES (", t.out);
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

static void finish_row(struct reader *r, const struct relation *table, const struct row *row,
                       const struct layout *layout)
{
    void *ctx = mem_context(NULL);
    char **values = mem_array(ctx, char *, row->n + 1);
    const char *all = "", *key = "";
    for (size_t i = 0; i < row->n; i++) {
        values[i] = printed(ctx, &row->values[i], layout->styles[i]);
        all = mem_printf(ctx, "%s%s%s", all, i > 0 ? ", " : "", values[i]);
        if (layout->keys[i])
            key = mem_printf(ctx, "%s%s%s", key, key[0] ? ", " : "", values[i]);
    }
    struct item *item = model_add(r->draft, &model_row, table->schema, table->name,
                                  mem_printf(ctx, "(%s)", key[0] ? key : all), row->line);
    for (size_t i = 0; i < row->n; i++)
        model_set(r->draft, item, layout->names[i], values[i]);
    model_set_text(r->draft, item, mem_printf(ctx, "%s%s%s;", layout->before, all, row->n ? ")" : ""));
    mem_free(ctx);
}

void finish_rows(struct reader *r, struct relation *table)
{
    struct layout layout = {0};
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct row *row = &table->rows[i];
        if (!layout.names || layout.columns != row->columns || layout.n != row->n)
            lay_out(r, table, row, &layout);
        finish_row(r, table, row, &layout);
    }
    table->n_rows = 0;
}
