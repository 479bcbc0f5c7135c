#include "emit/order.h"

#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "kind/kind.h"

/* A printed object and what waits for it. */
struct unit {
    const struct object *object;
    size_t *waiting; /* ranks of the units that need this one */
    size_t n_waiting;
    size_t n_needs; /* how many units this one still needs */
};

/* Finds a unit by the address of an object that it prints. */
struct by_address {
    struct address key;
    size_t rank;
    UT_hash_handle hh;
};

/* Finds the unit of a relation by its name: "schema\0name". */
struct by_name {
    const char *key;
    size_t rank;
    UT_hash_handle hh;
};

struct graph {
    void *ctx;
    const struct catalog *catalog;
    struct unit *units; /* in order of rank: where they stand if nothing needs anything */
    size_t n;
    struct by_address *addresses;
    struct by_name *relations;
    size_t from; /* the unit whose needs are being added */
};

const char *emit_group(const struct object *o)
{
    return o->relation[0] ? o->relation : o->name;
}

static int compare_units(const void *a, const void *b)
{
    const struct object *x = ((const struct unit *)a)->object, *y = ((const struct unit *)b)->object;
    int order = (int)x->kind->phase - (int)y->kind->phase;
    if (order == 0)
        order = strcmp(x->schema, y->schema);
    if (order == 0)
        order = strcmp(emit_group(x), emit_group(y));
    if (order == 0)
        order = (int)x->kind->place - (int)y->kind->place;
    return order ? order : object_compare_identity(x, y);
}

static char *relation_key(void *ctx, const char *schema, const char *name, size_t *size)
{
    *size = strlen(schema) + 1 + strlen(name);
    char *key = mem_array(ctx, char, *size + 1);
    memcpy(key, schema, strlen(schema));
    memcpy(key + strlen(schema) + 1, name, strlen(name));
    return key;
}

static bool is_relation(const struct object *o)
{
    return !o->relation[0] && o->kind->place == PLACE_SELF &&
           (o->kind->phase == PHASE_TABLE || o->kind->phase == PHASE_VIEW);
}

static void remember_relation(struct graph *g, size_t rank)
{
    const struct object *o = g->units[rank].object;
    size_t size;
    struct by_name *entry = mem_new(g->ctx, struct by_name);
    entry->key = relation_key(g->ctx, o->schema, o->name, &size);
    entry->rank = rank;
    HASH_ADD_KEYPTR(hh, g->relations, entry->key, size, entry);
}

static const struct by_name *relation_unit(const struct graph *g, const char *schema, const char *name)
{
    struct by_name *found;
    size_t size;
    char *key = relation_key(g->ctx, schema, name, &size);
    HASH_FIND(hh, g->relations, key, size, found);
    mem_free(key);
    return found;
}

static void remember_address(struct graph *g, struct address address, size_t rank)
{
    if (address.object_id == 0)
        return;
    struct by_address *entry = mem_new(g->ctx, struct by_address);
    entry->key = address;
    entry->rank = rank;
    struct by_address *replaced;
    HASH_REPLACE(hh, g->addresses, key, sizeof(entry->key), entry, replaced);
}

/* A column that is not an object of its own counts as its table. */
static const struct by_address *address_unit(const struct graph *g, struct address address)
{
    struct by_address *found;
    HASH_FIND(hh, g->addresses, &address, sizeof(address), found);
    if (!found && address.sub_id) {
        address.sub_id = 0;
        HASH_FIND(hh, g->addresses, &address, sizeof(address), found);
    }
    return found;
}

static void add_edge(struct graph *g, size_t from, size_t to)
{
    if (from == to)
        return;
    struct unit *earlier = &g->units[to];
    size_t at = mem_grow(g->ctx, &earlier->waiting, &earlier->n_waiting);
    earlier->waiting[at] = from;
    g->units[from].n_needs++;
}

static void need(void *to, const struct object *earlier)
{
    struct graph *g = to;
    struct unit key = {.object = earlier};
    struct unit *found = bsearch(&key, g->units, g->n, sizeof(*g->units), compare_units);
    if (found)
        add_edge(g, g->from, (size_t)(found - g->units));
}

