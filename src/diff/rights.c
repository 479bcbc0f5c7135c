#include "diff/rights.h"

#include <string.h>

#include "model/kinds.h"

/* One right of an item: the i-th of its lists of facts. */
struct right {
    const char *role, *privilege, *column; /* "" for the whole object */
    const char *state;                     /* "held", "grantable", "taken" */
};

static bool right_at(const struct item *item, size_t i, struct right *right)
{
    if (!item || !item_fact(item, "right", i))
        return false;
    *right = (struct right){item_fact(item, "right role", i), item_fact(item, "right", i),
                            item_fact(item, "right column", i), item_fact(item, "right state", i)};
    return true;
}

static bool is_taken(const struct right *right)
{
    return strcmp(right->state, "taken") == 0;
}

/* A right of everybody, or on the whole object, has the others in it. */
static bool serves(const struct right *has, const struct right *wanted)
{
    bool role = strcmp(has->role, wanted->role) == 0 || strcmp(has->role, "PUBLIC") == 0;
    bool column = !has->column[0] || strcmp(has->column, wanted->column) == 0;
    bool passes = strcmp(wanted->state, "grantable") != 0 ||
                  (strcmp(has->state, "grantable") == 0 && strcmp(has->role, wanted->role) == 0);
    return !is_taken(has) && role && column && passes && strcmp(has->privilege, wanted->privilege) == 0;
}

static bool is_held(const struct item *item, const struct right *wanted)
{
    struct right right;
    for (size_t i = 0; right_at(item, i, &right); i++)
        if (serves(&right, wanted))
            return true;
    return false;
}

static bool was_taken(const struct item *item, const struct right *taken)
{
    struct right right;
    for (size_t i = 0; right_at(item, i, &right); i++)
        if (is_taken(&right) && strcmp(right.role, taken->role) == 0 &&
            strcmp(right.privilege, taken->privilege) == 0 && strcmp(right.column, taken->column) == 0)
            return true;
    return false;
}

bool rights_are_lost(const struct item *before, const struct item *after)
{
    struct right right;
    for (size_t i = 0; right_at(before, i, &right); i++)
        if (!is_taken(&right) && !is_held(after, &right))
            return true;
    for (size_t i = 0; right_at(after, i, &right); i++)
        if (is_taken(&right) && !was_taken(before, &right))
            return true;
    return false;
}

bool has_object_of(const struct model *model, const struct item *privilege)
{
    static const struct model_kind *const kinds[] = {&model_table,    &model_view, &model_materialized_view,
                                                     &model_sequence, &model_type, &model_function,
                                                     &model_schema};
    const char *name = item_fact(privilege, "object", 0);
    for (size_t i = 0; name && i < sizeof(kinds) / sizeof(*kinds); i++)
        if (model_find(model, kinds[i], privilege->schema, "", name))
            return true;
    for (size_t i = 0; name && model_kind_at(i); i++)
        if (model_kind_is_described(model_kind_at(i)) &&
            model_find(model, model_kind_at(i), privilege->schema, "", name))
            return true;
    return name && model_find(model, &model_schema, name, "", name);
}
