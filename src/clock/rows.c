#include "clock/rows.h"

#include <string.h>
#include <uthash.h>

#include "base/mem.h"
#include "catalog/volatile.h"
#include "sql/postgres/name.h"
#include "sql/sqlite/lex.h"

/* Generated columns are left out: they follow from the others. */
static const char postgres_tables[] =
    "SELECT n.nspname, c.relname, a.attname"
    "  FROM pg_catalog.pg_class c"
    "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    "  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    " WHERE c.relkind = 'r' AND pg_catalog.pg_relation_size(c.oid) > 0"
    "   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
    "   AND (pg_catalog.to_jsonb(a) ->> 'attgenerated') IS DISTINCT FROM 's'"
    "   AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND pg_catalog.has_table_privilege(c.oid, 'SELECT')"
    "   AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')"
    " ORDER BY c.oid, a.attnum";

/* Without virtual tables, of which not all give their rows; the tables in which their modules keep them are there. */
static const char sqlite_tables[] =
    "SELECT '', m.name, x.name FROM sqlite_master m, pragma_table_xinfo(m.name) x"
    " WHERE m.type = 'table' AND x.hidden = 0 AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.sql NOT LIKE 'CREATE "
    "VIRTUAL%'"
    " ORDER BY m.name, x.cid";

static const char sqlite_virtual_table[] =
    "SELECT '', m.name, x.name FROM sqlite_master m, pragma_table_xinfo(m.name) x"
    " WHERE m.type = 'table' AND x.hidden = 0 AND m.name = ?1 COLLATE NOCASE AND m.sql LIKE 'CREATE VIRTUAL%'"
    " ORDER BY x.cid";

static void print_quoted(FILE *out, enum engine engine, const char *name)
{
    if (engine == ENGINE_POSTGRES) {
        print_name(out, name);
        return;
    }
    char *quoted = sqlite_quote_name(NULL, name);
    fputs(quoted, out);
    mem_free(quoted);
}

static const char *select_text(void *ctx, enum engine engine, const struct table_rows *t)
{
    struct text text;
    text_open(&text);
    for (size_t i = 0; i < t->n_columns; i++) {
        fputs(i ? ", " : "SELECT ", text.out);
        print_quoted(text.out, engine, t->columns[i]);
    }
    fputs(engine == ENGINE_POSTGRES ? " FROM ONLY " : " FROM main.", text.out);
    if (engine == ENGINE_POSTGRES) {
        print_quoted(text.out, engine, t->schema);
        putc('.', text.out);
    }
    print_quoted(text.out, engine, t->name);
    return text_close(&text, ctx);
}

/* From lines of schema, table and column, in order, to tables. */
static void take_tables(void *ctx, const struct rows *lines, struct database_rows *database)
{
    struct table_rows *t = NULL;
    for (int i = 0; i < lines->n_rows; i++) {
        const char *schema = rows_text(lines, i, 0), *name = rows_text(lines, i, 1);
        if (!t || strcmp(t->schema, schema) != 0 || strcmp(t->name, name) != 0) {
            size_t last = mem_grow(ctx, &database->tables, &database->n);
            t = &database->tables[last];
            t->schema = schema;
            t->name = name;
        }
        size_t at = mem_grow(ctx, &t->columns, &t->n_columns);
        t->columns[at] = rows_text(lines, i, 2);
    }
}

bool rows_read(struct connection *connection, void *ctx, struct database_rows *database, struct sql_failure *failure)
{
    enum engine engine = connection_engine(connection);
    struct rows lines;
    *database = (struct database_rows){NULL, 0};
    if (!connection_query(connection, engine == ENGINE_POSTGRES ? postgres_tables : sqlite_tables, 0, NULL, ctx, &lines,
                          failure))
        return false;
    take_tables(ctx, &lines, database);
    for (size_t i = 0; i < database->n; i++) {
        struct table_rows *t = &database->tables[i];
        if (!connection_query(connection, select_text(ctx, engine, t), 0, NULL, ctx, &t->rows, failure))
            return false;
    }
    return true;
}

bool rows_virtual(struct connection *connection, const char *name, void *ctx, const struct table_rows **table,
                  struct sql_failure *failure)
{
    struct rows lines;
    struct database_rows found = {NULL, 0};
    if (!connection_query(connection, sqlite_virtual_table, 1, &name, ctx, &lines, failure))
        return false;
    take_tables(ctx, &lines, &found);
    *table = found.n ? found.tables : NULL;
    return true;
}

const struct table_rows *rows_table(const struct database_rows *database, const char *schema, const char *name)
{
    for (size_t i = 0; i < database->n; i++)
        if (strcmp(database->tables[i].name, name) == 0 && strcmp(database->tables[i].schema, schema) == 0)
            return &database->tables[i];
    return NULL;
}

int rows_column(const struct table_rows *table, const char *column)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i], column) == 0)
            return (int)i;
    return -1;
}

struct counted {
    char *key;
    size_t n;
    UT_hash_handle hh;
};

/* Without NUL bytes, which texts end at. */
static void print_bytes(FILE *out, const struct cell *c)
{
    for (size_t i = 0; i < c->size; i++)
        if (c->data[i] == '\0' || c->data[i] == '\\')
            fprintf(out, "\\%d", c->data[i] != '\0');
        else
            putc(c->data[i], out);
}

