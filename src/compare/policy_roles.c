#include "compare/policy_roles.h"

#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

static const char *const owner_word = "*";

static size_t count_roles(const struct item *policy)
{
    size_t n = 0;
    while (item_fact(policy, "role", n))
        n++;
    return n;
}

static const struct item *twin_of(const struct item *policy, const struct model *other)
{
    return model_find(other, policy->kind, policy->schema, policy->relation, policy->name);
}

/* The role of the policy that its twin has the owner's word for; NULL: they differ otherwise, or not. */
static const char *owner_of_policy(const struct item *policy, const struct item *twin)
{
    const char *role, *missing = NULL;
    size_t n_missing = 0;
    if (!twin || !item_has_fact(twin, "role", owner_word) || count_roles(policy) != count_roles(twin))
        return NULL;
    for (size_t i = 0; (role = item_fact(policy, "role", i)); i++)
        if (!item_has_fact(twin, "role", role)) {
            missing = role;
            n_missing++;
        }
    return n_missing == 1 ? missing : NULL;
}

static const char *find_owner(const struct model *model, const struct model *other)
{
    const char *owner = NULL;
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *item = model->items[i];
        const char *role = item->kind == &model_policy ? owner_of_policy(item, twin_of(item, other)) : NULL;
        if (role && owner && strcmp(role, owner) != 0)
            return NULL;
        owner = role ? role : owner;
    }
    return owner;
}

static const struct item *with_roles_of(void *ctx, const struct item *policy, const struct item *twin)
{
    struct item *item = mem_copy(ctx, policy, sizeof(*policy));
    struct attribute *attributes = mem_copy(ctx, policy->attributes, policy->n_attributes * sizeof(*attributes));
    for (size_t i = 0; i < policy->n_attributes; i++)
        if (strcmp(attributes[i].name, "roles") == 0)
            attributes[i].value = item_attribute(twin, "roles");
    item->attributes = attributes;
    return item;
}

const struct model *with_owner_in_policies(void *ctx, const struct model *model, const struct model *other,
                                           const char *path, struct diags *diags)
{
    const char *owner = model->writer == WRITER_DUMP_OF_NOBODY ? find_owner(model, other) : NULL;
    if (!owner)
        return model;
    struct model *copy = mem_copy(ctx, model, sizeof(*model));
    const struct item **items = mem_copy(copy, model->items, model->n_items * sizeof(*items));
    for (size_t i = 0; i < model->n_items; i++) {
        const struct item *twin = items[i]->kind == &model_policy ? twin_of(items[i], other) : NULL;
        if (twin && owner_of_policy(items[i], twin))
            items[i] = with_roles_of(copy, items[i], twin);
    }
    copy->items = items;
    diag_warning(diags, "role %s is taken for the owner in policies: %s does not say who owns what", owner, path);
    return copy;
}
