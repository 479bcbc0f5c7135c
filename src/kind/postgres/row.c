/* Rows: what deltas put into tables. One row is one object, named by its printed values. */
#include <stdlib.h>
#include <string.h>

#include "catalog/ask.h"
#include "catalog/row_limit.h"
#include "engine/grants.h"
#include "kind/postgres/common.h"
#include "kind/postgres/foreign_key.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/row_change.h"
#include "kind/postgres/row_value.h"
#include "kind/postgres/table.h"

extern const char postgres_row_query[];

enum { COLUMNS, VALUES, OVERRIDING, REFERS_TO /* an extension's table: array of schema and name */, N_FIELDS };
static const char *const fields[N_FIELDS] = {
    [COLUMNS] = "columns", [VALUES] = "values", [OVERRIDING] = "overriding", [REFERS_TO] = "refers_to"};

enum { SCHEMA, NAME, COLUMN, STYLE, ALWAYS, GUARDED, CONDITION, LINE_REFERS_TO, USAGE_GRANT, SELECT_GRANT };
static const struct answer_column line_columns[] = {
    [SCHEMA] = {"schema", ANSWER_TEXT},
    [NAME] = {"name", ANSWER_TEXT},
    [COLUMN] = {"column", ANSWER_ANY},
    [STYLE] = {"style", ANSWER_TEXT},
    [ALWAYS] = {"always", ANSWER_FLAG | ANSWER_NULL},
    [GUARDED] = {"guarded", ANSWER_FLAG},
    [CONDITION] = {"condition", ANSWER_ANY}, /* of an extension: "WHERE ...", or "" */
    [LINE_REFERS_TO] = {"refers_to", ANSWER_LIST | ANSWER_NULL},
    [USAGE_GRANT] = {"usage_grant", ANSWER_ANY},
    [SELECT_GRANT] = {"select_grant", ANSWER_ANY},
};

/* The columns of one table: lines [first, beyond) of the query's answer. */
struct table {
    const struct rows *columns;
    int first, beyond;
};

static const char *cell(const struct table *t, int i, int what)
{
    return rows_text(t->columns, t->first + i, what);
}

/* A table whose columns are all generated still has one line, without a column. */
static int n_columns(const struct table *t)
{
    return cell(t, 0, COLUMN) ? t->beyond - t->first : 0;
}

static void print_columns(FILE *out, const struct table *t)
{
    for (int i = 0; i < n_columns(t); i++) {
        fputs(i > 0 ? ", " : "", out);
        print_name(out, cell(t, i, COLUMN));
    }
}

static char *columns_text(void *ctx, const struct table *t)
{
    struct text text;
    text_open(&text);
    print_columns(text.out, t);
    return text_close(&text, ctx);
}

/* With its schema, even if that is public: pg_catalog comes before it. */
static void print_table(FILE *out, const struct table *t)
{
    print_name(out, cell(t, 0, SCHEMA));
    putc('.', out);
    print_name(out, cell(t, 0, NAME));
}

static char *rows_query(void *ctx, const struct reading *reading, const struct table *t)
{
    struct text text;
    text_open(&text);
    fputs("SELECT ", text.out);
    print_columns(text.out, t);
    fputs(" FROM ONLY ", text.out);
    print_table(text.out, t);
    if (cell(t, 0, CONDITION))
        fprintf(text.out, " %s", cell(t, 0, CONDITION));
    fputs(row_limit_clause(reading, ctx), text.out);
    return text_close(&text, ctx);
}

static void print_cell(FILE *out, const struct cell *value, char style)
{
    if (value->type == CELL_NULL)
        fputs("NULL", out);
    else
        print_row_value(out, value->data, style);
}

