#include "emit/graph.h"

#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "base/mem.h"
#include "emit/order.h"

/* Finds the unit that makes an object by the object's address. */
struct by_address {
    struct address key;
    size_t rank;
    const struct object *object;
    UT_hash_handle hh;
};

/* Finds the unit of a relation or domain by its name: "schema\0name". */
struct by_name {
    const char *key;
    size_t rank;
    UT_hash_handle hh;
};

static int compare_units(const void *a, const void *b)
{
    const struct unit *one = a, *two = b;
    const struct object *x = one->object, *y = two->object;
    int order = (int)one->phase - (int)two->phase;
    if (order == 0)
        order = strcmp(x->schema, y->schema);
    if (order == 0)
        order = strcmp(emit_group(x), emit_group(y));
    if (order == 0)
        order = (int)one->place - (int)two->place;
    if (order == 0)
        order = (int)one->postponed - (int)two->postponed;
    return order ? order : object_compare_identity(x, y);
}

static char *name_key(void *ctx, const char *schema, const char *name, size_t *size)
{
    *size = strlen(schema) + 1 + strlen(name);
    char *key = mem_array(ctx, char, *size + 1);
    memcpy(key, schema, strlen(schema));
    memcpy(key + strlen(schema) + 1, name, strlen(name));
    return key;
}

/* What others can stand inside. No type has the name of a relation of its schema. */
static bool is_relation(const struct unit *u)
{
    return !u->postponed && !u->object->relation[0] && u->place == PLACE_SELF &&
           (u->phase == PHASE_TABLE || u->phase == PHASE_VIEW || u->phase == PHASE_TYPE);
}

static void remember_relation(struct graph *g, size_t rank)
{
    const struct object *o = g->units[rank].object;
    size_t size;
    struct by_name *entry = mem_new(g->ctx, struct by_name);
    entry->key = name_key(g->ctx, o->schema, o->name, &size);
    entry->rank = rank;
    HASH_ADD_KEYPTR(hh, g->relations, entry->key, size, entry);
}

static const struct by_name *relation_unit(const struct graph *g, const char *schema, const char *name)
{
    struct by_name *found;
    size_t size;
    char *key = name_key(g->ctx, schema, name, &size);
    HASH_FIND(hh, g->relations, key, size, found);
    mem_free(key);
    return found;
}

