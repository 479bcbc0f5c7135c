#include "kind/postgres/index_match.h"

#include <string.h>

#include "base/mem.h"
#include "catalog/derived.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/constraints_made.h"
#include "kind/postgres/index.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/postgres.h"

static void add_parent(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    add_named(o->values[INDEX_PARENT], add, to);
}

static void add_parent_of_key(const struct object *o, void (*add)(void *to, const char *key), void *to)
{
    void *work = mem_context(NULL);
    struct list parent = parse_array(work, o->values[CONSTRAINT_PARENT]);
    if (parent.n == 3)
        add(to, lookup_pair(work, parent.items[0], parent.items[2]));
    mem_free(work);
}

static const struct lookup indexes_by_parent = {&postgres_index, add_parent};
static const struct lookup keys_by_parent = {&postgres_constraint, add_parent_of_key};

struct objects indexes_below(void *ctx, const struct catalog *catalog, const struct object *index)
{
    struct objects indexes = objects_naming(catalog, &indexes_by_parent, index->schema, index->name);
    struct objects keys = objects_naming(catalog, &keys_by_parent, index->schema, index->name);
    const struct object **items = mem_array(ctx, const struct object *, indexes.n + keys.n);
    if (indexes.n)
        memcpy(items, indexes.items, indexes.n * sizeof(*items));
    if (keys.n)
        memcpy(items + indexes.n, keys.items, keys.n * sizeof(*items));
    return (struct objects){items, indexes.n + keys.n};
}

void print_indexes_below(FILE *out, const struct catalog *catalog, const struct object *index)
{
    void *work = mem_context(NULL);
    struct objects below = indexes_below(work, catalog, index);
    for (size_t i = 0; i < below.n; i++) {
        fputs("ALTER INDEX ", out);
        print_object_name(out, index);
        fputs(" ATTACH PARTITION ", out);
        print_object_name(out, below.items[i]);
        fputs(";\n", out);
    }
    mem_free(work);
}

static bool is_index(const struct object *o)
{
    return o->kind == &postgres_index;
}

static const char *shape_of(const struct object *o)
{
    return is_index(o) ? o->values[INDEX_SHAPE] : o->values[CONSTRAINT_SHAPE];
}

static bool has_shape(const struct object *o, const char *shape)
{
    return shape && shape_of(o) && strcmp(shape_of(o), shape) == 0;
}

static bool has_rival_under(const struct catalog *catalog, const struct object *index, const struct object *other);

/* Indexes are made by their names, but those of partitioned tables in the order of what is under them. */
static bool is_index_made_before(const struct catalog *catalog, const struct object *a, const struct object *b)
{
    const struct object *table = catalog_find(catalog, &postgres_table, a->schema, "", a->relation);
    if (a == b || !table || !table->values[TABLE_PARTITION_KEY])
        return strcmp(a->name, b->name) < 0;
    bool needs_a = has_rival_under(catalog, b, a), needs_b = has_rival_under(catalog, a, b);
    return needs_a != needs_b ? needs_a : strcmp(a->name, b->name) < 0;
}

/* What fits as well and is made before it, in its table: keys come with the table. */
static struct objects rivals_of(void *ctx, const struct catalog *catalog, const struct object *own)
{
    const struct constraints_made *keys = constraints_made(catalog, own->schema, own->relation);
    struct objects indexes = catalog_children(catalog, &postgres_index, own->schema, own->relation);
    const struct object **items = mem_array(ctx, const struct object *, keys->n + indexes.n);
    size_t n = 0, at = 0;
    while (at < keys->n && keys->items[at].object != own)
        at++;
    for (size_t i = 0; i < keys->n; i++)
        if ((at == keys->n || constraint_made_before(keys, i, at)) && has_shape(keys->items[i].object, shape_of(own)))
            items[n++] = keys->items[i].object;
    for (size_t i = 0; is_index(own) && i < indexes.n; i++)
        if (has_shape(indexes.items[i], shape_of(own)) && is_index_made_before(catalog, indexes.items[i], own))
            items[n++] = indexes.items[i];
    return (struct objects){items, n};
}

/* What a rival is under when the index is made. */
struct above {
    bool key;                   /* of the table; it is under it from the start */
    const struct object *index; /* of the same table */
};

static struct above above_rival(void *ctx, const struct catalog *catalog, const struct object *index,
                                const struct object *rival)
{
    struct list parent =
        parse_array(ctx, is_index(rival) ? rival->values[INDEX_PARENT] : rival->values[CONSTRAINT_PARENT]);
    if (parent.n < 2)
        return (struct above){0};
    const struct object *found =
        catalog_find(catalog, &postgres_index, parent.items[0], index->relation, parent.items[parent.n - 1]);
    return (struct above){!found, found};
}

/* What would fit in the place of what an index has in partitions, worked out once. */
struct taken {
    const struct object **above; /* indexes of the same table that it is under, each once */
    size_t n;
    bool loose; /* some is under none */
};

static bool has_above(const struct taken *taken, const struct object *above)
{
    size_t i = 0;
    while (i < taken->n && taken->above[i] != above)
        i++;
    return i < taken->n;
}

static void see_rival(struct taken *taken, struct above above)
{
    if (above.key)
        return;
    if (!above.index)
        taken->loose = true;
    else if (!has_above(taken, above.index)) {
        size_t at = mem_grow(taken, &taken->above, &taken->n);
        taken->above[at] = above.index;
    }
}

static void *find_taken(void *ctx, const struct catalog *catalog, const struct object *index)
{
    struct taken *taken = mem_new(ctx, struct taken);
    void *work = mem_context(NULL);
    struct objects below = indexes_below(work, catalog, index);
    for (size_t i = 0; i < below.n; i++) {
        struct objects rivals = rivals_of(work, catalog, below.items[i]);
        for (size_t k = 0; k < rivals.n; k++)
            see_rival(taken, above_rival(work, catalog, index, rivals.items[k]));
    }
    mem_free(work);
    return taken;
}

/* Which index of a partition is made first depends on what is under those, and so on downwards. */
static const struct taken *taken_by(const struct catalog *catalog, const struct object *index)
{
    static const struct per_object what = {find_taken};
    return object_derived(catalog, &what, index);
}

/* Whether what is under the one stands before what is under the other in some partition. */
static bool has_rival_under(const struct catalog *catalog, const struct object *index, const struct object *other)
{
    return has_above(taken_by(catalog, index), other);
}

bool takes_other_indexes(const struct catalog *catalog, const struct object *index)
{
    const struct taken *taken = taken_by(catalog, index);
    bool takes = taken->loose;
    /* Those of another index are under it once that is made; of two that each want the other first, neither is. */
    for (size_t i = 0; !takes && i < taken->n; i++)
        takes = has_rival_under(catalog, taken->above[i], index);
    return takes;
}

void need_earlier_indexes(const struct catalog *catalog, const struct object *index,
                          void (*need)(void *to, const struct object *earlier), void *to)
{
    const struct taken *taken = taken_by(catalog, index);
    for (size_t i = 0; i < taken->n; i++)
        if (!has_rival_under(catalog, taken->above[i], index))
            need(to, taken->above[i]);
}