static char *values_text(void *ctx, const struct table *t, const struct rows *rows, int row,
                         const struct volatiles *volatiles)
{
    struct volatile_row whole = {cell(t, 0, SCHEMA), cell(t, 0, NAME), (size_t)n_columns(t), rows->names,
                                 n_columns(t) ? rows_cell(rows, row, 0) : NULL};
    struct text text;
    text_open(&text);
    for (int i = 0; i < n_columns(t); i++) {
        const char *expression = volatiles_expression(volatiles, &whole, (size_t)i);
        fputs(i > 0 ? ", " : "", text.out);
        if (expression)
            fputs(expression, text.out);
        else
            print_cell(text.out, rows_cell(rows, row, i), cell(t, i, STYLE)[0]);
    }
    return text_close(&text, ctx);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_rows(struct catalog *catalog, const struct kind *kind, const struct table *t, char **values, int n)
{
    const char *columns = columns_text(catalog->ctx, t);
    const char *refers_to = cell(t, 0, LINE_REFERS_TO);
    refers_to = refers_to ? mem_strdup(catalog->ctx, refers_to) : NULL;
    bool overriding = false;
    for (int i = 0; i < n_columns(t); i++)
        overriding = overriding || cell(t, i, ALWAYS)[0] == 't';
    for (int i = 0, copy = 1; i < n; i++) {
        copy = i > 0 && strcmp(values[i], values[i - 1]) == 0 ? copy + 1 : 1;
        char *name = copy > 1 ? mem_printf(catalog->ctx, "(%s) #%09d", values[i], copy)
                              : mem_printf(catalog->ctx, "(%s)", values[i]);
        struct object *o = catalog_add(catalog, kind, cell(t, 0, SCHEMA), cell(t, 0, NAME), name);
        mem_free(name);
        o->values[COLUMNS] = columns;
        o->values[VALUES] = values[i];
        o->values[OVERRIDING] = overriding ? "t" : "f";
        o->values[REFERS_TO] = refers_to;
    }
}

static bool ask_rows(struct reading *reading, const struct table *t, const char *query, void *ctx, struct rows *rows)
{
    if (catalog_ask_any(reading->connection, mem_printf(ctx, "rows of %s", cell(t, 0, NAME)), query,
                        (size_t)n_columns(t), ctx, rows, reading->diags))
        return true;
    row_limit_refuse(reading, cell(t, 0, NAME));
    return false;
}

static bool command(struct reading *reading, const char *statement, void *ctx, struct rows *rows)
{
    return catalog_ask_any(reading->connection, "rows of tables", statement, 0, ctx, rows, reading->diags);
}

/* The owner may take off the guard, and the transaction puts it on again. */
static bool ask_guarded(struct reading *reading, const struct table *t, const char *query, void *ctx, struct rows *rows)
{
    struct text name;
    text_open(&name);
    print_table(name.out, t);
    const char *table = text_close(&name, ctx);
    struct rows none;
    bool ok = command(reading, "BEGIN", ctx, &none) &&
              command(reading, mem_printf(ctx, "ALTER TABLE %s NO FORCE ROW LEVEL SECURITY", table), ctx, &none) &&
              command(reading, mem_printf(ctx, "GRANT SELECT ON %s TO CURRENT_USER", table), ctx, &none) &&
              ask_rows(reading, t, query, ctx, rows);
    return command(reading, "ROLLBACK", ctx, &none) && ok;
}

static bool read_table(const struct kind *kind, struct reading *reading, const struct table *t)
{
    struct catalog *catalog = reading->catalog;
    void *work = mem_context(catalog->ctx);
    struct rows rows;
    const char *query = rows_query(work, reading, t);
    bool guarded = cell(t, 0, GUARDED)[0] == 't' && !reading->in_use;
    bool ok = guarded ? ask_guarded(reading, t, query, work, &rows) : ask_rows(reading, t, query, work, &rows);
    ok = ok && row_limit_take(reading, cell(t, 0, SCHEMA), cell(t, 0, NAME), &rows);
    if (ok && rows.n_rows > 0) {
        char **values = mem_array(work, char *, (size_t)rows.n_rows);
        for (int i = 0; i < rows.n_rows; i++)
            values[i] = values_text(catalog->ctx, t, &rows, i, reading->volatiles);
        qsort(values, (size_t)rows.n_rows, sizeof(*values), compare_texts);
        add_rows(catalog, kind, t, values, rows.n_rows);
    }
    mem_free(work);
    return ok;
}

static bool same_table(const struct rows *rows, int a, int b)
{
    return strcmp(rows_text(rows, a, SCHEMA), rows_text(rows, b, SCHEMA)) == 0 &&
           strcmp(rows_text(rows, a, NAME), rows_text(rows, b, NAME)) == 0;
}

/* A line without a column stands alone. */
static bool has_columns(const struct table *t, struct diags *diags)
{
    for (int i = 0; i < t->beyond - t->first; i++)
        if ((t->beyond - t->first > 1 && !cell(t, i, COLUMN)) || (cell(t, i, COLUMN) && !cell(t, i, ALWAYS))) {
            diag_error(diags, "cannot read the catalog (columns of rows): table %s has a column without a name",
                       cell(t, 0, NAME));
            return false;
        }
    return true;
}

static bool is_wanted(const struct reading *reading, const struct table *t)
{
    return catalog_wants_rows(reading->rows, ENGINE_POSTGRES, cell(t, 0, SCHEMA), cell(t, 0, NAME));
}

/* The next table behind t; false where there is none. */
static bool next_table(struct table *t)
{
    t->first = t->beyond;
    t->beyond = t->first + 1;
    while (t->beyond < t->columns->n_rows && same_table(t->columns, t->first, t->beyond))
        t->beyond++;
    return t->first < t->columns->n_rows;
}

/* Of somebody's database: all rights that are lacking are said at once. */
static bool may_read(struct reading *reading, const struct rows *columns)
{
    struct grants grants = {.ctx = reading->catalog->ctx};
    struct table t = {columns, 0, 0};
    while (reading->in_use && next_table(&t))
        if (is_wanted(reading, &t)) {
            grants_add(&grants, cell(&t, 0, USAGE_GRANT));
            grants_add(&grants, cell(&t, 0, SELECT_GRANT));
        }
    if (reading->in_use && reading->rows->all && !sequence_grants(reading, &grants))
        return false;
    return grants_suffice(&grants, NULL, reading->diags);
}

static bool read_rows(const struct kind *kind, struct reading *reading)
{
    struct catalog *catalog = reading->catalog;
    struct rows columns;
    if (!reading->rows->all && !reading->rows->tables)
        return true;
    const struct question question = {"columns of rows", query_for_version(catalog->ctx, kind->query, catalog->version),
                                      line_columns, sizeof(line_columns) / sizeof(*line_columns)};
    if (!catalog_ask(reading->connection, &question, catalog->ctx, &columns, reading->diags))
        return false;
    if (!may_read(reading, &columns))
        return false;
    struct table t = {&columns, 0, 0};
    while (next_table(&t))
        if (!has_columns(&t, reading->diags) || (is_wanted(reading, &t) && !read_table(kind, reading, &t)))
            return false;
    return true;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    fputs("INSERT INTO ", out);
    print_object_relation(out, o);
    if (!object_value(o, COLUMNS)[0]) {
        fputs(" DEFAULT VALUES;\n", out);
        return;
    }
    fprintf(out, " (%s)%s VALUES (%s);\n", object_value(o, COLUMNS),
            object_flag(o, OVERRIDING) ? " OVERRIDING SYSTEM VALUE" : "", object_value(o, VALUES));
}

static size_t index_of(struct objects rows, const struct object *o)
{
    size_t low = 0, high = rows.n;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(rows.items[middle]->name, o->name) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Each row needs the one before it, and the first the last of every table it may refer to. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    struct objects rows = catalog_children(catalog, &postgres_row, o->schema, o->relation);
    size_t at = index_of(rows, o);
    if (at > 0) {
        need(to, rows.items[at - 1]);
        return;
    }
    struct objects keys = catalog_children(catalog, &postgres_foreign_key, o->schema, o->relation);
    for (size_t i = 0; i < keys.n; i++)
        if (!foreign_key_in_cycle(catalog, keys.items[i]))
            need_rows(catalog, object_value(keys.items[i], FOREIGN_KEY_SCHEMA),
                      object_value(keys.items[i], FOREIGN_KEY_TABLE), need, to);
    void *work = mem_context(NULL);
    struct list tables = parse_array(work, o->values[REFERS_TO]);
    for (int i = 0; i + 1 < tables.n; i += 2)
        need_rows(catalog, tables.items[i], tables.items[i + 1], need, to);
    mem_free(work);
}

void need_rows(const struct catalog *catalog, const char *schema, const char *table,
               void (*need)(void *to, const struct object *earlier), void *to)
{
    struct objects rows = catalog_children(catalog, &postgres_row, schema, table);
    if (rows.n)
        need(to, rows.items[rows.n - 1]);
    struct objects tables = objects_naming(catalog, &tables_below, schema, table);
    for (size_t i = 0; i < tables.n; i++)
        need_rows(catalog, tables.items[i]->schema, tables.items[i]->name, need, to);
}

static struct row_texts texts_of(const struct object *o)
{
    return (struct row_texts){object_value(o, COLUMNS), object_value(o, VALUES)};
}

static void remove_it(struct alteration *a)
{
    remove_row(a, texts_of);
}

static const struct change_forms changes = {.remove = remove_it, .stays = true};

const struct kind postgres_row = {
    .name = "row",
    .query = postgres_row_query,
    .read = read_rows,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_ROW,
    .print = print,
    .needs = needs,
    .changes = &changes,
};
