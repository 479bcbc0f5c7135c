#include "diff/users.h"

#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "model/kinds.h"

enum { NAMED = 5 };

/* Items by what they use: a column's place, or a table's row type. */
struct use {
    char *key;
    const struct item **items; /* in the model's order */
    size_t n;
    UT_hash_handle hh;
};

struct users {
    void *ctx;
    const struct model *model;
    bool found;
    struct use *uses; /* uthash */
};

struct users *users_new(void *ctx, const struct model *model)
{
    struct users *users = mem_new(ctx, struct users);
    users->ctx = users;
    users->model = model;
    return users;
}

void users_free(struct users *users)
{
    HASH_CLEAR(hh, users->uses);
    mem_free(users);
}

static char *place_of_column(void *ctx, const struct item *column)
{
    return mem_printf(ctx, "%s\n%s\n%s", column->schema, column->relation, column->name);
}

/* No column has an empty name, so no place of one is the same. */
static char *place_of_type(void *ctx, const char *schema, const char *name)
{
    return mem_printf(ctx, "%s\n%s\n", schema, name);
}

static void add_use(struct users *users, const char *key, const struct item *item)
{
    struct use *use;
    HASH_FIND_STR(users->uses, key, use);
    if (!use) {
        use = mem_new(users->ctx, struct use);
        use->key = mem_strdup(users->ctx, key);
        HASH_ADD_KEYPTR(hh, users->uses, use->key, strlen(use->key), use);
    }
    if (use->n > 0 && use->items[use->n - 1] == item)
        return;
    size_t at = mem_grow(users->ctx, &use->items, &use->n);
    use->items[at] = item;
}

static void find_uses(struct users *users)
{
    void *scratch = mem_context(NULL);
    for (size_t i = 0; i < users->model->n_items; i++) {
        const struct item *item = users->model->items[i];
        const char *use, *schema = item_fact(item, "type schema", 0), *type = item_fact(item, "type", 0);
        for (size_t k = 0; (use = item_fact(item, "uses", k)); k++)
            add_use(users, use, item);
        if (item->kind == &model_column && type)
            add_use(users, place_of_type(scratch, schema ? schema : "", type), item);
    }
    mem_free(scratch);
}

/* Names items that one after the other are found to be users. */
struct names {
    void *ctx;
    const char *text;
    size_t n;
};

static void add_name(struct names *names, const struct item *item)
{
    if (names->n++ < NAMED)
        names->text = mem_printf(names->ctx, "%s%s%s", names->text ? names->text : "", names->text ? ", " : "",
                                 item_describe(names->ctx, item));
}

static const char *names_text(const struct names *names)
{
    return names->n > NAMED ? mem_printf(names->ctx, "%s and %zu more", names->text, names->n - NAMED) : names->text;
}

static const char *names_of(void *ctx, struct users *users, const char *key)
{
    struct names names = {.ctx = ctx};
    if (!users->found)
        find_uses(users);
    users->found = true;
    struct use *use;
    HASH_FIND_STR(users->uses, key, use);
    for (size_t i = 0; use && i < use->n; i++)
        add_name(&names, use->items[i]);
    return names_text(&names);
}

const char *column_users(void *ctx, struct users *users, const struct item *column)
{
    return names_of(ctx, users, place_of_column(ctx, column));
}

const char *row_type_users(void *ctx, struct users *users, const struct item *column)
{
    return names_of(ctx, users, place_of_type(ctx, column->schema, column->relation));
}

/* NOT VALID and NOT ENFORCED: nobody looks. */
static bool is_checked(const struct item *item)
{
    return item->kind == &model_index || (!item_attribute(item, "validated") && !item_has_fact(item, "enforced", "no"));
}

/* What of the column's table has that fact of it, and is in force. */
static struct names users_in_table(void *ctx, const struct model *model, const struct item *column, const char *fact)
{
    struct names names = {.ctx = ctx};
    const char *place = place_of_column(ctx, column);
    struct item_run run = model_relation_items(model, column->schema, column->relation);
    for (size_t i = 0; i < run.n; i++)
        if (item_has_fact(run.items[i], fact, place) && is_checked(run.items[i]))
            add_name(&names, run.items[i]);
    return names;
}

const char *computed_from_column(void *ctx, struct users *users, const struct item *column)
{
    struct names names = users_in_table(ctx, users->model, column, "computes from");
    return names_text(&names);
}

bool null_was_refused(const struct users *users, const struct item *column)
{
    void *scratch = mem_context(NULL);
    bool refused = users_in_table(scratch, users->model, column, "refuses null").n > 0;
    mem_free(scratch);
    return refused;
}