/* The cells of a row in columns that `other` has too, with their types and sizes. */
static char *key_of(void *ctx, const struct table_rows *t, int row, const struct table_rows *other)
{
    struct text text;
    text_open(&text);
    for (size_t i = 0; i < t->n_columns; i++) {
        if (rows_column(other, t->columns[i]) < 0)
            continue;
        const struct cell *c = rows_cell(&t->rows, row, (int)i);
        fprintf(text.out, "%s:%d:%zu:", t->columns[i], (int)c->type, c->size);
        print_bytes(text.out, c);
    }
    return text_close(&text, ctx);
}

/* The order of columns may differ: keys are made in the order of `table`. */
static struct table_rows in_order_of(void *ctx, const struct table_rows *other, const struct table_rows *table)
{
    struct table_rows same = {other->schema, other->name, 0, NULL, {.n_rows = other->rows.n_rows}};
    int *from = mem_array(ctx, int, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        int at = rows_column(other, table->columns[i]);
        if (at < 0)
            continue;
        from[same.n_columns] = at;
        same.columns = same.columns ? same.columns : mem_array(ctx, const char *, table->n_columns);
        same.columns[same.n_columns++] = table->columns[i];
    }
    struct cell *cells = mem_array(ctx, struct cell, same.n_columns * (size_t)other->rows.n_rows);
    for (int r = 0; r < other->rows.n_rows; r++)
        for (size_t i = 0; i < same.n_columns; i++)
            cells[(size_t)r * same.n_columns + i] = *rows_cell(&other->rows, r, from[i]);
    same.rows.n_columns = (int)same.n_columns;
    same.rows.cells = cells;
    return same;
}

static struct counted *count_rows(void *ctx, const struct table_rows *other, const struct table_rows *table)
{
    struct counted *counts = NULL;
    struct table_rows same = in_order_of(ctx, other, table);
    for (int r = 0; r < same.rows.n_rows; r++) {
        struct counted *found;
        char *key = key_of(ctx, &same, r, table);
        HASH_FIND_STR(counts, key, found);
        if (!found) {
            found = mem_new(ctx, struct counted);
            found->key = key;
            HASH_ADD_KEYPTR(hh, counts, found->key, strlen(found->key), found);
        }
        found->n++;
    }
    return counts;
}

bool *rows_missing(void *ctx, const struct table_rows *table, const struct table_rows *other)
{
    bool *missing = mem_array(ctx, bool, (size_t)table->rows.n_rows);
    void *work = mem_context(ctx);
    struct counted *counts = other ? count_rows(work, other, table) : NULL;
    for (int r = 0; r < table->rows.n_rows; r++) {
        struct counted *found = NULL;
        if (other) {
            char *key = key_of(work, table, r, other);
            HASH_FIND_STR(counts, key, found);
        }
        missing[r] = !found || found->n == 0;
        if (found && found->n)
            found->n--;
    }
    HASH_CLEAR(hh, counts);
    mem_free(work);
    return missing;
}

static const char postgres_default[] = "SELECT coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), t.typdefault)"
                                       "  FROM pg_catalog.pg_class c"
                                       "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                                       "  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid"
                                       "  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                                       "  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
                                       " WHERE n.nspname = $1 AND c.relname = $2 AND a.attname = $3";
static const char sqlite_default[] = "SELECT dflt_value FROM pragma_table_xinfo(?2) WHERE name = ?3 AND ?1 = ''";

bool rows_default(struct connection *connection, const struct table_rows *table, const char *column, void *ctx,
                  const char **expression, struct sql_failure *failure)
{
    struct rows rows;
    const char *const params[] = {table->schema, table->name, column};
    const char *query = connection_engine(connection) == ENGINE_POSTGRES ? postgres_default : sqlite_default;
    if (!connection_query(connection, query, 3, params, ctx, &rows, failure))
        return false;
    *expression = rows.n_rows ? rows_text(&rows, 0, 0) : NULL;
    return true;
}

static const char postgres_triggers[] =
    "SELECT pg_catalog.string_agg(pg_catalog.pg_get_triggerdef(t.oid) || ' ' || p.prosrc, ' ')"
    "  FROM pg_catalog.pg_trigger t"
    "  JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid"
    "  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid"
    "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE NOT t.tgisinternal AND n.nspname = $1 AND c.relname = $2";
static const char sqlite_triggers[] = "SELECT group_concat(sql, ' ') FROM sqlite_master WHERE type = 'trigger' AND "
                                      "tbl_name = ?2 COLLATE NOCASE AND ?1 = ''";

bool rows_triggers(struct connection *connection, const struct table_rows *table, void *ctx, const char **text,
                   struct sql_failure *failure)
{
    struct rows rows;
    const char *const params[] = {table->schema, table->name};
    const char *query = connection_engine(connection) == ENGINE_POSTGRES ? postgres_triggers : sqlite_triggers;
    if (!connection_query(connection, query, 2, params, ctx, &rows, failure))
        return false;
    *text = rows.n_rows && rows_text(&rows, 0, 0) ? rows_text(&rows, 0, 0) : "";
    return true;
}
