#include "compare/dump_owner.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

static const char current_user[] = "CURRENT_USER", owner_word[] = "*";

/* ---- policies: their roles are facts ---- */

static size_t count_facts(const struct item *item, const char *name)
{
    size_t n = 0;
    while (item_fact(item, name, n))
        n++;
    return n;
}

static const struct item *twin_of(const struct item *item, const struct model *other)
{
    return model_find(other, item->kind, item->schema, item->relation, item->name);
}

/* The role of the policy that its twin has the owner's word for; NULL: they differ otherwise, or not. */
static const char *owner_of_policy(const struct item *policy, const struct item *twin)
{
    const char *role, *missing = NULL;
    size_t n_missing = 0;
    if (!twin || !item_has_fact(twin, "role", owner_word) || count_facts(policy, "role") != count_facts(twin, "role"))
        return NULL;
    for (size_t i = 0; (role = item_fact(policy, "role", i)); i++)
        if (!item_has_fact(twin, "role", role)) {
            missing = role;
            n_missing++;
        }
    return n_missing == 1 ? missing : NULL;
}

/* ---- default privileges and user mappings: the role is part of the name ---- */

/* "DEFAULT PRIVILEGES FOR ROLE boss ON TABLES", where the owner's are "DEFAULT PRIVILEGES ON TABLES". */
struct naming {
    const char *before, *behind;         /* the role */
    const char *own_before, *own_behind; /* what stands there in the name of the owner's */
};
static const struct naming of_defaults = {"DEFAULT PRIVILEGES FOR ROLE ", " ON ", "DEFAULT PRIVILEGES", " ON "};
static const struct naming of_mappings = {"FOR ", " SERVER ", "FOR CURRENT_USER", " SERVER "};

static const struct naming *naming_of(const struct item *item)
{
    if (item->kind == &model_privilege && item_fact(item, "defaults", 0))
        return &of_defaults;
    return item->kind->name && strcmp(item->kind->name, "user mapping") == 0 ? &of_mappings : NULL;
}

/* What the item would be called if the role in its name were the owner; *role is that. NULL: there is none. */
static const char *owner_name(void *ctx, const struct item *item, const char **role)
{
    const struct naming *naming = naming_of(item);
    if (!naming || strncmp(item->name, naming->before, strlen(naming->before)) != 0)
        return NULL;
    const char *start = item->name + strlen(naming->before), *end = NULL;
    for (const char *at = strstr(start, naming->behind); at; at = strstr(at + 1, naming->behind))
        end = at;
    if (!end)
        return NULL;
    *role = mem_strndup(ctx, start, (size_t)(end - start));
    return mem_printf(ctx, "%s%s", naming->own_before, end);
}

/* The other side's that is the owner's, where neither side has both of them. */
static const struct item *owner_twin(void *ctx, const struct item *item, const struct model *model,
                                     const struct model *other, const char **role)
{
    const char *name = twin_of(item, other) ? NULL : owner_name(ctx, item, role);
    if (!name || strcmp(*role, current_user) == 0 || strcmp(*role, "PUBLIC") == 0 ||
        model_find(model, item->kind, item->schema, item->relation, name))
        return NULL;
    return model_find(other, item->kind, item->schema, item->relation, name);
}

static bool has_right(const struct item *item, const char *role, const struct item *of, size_t at)
{
    static const char *const rest[] = {"right", "right column", "right state"};
    const char *other;
    for (size_t i = 0; (other = item_fact(item, "right role", i)); i++) {
        bool same = strcmp(other, role) == 0;
        for (size_t k = 0; same && k < sizeof(rest) / sizeof(*rest); k++)
            same = strcmp(item_fact(item, rest[k], i), item_fact(of, rest[k], at)) == 0;
        if (same)
            return true;
    }
    return false;
}

