/* The texts of tables, columns, constraints and indexes, from what they are when all is read. */
#include <stdlib.h>
#include <string.h>

#include "canon/name.h"
#include "model/postgres/reader.h"

/* ` NOT NULL DEFAULT ''`: what follows a column's type. */
static void print_clauses(FILE *out, const struct column *column)
{
    const char *null = item_attribute(column->item, "null"), *generated = item_attribute(column->item, "generated");
    const char *identity = item_attribute(column->item, "identity"), *value = item_attribute(column->item, "default");
    if (null && !strstr(null, " NOT VALID"))
        fprintf(out, " %s", null);
    if (generated)
        fprintf(out, " GENERATED ALWAYS AS %s", generated);
    else if (identity) {
        size_t n = strcspn(identity, "(");
        bool options = identity[n] != '\0';
        fprintf(out, " GENERATED %.*s AS IDENTITY%s%s", (int)(options ? n - 1 : n), identity, options ? " " : "",
                identity + n);
    } else if (value)
        fprintf(out, " DEFAULT %s", value);
}

static char *column_text(void *ctx, const struct column *column, bool typed)
{
    struct text t;
    const char *collation = item_attribute(column->item, "collation");
    text_open(&t);
    print_name(t.out, column->item->name);
    if (typed)
        fputs(" WITH OPTIONS", t.out);
    else
        fprintf(t.out, " %s%s%s", column_type(column), collation ? " COLLATE " : "", collation ? collation : "");
    print_clauses(t.out, column);
    return text_close(&t, ctx);
}

static char *constraint_text(void *ctx, const struct item *item)
{
    const char *options = item_attribute(item, "options");
    return mem_printf(ctx, "CONSTRAINT %s %s%s%s%s%s", quoted(ctx, item->name), item_attribute(item, "definition"),
                      options ? " WITH (" : "", options ? options : "", options ? ")" : "",
                      item_attribute(item, "validated") ? " NOT VALID" : "");
}

/* Foreign keys and what is not checked stand in statements of their own. */
static bool stands_alone(const struct item *constraint)
{
    const char *definition = item_attribute(constraint, "definition");
    return strcmp(item_attribute(constraint, "type"), "FOREIGN KEY") == 0 || item_attribute(constraint, "validated") ||
           strstr(definition, " NOT ENFORCED");
}

static void finish_constraint(struct reader *r, const struct relation *table, struct item *item)
{
    char *text = constraint_text(r->work, item);
    if (stands_alone(item))
        text = mem_printf(r->work, "ALTER TABLE %s ADD %s;", qualified(r->work, table->schema, table->name), text);
    model_set_text(r->draft, item, text);
}

static int by_name(const void *a, const void *b)
{
    const struct constraint *first = a, *second = b;
    return strcmp(first->item->name, second->item->name);
}

static void begin_line(FILE *out, int *lines)
{
    fputs((*lines)++ > 0 ? ",\n    " : "\n    ", out);
}

static int print_lines(struct text *t, const struct relation *table, bool typed)
{
    int lines = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct column *column = &table->columns[i];
        bool said = item_attribute(column->item, "null") || item_attribute(column->item, "default");
        if (column->inherited || (typed && !said))
            continue;
        begin_line(t->out, &lines);
        fputs(column->item->text, t->out);
    }
    for (size_t i = 0; i < table->n_constraints; i++)
        if (!stands_alone(table->constraints[i].item)) {
            begin_line(t->out, &lines);
            fputs(table->constraints[i].item->text, t->out);
        }
    return lines;
}

static void print_line_of(FILE *out, const struct relation *table, const char *words_before, const char *value)
{
    if (value)
        fprintf(out, "\nALTER TABLE %s %s%s;", qualified(table->item, table->schema, table->name), words_before, value);
}

/* What a snapshot says in statements of its own behind CREATE TABLE. */
static void print_settings(FILE *out, const struct relation *table)
{
    const char *variety = item_attribute(table->item, "variety"),
               *security = item_attribute(table->item, "row security");
    const char *clustered = item_attribute(table->item, "clustered on");
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct column *c = &table->columns[i];
        const char *value = item_attribute(c->item, "default"), *name = quoted(table->item, c->item->name);
        char *set = mem_printf(table->item, "ALTER COLUMN %s SET ", name);
        const char *null = item_attribute(c->item, "null");
        if (c->inherited && c->default_changed && !value)
            print_line_of(out, table, mem_printf(table->item, "ALTER COLUMN %s DROP DEFAULT", name), "");
        if (c->inherited && c->default_changed && value)
            print_line_of(out, table, mem_printf(table->item, "%sDEFAULT ", set), value);
        if (c->inherited && c->null_changed && null)
            print_line_of(out, table, set, "NOT NULL");
        print_line_of(out, table, mem_printf(table->item, "%sSTORAGE ", set), item_attribute(c->item, "storage"));
        print_line_of(out, table, mem_printf(table->item, "%sCOMPRESSION ", set),
                      item_attribute(c->item, "compression"));
        print_line_of(out, table, mem_printf(table->item, "%sSTATISTICS ", set), item_attribute(c->item, "statistics"));
        if (item_attribute(c->item, "options"))
            print_line_of(out, table, set, mem_printf(table->item, "(%s)", item_attribute(c->item, "options")));
    }
    if (variety && strncmp(variety, "partition of ", strlen("partition of ")) == 0) {
        const char *parent = variety + strlen("partition of "), *bound = strstr(parent, " FOR VALUES ");
        bound = bound ? bound : strstr(parent, " DEFAULT");
        fprintf(out, "\nALTER TABLE %.*s ATTACH PARTITION %s%s;", (int)(bound - parent), parent,
                qualified(table->item, table->schema, table->name), bound);
    }
    print_line_of(out, table, "REPLICA IDENTITY ", item_attribute(table->item, "replica identity"));
    print_line_of(out, table, "CLUSTER ON ", clustered ? quoted(table->item, clustered) : NULL);
    print_line_of(out, table, "ENABLE ROW LEVEL SECURITY", security && strstr(security, "ENABLED") ? "" : NULL);
    print_line_of(out, table, "FORCE ROW LEVEL SECURITY", security && strstr(security, "FORCED") ? "" : NULL);
}

