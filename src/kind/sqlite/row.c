/* The rows of ordinary tables, and of virtual ones that keep rows of their own. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "catalog/row_limit.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

enum { COLUMNS, VALUES, REFERENCES, N_FIELDS };
static const char *const fields[] = {"columns", "values", "references"};

static const char column_query[] = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";

struct reader {
    const struct kind *kind;
    struct reading *reading;
    void *ctx;
};

static const char *joined(void *ctx, const char *const *items, size_t n, bool names)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < n; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", names ? sqlite_quote_name(ctx, items[i]) : items[i]);
    return text_close(&t, ctx);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct sqlite_row *)a)->name, ((const struct sqlite_row *)b)->name);
}

/* Sorts the rows by their printed tuples; the same tuple twice gets a number. */
static void name_rows(void *ctx, struct sqlite_data_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++)
        table->rows[i].name = mem_printf(ctx, "(%s)", joined(ctx, table->rows[i].values, table->n_columns, false));
    qsort(table->rows, table->n_rows, sizeof(*table->rows), by_name);
    const char *previous = "";
    for (size_t i = 0, twin = 1; i < table->n_rows; i++) {
        struct sqlite_row *row = &table->rows[i];
        twin = strcmp(row->name, previous) == 0 ? twin + 1 : 1;
        previous = row->name;
        if (twin > 1)
            row->name = mem_printf(ctx, "%s (%zu)", row->name, twin);
    }
}

static const char *select_query(const struct reader *r, const struct sqlite_data_table *table)
{
    const char *columns = joined(r->ctx, table->columns, table->n_columns, true);
    return mem_printf(r->ctx, "SELECT %s FROM main.%s%s", columns, sqlite_quote_name(r->ctx, table->relation),
                      row_limit_clause(r->reading, r->ctx));
}

static bool take_rows(const struct reader *r, struct sqlite_data_table *table, const struct rows *rows)
{
    void *ctx = r->ctx;
    if (!row_limit_take(r->reading, "", table->relation, rows))
        return false;
    table->n_rows = (size_t)rows->n_rows;
    table->rows = mem_array(ctx, struct sqlite_row, table->n_rows);
    for (int i = 0; i < rows->n_rows; i++) {
        struct volatile_row row = {"", table->relation, table->n_columns, table->columns,
                                   table->n_columns ? rows_cell(rows, i, 0) : NULL};
        table->rows[i].values = mem_array(ctx, const char *, table->n_columns);
        for (size_t c = 0; c < table->n_columns; c++) {
            const char *expression = volatiles_expression(r->reading->volatiles, &row, c);
            table->rows[i].values[c] = expression ? expression : sqlite_literal(ctx, &row.cells[c]);
        }
    }
    name_rows(ctx, table);
    return true;
}

/* Full-text tables can index what another table holds, or nothing: content=... */
static bool keeps_content(void *ctx, const struct sqlite_relation *relation)
{
    struct sqlite_virtual_table table;
    struct sqlite_problem problem;
    if (!sqlite_read_virtual_table(ctx, relation->sql, &table, &problem))
        return false;
    for (size_t i = 0; i < table.n_arguments; i++) {
        struct sqlite_tokens tokens = sqlite_tokenize(ctx, table.arguments[i]);
        if (tokens.n > 1 && sqlite_token_is(&tokens.items[0], "content") && *tokens.items[1].start == '=')
            return false;
    }
    return true;
}

/* An index over what stands elsewhere, or over nothing that is kept, can be read by no query: it is named. */
static void name_lost_index(const struct reader *r, const char *name)
{
    static const char *const filled[] = {"docsize", "segdir", "idx"};
    struct diags *diags = r->reading->diags;
    bool lost = false;
    for (size_t i = 0; i < sizeof(filled) / sizeof(*filled) && !lost; i++) {
        struct rows rows;
        const char *table = sqlite_quote_name(r->ctx, mem_printf(r->ctx, "%s_%s", name, filled[i]));
        lost =
            sqlite_try(r->reading, r->ctx, mem_printf(r->ctx, "SELECT 1 FROM main.%s LIMIT 1", table), NULL, &rows) &&
            rows.n_rows > 0;
    }
    if (!lost)
        return;
    struct diag *w =
        diag_warning(diags, "virtual table %s: its index is left out, as it keeps no rows of its own", name);
    diag_hint(diags, w, "where its content is another table's, INSERT INTO %s (%s) VALUES ('rebuild') indexes it again",
              sqlite_quote_name(r->ctx, name), sqlite_quote_name(r->ctx, name));
}

