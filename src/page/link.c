/* Foreign keys: found on both engines, joined, and led to the tables they refer to; partitions and what inherits. */
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/view.h"

/*
 * What makes two foreign keys one: columns and table. Engines give them
 * different names or none, and leave out different parts of the rest.
 */
const char *key_of_reference(void *ctx, enum engine engine, const struct item *item)
{
    struct reference reference;
    const char *definition = item_attribute(item, "definition");
    if (!definition || !reference_read(ctx, engine, definition, &reference))
        return NULL;
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < reference.columns.n; i++)
        fprintf(t.out, "%s,", reference.columns.items[i]);
    fprintf(t.out, " %s.%s", reference.schema, reference.table);
    return text_close(&t, ctx);
}

static void add_links(void *ctx, struct view *view, struct relation *from)
{
    struct pairs pairs = pairs_make(ctx, from->parts, &model_constraint, key_of_reference);
    for (size_t i = 0; i < pairs.n; i++) {
        size_t at = mem_grow(ctx, &view->links, &view->n_links);
        struct link *link = &view->links[at];
        enum engine engine = pair_engine(&pairs.items[i]);
        link->pair = pairs.items[i];
        link->from = from;
        reference_read(ctx, engine, item_attribute(pair_item(&link->pair), "definition"), &link->reference);
        link->to = database_find(from->database, link->reference.schema, link->reference.table);
    }
}

static void enter(void *ctx, struct link ***links, size_t *n, struct link *link)
{
    size_t at = mem_grow(ctx, links, n);
    (*links)[at] = link;
}

static void join(void *ctx, struct relation *child, struct relation *parent)
{
    for (size_t i = 0; i < child->n_parents; i++)
        if (child->parents[i] == parent)
            return;
    size_t at = mem_grow(ctx, &child->parents, &child->n_parents);
    child->parents[at] = parent;
    at = mem_grow(ctx, &parent->children, &parent->n_children);
    parent->children[at] = child;
}

static void add_parents(void *ctx, struct relation *child)
{
    static const char *const attributes[] = {"partition of", "inherits"};
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (size_t a = 0; a < sizeof(attributes) / sizeof(*attributes); a++) {
            const struct item *item = child->self.of[e].item;
            const char *list = item ? item_attribute(item, attributes[a]) : NULL;
            struct relation_name *names;
            size_t n = list ? relation_names_read(ctx, (enum engine)e, list, &names) : 0;
            for (size_t i = 0; i < n; i++) {
                struct relation *parent = database_find(child->database, names[i].schema, names[i].name);
                if (parent)
                    join(ctx, child, parent);
            }
        }
}

const struct relation *partition_parent(const struct relation *relation)
{
    const struct item *item = relation->self.of[ENGINE_POSTGRES].item;
    return item && item_attribute(item, "partition of") && relation->n_parents ? relation->parents[0] : NULL;
}

void view_link(void *ctx, struct view *view)
{
    for (size_t d = 0; d < view->n_databases; d++)
        for (size_t i = 0; i < view->databases[d].n_relations; i++) {
            add_links(ctx, view, &view->databases[d].relations[i]);
            add_parents(ctx, &view->databases[d].relations[i]);
        }
    for (size_t i = 0; i < view->n_links; i++) {
        struct link *link = &view->links[i];
        struct relation *from = link->from, *to = link->to;
        enter(ctx, &from->links, &from->n_links, link);
        if (to)
            enter(ctx, &to->links_in, &to->n_links_in, link);
    }
}