static void remember_address(struct graph *g, const struct object *o, size_t rank, struct by_address **free_entry)
{
    if (o->address.object_id == 0)
        return;
    struct by_address *entry;
    HASH_FIND(hh, g->addresses, &o->address, sizeof(o->address), entry);
    if (entry) {
        entry->rank = rank;
        entry->object = o;
        return;
    }
    entry = (*free_entry)++;
    *entry = (struct by_address){.key = o->address, .rank = rank, .object = o};
    HASH_ADD(hh, g->addresses, key, sizeof(entry->key), entry);
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

static struct unit *find_unit(const struct graph *g, struct unit key)
{
    return g->n ? bsearch(&key, g->units, g->n, sizeof(*g->units), compare_units) : NULL;
}

static struct unit statement_of(const struct object *o)
{
    return (struct unit){o, false, o->kind->phase, o->kind->place};
}

/* A postponed part stands with its object's group, among what is said of it. */
static struct unit postponed_unit(const struct graph *g, const struct object *o)
{
    enum phase phase = o->kind->phase;
    const struct by_name *owner = phase == PHASE_INSIDE ? relation_unit(g, o->schema, o->relation) : NULL;
    if (owner)
        phase = g->units[owner->rank].phase;
    return (struct unit){o, true, phase, PLACE_OPTION};
}

static void sort_units(struct graph *g)
{
    if (g->n)
        qsort(g->units, g->n, sizeof(*g->units), compare_units);
    HASH_CLEAR(hh, g->relations);
    for (size_t i = 0; i < g->n; i++)
        if (is_relation(&g->units[i]))
            remember_relation(g, i);
}

static void collect_units(struct graph *g)
{
    const struct catalog *c = g->catalog;
    g->units = mem_array(g->ctx, struct unit, c->n_objects + c->n_postponed);
    for (size_t i = 0; i < c->n_objects; i++)
        if (c->objects[i]->kind->print && c->objects[i]->kind->phase != PHASE_INSIDE)
            g->units[g->n++] = statement_of(c->objects[i]);
    sort_units(g);
    struct unit *postponed = mem_array(g->ctx, struct unit, c->n_postponed);
    for (size_t i = 0; i < c->n_postponed; i++)
        postponed[i] = postponed_unit(g, c->postponed[i]);
    for (size_t i = 0; i < c->n_postponed; i++)
        g->units[g->n++] = postponed[i];
    if (c->n_postponed)
        sort_units(g);
}

/* What a table prints inside itself is found under the table's rank, or under its own if it is postponed. */
static void collect_addresses(struct graph *g)
{
    const struct catalog *c = g->catalog;
    struct by_address *free_entry = mem_array(g->ctx, struct by_address, c->n_objects);
    for (size_t i = 0; i < g->n; i++)
        if (!g->units[i].postponed)
            remember_address(g, g->units[i].object, i, &free_entry);
    for (size_t i = 0; i < c->n_objects; i++) {
        const struct object *o = c->objects[i];
        const struct by_name *owner = o->kind->phase == PHASE_INSIDE ? relation_unit(g, o->schema, o->relation) : NULL;
        if (owner)
            remember_address(g, o, owner->rank, &free_entry);
    }
    for (size_t i = 0; i < g->n; i++)
        if (g->units[i].postponed && g->units[i].object->kind->postponable->whole)
            remember_address(g, g->units[i].object, i, &free_entry);
}

/* Nothing waits for itself; but a view whose query reads it is made without that query first. */
static void add_edge(struct graph *g, struct edge edge)
{
    bool of_view = edge.part && edge.part->kind->phase == PHASE_VIEW;
    if (edge.earlier == edge.later && !of_view)
        return;
    size_t at = mem_grow(g->ctx, &g->edges, &g->n_edges);
    g->edges[at] = edge;
}

static void need(void *to, const struct object *earlier)
{
    struct graph *g = to;
    const struct unit *found = find_unit(g, statement_of(earlier));
    const struct by_address *maker = found || !earlier->address.object_id ? NULL : address_unit(g, earlier->address);
    if (found || (maker && maker->object == earlier && g->units[maker->rank].postponed))
        add_edge(g, (struct edge){.earlier = found ? (size_t)(found - g->units) : maker->rank,
                                  .later = g->from,
                                  .soft = g->soft});
}

/* A postponed part waits for what makes the rest. */
static void add_rest(struct graph *g, size_t rank)
{
    const struct object *o = g->units[rank].object;
    const struct unit *rest = o->kind->phase == PHASE_INSIDE ? NULL : find_unit(g, statement_of(o));
    if (rest)
        add_edge(g, (struct edge){.earlier = (size_t)(rest - g->units), .later = rank});
}

static void add_needs(struct graph *g, size_t rank)
{
    const struct object *o = g->units[rank].object;
    const struct by_name *owner = o->relation[0] ? relation_unit(g, o->schema, o->relation) : NULL;
    if (owner)
        add_edge(g, (struct edge){.earlier = owner->rank, .later = rank});
    if (g->units[rank].postponed) {
        add_rest(g, rank);
        return;
    }
    g->from = rank;
    g->soft = false;
    if (o->kind->needs)
        o->kind->needs(g->catalog, o, need, g);
    g->soft = true;
    if (o->kind->soft_needs)
        o->kind->soft_needs(g->catalog, o, need, g);
}

/* The object whose part it is that needs something; NULL: not a part that can be postponed. */
static const struct object *part_of(const struct dependency *d, const struct object *from)
{
    const struct postponable *p = from->kind->postponable;
    bool same = memcmp(&d->from, &from->address, sizeof(d->from)) == 0;
    return same && p && (p->whole || d->of_part) && (!p->has || p->has(from)) ? from : NULL;
}

static void add_dependency(struct graph *g, const struct dependency *d)
{
    const struct by_address *from = address_unit(g, d->from);
    const struct by_address *to = from ? address_unit(g, d->to) : NULL;
    if (!to)
        return;
    struct edge edge = {.earlier = to->rank, .later = from->rank, .part = part_of(d, from->object)};
    if (edge.part && catalog_postpones(g->catalog, edge.part)) {
        edge.later = (size_t)(find_unit(g, postponed_unit(g, edge.part)) - g->units);
        edge.part = NULL;
    }
    add_edge(g, edge);
}

static int compare_edges(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    size_t from = x->earlier == y->earlier ? x->later : x->earlier,
           to = x->earlier == y->earlier ? y->later : y->earlier;
    return from < to ? -1 : from > to;
}

static void index_edges(struct graph *g)
{
    if (g->n_edges)
        qsort(g->edges, g->n_edges, sizeof(*g->edges), compare_edges);
    g->first = mem_array(g->ctx, size_t, g->n + 1);
    size_t at = 0;
    for (size_t i = 0; i <= g->n; i++) {
        while (at < g->n_edges && g->edges[at].earlier < i)
            at++;
        g->first[i] = at;
    }
}

struct graph graph_open(void *ctx, const struct catalog *catalog)
{
    struct graph g = {.ctx = mem_context(ctx), .catalog = catalog};
    collect_units(&g);
    collect_addresses(&g);
    for (size_t i = 0; i < g.n; i++)
        add_needs(&g, i);
    for (size_t i = 0; i < catalog->n_dependencies; i++)
        add_dependency(&g, &catalog->dependencies[i]);
    index_edges(&g);
    return g;
}

void graph_close(struct graph *g)
{
    HASH_CLEAR(hh, g->addresses);
    HASH_CLEAR(hh, g->relations);
    mem_free(g->ctx);
}
