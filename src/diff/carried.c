/*
 * What says the name of a relation or a column that was renamed: a server carries the new name into it, so that it is
 * no change where the trees of both texts differ in nothing else. On Postgres; texts that the parser does not know, and
 * bodies in strings, are compared as they are.
 */
#include <string.h>

#include "base/mem.h"
#include "diff/carried.h"
#include "diff/draft.h"
#include "model/kinds.h"
#include "sql/postgres/renamed.h"

/* How a statement is made of an attribute. */
struct wrapping {
    const struct model_kind *kind;
    const char *attribute, *before, *behind;
    bool own; /* names outside of queries are columns of the item's relation */
};

static const struct wrapping wrappings[] = {
    {&model_view, "definition", "", "", false},
    {&model_materialized_view, "definition", "", "", false},
    {&model_policy, "using", "VALUES ((", "))", true},
    {&model_policy, "with check", "VALUES ((", "))", true},
    {&model_rule, "definition", "", "", true},
    {&model_trigger, "definition", "", "", true},
    {&model_function, "body", "CREATE FUNCTION f() RETURNS int LANGUAGE sql ", "", false},
    /* The row type of a table is called as that is. */
    {&model_function, "returns", "CREATE FUNCTION f() RETURNS ", " LANGUAGE sql AS ''", false},
    {&model_function, "arguments", "CREATE FUNCTION f(", ") RETURNS int LANGUAGE sql AS ''", false},
    {&model_column, "type", "VALUES (NULL::", ")", false},
    {&model_column, "default", "VALUES ((", "))", false},
};

/* Without the cast that goes without saying. */
static const struct wrapping default_of_regclass = {&model_column, "default", "VALUES ((", ")::regclass)", false};

static const struct wrapping *wrapping_of(const struct item *item, const char *attribute)
{
    const char *type = item->kind == &model_column ? item_attribute(item, "type") : NULL;
    if (type && strcmp(type, "regclass") == 0 && strcmp(attribute, "default") == 0)
        return &default_of_regclass;
    for (size_t i = 0; i < sizeof(wrappings) / sizeof(*wrappings); i++)
        if (wrappings[i].kind == item->kind && strcmp(wrappings[i].attribute, attribute) == 0)
            return &wrappings[i];
    return NULL;
}

/* ---- what was renamed ---- */

static bool is_relation(const struct item *item)
{
    return item->kind == &model_table || item->kind == &model_view || item->kind == &model_materialized_view;
}

static bool is_owned_sequence(const struct item *item, const struct item *table, const char *column)
{
    const char *schema = item->kind == &model_sequence ? item_fact(item, "owner", 0) : NULL;
    return schema && strcmp(schema, table->schema) == 0 && strcmp(item_fact(item, "owner", 1), table->name) == 0 &&
           (!column || strcmp(item_fact(item, "owner", 2), column) == 0);
}

/* The only one of the column. */
static const struct item *sequence_of(const struct model *model, const struct item *table, const char *column)
{
    const struct item *found = NULL;
    for (size_t i = 0; i < model->n_items; i++) {
        if (!is_owned_sequence(model->items[i], table, column))
            continue;
        if (found)
            return NULL;
        found = model->items[i];
    }
    return found;
}

/* Those of a renamed table's columns, which may have followed it. */
static void collect_sequences(struct diff_draft *d, const struct change *renamed, struct renaming **items, size_t *n)
{
    const struct model *model = d->old_model;
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *before = model->items[i];
        if (!is_owned_sequence(before, renamed->old_item, NULL))
            continue;
        const char *column = item_fact(before, "owner", 2);
        const struct item *after = sequence_of(d->new_model, renamed->new_item, column);
        bool alone = sequence_of(model, renamed->old_item, column) == before;
        if (!after || !alone || strcmp(after->schema, before->schema) != 0 || strcmp(after->name, before->name) == 0)
            continue;
        size_t at = mem_grow(d->ctx, items, n);
        (*items)[at] =
            (struct renaming){.schema = before->schema, .relation = before->name, .new_relation = after->name};
    }
}

static void collect(struct diff_draft *d, struct renaming **items, size_t *n)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct change *c = &d->changes[i].change;
        if (c->action != CHANGE_RENAMED || d->changes[i].gone)
            continue;
        const struct item *before = c->old_item, *after = c->new_item;
        if (!is_relation(before) && before->kind != &model_column)
            continue;
        if (before->kind == &model_table)
            collect_sequences(d, c, items, n);
        size_t at = mem_grow(d->ctx, items, n);
        (*items)[at] =
            (struct renaming){.schema = before->schema, .relation = before->name, .new_relation = after->name};
        if (!is_relation(before))
            (*items)[at] = (struct renaming){.schema = before->schema,
                                             .relation = before->relation,
                                             .new_relation = after->relation,
                                             .column = before->name,
                                             .new_column = after->name};
    }
}

static enum column_known has_column(const void *data, const char *schema, const char *relation, const char *column)
{
    static const struct model_kind *const views[] = {&model_view, &model_materialized_view};
    const struct model *model = data;
    if (model_find(model, &model_column, schema, relation, column))
        return COLUMN_IS_THERE;
    if (model_find(model, &model_table, schema, "", relation))
        return COLUMN_IS_NOT_THERE;
    for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++) {
        const struct item *view = model_find(model, views[i], schema, "", relation);
        if (view && item_fact(view, "column", 0))
            return item_has_fact(view, "column", column) ? COLUMN_IS_THERE : COLUMN_IS_NOT_THERE;
    }
    return COLUMN_UNKNOWN;
}

/* ---- what follows from it ---- */

bool is_carried(void *ctx, const struct item *item, const struct attribute_change *a, struct renamings renamings)
{
    const struct wrapping *wrapping = wrapping_of(item, a->name);
    if (!wrapping || !a->old_value || !a->new_value)
        return false;
    renamings.own_schema = item->schema;
    renamings.own_relation = wrapping->own ? item->relation : NULL;
    return is_same_renamed(mem_printf(ctx, "%s%s%s", wrapping->before, a->old_value, wrapping->behind),
                           mem_printf(ctx, "%s%s%s", wrapping->before, a->new_value, wrapping->behind), &renamings);
}

void swallow_carried(struct diff_draft *d)
{
    struct renamings renamings = {.has_column = has_column, .data = d->old_model};
    struct renaming *items = NULL;
    if (d->old_model->engine == ENGINE_SQLITE)
        swallow_carried_of_sqlite(d);
    else
        collect(d, &items, &renamings.n);
    renamings.items = items;
    if (renamings.n > 0)
        swallow_carried_functions(d, renamings);
    for (size_t i = 0; renamings.n > 0 && i < d->n; i++) {
        struct draft_change *c = &d->changes[i];
        bool carried = !c->gone && c->change.action == CHANGE_ALTERED && c->n_attributes > 0;
        void *work = mem_context(NULL);
        for (size_t k = 0; carried && k < c->n_attributes; k++)
            carried = is_carried(work, c->change.old_item, &c->attributes[k], renamings);
        c->gone = c->gone || carried;
        mem_free(work);
    }
}