/* Whether two privileges are the same once that role is CURRENT_USER. */
static bool same_rights(const struct item *item, const struct item *twin, const char *owner)
{
    size_t n = count_facts(item, "right role");
    bool same = n == count_facts(twin, "right role");
    for (size_t i = 0; same && i < n; i++) {
        const char *role = item_fact(item, "right role", i);
        same = has_right(twin, strcmp(role, owner) == 0 ? current_user : role, item, i);
    }
    return same;
}

/* ---- who it is ---- */

/* By an item; `sure`: it is the same on both sides but for the role. */
static const char *owner_by_item(void *ctx, const struct item *item, const struct model *model,
                                 const struct model *other, bool sure)
{
    const char *role = NULL;
    if (item->kind == &model_policy)
        return owner_of_policy(item, twin_of(item, other));
    const struct item *twin = owner_twin(ctx, item, model, other, &role);
    return twin && (!sure || same_rights(item, twin, role)) ? role : NULL;
}

/* NULL: nobody, or one of several. */
static const char *find_owner(void *ctx, const struct model *model, const struct model *other, bool sure, size_t *n)
{
    const char *owner = NULL;
    *n = 0;
    for (size_t i = 0; i < model->n_items; i++) {
        const char *role = owner_by_item(ctx, model->items[i], model, other, sure);
        *n += role && (!owner || strcmp(role, owner) != 0);
        owner = role ? role : owner;
    }
    return *n == 1 ? owner : NULL;
}

/* What differs otherwise, too, tells of him only where nothing else does. */
static const char *owner_of_dump(void *ctx, const struct model *model, const struct model *other)
{
    size_t n;
    const char *owner = find_owner(ctx, model, other, true, &n);
    return n > 0 ? owner : find_owner(ctx, model, other, false, &n);
}

/* ---- the items with CURRENT_USER ---- */

static const struct item *with_attribute_of(void *ctx, const struct item *from, const struct item *twin,
                                            const char *attribute)
{
    struct item *item = mem_copy(ctx, from, sizeof(*from));
    struct attribute *attributes = mem_copy(ctx, from->attributes, from->n_attributes * sizeof(*attributes));
    for (size_t i = 0; i < from->n_attributes; i++)
        if (strcmp(attributes[i].name, attribute) == 0)
            attributes[i].value = item_attribute(twin, attribute);
    item->attributes = attributes;
    return item;
}

static const struct item *translated(void *ctx, const struct item *item, const struct model *model,
                                     const struct model *other, const char *owner)
{
    const char *role = NULL;
    const struct item *same = twin_of(item, other), *twin = owner_twin(ctx, item, model, other, &role);
    if (item->kind == &model_policy)
        return owner_of_policy(item, same) ? with_attribute_of(ctx, item, same, "roles") : item;
    if (twin && strcmp(role, owner) == 0) {
        struct item *renamed = mem_copy(ctx, item, sizeof(*item));
        renamed->name = twin->name;
        item = renamed;
        same = twin;
    }
    return naming_of(item) == &of_defaults && same && same_rights(item, same, owner)
               ? with_attribute_of(ctx, item, same, "grants")
               : item;
}

static int by_place(const void *a, const void *b)
{
    return model_compare_items(*(const struct item *const *)a, *(const struct item *const *)b);
}

const struct model *with_owner_as_current_user(void *ctx, const struct model *model, const struct model *other,
                                               const char *path, struct diags *diags)
{
    const char *owner = model->writer == WRITER_DUMP_OF_NOBODY ? owner_of_dump(ctx, model, other) : NULL;
    if (!owner)
        return model;
    struct model *copy = mem_copy(ctx, model, sizeof(*model));
    const struct item **items = mem_copy(copy, model->items, model->n_items * sizeof(*items));
    for (size_t i = 0; i < model->n_items; i++)
        items[i] = translated(copy, model->items[i], model, other, owner);
    qsort(items, model->n_items, sizeof(*items), by_place);
    copy->items = items;
    diag_warning(diags, "role %s is taken for the owner: %s does not say who owns what", owner, path);
    return copy;
}