static void finish_table(struct reader *r, struct relation *table)
{
    const char *variety = item_attribute(table->item, "variety"), *key = item_attribute(table->item, "partition key");
    const char *options = item_attribute(table->item, "options"), *parents = item_attribute(table->item, "inherits");
    bool typed = variety && strncmp(variety, "of ", strlen("of ")) == 0;
    bool unlogged = variety && strcmp(variety, "unlogged") == 0;
    struct text inside, t;
    if (table->n_constraints)
        qsort(table->constraints, table->n_constraints, sizeof(*table->constraints), by_name);
    for (size_t i = 0; i < table->n_columns; i++) {
        model_set(r->draft, table->columns[i].item, "position", mem_printf(r->work, "%zu", i + 1));
        model_set_text(r->draft, table->columns[i].item, column_text(r->work, &table->columns[i], typed));
    }
    for (size_t i = 0; i < table->n_constraints; i++)
        finish_constraint(r, table, table->constraints[i].item);
    text_open(&inside);
    int lines = print_lines(&inside, table, typed);
    char *elements = text_close(&inside, r->work);
    text_open(&t);
    fprintf(t.out, "CREATE %sTABLE %s%s%s", unlogged ? "UNLOGGED " : "", qualified(r->work, table->schema, table->name),
            typed ? " " : "", typed ? "OF " : "");
    if (typed)
        fputs(variety + strlen("of "), t.out);
    if (lines > 0)
        fprintf(t.out, " (%s\n)", elements);
    else
        fputs(typed ? "" : " ()", t.out);
    if (parents)
        fprintf(t.out, " INHERITS (%s)", parents);
    if (key)
        fprintf(t.out, " PARTITION BY %s", key);
    if (options)
        fprintf(t.out, "\nWITH (%s)", options);
    putc(';', t.out);
    print_settings(t.out, table);
    model_set_text(r->draft, table->item, text_close(&t, r->work));
}

/* A view's columns are items only where they have a default or the like. */
static void finish_view(struct reader *r, struct relation *view)
{
    for (size_t i = 0; i < view->n_columns; i++) {
        struct item *column = view->columns[i].item;
        const char *value = item_attribute(column, "default"), *statistics = item_attribute(column, "statistics");
        bool materialized = view->item->kind == &model_materialized_view;
        model_set_text(r->draft, column,
                       mem_printf(r->work, "ALTER %s %s ALTER COLUMN %s SET %s %s;", materialized ? "TABLE" : "VIEW",
                                  qualified(r->work, view->schema, view->name), quoted(r->work, column->name),
                                  value ? "DEFAULT" : "STATISTICS",
                                  value        ? value
                                  : statistics ? statistics
                                               : ""));
    }
}

/* An index that all partitions have one for is like any other; only one that lacks some is told. */
static void settle_only(struct reader *r, struct relation *index)
{
    bool whole = index->table && index->table->n_attached > 0 && index->n_attached >= index->table->n_attached;
    if (index->only && !whole && index->table && item_attribute(index->table->item, "partition key"))
        model_set(r->draft, index->item, "method",
                  mem_printf(r->work, "%s ON ONLY",
                             item_attribute(index->item, "method") ? item_attribute(index->item, "method") : "btree"));
}

static void finish_index(struct reader *r, struct relation *index)
{
    struct item *item = index->item;
    settle_only(r, index);
    const char *method = item_attribute(item, "method"), *include = item_attribute(item, "include");
    const char *options = item_attribute(item, "options"), *where = item_attribute(item, "where");
    const char *distinct = item_attribute(item, "definition");
    struct text t;
    text_open(&t);
    fprintf(t.out, "CREATE %sINDEX %s ON %s", item_attribute(item, "unique") ? "UNIQUE " : "",
            quoted(r->work, item->name), qualified(r->work, item->schema, item->relation));
    if (method)
        fprintf(t.out, " USING %s", method);
    fprintf(t.out, " (%s)", item_attribute(item, "keys"));
    if (include)
        fprintf(t.out, " INCLUDE (%s)", include);
    if (distinct)
        fprintf(t.out, " %s", distinct);
    if (options)
        fprintf(t.out, " WITH (%s)", options);
    if (where)
        fprintf(t.out, " WHERE %s", where);
    putc(';', t.out);
    model_set_text(r->draft, item, text_close(&t, r->work));
}

void finish_texts(struct reader *r)
{
    for (struct relation *relation = r->relations; relation; relation = relation->hh.next) {
        if (relation->kind == RELATION_TABLE) {
            finish_table(r, relation);
            finish_rows(r, relation);
        } else if (relation->kind == RELATION_VIEW) {
            finish_view(r, relation);
        } else if (relation->kind == RELATION_INDEX && relation->item->kind == &model_index) {
            finish_index(r, relation);
        }
    }
}
