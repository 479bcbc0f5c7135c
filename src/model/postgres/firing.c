/* How triggers and rules fire: ENABLE and DISABLE, of partitions too, which have the triggers of their parent. */
#include <stdlib.h>
#include <string.h>

#include "model/postgres/reader.h"

/* A trigger that a partition has from its parent, and how it fires there; NULL: as usual. */
struct firing {
    const char *trigger, *how;
};

static struct relation *parent_of(const struct relation *table)
{
    return table->n_parents > 0 && is_partition_of(table, table->parents[0]) ? table->parents[0] : NULL;
}

static struct firing *firing_of(const struct relation *table, const char *trigger)
{
    for (size_t i = 0; i < table->n_firings; i++)
        if (strcmp(table->firings[i].trigger, trigger) == 0)
            return &table->firings[i];
    return NULL;
}

static void set_own(struct relation *table, const char *trigger, const char *how)
{
    struct firing *own = firing_of(table, trigger);
    if (!own) {
        size_t at = mem_grow(table, &table->firings, &table->n_firings);
        own = &table->firings[at];
        own->trigger = mem_strdup(table, trigger);
    }
    own->how = how;
}

/* As the trigger itself, or as the first table above that says otherwise. */
static const char *how_it_fires(struct reader *r, const struct relation *table, const char *trigger)
{
    for (; table; table = parent_of(table)) {
        const struct firing *own = firing_of(table, trigger);
        const struct item *item = model_draft_find(r->draft, &model_trigger, table->schema, table->name, trigger);
        if (own || item)
            return own ? own->how : item_attribute(item, "enabled");
    }
    return NULL;
}

static bool has_from_parent(struct reader *r, const struct relation *table, const char *trigger)
{
    for (table = parent_of(table); table; table = parent_of(table))
        if (model_draft_find(r->draft, &model_trigger, table->schema, table->name, trigger))
            return true;
    return false;
}

/* Partitions follow, or with ONLY go on as before. */
static void set_partitions(struct reader *r, const struct relation *table, const char *trigger, bool only)
{
    for (struct relation *child = r->relations; child; child = child->hh.next) {
        if (!is_partition_of(child, table))
            continue;
        if (only) {
            set_own(child, trigger, how_it_fires(r, child, trigger));
            continue;
        }
        struct firing *own = firing_of(child, trigger);
        if (own)
            *own = child->firings[--child->n_firings];
        set_partitions(r, child, trigger, false);
    }
}

static void set_item(struct reader *r, const struct relation *table, struct item *item, const char *how)
{
    const char *definition = item_attribute(item, "definition"), *name = quoted_name(r->work, item->name);
    model_set(r->draft, item, "enabled", how);
    const char *word = item->kind == &model_rule ? "RULE" : "TRIGGER";
    model_set_text(r->draft, item,
                   how ? mem_printf(r->work, "%s;\nALTER TABLE %s %s %s %s;", definition,
                                    qualified_name(r->work, table->schema, table->name), how, word, name)
                       : mem_printf(r->work, "%s;", definition));
}

bool set_firing(struct reader *r, struct relation *table, const struct model_kind *kind, const char *name,
                const char *how, bool only)
{
    struct item *item = model_draft_find(r->draft, kind, table->schema, table->name, name);
    bool trigger = kind == &model_trigger;
    if (!item && !(trigger && has_from_parent(r, table, name)))
        return false;
    if (trigger)
        set_partitions(r, table, name, only);
    if (item)
        set_item(r, table, item, how);
    else
        set_own(table, name, how);
    return true;
}

static int by_trigger(const void *a, const void *b)
{
    return strcmp(((const struct firing *)a)->trigger, ((const struct firing *)b)->trigger);
}

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

const char *firing_words(struct reader *r, struct relation *table, FILE *out)
{
    const char *words_of = NULL, *name = qualified_name(r->work, table->schema, table->name);
    if (!parent_of(table))
        return NULL;
    if (table->n_firings)
        qsort(table->firings, table->n_firings, sizeof(*table->firings), by_trigger);
    for (size_t i = 0; i < table->n_firings; i++) {
        const struct firing *own = &table->firings[i];
        if (same(own->how, how_it_fires(r, parent_of(table), own->trigger)))
            continue;
        const char *how = own->how ? own->how : "ENABLE", *trigger = quoted_name(r->work, own->trigger);
        words_of = mem_printf(r->work, "%s%s%s %s", words_of ? words_of : "", words_of ? ", " : "", how, trigger);
        fprintf(out, "\nALTER TABLE %s %s TRIGGER %s;", name, how, trigger);
    }
    return words_of;
}
