#include "catalog/left_out.h"

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

struct closure {
    void *ctx;
    struct catalog *catalog;
    struct missing *missing;
    const char **because; /* of each object of the catalog: what it needs, NULL: it stays */
    bool grown;
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

/* What stands inside it, or hangs on it, goes with a relation, a type or a function. */
static bool is_part(const struct object *o, const char *schema, const char *name)
{
    return o->relation[0] && strcmp(o->relation, name) == 0 && strcmp(o->schema, schema) == 0;
}

static void take_parts(struct closure *c, const char *schema, const char *name, const char *what);

static void take(struct closure *c, size_t at, const char *because)
{
    const struct object *o = c->catalog->objects[at];
    if (c->because[at])
        return;
    c->because[at] = because;
    const char *what = object_describe(c->ctx, o);
    add(c, o->address, what);
    if (!o->relation[0]) {
        take_parts(c, o->schema, o->name, what);
        return;
    }
    /* A table without one of its columns or checks would be another table. */
    for (size_t i = 0; o->kind->phase == PHASE_INSIDE && i < c->catalog->n_objects; i++) {
        const struct object *owner = c->catalog->objects[i];
        if (!owner->relation[0] && strcmp(owner->name, o->relation) == 0 && strcmp(owner->schema, o->schema) == 0)
            take(c, i, because);
    }
}

static void take_parts(struct closure *c, const char *schema, const char *name, const char *what)
{
    for (size_t i = 0; i < c->catalog->n_objects; i++)
        if (is_part(c->catalog->objects[i], schema, name))
            take(c, i, what);
}

/* Columns are found by the whole address, and what is said of an object goes with it. */
static void take_at(struct closure *c, struct address address, const char *because)
{
    /* Statements that are no objects, as ATTACH PARTITION, have no address: none of them is meant. */
    if (address.object_id == 0)
        return;
    for (size_t i = 0; i < c->catalog->n_objects; i++) {
        const struct object *o = c->catalog->objects[i];
        bool same = o->address.class_id == address.class_id && o->address.object_id == address.object_id;
        if (same && (o->address.sub_id == address.sub_id || o->address.sub_id <= 0))
            take(c, i, because);
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

/* What was named when it was read need not be named again, nor what goes with another. */
static void name_it(const struct catalog *catalog, const struct object *o, const char *because, struct diags *diags)
{
    bool named = o->address.object_id == 0 || o->address.sub_id < 0 || o->kind->phase == PHASE_INSIDE;
    for (size_t i = 0; i < catalog->n_left_out; i++)
        named = named || memcmp(&catalog->left_out[i]->address, &o->address, sizeof(o->address)) == 0;
    if (named)
        return;
    diag_error(diags, "%s is left out of the snapshot: it needs %s", object_describe(diags->ctx, o), because);
}

static void remove_taken(const struct closure *c, struct diags *diags)
{
    struct catalog *catalog = c->catalog;
    size_t n = 0;
    for (size_t i = 0; i < catalog->n_objects; i++)
        if (c->because[i])
            name_it(catalog, catalog->objects[i], c->because[i], diags);
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
    for (size_t i = 0; i < catalog->n_left_out; i++) {
        const struct object *o = catalog->left_out[i];
        add(&c, o->address, o->name);
        if (o->relation[0])
            take_parts(&c, o->schema, o->relation, o->name);
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
