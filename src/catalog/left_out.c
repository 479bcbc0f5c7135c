#include "catalog/left_out.h"

#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "kind/kind.h"

/* Something that is not in the snapshot, by its address without the column. */
struct missing {
    struct address key;
    const char *what;
    UT_hash_handle hh;
};

/* An object of the catalog, and where it is there. */
struct found_object {
    const struct object *o;
    const char *name; /* of what it is found by */
    size_t at;
};
struct found_list {
    struct found_object *items;
    size_t n;
};

struct closure {
    void *ctx;
    struct catalog *catalog;
    struct missing *missing;
    const char **because; /* of each object of the catalog: what it needs, NULL: it stays */
    bool grown;
    struct found_list parts;     /* by their relation */
    struct found_list owners;    /* what is no part, by its name */
    struct found_list addresses; /* what has one, by that of its object */
    struct address *named;       /* of what was left out when it was read, sorted */
};

void catalog_leave_out(struct catalog *catalog, const struct object *o)
{
    size_t at = mem_grow(catalog->ctx, &catalog->left_out, &catalog->n_left_out);
    catalog->left_out[at] = o;
}

static struct address whole(struct address address)
{
    address.sub_id = 0;
    return address;
}

static struct missing *find(const struct closure *c, struct address address)
{
    struct address key = whole(address);
    struct missing *found;
    HASH_FIND(hh, c->missing, &key, sizeof(key), found);
    return found;
}

static void add(struct closure *c, struct address address, const char *what)
{
    if (address.object_id == 0 || address.sub_id < 0 || find(c, address))
        return;
    struct missing *entry = mem_new(c->ctx, struct missing);
    entry->key = whole(address);
    entry->what = what;
    HASH_ADD(hh, c->missing, key, sizeof(entry->key), entry);
    c->grown = true;
}

/* ---- objects, found by what they are, are part of, and where they are ---- */

static int compare_places(const char *schema, const char *name, const char *other_schema, const char *other_name)
{
    int order = strcmp(schema, other_schema);
    return order ? order : strcmp(name, other_name);
}

/* By the relation that they are a part of; by their own name, what is no part. The same among themselves: as they came.
 */
