/* What the application converts: the columns that one engine holds as a boolean or a time, and the other as a number or
 * a text. */
#include "base/mem.h"
#include "model/kinds.h"
#include "parity/private.h"

struct search {
    void *ctx;
    const struct model *const *models;
    struct parity_conversions found;
};

const char *parity_sort_name(enum parity_sort sort)
{
    static const char *const names[] = {"boolean", "date", "time", "timestamp"};
    return names[sort];
}

static void add_column(struct search *s, const struct parity_pair *pair, const struct item *column)
{
    const struct item *items[2] = {column, parity_column(&pair->sides[1], column->name)};
    const char *types[2] = {NULL, NULL};
    enum parity_sort sort;
    for (size_t i = 0; i < 2 && items[1]; i++)
        types[i] = item_attribute(items[i], "type");
    size_t postgres = s->models[0]->engine == ENGINE_POSTGRES ? 0 : 1;
    if (!items[1] || !types[postgres] || !parity_sort_of(types[postgres], &sort))
        return;
    size_t at = mem_grow(s->ctx, &s->found.items, &s->found.n);
    s->found.items[at] = (struct parity_conversion){
        pair->name, column->name, sort, {types[0] ? types[0] : "", types[1] ? types[1] : ""}};
}

static void add_table(struct search *s, const struct item *table)
{
    const struct item *other = parity_find_relation(s->models[1], table);
    if (!other || other->kind != &model_table)
        return;
    struct parity_pair pair = {parity_relation_name(s->ctx, table),
                               {parity_side_of(s->models[0], table), parity_side_of(s->models[1], other)}};
    size_t n;
    const struct item **columns = parity_columns_in_order(s->ctx, &pair.sides[0], &n);
    for (size_t i = 0; i < n; i++)
        add_column(s, &pair, columns[i]);
}

struct parity_conversions parity_conversions(void *ctx, const struct model *const models[2])
{
    struct search s = {ctx, models, {NULL, 0}};
    for (size_t i = 0; models[0]->engine != models[1]->engine && i < models[0]->n_items; i++)
        if (models[0]->items[i]->kind == &model_table)
            add_table(&s, models[0]->items[i]);
    return s.found;
}
