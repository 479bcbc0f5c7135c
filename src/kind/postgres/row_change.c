#include "kind/postgres/row_change.h"

#include <string.h>

#include "base/mem.h"
#include "kind/postgres/common.h"
#include "kind/postgres/postgres.h"
#include "kind/postgres/table.h"
#include "sql/postgres/lex.h"

struct parts {
    const char **items;
    size_t n;
};

static void add_part(void *ctx, struct parts *parts, const char *text, size_t from, size_t to)
{
    while (from < to && text[from] == ' ')
        from++;
    size_t at = mem_grow(ctx, &parts->items, &parts->n);
    parts->items[at] = mem_strndup(ctx, text + from, to - from);
}

/* What stands between commas that are in no parentheses. */
static struct parts split(void *ctx, const char *text)
{
    struct parts parts = {0};
    struct lexer l = {text, 0, strlen(text)};
    size_t from = 0;
    int depth = 0;
    for (struct lexeme x = lex_next(&l); x.kind != LEXEME_END && x.kind != LEXEME_OPEN; x = lex_next(&l)) {
        if (lexeme_is(text, x, "(") || lexeme_is(text, x, "["))
            depth++;
        else if (lexeme_is(text, x, ")") || lexeme_is(text, x, "]"))
            depth--;
        else if (depth == 0 && lexeme_is(text, x, ",")) {
            add_part(ctx, &parts, text, from, x.start);
            from = x.end;
        }
    }
    if (text[0])
        add_part(ctx, &parts, text, from, strlen(text));
    return parts;
}

/* The columns of the table's primary key, as they are printed; none where it has no plain one. */
static struct parts key_of(void *ctx, const struct catalog *catalog, const struct object *row)
{
    struct objects all = catalog_children(catalog, &postgres_constraint, row->schema, row->relation);
    for (size_t i = 0; i < all.n; i++) {
        const char *definition = object_value(all.items[i], CONSTRAINT_DEFINITION), *open = strchr(definition, '(');
        if (object_value(all.items[i], CONSTRAINT_TYPE)[0] != 'p' || !open)
            continue;
        const char *close = strchr(open, ')');
        return close ? split(ctx, mem_strndup(ctx, open + 1, (size_t)(close - open - 1))) : (struct parts){0};
    }
    return (struct parts){0};
}

struct row {
    struct parts columns, values;
};

static struct row row_of(void *ctx, struct row_texts texts)
{
    struct row row = {split(ctx, texts.columns), split(ctx, texts.values)};
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

static bool same_key(const struct row *a, const struct row *b, const struct parts *key)
{
    for (size_t i = 0; i < key->n; i++) {
        const char *x = value_of(a, key->items[i]), *y = value_of(b, key->items[i]);
        if (!x || !y || strcmp(x, y) != 0)
            return false;
    }
    return key->n > 0;
}

static void print_where(FILE *out, const struct row *row, const struct parts *columns)
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

static void print_update(struct alteration *a, const struct row *old, const struct row *new, const struct parts *key)
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
                           const struct row *old, const struct parts *key, struct row *found)
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
    struct parts key = key_of(a->ctx, a->before, a->from);
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