static int by_owner(const void *a, const void *b)
{
    const struct found_object *x = a, *y = b;
    int order = compare_places(x->o->schema, x->name, y->o->schema, y->name);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static int by_address(const void *a, const void *b)
{
    const struct found_object *x = a, *y = b;
    int order = address_compare_objects(&x->o->address, &y->o->address);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void add_place(struct found_list *places, const struct catalog *catalog, size_t at, const char *name)
{
    places->items[places->n++] = (struct found_object){catalog->objects[at], name, at};
}

static void sort_places(struct found_list *places, int (*compare)(const void *, const void *))
{
    if (places->n)
        qsort(places->items, places->n, sizeof(*places->items), compare);
}

static void find_places(struct closure *c)
{
    size_t n = c->catalog->n_objects;
    struct found_list *all[] = {&c->parts, &c->owners, &c->addresses};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        *all[i] = (struct found_list){mem_array(c->ctx, struct found_object, n), 0};
    for (size_t i = 0; i < n; i++) {
        const struct object *o = c->catalog->objects[i];
        add_place(o->relation[0] ? &c->parts : &c->owners, c->catalog, i, o->relation[0] ? o->relation : o->name);
        if (o->address.object_id)
            add_place(&c->addresses, c->catalog, i, NULL);
    }
    sort_places(&c->parts, by_owner);
    sort_places(&c->owners, by_owner);
    sort_places(&c->addresses, by_address);
}

/* The first that is not before what is looked for, of whose order `order` tells. */
static size_t first_of(const struct found_list *places, int (*order)(const struct found_object *p, const void *wanted),
                       const void *wanted)
{
    size_t low = 0, high = places->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order(&places->items[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct owner {
    const char *schema, *name;
};

static int order_of_owner(const struct found_object *p, const void *wanted)
{
    const struct owner *w = wanted;
    return compare_places(p->o->schema, p->name, w->schema, w->name);
}

static int order_of_address(const struct found_object *p, const void *wanted)
{
    return address_compare_objects(&p->o->address, wanted);
}

/* ---- what goes with what ---- */

static void take(struct closure *c, size_t at, const char *because);

static void take_named(struct closure *c, const struct found_list *places, const char *schema, const char *name,
                       const char *because)
{
    const struct owner owner = {schema, name};
    for (size_t i = first_of(places, order_of_owner, &owner);
         i < places->n && order_of_owner(&places->items[i], &owner) == 0; i++)
        take(c, places->items[i].at, because);
}

static void take(struct closure *c, size_t at, const char *because)
{
    const struct object *o = c->catalog->objects[at];
    if (c->because[at])
        return;
    c->because[at] = because;
    const char *what = object_describe(c->ctx, o);
    add(c, o->address, what);
    /* What stands inside it, or hangs on it, goes with a relation, a type or a function. */
    if (!o->relation[0])
        take_named(c, &c->parts, o->schema, o->name, what);
    /* A table without one of its columns or checks would be another table. */
    else if (o->kind->phase == PHASE_INSIDE)
        take_named(c, &c->owners, o->schema, o->relation, because);
}

/* Columns are found by the whole address, and what is said of an object goes with it. */
static void take_at(struct closure *c, struct address address, const char *because)
{
    /* Statements that are no objects, as ATTACH PARTITION, have no address: none of them is meant. */
    if (address.object_id == 0)
        return;
    for (size_t i = first_of(&c->addresses, order_of_address, &address);
         i < c->addresses.n && order_of_address(&c->addresses.items[i], &address) == 0; i++) {
        const struct found_object *p = &c->addresses.items[i];
        if (p->o->address.sub_id == address.sub_id || p->o->address.sub_id <= 0)
            take(c, p->at, because);
    }
}

static void follow_dependencies(struct closure *c)
{
    for (size_t i = 0; i < c->catalog->n_dependencies; i++) {
        const struct dependency *d = &c->catalog->dependencies[i];
        const struct missing *needed = find(c, d->to);
        if (!needed || find(c, d->from))
            continue;
        take_at(c, d->from, needed->what);
        /* What is no object of its own (an operator class, say) still leads on. */
        add(c, d->from, needed->what);
    }
}

static int compare_whole_addresses(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct address));
}

/* What was named when it was read. */
static void find_named(struct closure *c)
{
    c->named = mem_array(c->ctx, struct address, c->catalog->n_left_out);
    for (size_t i = 0; i < c->catalog->n_left_out; i++)
        c->named[i] = c->catalog->left_out[i]->address;
    qsort(c->named, c->catalog->n_left_out, sizeof(*c->named), compare_whole_addresses);
}

/* What was named when it was read need not be named again, nor what goes with another. */
static void name_it(const struct closure *c, const struct object *o, const char *because, struct diags *diags)
{
    if (o->address.object_id == 0 || o->address.sub_id < 0 || o->kind->phase == PHASE_INSIDE ||
        bsearch(&o->address, c->named, c->catalog->n_left_out, sizeof(*c->named), compare_whole_addresses))
        return;
    diag_error(diags, "%s is left out of the snapshot: it needs %s", object_describe(diags->ctx, o), because);
}

static void remove_taken(const struct closure *c, struct diags *diags)
{
    struct catalog *catalog = c->catalog;
    size_t n = 0;
    for (size_t i = 0; i < catalog->n_objects; i++)
        if (c->because[i])
            name_it(c, catalog->objects[i], c->because[i], diags);
        else
            catalog->objects[n++] = catalog->objects[i];
    catalog->n_objects = n;
}

void catalog_close_left_out(struct catalog *catalog, struct diags *diags)
{
    if (catalog->n_left_out == 0)
        return;
    struct closure c = {.ctx = mem_context(NULL), .catalog = catalog};
    c.because = mem_array(c.ctx, const char *, catalog->n_objects);
    find_places(&c);
    find_named(&c);
    for (size_t i = 0; i < catalog->n_left_out; i++) {
        const struct object *o = catalog->left_out[i];
        add(&c, o->address, o->name);
        if (o->relation[0])
            take_named(&c, &c.parts, o->schema, o->relation, o->name);
        else
            take_at(&c, o->address, o->name);
    }
    do {
        c.grown = false;
        follow_dependencies(&c);
    } while (c.grown);
    remove_taken(&c, diags);
    HASH_CLEAR(hh, c.missing);
    mem_free(c.ctx);
}
