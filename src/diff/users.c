#include "diff/users.h"

#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

enum { NAMED = 5 };

/* Names items that one after the other are found to be users. */
struct users {
    void *ctx;
    const char *names;
    size_t n;
};

static void add_user(struct users *u, const struct item *item)
{
    if (u->n++ < NAMED)
        u->names =
            mem_printf(u->ctx, "%s%s%s", u->names ? u->names : "", u->names ? ", " : "", item_describe(u->ctx, item));
}

static const char *names_of_users(const struct users *u)
{
    return u->n > NAMED ? mem_printf(u->ctx, "%s and %zu more", u->names, u->n - NAMED) : u->names;
}

static char *place_of_column(void *ctx, const struct item *column)
{
    return mem_printf(ctx, "%s\n%s\n%s", column->schema, column->relation, column->name);
}

const char *column_users(void *ctx, const struct model *model, const struct item *column)
{
    struct users users = {.ctx = ctx};
    const char *place = place_of_column(ctx, column);
    for (size_t i = 0; i < model->n_items; i++)
        if (item_has_fact(model->items[i], "uses", place))
            add_user(&users, model->items[i]);
    return names_of_users(&users);
}

static bool is_of_type(const struct item *column, const char *schema, const char *name)
{
    const char *type_schema = item_fact(column, "type schema", 0), *type = item_fact(column, "type", 0);
    return column->kind == &model_column && type && strcmp(type, name) == 0 &&
           strcmp(type_schema ? type_schema : "", schema) == 0;
}

const char *row_type_users(void *ctx, const struct model *model, const struct item *column)
{
    struct users users = {.ctx = ctx};
    for (size_t i = 0; i < model->n_items; i++)
        if (is_of_type(model->items[i], column->schema, column->relation))
            add_user(&users, model->items[i]);
    return names_of_users(&users);
}

/* NOT VALID and NOT ENFORCED: nobody looks. */
static bool is_checked(const struct item *item)
{
    return item->kind == &model_index || (!item_attribute(item, "validated") && !item_has_fact(item, "enforced", "no"));
}

/* What of the column's table has that fact of it, and is in force. */
static struct users users_in_table(void *ctx, const struct model *model, const struct item *column, const char *fact)
{
    struct users users = {.ctx = ctx};
    const char *place = place_of_column(ctx, column);
    struct item_run run = model_relation_items(model, column->schema, column->relation);
    for (size_t i = 0; i < run.n; i++)
        if (item_has_fact(run.items[i], fact, place) && is_checked(run.items[i]))
            add_user(&users, run.items[i]);
    return users;
}

const char *computed_from_column(void *ctx, const struct model *model, const struct item *column)
{
    struct users users = users_in_table(ctx, model, column, "computes from");
    return names_of_users(&users);
}

bool null_was_refused(const struct model *model, const struct item *column)
{
    void *scratch = mem_context(NULL);
    bool refused = users_in_table(scratch, model, column, "refuses null").n > 0;
    mem_free(scratch);
    return refused;
}
