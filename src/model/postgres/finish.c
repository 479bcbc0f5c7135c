/* The texts of tables and columns, from what they are when all is read. */
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/column.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/parse.h"
#include "kind/postgres/table.h"
#include "model/postgres/described.h"
#include "model/postgres/reader.h"
#include "sql/postgres/name.h"

/* The column's line in CREATE TABLE. */
static const char *column_text(struct reader *r, const struct catalog *catalog, const struct object *o, bool typed)
{
    struct text t;
    text_open(&t);
    if (typed) {
        print_name(t.out, o->name);
        fputs(" WITH OPTIONS", t.out);
        print_column_clauses(t.out, catalog, o);
    } else {
        print_column(t.out, catalog, o);
    }
    return text_close(&t, r->work);
}

/* `CONSTRAINT c NOT NULL a NO INHERIT`, as it stands beside the columns. */
static const char *not_null_text(void *ctx, const struct object *column)
{
    struct text t;
    text_open(&t);
    print_not_null_constraint(t.out, column);
    return text_close(&t, ctx);
}

static void print_line(FILE *out, int *lines, const char *text)
{
    fprintf(out, "%s%s", (*lines)++ > 0 ? ",\n    " : " (\n    ", text);
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct object *const *)a)->name, (*(const struct object *const *)b)->name);
}

/* Those that stand in CREATE TABLE, by name. */
static void print_constraints(struct reader *r, FILE *out, const struct relation *table, int *lines)
{
    const struct object **constraints = NULL;
    size_t n = 0;
    for (struct object *o = constraint_of(r, table); o; o = next_constraint(o)) {
        if (constraint_stands_alone(o))
            continue;
        size_t at = mem_grow(r->work, &constraints, &n);
        constraints[at] = o;
    }
    if (n > 0)
        qsort(constraints, n, sizeof(const struct object *), by_name);
    for (size_t i = 0; i < n; i++)
        print_line(out, lines, described_text(r, constraints[i]));
}

struct settings {
    struct reader *r;
    void *ctx;
    FILE *out;
    const struct relation *table;
};

static void print_setting(const struct settings *to, const char *before, const char *value)
{
    if (value)
        fprintf(to->out, "\nALTER TABLE %s %s%s;", qualified_name(to->ctx, to->table->schema, to->table->name), before,
                value);
}

static void print_column_setting(const struct settings *to, const struct column *column, const char *before,
                                 const char *value)
{
    if (value)
        print_setting(to, mem_printf(to->ctx, "ALTER COLUMN %s %s", quoted_name(to->ctx, column->object->name), before),
                      value);
}

/* True when a column that is inherited has another default than its parents give it. */
static bool differs_from_parents(const struct relation *table, const struct column *column)
{
    const char *own = column_default(column), *above = NULL;
    for (size_t i = 0; i < table->n_parents; i++) {
        const struct column *c = column_find(table->parents[i], column->object->name);
        const char *value = c ? column_default(c) : NULL;
        above = value ? value : above;
    }
    return strcmp(own ? own : "", above ? above : "") != 0;
}

/* NOT NULL of later rows alone: no column definition can say that. */
static void print_not_valid(const struct settings *to, const struct column *c)
{
    if (object_flag(c->object, COLUMN_NOT_NULL) && !object_flag(c->object, COLUMN_NOT_NULL_VALID))
        fprintf(to->out, "\nALTER TABLE %s ADD %s NOT VALID;",
                qualified_name(to->ctx, to->table->schema, to->table->name), not_null_text(to->ctx, c->object));
}

static void print_column_settings(const struct settings *to, const struct column *c)
{
    const char *value = column_default(c), *foreign = c->object->values[COLUMN_FOREIGN_OPTIONS];
    if (c->inherited && c->default_changed && differs_from_parents(to->table, c))
        print_column_setting(to, c, value ? "SET DEFAULT " : "DROP DEFAULT", value ? value : "");
    if (c->inherited && c->null_changed && object_flag(c->object, COLUMN_NOT_NULL) && !stands_beside_columns(c))
        print_column_setting(to, c, "SET NOT NULL", "");
    print_not_valid(to, c);
    const char *option = c->option ? kind_text(to->ctx, NULL, c->option) : "";
    fprintf(to->out, "%s%s", option[0] ? "\n" : "", option);
    if (c->inherited && foreign) {
        struct text t;
        text_open(&t);
        show_fdw_options(t.out, foreign);
        print_column_setting(to, c, "OPTIONS ", mem_printf(to->ctx, "(%s)", text_close(&t, to->ctx)));
    }
}