/* Some modules refuse INSERT: a statement that cannot even be prepared tells. */
static bool is_writable(const struct reader *r, const struct sqlite_data_table *table)
{
    struct rows rows;
    char *query =
        mem_printf(r->ctx, "EXPLAIN INSERT INTO main.%s DEFAULT VALUES", sqlite_quote_name(r->ctx, table->relation));
    return sqlite_try(r->reading, r->ctx, query, NULL, &rows);
}

/*
 * Rows of a virtual table are known by their row ID (a full-text table's is
 * what other tables refer to). Where it is the first column anyway, as in an
 * rtree, it is not repeated.
 */
static bool read_virtual_rows(const struct reader *r, struct sqlite_data_table *table)
{
    struct rows rows;
    const char **columns = mem_array(r->ctx, const char *, table->n_columns + 1);
    columns[0] = "rowid";
    for (size_t i = 0; i < table->n_columns; i++)
        columns[i + 1] = table->columns[i];
    struct sqlite_data_table with_id = {
        .relation = table->relation, .columns = columns, .n_columns = table->n_columns + 1};
    if (!is_writable(r, table))
        return true;
    bool ok = sqlite_try(r->reading, r->ctx, select_query(r, &with_id), NULL, &rows);
    bool repeated = ok;
    for (int i = 0; repeated && i < rows.n_rows; i++)
        repeated = rows_text(&rows, i, 0) && rows_text(&rows, i, 1) &&
                   strcmp(rows_text(&rows, i, 0), rows_text(&rows, i, 1)) == 0;
    if (ok && !repeated)
        *table = with_id;
    else if (!sqlite_try(r->reading, r->ctx, select_query(r, table), NULL, &rows))
        return true;
    return take_rows(r, table, &rows);
}

/* A virtual table whose columns are not known, or that keeps no content, is left without any. */
static bool read_columns(const struct reader *r, const struct sqlite_relation *relation,
                         struct sqlite_data_table *table)
{
    struct rows columns;
    bool virtual = relation->type == SQLITE_VIRTUAL_TABLE;
    table->relation = relation->name;
    if (virtual && !keeps_content(r->ctx, relation)) {
        name_lost_index(r, relation->name);
        return true;
    }
    if (virtual && !sqlite_try(r->reading, r->ctx, column_query, relation->name, &columns))
        return true;
    if (!virtual && !sqlite_ask(r->reading, r->ctx, "columns of", column_query, relation->name, &columns))
        return false;
    table->n_columns = (size_t)columns.n_rows;
    table->columns = mem_array(r->ctx, const char *, table->n_columns);
    for (int i = 0; i < columns.n_rows; i++)
        table->columns[i] = rows_text(&columns, i, 0);
    return true;
}

static bool read_rows(const struct reader *r, const struct sqlite_relation *relation, struct sqlite_data_table *table)
{
    struct rows rows;
    if (relation->type == SQLITE_VIRTUAL_TABLE)
        return table->n_columns == 0 || read_virtual_rows(r, table);
    if (!sqlite_ask(r->reading, r->ctx, mem_printf(r->ctx, "rows of %s", relation->name), select_query(r, table), NULL,
                    &rows)) {
        row_limit_refuse(r->reading, relation->name);
        return false;
    }
    return take_rows(r, table, &rows);
}

/* The relations whose rows are wanted. */
struct wanted {
    const struct sqlite_relation **items;
    size_t n;
};

static void find_wanted(const struct reader *r, const struct sqlite_relations *relations, struct wanted *wanted)
{
    for (size_t i = 0; i < relations->n; i++) {
        const struct sqlite_relation *relation = &relations->items[i];
        if (relation->type == SQLITE_VIEW || !catalog_wants_rows(r->reading->rows, ENGINE_SQLITE, "", relation->name))
            continue;
        size_t at = mem_grow(r->ctx, &wanted->items, &wanted->n);
        wanted->items[at] = relation;
    }
}

