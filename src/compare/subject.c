#include "compare/subject.h"

#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "model/kinds.h"

enum { DEEPEST_PARTITION = 32 };

char *subject_of_item(void *ctx, const struct item *item)
{
    if (item->kind == &model_schema)
        return mem_printf(ctx, "schema %s", shown_text(ctx, item->name));
    return shown_text(ctx, item_describe(ctx, item));
}

char *subject_of_schema(void *ctx, const struct item *item)
{
    return item->schema[0] ? mem_printf(ctx, "schema %s", shown_text(ctx, item->schema)) : NULL;
}

char *subject_of_rows(void *ctx, const struct item *item)
{
    if (item->kind != &model_row)
        return NULL;
    const char *table = item->schema[0] ? mem_printf(ctx, "%s.%s", item->schema, item->relation) : item->relation;
    return mem_printf(ctx, "rows of %s", shown_text(ctx, table));
}

static const struct item *relation_in(const struct model *model, const char *schema, const char *name)
{
    static const struct model_kind *const kinds[] = {&model_table, &model_view, &model_materialized_view};
    const struct item *found = NULL;
    for (size_t i = 0; model && !found && i < sizeof(kinds) / sizeof(*kinds); i++)
        found = model_find(model, kinds[i], schema, "", name);
    return found;
}

char *subject_of_new_relation(void *ctx, const struct comparison *c, const struct item *item)
{
    if (!item->relation[0])
        return NULL;
    const struct item *before = relation_in(c->old_model, item->schema, item->relation);
    const struct item *after = relation_in(c->new_model, item->schema, item->relation);
    return !before == !after ? NULL : subject_of_item(ctx, before ? before : after);
}

/* The table an item is, or belongs to, on the newer side that has it. */
static const struct item *table_of(const struct comparison *c, const char *schema, const char *name)
{
    const struct item *after = relation_in(c->new_model, schema, name);
    return after ? after : relation_in(c->old_model, schema, name);
}

/* The parent by its name in a snapshot, which has no schema where that is the default one. */
static const struct item *parent_of(void *ctx, const struct comparison *c, const struct item *table)
{
    const char *parent = table ? item_attribute(table, "partition of") : NULL,
               *dot = parent ? strchr(parent, '.') : NULL;
    const struct item *found = parent ? table_of(c, "", parent) : NULL;
    for (; parent && !found && dot; dot = strchr(dot + 1, '.'))
        found = table_of(c, mem_strndup(ctx, parent, (size_t)(dot - parent)), dot + 1);
    return found;
}

char *subject_of_partition(void *ctx, const struct comparison *c, const struct item *item, size_t i)
{
    const struct item *table = table_of(c, item->schema, item->relation[0] ? item->relation : item->name);
    for (size_t depth = 0; table && depth < DEEPEST_PARTITION; depth++, table = parent_of(ctx, c, table)) {
        const char *parent = item_attribute(table, "partition of");
        if (!parent)
            return NULL;
        if (depth == i)
            return mem_printf(ctx, "partitions of %s", shown_text(ctx, parent));
    }
    return NULL;
}

/* All that an item says of a role's rights, in its order. */
static const char *rights_of(void *ctx, const struct item *item, const char *role)
{
    const char *words = "", *name;
    for (size_t i = 0; item && (name = item_fact(item, "right role", i)); i++)
        if (strcmp(name, role) == 0)
            words = mem_printf(ctx, "%s%s\n%s\n%s\n", words, item_fact(item, "right", i),
                               item_fact(item, "right column", i), item_fact(item, "right state", i));
    return words;
}

static bool is_among(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Defaults that give something to others say what their owner has, too, which is what it has anyway. */
static bool is_owner_of_defaults(const struct item *item, const char *role)
{
    return item_fact(item, "defaults", 0) && strcmp(role, "CURRENT_USER") == 0;
}

const char **subject_roles(void *ctx, const struct item *old_item, const struct item *new_item)
{
    const struct item *const sides[] = {old_item, new_item};
    const char **roles = NULL;
    size_t n = 0;
    for (size_t s = 0; s < 2; s++) {
        const char *role;
        for (size_t i = 0; sides[s] && (role = item_fact(sides[s], "right role", i)); i++) {
            if (is_among(roles, n, role) || is_owner_of_defaults(sides[s], role) ||
                strcmp(rights_of(ctx, old_item, role), rights_of(ctx, new_item, role)) == 0)
                continue;
            size_t at = mem_grow(ctx, &roles, &n);
            roles[at] = role;
        }
    }
    size_t end = mem_grow(ctx, &roles, &n);
    roles[end] = NULL;
    return roles;
}
