#include "fix/dependents.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "catalog/derived.h"
#include "kind/kind.h"

struct placed {
    struct address address;
    size_t at;
};

struct dependents {
    struct placed *objects; /* by address, those of one address by their place */
    size_t n_objects;
    const struct dependency **needed; /* by what is needed, those of one in the catalog's order */
    size_t n_needed;
};

static int compare_placed(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    int order = address_compare(&a->address, &b->address);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* All are of one array. */
static int compare_needed(const void *x, const void *y)
{
    const struct dependency *a = *(const struct dependency *const *)x, *b = *(const struct dependency *const *)y;
    int order = address_compare_objects(&a->to, &b->to);
    return order ? order : (a > b) - (a < b);
}

struct dependents *dependents_of(void *ctx, const struct catalog *catalog)
{
    struct dependents *all = mem_new(ctx, struct dependents);
    *all = (struct dependents){.objects = mem_array(all, struct placed, catalog->n_objects + 1),
                               .n_objects = catalog->n_objects,
                               .needed = mem_array(all, const struct dependency *, catalog->n_dependencies + 1),
                               .n_needed = catalog->n_dependencies};
    for (size_t i = 0; i < all->n_objects; i++)
        all->objects[i] = (struct placed){catalog->objects[i]->address, i};
    for (size_t i = 0; i < all->n_needed; i++)
        all->needed[i] = &catalog->dependencies[i];
    qsort(all->objects, all->n_objects, sizeof(*all->objects), compare_placed);
    qsort(all->needed, all->n_needed, sizeof(*all->needed), compare_needed);
    return all;
}

static size_t first_placed(const struct dependents *all, const struct address *address)
{
    size_t low = 0, high = all->n_objects;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (address_compare(&all->objects[middle].address, address) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t first_needed(const struct dependents *all, const struct address *to)
{
    size_t low = 0, high = all->n_needed;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (address_compare_objects(&all->needed[middle]->to, to) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct dependent *dependents_find(void *ctx, const struct dependents *all, const struct object *o, size_t *n)
{
    const struct address *a = &o->address;
    struct dependent *found = NULL;
    *n = 0;
    for (size_t i = first_needed(all, a); a->class_id && i < all->n_needed; i++) {
        const struct dependency *d = all->needed[i];
        if (address_compare_objects(&d->to, a) != 0)
            break;
        if (a->sub_id != 0 && a->sub_id != d->to.sub_id)
            continue;
        for (size_t k = first_placed(all, &d->from);
             k < all->n_objects && address_compare(&all->objects[k].address, &d->from) == 0; k++) {
            size_t at = mem_grow(ctx, &found, n);
            found[at] = (struct dependent){all->objects[k].at, d->of_part};
        }
    }
    return found;
}

/* ---- what goes along ---- */

static void add_name(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    if (o->relation[0] || o->kind->phase == PHASE_INSIDE)
        return;
    char *key = lookup_pair(NULL, o->schema, o->name);
    add(to, key);
    mem_free(key);
}

static const struct lookup by_name = {NULL, add_name};

struct objects relations_named(const struct catalog *catalog, const char *schema, const char *name)
{
    char *key = lookup_pair(NULL, schema, name);
    struct objects found = catalog_lookup(catalog, &by_name, key);
    mem_free(key);
    return found;
}

static char *spell_address(const struct address *address)
{
    return mem_printf(NULL, "%u %u", address->class_id, address->object_id);
}

/* What things are said of: a whole object, with a statement of its own. */
static void add_address(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    if (!o->address.class_id || o->address.sub_id != 0 || o->kind->phase == PHASE_INSIDE)
        return;
    char *key = spell_address(&o->address);
    add(to, key);
    mem_free(key);
}

static const struct lookup by_address = {NULL, add_address};

size_t dependents_place(const struct catalog *catalog, const struct object *o)
{
    size_t low = 0, high = catalog->n_objects;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (object_compare_identity(catalog->objects[middle], o) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_one_gone(const struct catalog *catalog, const bool *gone, struct objects found, const struct object *but)
{
    for (size_t i = 0; i < found.n; i++)
        if (found.items[i] != but && gone[dependents_place(catalog, found.items[i])])
            return true;
    return false;
}

bool dependents_goes_along(const struct catalog *catalog, const bool *gone, const struct object *o)
{
    bool said = o->address.sub_id < 0;
    if (o->relation[0] && is_one_gone(catalog, gone, relations_named(catalog, o->schema, o->relation), o))
        return true;
    if (!said)
        return false;
    char *key = spell_address(&o->address);
    struct objects found = catalog_lookup(catalog, &by_address, key);
    mem_free(key);
    return is_one_gone(catalog, gone, found, o);
}
