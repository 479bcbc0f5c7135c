/* How triggers and rules fire: ENABLE and DISABLE, of partitions too, which have the triggers of their parent. */
#include <stdlib.h>
#include <string.h>

#include "kind/postgres/firing.h"
#include "kind/postgres/postgres.h"
#include "model/postgres/reader.h"

/* A trigger that a partition has from its parent, and how it fires there, as fields say it; NULL: as usual. */
struct firing {
    const char *trigger, *how;
};

static struct relation *parent_of(const struct relation *table)
{
    return table->n_parents > 0 && is_partition_of(table, table->parents[0]) ? table->parents[0] : NULL;
}

static struct object *find_firing(struct reader *r, const struct kind *kind, const struct relation *table,
                                  const char *name)
{
    return parsing_find(&r->parsing, kind, object_schema(table->schema), table->name, name);
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
        const struct object *o = find_firing(r, &postgres_trigger, table, trigger);
        if (own || o)
            return own ? own->how : o->values[FIRING_ENABLED];
    }
    return NULL;
}

static bool has_from_parent(struct reader *r, const struct relation *table, const char *trigger)
{
    for (table = parent_of(table); table; table = parent_of(table))
        if (find_firing(r, &postgres_trigger, table, trigger))
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

bool set_firing(struct reader *r, struct relation *table, const struct kind *kind, const char *name, const char *how,
                bool only)
{
    struct object *o = find_firing(r, kind, table, name);
    bool trigger = kind == &postgres_trigger;
    if (!o && !(trigger && has_from_parent(r, table, name)))
        return false;
    if (trigger)
        set_partitions(r, table, name, only);
    if (o)
        o->values[FIRING_ENABLED] = how;
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

const char *print_partition_firing(struct reader *r, struct relation *table, FILE *out)
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
        const char *how = firing_words(own->how ? own->how : "O"), *trigger = quoted_name(r->work, own->trigger);
        words_of = mem_printf(r->work, "%s%s%s %s", words_of ? words_of : "", words_of ? ", " : "", how, trigger);
        fprintf(out, "\nALTER TABLE %s %s TRIGGER %s;", name, how, trigger);
    }
    return words_of;
}
