#include "catalog/object.h"

#include <string.h>

#include "base/mem.h"
#include "base/texts.h"
#include "kind/kind.h"

int address_compare_objects(const struct address *a, const struct address *b)
{
    int order = (a->class_id > b->class_id) - (a->class_id < b->class_id);
    return order ? order : (a->object_id > b->object_id) - (a->object_id < b->object_id);
}

int address_compare(const struct address *a, const struct address *b)
{
    int order = address_compare_objects(a, b);
    return order ? order : (a->sub_id > b->sub_id) - (a->sub_id < b->sub_id);
}

const char *catalog_text(struct catalog *catalog, const char *text)
{
    if (!catalog->texts)
        catalog->texts = texts_new(catalog->ctx);
    return text ? texts_take(catalog->texts, text, strlen(text)) : NULL;
}

/* Names that recur are mostly one text. */
static int compare_names(const char *a, const char *b)
{
    return a == b ? 0 : strcmp(a, b);
}

int object_compare_identity(const struct object *a, const struct object *b)
{
    int order = a->rank - b->rank;
    if (order == 0)
        order = compare_names(a->schema, b->schema);
    if (order == 0)
        order = compare_names(a->relation, b->relation);
    return order != 0 ? order : strcmp(a->name, b->name);
}

bool object_same_values(const struct object *a, const struct object *b, int *field)
{
    for (int i = 0; i < a->kind->n_fields; i++) {
        const char *x = a->values[i], *y = b->values[i];
        if (x == y || (x && y && strcmp(x, y) == 0))
            continue;
        *field = i;
        return false;
    }
    return true;
}

/* A key to search with: compares only as deep as the parts that are given. */
struct key {
    int rank;
    const char *schema, *relation, *name;
};

static int compare_key(const struct key *key, const struct object *o)
{
    int order = key->rank - o->rank;
    if (order == 0 && key->schema)
        order = compare_names(key->schema, o->schema);
    if (order == 0 && key->relation)
        order = compare_names(key->relation, o->relation);
    if (order == 0 && key->name)
        order = strcmp(key->name, o->name);
    return order;
}

/* The first object not less than the key (`beyond`: greater than it). */
static size_t bound(const struct catalog *c, const struct key *key, bool beyond)
{
    size_t low = 0, high = c->n_objects;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_key(key, c->objects[middle]);
        if (order > 0 || (beyond && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct objects run_of(const struct catalog *c, const struct key *key)
{
    if (!c->objects)
        return (struct objects){NULL, 0};
    size_t first = bound(c, key, false);
    return (struct objects){c->objects + first, bound(c, key, true) - first};
}

size_t catalog_count(const struct catalog *catalog)
{
    size_t n = 0;
    for (size_t i = 0; i < catalog->n_objects; i++)
        n += !catalog->objects[i]->kind->proof;
    return n;
}

struct objects catalog_of_kind(const struct catalog *catalog, const struct kind *kind)
{
    return run_of(catalog, &(struct key){.rank = kind_rank(kind)});
}

struct objects catalog_children(const struct catalog *catalog, const struct kind *kind, const char *schema,
                                const char *relation)
{
    return run_of(catalog, &(struct key){kind_rank(kind), schema, relation, NULL});
}

/* The place of the first postponed object that is not before this one. */
static size_t place_of(const struct catalog *catalog, const struct object *o)
{
    size_t low = 0, high = catalog->n_postponed;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)catalog->postponed[middle] < (uintptr_t)o)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool catalog_postpones(const struct catalog *catalog, const struct object *o)
{
    size_t at = place_of(catalog, o);
    return at < catalog->n_postponed && catalog->postponed[at] == o;
}

void catalog_postpone(struct catalog *catalog, const struct object *o)
{
    size_t at = place_of(catalog, o);
    if (catalog_postpones(catalog, o))
        return;
    mem_grow(catalog->ctx, &catalog->postponed, &catalog->n_postponed);
    memmove(&catalog->postponed[at + 1], &catalog->postponed[at],
            (catalog->n_postponed - 1 - at) * sizeof(*catalog->postponed));
    catalog->postponed[at] = o;
}

const struct object *catalog_find(const struct catalog *catalog, const struct kind *kind, const char *schema,
                                  const char *relation, const char *name)
{
    struct objects found = run_of(catalog, &(struct key){kind_rank(kind), schema, relation, name});
    return found.n ? found.items[0] : NULL;
}

static bool says_schema(const struct object *o)
{
    return o->schema[0] && strcmp(o->schema, "public") != 0;
}

char *object_relation_name(void *ctx, const struct object *o)
{
    return mem_printf(ctx, "%s%s%s", says_schema(o) ? o->schema : "", says_schema(o) ? "." : "", o->relation);
}

char *object_describe(void *ctx, const struct object *o)
{
    bool schema = says_schema(o);
    return mem_printf(ctx, "%s %s%s%s%s%s", o->kind->name, schema ? o->schema : "", schema ? "." : "", o->relation,
                      o->relation[0] && o->name[0] ? "." : "", o->name);
}