/* Columns of all, then rows of all: each is asked of many tables in turn. */
static bool read_tables(const struct reader *r, const struct wanted *wanted, struct sqlite_data *data)
{
    struct expected_query *queries = mem_array(r->ctx, struct expected_query, wanted->n);
    bool ok = true;
    size_t n = 0;
    data->tables = mem_array(r->ctx, struct sqlite_data_table, wanted->n);
    data->n_tables = wanted->n;
    for (size_t i = 0; i < wanted->n; i++)
        queries[i] = (struct expected_query){column_query, wanted->items[i]->name};
    connection_expect(r->reading->connection, wanted->n, queries);
    for (size_t i = 0; ok && i < wanted->n; i++)
        ok = read_columns(r, wanted->items[i], &data->tables[i]);
    for (size_t i = 0; ok && i < wanted->n; i++)
        if (wanted->items[i]->type != SQLITE_VIRTUAL_TABLE)
            queries[n++] = (struct expected_query){select_query(r, &data->tables[i]), NULL};
    connection_expect(r->reading->connection, n, queries);
    for (size_t i = 0; ok && i < wanted->n; i++)
        ok = read_rows(r, wanted->items[i], &data->tables[i]);
    return ok;
}

/* One line for each row referred to: its table, a tab, its name. Neither of these can stand in a row's name. */
static const char *references_text(void *ctx, const struct sqlite_row *row)
{
    struct text t;
    if (row->n_references == 0)
        return NULL;
    text_open(&t);
    for (size_t i = 0; i < row->n_references; i++)
        fprintf(t.out, "%s%s\t%s", i ? "\n" : "", row->references[i].row->table->relation,
                row->references[i].row->name);
    return text_close(&t, ctx);
}

static void add_rows(const struct reader *r, const struct sqlite_data_table *table)
{
    const char *columns = joined(r->ctx, table->columns, table->n_columns, true);
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct sqlite_row *row = &table->rows[i];
        struct object *o = catalog_add(r->reading->catalog, r->kind, "", table->relation, row->name);
        sqlite_set(r->reading, o, COLUMNS, columns);
        sqlite_set(r->reading, o, VALUES, joined(r->ctx, row->values, table->n_columns, false));
        sqlite_set(r->reading, o, REFERENCES, references_text(r->ctx, row));
    }
}

static bool read(const struct kind *kind, struct reading *reading)
{
    struct reader r = {kind, reading, mem_context(reading->catalog->ctx)};
    struct sqlite_relations relations;
    struct sqlite_data data = {NULL, 0};
    struct wanted wanted = {NULL, 0};
    bool ok = sqlite_read_relations(reading, &relations);
    if (ok)
        find_wanted(&r, &relations, &wanted);
    ok = ok && read_tables(&r, &wanted, &data);
    for (size_t i = 0; i < data.n_tables; i++)
        for (size_t k = 0; k < data.tables[i].n_rows; k++)
            data.tables[i].rows[k].table = &data.tables[i];
    ok = ok && sqlite_find_references(reading, r.ctx, &data);
    for (size_t i = 0; ok && i < data.n_tables; i++)
        add_rows(&r, &data.tables[i]);
    mem_free(r.ctx);
    return ok;
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    (void)catalog;
    void *ctx = mem_root("sqlite_row");
    fprintf(out, "INSERT INTO %s (%s) VALUES (%s);\n", sqlite_quote_name(ctx, o->relation), object_value(o, COLUMNS),
            object_value(o, VALUES));
    mem_free(ctx);
}

/* The rows it refers to: foreign keys may be enforced while the snapshot is loaded. */
static void needs(const struct catalog *catalog, const struct object *o,
                  void (*need)(void *to, const struct object *earlier), void *to)
{
    void *ctx = mem_root("sqlite_row");
    char *line = mem_strdup(ctx, object_value(o, REFERENCES));
    while (line && *line) {
        char *end = strchr(line, '\n'), *tab = strchr(line, '\t');
        if (end)
            *end = '\0';
        if (!tab)
            break;
        *tab = '\0';
        const struct object *row = catalog_find(catalog, &sqlite_row_kind, "", line, tab + 1);
        if (row)
            need(to, row);
        line = end ? end + 1 : NULL;
    }
    mem_free(ctx);
}

const struct kind sqlite_row_kind = {
    .name = "row",
    .read = read,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_ROW,
    .print = print,
    .needs = needs,
};
