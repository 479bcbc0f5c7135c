#include "catalog/derived.h"

#include <string.h>
#include <talloc.h>

#include <uthash.h>

#include "base/mem.h"

struct derived {
    const void *of;
    void *(*make)(void *ctx, const struct catalog *catalog, const void *of);
    size_t n_objects; /* of the catalog when it was made */
    void *result;
    struct derived *next;
};

static void renew(const struct catalog *catalog, struct derived *d)
{
    mem_free(d->result);
    d->n_objects = catalog->n_objects;
    d->result = d->make(d, catalog, d->of);
}

const void *catalog_derived(const struct catalog *catalog, const void *of,
                            void *(*make)(void *ctx, const struct catalog *catalog, const void *of))
{
    struct derived *d = catalog->derived;
    while (d && (d->of != of || d->make != make))
        d = d->next;
    if (!d) {
        d = mem_new(catalog->ctx, struct derived);
        *d = (struct derived){.of = of, .make = make, .next = catalog->derived};
        ((struct catalog *)catalog)->derived = d;
        renew(catalog, d);
    } else if (d->n_objects != catalog->n_objects) {
        renew(catalog, d);
    }
    return d->result;
}

/* ---- of one object ---- */

struct of_object {
    const struct object *object;
    void *result;
    UT_hash_handle hh;
};

struct of_objects {
    struct of_object *entries;
};

static int of_objects_free(struct of_objects *all)
{
    HASH_CLEAR(hh, all->entries);
    return 0;
}

static void *make_none(void *ctx, const struct catalog *catalog, const void *of)
{
    (void)catalog, (void)of;
    struct of_objects *all = mem_new(ctx, struct of_objects);
    talloc_set_destructor(all, of_objects_free);
    return all;
}

const void *object_derived(const struct catalog *catalog, const struct per_object *what, const struct object *o)
{
    /* Only here is it filled, so that it may be changed. */
    struct of_objects *all = (struct of_objects *)catalog_derived(catalog, what, make_none);
    struct of_object *entry;
    HASH_FIND_PTR(all->entries, &o, entry);
    if (!entry) {
        void *result = what->make(all, catalog, o);
        entry = mem_new(all, struct of_object);
        *entry = (struct of_object){.object = o, .result = result};
        HASH_ADD_PTR(all->entries, object, entry);
    }
    return entry->result;
}

/* ---- by keys ---- */

/* The objects under one key. */
struct by_key {
    char *key;
    const struct object **items;
    size_t n;
    UT_hash_handle hh;
};

struct found {
    struct by_key *keys;
    const struct object *object; /* whose keys are being added */
};

static int found_free(struct found *found)
{
    HASH_CLEAR(hh, found->keys);
    return 0;
}

static void add(void *to, const char *key)
{
    struct found *found = to;
    struct by_key *entry;
    HASH_FIND_STR(found->keys, key, entry);
    if (!entry) {
        entry = mem_new(found, struct by_key);
        entry->key = mem_strdup(entry, key);
        HASH_ADD_KEYPTR(hh, found->keys, entry->key, strlen(entry->key), entry);
    }
    if (entry->n > 0 && entry->items[entry->n - 1] == found->object)
        return;
    size_t at = mem_grow(entry, &entry->items, &entry->n);
    entry->items[at] = found->object;
}

static void *find_all(void *ctx, const struct catalog *catalog, const void *of)
{
    const struct lookup *lookup = of;
    struct found *found = mem_new(ctx, struct found);
    talloc_set_destructor(found, found_free);
    struct objects all =
        lookup->kind ? catalog_of_kind(catalog, lookup->kind) : (struct objects){catalog->objects, catalog->n_objects};
    for (size_t i = 0; i < all.n; i++) {
        found->object = all.items[i];
        lookup->keys(all.items[i], add, found);
    }
    return found;
}

struct objects catalog_lookup(const struct catalog *catalog, const struct lookup *lookup, const char *key)
{
    const struct found *found = catalog_derived(catalog, lookup, find_all);
    struct by_key *entry;
    HASH_FIND_STR(found->keys, key, entry);
    return entry ? (struct objects){entry->items, entry->n} : (struct objects){NULL, 0};
}

char *lookup_pair(void *ctx, const char *first, const char *second)
{
    return mem_printf(ctx, "%zu %s%s", strlen(first), first, second);
}