/* What a snapshot says in statements of its own behind CREATE TABLE. */
static void print_settings(const struct settings *to)
{
    const struct item *item = to->table->item;
    const char *parent = item_attribute(item, "partition of"), *clustered = item_attribute(item, "clustered on");
    for (size_t i = 0; i < to->table->n_columns; i++) {
        const struct column *c = &to->table->columns[i];
        if (c->inherited || c->option || !object_flag(c->object, COLUMN_NOT_NULL_VALID))
            print_column_settings(to, c);
    }
    if (parent)
        fprintf(to->out, "\nALTER TABLE %s ATTACH PARTITION %s %s;", parent,
                qualified_name(to->ctx, to->table->schema, to->table->name), item_attribute(item, "bound"));
    print_setting(to, "REPLICA IDENTITY ", item_attribute(item, "replica identity"));
    print_setting(to, "CLUSTER ON ", clustered ? quoted_name(to->ctx, clustered) : NULL);
    print_setting(to, "ENABLE ROW LEVEL SECURITY", to->table->security_enabled ? "" : NULL);
    print_setting(to, "FORCE ROW LEVEL SECURITY", to->table->security_forced ? "" : NULL);
}

/* Where it stands among the columns is the parents' matter, who may have got theirs before or after. */
static bool comes_from_parents(const struct relation *table, const char *column)
{
    for (size_t i = 0; i < table->n_parents; i++)
        if (!is_partition_of(table, table->parents[i]) && column_find(table->parents[i], column))
            return true;
    return false;
}

/* Columns and constraints: each its own text, which is its line of CREATE TABLE. */
static void finish_elements(struct reader *r, struct relation *table, bool typed)
{
    resolve_not_null_names(r, table);
    for (size_t i = 0; i < table->n_columns; i++) {
        struct column *c = &table->columns[i];
        const struct catalog catalog = described_catalog(r, c->object);
        c->object->values[COLUMN_POSITION] = mem_printf(r->work, "%zu", i + 1);
        c->text = column_text(r, &catalog, c->object, typed);
        c->option = catalog.n_objects > 0 ? catalog.objects[0] : NULL;
        if (comes_from_parents(table, c->object->name))
            parsing_add_fact(&r->parsing, c->object, "of parents", "");
        add_described_item(r, &catalog, c->object, c->text);
    }
}

/* The lines in parentheses; a typed table without any has no parentheses either. */
static void print_lines(struct reader *r, FILE *out, const struct relation *table, bool typed)
{
    int lines = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct object *o = table->columns[i].object;
        bool said = object_flag(o, COLUMN_NOT_NULL) || o->values[COLUMN_DEFAULT];
        if (!table->columns[i].inherited && (!typed || said))
            print_line(out, &lines, table->columns[i].text);
    }
    for (size_t i = 0; i < table->n_columns; i++)
        if (stands_beside_columns(&table->columns[i]))
            print_line(out, &lines, not_null_text(r->work, table->columns[i].object));
    print_constraints(r, out, table, &lines);
    if (lines > 0)
        fputs("\n)", out);
    else
        fputs(typed ? "" : " ()", out);
}

static const char *kind_words(const struct item *item)
{
    const char *variety = item_attribute(item, "kind");
    return !variety ? "" : variety[0] == 'f' ? "FOREIGN " : "UNLOGGED ";
}

static void finish_table(struct reader *r, struct relation *table)
{
    const struct item *item = table->item;
    const char *type = item_attribute(item, "of type"), *key = item_attribute(item, "partition key");
    const char *options = item_attribute(item, "options"), *parents = item_attribute(item, "inherits");
    const char *method = item_attribute(item, "access method"), *server = item_attribute(item, "server");
    struct text t;
    finish_elements(r, table, type != NULL);
    text_open(&t);
    fprintf(t.out, "CREATE %sTABLE %s%s%s", kind_words(item), qualified_name(r->work, table->schema, table->name),
            type ? " OF " : "", type ? type : "");
    print_lines(r, t.out, table, type != NULL);
    for (size_t i = 0; i < table->n_columns; i++)
        mem_free((void *)table->columns[i].text);
    if (parents)
        fprintf(t.out, " INHERITS (%s)", parents);
    if (key)
        fprintf(t.out, " PARTITION BY %s", key);
    if (method)
        fprintf(t.out, " USING %s", quoted_name(r->work, method));
    if (options && !server)
        fprintf(t.out, "\nWITH (%s)", options);
    if (server)
        fprintf(t.out, "\n    SERVER %s", quoted_name(r->work, server));
    if (server && options)
        fprintf(t.out, "\n    OPTIONS (%s)", options);
    putc(';', t.out);
    print_settings(&(struct settings){r, r->work, t.out, table});
    model_set(r->draft, table->item, "triggers", print_partition_firing(r, table, t.out));
    model_set_text(r->draft, table->item, text_close(&t, r->work));
}

void finish_texts(struct reader *r)
{
    for (struct relation *relation = r->relations; relation; relation = relation->hh.next) {
        if (relation->kind == RELATION_TABLE) {
            finish_table(r, relation);
            finish_rows(r, relation);
        }
    }
}
