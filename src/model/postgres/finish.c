/* The texts of tables and columns, from what they are when all is read. */
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/column_setting.h"
#include "kind/postgres/constraint.h"
#include "model/postgres/described.h"
#include "model/postgres/reader.h"
#include "sql/postgres/name.h"

static char *identity_clause(void *ctx, const struct item *column)
{
    const char *options = item_attribute(column, "identity options");
    return mem_printf(ctx, " GENERATED %s AS IDENTITY%s%s%s", item_attribute(column, "identity"), options ? " (" : "",
                      options ? options : "", options ? ")" : "");
}

/* `CONSTRAINT c NOT NULL NO INHERIT`, with a column's name behind NOT NULL where it stands beside the columns. */
static char *not_null_text(void *ctx, const struct item *item, const char *column)
{
    const char *name = item_attribute(item, "not null name");
    return mem_printf(ctx, "%s%s%sNOT NULL%s%s%s", name ? "CONSTRAINT " : "", name ? quoted_name(ctx, name) : "",
                      name ? " " : "", column ? " " : "", column ? quoted_name(ctx, column) : "",
                      item_attribute(item, "not null inherit") ? " NO INHERIT" : "");
}

/* ` NOT NULL DEFAULT ''`: what follows a column's type. */
static const char *clauses(void *ctx, const struct item *column)
{
    const char *generated = item_attribute(column, "generated");
    const char *identity = item_attribute(column, "identity"), *value = item_attribute(column, "default");
    const char *rest = generated  ? mem_printf(ctx, " GENERATED ALWAYS AS %s", generated)
                       : identity ? identity_clause(ctx, column)
                       : value    ? mem_printf(ctx, " DEFAULT %s", value)
                                  : "";
    bool said = item_attribute(column, "not null") && !item_attribute(column, "not null validated");
    return said ? mem_printf(ctx, " %s%s", not_null_text(ctx, column, NULL), rest) : rest;
}

static char *column_text(void *ctx, const struct column *column, bool typed)
{
    const char *collation = item_attribute(column->item, "collation");
    const char *name = quoted_name(ctx, column->item->name), *end = clauses(ctx, column->item);
    if (typed)
        return mem_printf(ctx, "%s WITH OPTIONS%s", name, end);
    const char *options = item_attribute(column->item, "foreign options");
    return mem_printf(ctx, "%s %s%s%s%s%s%s%s", name, column_type(column), options ? " OPTIONS (" : "",
                      options ? options : "", options ? ")" : "", collation ? " COLLATE " : "",
                      collation ? collation : "", end);
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
        print_setting(to, mem_printf(to->ctx, "ALTER COLUMN %s %s", quoted_name(to->ctx, column->item->name), before),
                      value);
}

/* True when a column that is inherited has another default than its parents give it. */
static bool differs_from_parents(const struct relation *table, const struct column *column)
{
    const char *own = item_attribute(column->item, "default"), *above = NULL;
    for (size_t i = 0; i < table->n_parents; i++) {
        const struct column *c = column_find(table->parents[i], column->item->name);
        const char *value = c ? item_attribute(c->item, "default") : NULL;
        above = value ? value : above;
    }
    return strcmp(own ? own : "", above ? above : "") != 0;
}

/* NOT NULL of later rows alone: no column definition can say that. */
static void print_not_valid(const struct settings *to, const struct column *c)
{
    if (item_attribute(c->item, "not null validated"))
        fprintf(to->out, "\nALTER TABLE %s ADD %s NOT VALID;",
                qualified_name(to->ctx, to->table->schema, to->table->name),
                not_null_text(to->ctx, c->item, c->item->name));
}

static void print_column_settings(const struct settings *to, const struct column *c)
{
    const char *value = item_attribute(c->item, "default"), *null = item_attribute(c->item, "not null");
    const char *foreign = item_attribute(c->item, "foreign options");
    if (c->inherited && c->default_changed && differs_from_parents(to->table, c))
        print_column_setting(to, c, value ? "SET DEFAULT " : "DROP DEFAULT", value ? value : "");
    if (c->inherited && c->null_changed && null && !stands_beside_columns(c))
        print_column_setting(to, c, "SET NOT NULL", "");
    print_not_valid(to, c);
    for (const struct column_setting *s = column_settings; s->name; s++) {
        const char *set = item_attribute(c->item, s->name);
        if (set)
            print_column_setting(to, c, s->before, mem_printf(to->ctx, "%s%s", set, s->after));
    }
    if (c->inherited && foreign)
        print_column_setting(to, c, "OPTIONS ", mem_printf(to->ctx, "(%s)", foreign));
}

/* What a snapshot says in statements of its own behind CREATE TABLE. */
static void print_settings(const struct settings *to)
{
    const struct item *item = to->table->item;
    const char *parent = item_attribute(item, "partition of"), *clustered = item_attribute(item, "clustered on");
    for (size_t i = 0; i < to->table->n_columns; i++)
        if (to->table->columns[i].inherited || to->table->columns[i].item->n_attributes > 2)
            print_column_settings(to, &to->table->columns[i]);
    if (parent)
        fprintf(to->out, "\nALTER TABLE %s ATTACH PARTITION %s %s;", parent,
                qualified_name(to->ctx, to->table->schema, to->table->name), item_attribute(item, "bound"));
    print_setting(to, "REPLICA IDENTITY ", item_attribute(item, "replica identity"));
    print_setting(to, "CLUSTER ON ", clustered ? quoted_name(to->ctx, clustered) : NULL);
    print_setting(to, "ENABLE ROW LEVEL SECURITY", to->table->security_enabled ? "" : NULL);
    print_setting(to, "FORCE ROW LEVEL SECURITY", to->table->security_forced ? "" : NULL);
}

/* Columns and constraints: each its own text, which is its line of CREATE TABLE. */
static void finish_elements(struct reader *r, struct relation *table, bool typed)
{
    char number[32];
    resolve_not_null_names(r, table);
    for (size_t i = 0; i < table->n_columns; i++) {
        snprintf(number, sizeof(number), "%zu", i + 1);
        model_set(r->draft, table->columns[i].item, "position", number);
        model_set_text(r->draft, table->columns[i].item, column_text(r->work, &table->columns[i], typed));
    }
}

/* The lines in parentheses; a typed table without any has no parentheses either. */
static void print_lines(struct reader *r, FILE *out, const struct relation *table, bool typed)
{
    int lines = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct item *item = table->columns[i].item;
        bool said = item_attribute(item, "not null") || item_attribute(item, "default");
        if (!table->columns[i].inherited && (!typed || said))
            print_line(out, &lines, item->text);
    }
    for (size_t i = 0; i < table->n_columns; i++)
        if (stands_beside_columns(&table->columns[i]))
            print_line(out, &lines, not_null_text(r->work, table->columns[i].item, table->columns[i].item->name));
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
    print_settings(&(struct settings){r->work, t.out, table});
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
