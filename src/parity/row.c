/* Seed rows: the same ones on both sides, whatever the engines' literals look like. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "parity/private.h"

struct row {
    const char *text;
    const struct item *item;
};

struct row_list {
    struct row *items;
    size_t n;
};

static int by_name(const void *a, const void *b)
{
    return strcasecmp(((const struct attribute *)a)->name, ((const struct attribute *)b)->name);
}

/* "a = 1, b = x", by column; a column that is null counts as absent. */
static const char *row_text(void *ctx, const struct item *row)
{
    struct attribute *values = mem_array(ctx, struct attribute, row->n_attributes + 1);
    struct text t;
    memcpy(values, row->attributes, row->n_attributes * sizeof(*values));
    qsort(values, row->n_attributes, sizeof(*values), by_name);
    text_open(&t);
    for (size_t i = 0; i < row->n_attributes; i++)
        if (strcasecmp(values[i].value, "NULL") != 0)
            fprintf(t.out, "%s = %s, ", parity_text(ctx, values[i].name), parity_literal(ctx, values[i].value));
    char *text = text_close(&t, ctx);
    size_t n = strlen(text);
    if (n > 2)
        text[n - 2] = '\0';
    return text;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct row *)a)->text, ((const struct row *)b)->text);
}

static struct row_list rows_of(void *ctx, const struct parity_side *side)
{
    struct row_list rows = {NULL, 0};
    for (size_t i = 0; i < side->n; i++) {
        if (side->items[i]->kind != &model_row)
            continue;
        size_t at = mem_grow(ctx, &rows.items, &rows.n);
        rows.items[at] = (struct row){row_text(ctx, side->items[i]), side->items[i]};
    }
    if (rows.n)
        qsort(rows.items, rows.n, sizeof(*rows.items), by_text);
    return rows;
}

/* The first rows that differ stand for all: rows are inserted by the same few statements. */
void parity_check_rows(struct parity *p, const struct parity_pair *pair)
{
    struct row_list a = rows_of(p->ctx, &pair->sides[0]), b = rows_of(p->ctx, &pair->sides[1]);
    size_t i = 0;
    while (i < a.n && i < b.n && strcmp(a.items[i].text, b.items[i].text) == 0)
        i++;
    if (i == a.n && i == b.n)
        return;
    const struct row *x = i < a.n ? &a.items[i] : NULL, *y = i < b.n ? &b.items[i] : NULL;
    parity_add(
        p, &(struct parity_said){{x ? x->item : NULL, y ? y->item : NULL}, {x ? x->text : NULL, y ? y->text : NULL}},
        "rows %s", pair->name);
}
