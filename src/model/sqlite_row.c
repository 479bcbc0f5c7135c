/* Rows, whose printed lists of columns and values are taken apart again. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "kind/sqlite/sqlite.h"
#include "model/kinds.h"
#include "model/sqlite.h"

struct sqlite_list sqlite_split_list(void *ctx, const char *sql)
{
    struct sqlite_list list = {NULL, 0};
    struct sqlite_tokens tokens = sqlite_tokenize(ctx, sql);
    const char *from = sql;
    int depth = 0;
    for (size_t i = 0; i <= tokens.n; i++) {
        const struct sqlite_token *t = &tokens.items[i];
        bool comma = t->type == TOKEN_SYMBOL && *t->start == ',' && depth == 0;
        if (comma || t->type == TOKEN_END) {
            size_t at = mem_grow(ctx, &list.items, &list.n);
            from += strspn(from, " ");
            list.items[at] = mem_strndup(ctx, from, (size_t)(t->start - from));
            from = t->start + t->length;
        }
        if (t->type == TOKEN_SYMBOL)
            depth += (*t->start == '(') - (*t->start == ')');
    }
    return list;
}

/* The names as they stand, without quotes. */
static struct sqlite_list split_names(void *ctx, const char *sql)
{
    struct sqlite_list list = sqlite_split_list(ctx, sql);
    for (size_t i = 0; i < list.n; i++) {
        struct sqlite_tokens tokens = sqlite_tokenize(ctx, list.items[i]);
        list.items[i] = sqlite_token_content(ctx, &tokens.items[0]);
    }
    return list;
}

/* The place of a column in the table's primary key, from 1; 0: it is no part of it. */
static int key_place(const struct sqlite_filling *f, const char *table, const char *column)
{
    const struct object *o = catalog_find(f->catalog, &sqlite_column_kind, "", table, column);
    const char *place = o ? sqlite_field(o, "primary_key") : NULL;
    return place ? (int)strtol(place, NULL, 10) : 0;
}

/* The values of the primary key as a tuple; NULL where the table has none. */
static const char *key_tuple(const struct sqlite_filling *f, void *ctx, const char *table,
                             const struct sqlite_list *columns, const struct sqlite_list *values)
{
    const char **parts = mem_array(ctx, const char *, values->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < columns->n && i < values->n; i++) {
        int place = key_place(f, table, columns->items[i]);
        if (place < 1 || (size_t)place > values->n)
            continue;
        parts[place - 1] = values->items[i];
        n++;
    }
    if (n == 0)
        return NULL;
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < values->n; i++)
        if (parts[i])
            fprintf(t.out, "%s%s", i ? ", " : "(", parts[i]);
    putc(')', t.out);
    return text_close(&t, ctx);
}

void sqlite_add_row(const struct sqlite_filling *f, const struct object *row)
{
    void *ctx = mem_context(f->ctx);
    const char *printed = sqlite_field(row, "values"), *tuple = mem_printf(ctx, "(%s)", printed);
    struct sqlite_list columns = split_names(ctx, sqlite_field(row, "columns")),
                       values = sqlite_split_list(ctx, printed);
    const char *key = key_tuple(f, ctx, row->relation, &columns, &values);
    struct item *item = model_add(f->draft, &model_row, "", row->relation, key ? key : tuple,
                                  sqlite_place_row(f->places, row->relation, tuple));
    for (size_t i = 0; i < columns.n && i < values.n; i++)
        model_set(f->draft, item, columns.items[i], values.items[i]);
    model_set_text(f->draft, item, kind_text(ctx, f->catalog, row));
    mem_free(ctx);
}
