/* Ordinary tables. The columns and constraints inside are objects of their own. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kind/remark.h"
#include "kind/sqlite/sqlite.h"
#include "sql/sqlite/lex.h"

enum { WITHOUT_ROWID, STRICT, N_FIELDS };
static const char *const fields[] = {"without_rowid", "strict"};

static bool add(const struct sqlite_visit *v)
{
    struct object *o = catalog_add(v->reading->catalog, v->kind, "", "", v->relation->name);
    bool is_listed = v->relation->has_options;
    sqlite_set_flag(v->reading, o, WITHOUT_ROWID, is_listed ? v->relation->without_rowid : v->table->without_rowid);
    sqlite_set_flag(v->reading, o, STRICT, is_listed ? v->relation->strict : v->table->strict);
    return true;
}

/* Of a kind that stands inside of tables. */
static bool add_inner(const struct sqlite_visit *v, const struct kind *kind, bool (*visit)(const struct sqlite_visit *))
{
    struct sqlite_visit inner = *v;
    inner.kind = kind;
    return visit(&inner);
}

/* Each definition is read once, for all three kinds. */
static bool add_all(const struct sqlite_visit *v)
{
    return add(v) && add_inner(v, &sqlite_column_kind, sqlite_add_columns) &&
           add_inner(v, &sqlite_constraint_kind, sqlite_add_constraints);
}

static bool read(const struct kind *kind, struct reading *reading)
{
    const struct sqlite_visit_query queries[] = {
        sqlite_column_query, sqlite_constraint_queries[0], sqlite_constraint_queries[1], {NULL, NULL}};
    return sqlite_each_table(kind, reading, NULL, queries, add_all);
}

bool sqlite_read_with_tables(const struct kind *kind, struct reading *reading)
{
    (void)kind;
    (void)reading;
    return true;
}

void sqlite_declare_table(struct reading *reading, void *ctx, const struct sqlite_table *table)
{
    const struct sqlite_relation relation = {.type = SQLITE_ORDINARY_TABLE, .name = table->name};
    struct sqlite_visit visit = {&sqlite_table_kind, reading, ctx, &relation, table};
    add(&visit);
    visit.kind = &sqlite_column_kind;
    sqlite_declare_columns(&visit);
    visit.kind = &sqlite_constraint_kind;
    sqlite_declare_constraints(&visit);
}

static int by_position(const void *a, const void *b)
{
    const struct object *x = *(const struct object *const *)a, *y = *(const struct object *const *)b;
    return atoi(object_value(x, SQLITE_COLUMN_POSITION)) - atoi(object_value(y, SQLITE_COLUMN_POSITION));
}

struct lines {
    struct sqlite_line *items;
    size_t n;
};

static void add_columns(void *ctx, const struct catalog *catalog, const struct object *table, struct lines *lines)
{
    struct objects columns = catalog_children(catalog, &sqlite_column_kind, "", table->name);
    const struct object **sorted = mem_array(ctx, const struct object *, columns.n);
    for (size_t i = 0; i < columns.n; i++)
        sorted[i] = columns.items[i];
    qsort(sorted, columns.n, sizeof(*sorted), by_position);
    for (size_t i = 0; i < columns.n; i++) {
        size_t at = mem_grow(ctx, &lines->items, &lines->n);
        lines->items[at].text = object_value(sorted[i], SQLITE_COLUMN_DEFINITION);
        lines->items[at].column = sorted[i]->name;
    }
}

static void add_constraints(void *ctx, const struct catalog *catalog, const struct object *table, struct lines *lines)
{
    struct objects constraints = catalog_children(catalog, &sqlite_constraint_kind, "", table->name);
    size_t first = lines->n;
    for (size_t i = 0; i < constraints.n; i++) {
        const struct object *o = constraints.items[i];
        if (object_flag(o, SQLITE_CONSTRAINT_IN_COLUMN))
            continue;
        size_t at = mem_grow(ctx, &lines->items, &lines->n);
        lines->items[at].text = sqlite_constraint_line(ctx, o->values[SQLITE_CONSTRAINT_GIVEN_NAME],
                                                       object_value(o, SQLITE_CONSTRAINT_DEFINITION));
        lines->items[at].constraint = o->name;
        lines->items[at].order = atoi(object_value(o, SQLITE_CONSTRAINT_ORDER));
        lines->items[at].group = strcmp(object_value(o, SQLITE_CONSTRAINT_TYPE), "check") == 0;
    }
    sqlite_sort_lines(ctx, lines->items + first, lines->n - first);
}

static void print(FILE *out, const struct catalog *catalog, const struct object *o)
{
    void *ctx = mem_root("sqlite_table");
    struct lines lines = {NULL, 0};
    add_columns(ctx, catalog, o, &lines);
    add_constraints(ctx, catalog, o, &lines);
    print_table_remark(out, catalog, o);
    fprintf(out, "CREATE TABLE %s (\n", sqlite_quote_name(ctx, o->name));
    for (size_t i = 0; i < lines.n; i++) {
        fputs("    ", out);
        if (lines.items[i].column)
            print_column_remark(out, catalog, o, lines.items[i].column, "    ");
        if (lines.items[i].constraint)
            print_constraint_remark(out, catalog, o, lines.items[i].constraint, "    ");
        fprintf(out, "%s%s\n", lines.items[i].text, i + 1 < lines.n ? "," : "");
    }
    bool without_rowid = object_flag(o, WITHOUT_ROWID), strict = object_flag(o, STRICT);
    fprintf(out, ")%s%s%s;\n", without_rowid ? " WITHOUT ROWID" : "", without_rowid && strict ? "," : "",
            strict ? " STRICT" : "");
    mem_free(ctx);
}

const struct kind sqlite_table_kind = {
    .name = "table",
    .read = read,
    .fields = fields,
    .n_fields = N_FIELDS,
    .phase = PHASE_TABLE,
    .place = PLACE_SELF,
    .print = print,
};
