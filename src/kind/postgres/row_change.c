#include "kind/postgres/row_change.h"

#include <string.h>

#include "base/mem.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "sql/postgres/lex.h"

/* The columns of the table's primary key, as they are printed; none where it has no plain one. */
static struct list_parts key_of(void *ctx, const struct catalog *catalog, const struct object *row)
{
    struct objects all = catalog_children(catalog, &postgres_constraint, row->schema, row->relation);
    for (size_t i = 0; i < all.n; i++) {
        const char *definition = object_value(all.items[i], CONSTRAINT_DEFINITION), *open = strchr(definition, '(');
        if (object_value(all.items[i], CONSTRAINT_TYPE)[0] != 'p' || !open)
            continue;
        const char *close = strchr(open, ')');
        return close ? lex_list(ctx, mem_strndup(ctx, open + 1, (size_t)(close - open - 1))) : (struct list_parts){0};
    }
    return (struct list_parts){0};
}

struct row {
    struct list_parts columns, values;
};

static struct row row_of(void *ctx, struct row_texts texts)
{
    struct row row = {lex_list(ctx, texts.columns), lex_list(ctx, texts.values)};
    if (row.columns.n != row.values.n)
        row.columns.n = row.values.n = 0;
    return row;
}

static const char *value_of(const struct row *row, const char *column)
{
    for (size_t i = 0; i < row->columns.n; i++)
        if (strcmp(row->columns.items[i], column) == 0)
            return row->values.items[i];
    return NULL;
}

static bool same_key(const struct row *a, const struct row *b, const struct list_parts *key)
{
    for (size_t i = 0; i < key->n; i++) {
        const char *x = value_of(a, key->items[i]), *y = value_of(b, key->items[i]);
        if (!x || !y || strcmp(x, y) != 0)
            return false;
    }
    return key->n > 0;
}

static void print_where(FILE *out, const struct row *row, const struct list_parts *columns)
{
    const char *separator = " WHERE ";
    for (size_t i = 0; i < columns->n; i++) {
        const char *value = value_of(row, columns->items[i]);
        bool null = strcmp(value, "NULL") == 0;
        fprintf(out, "%s%s %s", separator, columns->items[i], null ? "IS NULL" : "= ");
        fputs(null ? "" : value, out);
        separator = " AND ";
    }
    fputs(";\n", out);
}

static void print_update(struct alteration *a, const struct row *old, const struct row *new,
                         const struct list_parts *key)
{
    const char *separator = " SET ";
    fputs("UPDATE ", a->out);
    print_object_relation(a->out, a->from);
    for (size_t i = 0; i < new->columns.n; i++) {
        const char *before = value_of(old, new->columns.items[i]);
        if (before && strcmp(before, new->values.items[i]) == 0)
            continue;
        fprintf(a->out, "%s%s = %s", separator, new->columns.items[i], new->values.items[i]);
        separator = ", ";
    }
    print_where(a->out, old, key);
}

/* The row of the wanted state that has the same key, and is not there yet. */
static bool find_successor(struct alteration *a, struct row_texts (*texts)(const struct object *row),
                           const struct row *old, const struct list_parts *key, struct row *found)
{
    struct objects rows = catalog_children(a->after, a->from->kind, a->from->schema, a->from->relation);
    for (size_t i = 0; i < rows.n; i++) {
        *found = row_of(a->ctx, texts(rows.items[i]));
        if (same_key(old, found, key))
            return true;
    }
    return false;
}

void remove_row(struct alteration *a, struct row_texts (*texts)(const struct object *row))
{
    struct row old = row_of(a->ctx, texts(a->from)), new;
    struct list_parts key = key_of(a->ctx, a->before, a->from);
    if (old.columns.n == 0)
        return;
    for (size_t i = 0; i < key.n; i++)
        if (!value_of(&old, key.items[i]))
            key.n = 0;
    if (find_successor(a, texts, &old, &key, &new)) {
        print_update(a, &old, &new, &key);
        return;
    }
    a->loses = "the row";
    fputs("DELETE FROM ONLY ", a->out);
    print_object_relation(a->out, a->from);
    print_where(a->out, &old, key.n ? &key : &old.columns);
}