static void collect_units(struct graph *g)
{
    const struct catalog *c = g->catalog;
    for (size_t i = 0; i < c->n_objects; i++)
        if (c->objects[i]->kind->print && c->objects[i]->kind->phase != PHASE_INSIDE) {
            size_t at = mem_grow(g->ctx, &g->units, &g->n);
            g->units[at].object = c->objects[i];
        }
    if (g->n)
        qsort(g->units, g->n, sizeof(*g->units), compare_units);
    for (size_t i = 0; i < g->n; i++) {
        remember_address(g, g->units[i].object->address, i);
        if (is_relation(g->units[i].object))
            remember_relation(g, i);
    }
}

/* What a table prints inside itself is found under the table's rank. */
static void collect_insides(struct graph *g)
{
    const struct catalog *c = g->catalog;
    for (size_t i = 0; i < c->n_objects; i++) {
        const struct object *o = c->objects[i];
        if (o->kind->phase != PHASE_INSIDE)
            continue;
        const struct by_name *owner = relation_unit(g, o->schema, o->relation);
        if (owner)
            remember_address(g, o->address, owner->rank);
    }
}

static void add_edges(struct graph *g)
{
    const struct catalog *c = g->catalog;
    for (size_t i = 0; i < g->n; i++) {
        const struct object *o = g->units[i].object;
        const struct by_name *owner = o->relation[0] ? relation_unit(g, o->schema, o->relation) : NULL;
        if (owner)
            add_edge(g, i, owner->rank);
        g->from = i;
        if (o->kind->needs)
            o->kind->needs(c, o, need, g);
    }
    for (size_t i = 0; g->n && i < c->n_dependencies; i++) {
        const struct by_address *from = address_unit(g, c->dependencies[i].from);
        const struct by_address *to = from ? address_unit(g, c->dependencies[i].to) : NULL;
        if (to)
            add_edge(g, from->rank, to->rank);
    }
}

/* A heap of ranks, the smallest on top. */
struct heap {
    size_t *items;
    size_t n;
};

static void heap_push(void *ctx, struct heap *h, size_t rank)
{
    size_t at = mem_grow(ctx, &h->items, &h->n);
    while (at > 0 && h->items[(at - 1) / 2] > rank) {
        h->items[at] = h->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    h->items[at] = rank;
}

static size_t heap_pop(struct heap *h)
{
    size_t top = h->items[0], last = h->items[--h->n], at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < h->n && h->items[child + 1] < h->items[child])
            child++;
        if (child >= h->n || h->items[child] >= last)
            break;
        h->items[at] = h->items[child];
        at = child;
    }
    if (h->n)
        h->items[at] = last;
    return top;
}

static void report_circle(const struct graph *g, struct diags *diags)
{
    struct text t;
    text_open(&t);
    int shown = 0;
    for (size_t i = 0; i < g->n && shown < 10; i++)
        if (g->units[i].n_needs > 0) {
            fprintf(t.out, "%s\n", object_describe(g->ctx, g->units[i].object));
            shown++;
        }
    struct diag *e =
        diag_error(diags, "these objects need each other in a circle, so no order of statements makes them:");
    diag_detail(diags, e, text_close(&t, g->ctx));
}

bool emit_order(void *ctx, const struct catalog *catalog, struct objects *order, struct diags *diags)
{
    struct graph g = {.ctx = mem_context(ctx), .catalog = catalog};
    collect_units(&g);
    collect_insides(&g);
    add_edges(&g);
    struct heap ready = {0};
    for (size_t i = 0; i < g.n; i++)
        if (g.units[i].n_needs == 0)
            heap_push(g.ctx, &ready, i);
    const struct object **items = mem_array(ctx, const struct object *, g.n);
    size_t n = 0;
    while (ready.n) {
        struct unit *u = &g.units[heap_pop(&ready)];
        items[n++] = u->object;
        for (size_t i = 0; i < u->n_waiting; i++)
            if (--g.units[u->waiting[i]].n_needs == 0)
                heap_push(g.ctx, &ready, u->waiting[i]);
    }
    bool ok = n == g.n;
    if (ok)
        *order = (struct objects){items, n};
    else
        report_circle(&g, diags);
    HASH_CLEAR(hh, g.addresses);
    HASH_CLEAR(hh, g.relations);
    mem_free(g.ctx);
    return ok;
}
