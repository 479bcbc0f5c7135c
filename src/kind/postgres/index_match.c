#include "kind/postgres/index_match.h"

#include <string.h>

#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/index.h"
#include "kind/postgres/naming.h"
#include "kind/postgres/postgres.h"

/* ---- constraints ---- */

/* What the server compares of two keys in one CREATE TABLE: all but whether it is the primary one. */
static const char *key_of(const struct object *constraint)
{
    const char *definition = object_value(constraint, CONSTRAINT_DEFINITION),
               *type = object_value(constraint, CONSTRAINT_TYPE);
    return type[0] == 'p'   ? definition + strlen("PRIMARY KEY")
           : type[0] == 'u' ? definition + strlen("UNIQUE")
           : type[0] == 'x' ? definition
                            : NULL;
}

static bool is_primary(const struct object *constraint)
{
    return object_value(constraint, CONSTRAINT_TYPE)[0] == 'p';
}

/* Of constraints with the same index CREATE TABLE makes only one, the primary key or else the first. */
static bool is_merged(struct objects constraints, size_t at)
{
    const char *own = key_of(constraints.items[at]);
    for (size_t i = 0; own && i < constraints.n; i++) {
        const char *other = key_of(constraints.items[i]);
        if (other && (is_primary(constraints.items[i]) || i < at) && !is_primary(constraints.items[at]) && i != at &&
            strcmp(own, other) == 0)
            return true;
    }
    return false;
}

/* Whether the one is made before the other: CREATE TABLE begins with the primary key. */
static bool is_made_before(const struct constraints_made *made, size_t a, size_t b)
{
    const struct constraint_made *one = &made->items[a], *other = &made->items[b];
    if (one->apart != other->apart)
        return other->apart;
    if (!one->apart && is_primary(one->object) != is_primary(other->object))
        return is_primary(one->object);
    return a < b;
}

/* How many constraints of the parent are made before the one that this is under; one that is under none comes last. */
static size_t rank_above(void *ctx, const struct catalog *catalog, const struct object *constraint)
{
    struct list parent = parse_array(ctx, constraint->values[CONSTRAINT_PARENT]);
    if (parent.n != 3)
        return SIZE_MAX;
    struct constraints_made above = constraints_made(ctx, catalog, parent.items[0], parent.items[1]);
    size_t rank = 0, at = above.n;
    for (size_t i = 0; i < above.n; i++)
        if (strcmp(above.items[i].object->name, parent.items[2]) == 0)
            at = i;
    for (size_t i = 0; i < above.n; i++)
        rank += at == above.n || (i != at && is_made_before(&above, i, at));
    return rank;
}

static bool has_shape_of(const struct constraints_made *made, size_t a, size_t b)
{
    const char *one = made->items[a].object->values[CONSTRAINT_SHAPE],
               *other = made->items[b].object->values[CONSTRAINT_SHAPE];
    return one && other && strcmp(one, other) == 0;
}

/* Those of one shape: their places, and which of them is made when, now and as it has to be. */
struct alike {
    size_t *places, *now;
    size_t *ranks; /* of what stands in `now` */
    size_t n;
};

static struct alike collect_alike(void *ctx, const struct catalog *catalog, const struct constraints_made *made,
                                  size_t first)
{
    struct alike found = {mem_array(ctx, size_t, made->n), mem_array(ctx, size_t, made->n),
                          mem_array(ctx, size_t, made->n), 0};
    for (size_t i = first; i < made->n; i++) {
        if (!has_shape_of(made, first, i))
            continue;
        size_t at = found.n;
        while (at > 0 && is_made_before(made, i, found.now[at - 1])) {
            found.now[at] = found.now[at - 1];
            at--;
        }
        found.now[at] = i;
        found.places[found.n++] = i;
    }
    for (size_t i = 0; found.n > 1 && i < found.n; i++)
        found.ranks[i] = rank_above(ctx, catalog, made->items[found.now[i]].object);
    return found;
}

/* True: it was not the order of those above them. */
static bool sort_alike(struct alike *alike)
{
    bool moved = false;
    for (size_t i = 1; i < alike->n; i++)
        for (size_t k = i; k > 0 && alike->ranks[k] < alike->ranks[k - 1]; k--) {
            size_t rank = alike->ranks[k], place = alike->now[k];
            alike->ranks[k] = alike->ranks[k - 1];
            alike->now[k] = alike->now[k - 1];
            alike->ranks[k - 1] = rank;
            alike->now[k - 1] = place;
            moved = true;
        }
    return moved;
}

/* In CREATE TABLE stands the first; the others follow in their order. */
static void put_in_order(void *ctx, struct constraints_made *made, const struct alike *alike)
{
    const struct object **objects = mem_array(ctx, const struct object *, alike->n);
    for (size_t i = 0; i < alike->n; i++)
        objects[i] = made->items[alike->now[i]].object;
    for (size_t i = 0; i < alike->n; i++)
        made->items[alike->places[i]] = (struct constraint_made){objects[i], i > 0};
}

static bool is_first_of_shape(const struct constraints_made *made, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (has_shape_of(made, i, at))
            return false;
    return made->items[at].object->values[CONSTRAINT_SHAPE] != NULL;
}

struct constraints_made constraints_made(void *ctx, const struct catalog *catalog, const char *schema,
                                         const char *table)
{
    struct objects constraints = catalog_children(catalog, &postgres_constraint, schema, table);
    struct constraints_made made = {mem_array(ctx, struct constraint_made, constraints.n), constraints.n};
    void *work = mem_context(NULL);
    for (size_t i = 0; i < made.n; i++)
        made.items[i] = (struct constraint_made){constraints.items[i], is_merged(constraints, i)};
    for (size_t i = 0; i < made.n; i++) {
        if (!is_first_of_shape(&made, i))
            continue;
        struct alike alike = collect_alike(work, catalog, &made, i);
        if (sort_alike(&alike))
            put_in_order(work, &made, &alike);
    }
    mem_free(work);
    return made;
}

/* ---- indexes ---- */

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
    struct constraints_made keys = constraints_made(ctx, catalog, own->schema, own->relation);
    struct objects indexes = catalog_children(catalog, &postgres_index, own->schema, own->relation);
    const struct object **items = mem_array(ctx, const struct object *, keys.n + indexes.n);
    size_t n = 0, at = 0;
    while (at < keys.n && keys.items[at].object != own)
        at++;
    for (size_t i = 0; i < keys.n; i++)
        if ((at == keys.n || is_made_before(&keys, i, at)) && has_shape(keys.items[i].object, shape_of(own)))
            items[n++] = keys.items[i].object;
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

/* Calls `see` for whatever fits in the place of those that it has, until that is true: enough was seen. */
static void see_rivals(const struct catalog *catalog, const struct object *index,
                       bool (*see)(void *to, const struct object *index, struct above above), void *to)
{
    void *work = mem_context(NULL);
    struct objects below = indexes_below(work, catalog, index);
    bool enough = false;
    for (size_t i = 0; !enough && i < below.n; i++) {
        struct objects rivals = rivals_of(work, catalog, below.items[i]);
        for (size_t k = 0; !enough && k < rivals.n; k++)
            enough = see(to, index, above_rival(work, catalog, index, rivals.items[k]));
    }
    mem_free(work);
}

struct search {
    const struct object *index;
    bool found;
};

static bool see_index(void *to, const struct object *index, struct above above)
{
    (void)index;
    struct search *search = to;
    search->found = above.index == search->index;
    return search->found;
}

/* Whether what is under the one stands before what is under the other in some partition. */
static bool has_rival_under(const struct catalog *catalog, const struct object *index, const struct object *other)
{
    struct search search = {.index = other};
    see_rivals(catalog, index, see_index, &search);
    return search.found;
}

/* What the rivals of an index come to: those of another index are taken once that is made. */
struct verdict {
    const struct catalog *catalog;
    const struct object *last; /* the other index that was looked at */
    bool takes_others;
    void (*need)(void *to, const struct object *earlier);
    void *to;
};

static bool judge(void *to, const struct object *index, struct above above)
{
    struct verdict *verdict = to;
    if (above.key || (above.index && above.index == verdict->last))
        return false;
    verdict->last = above.index;
    if (!above.index || has_rival_under(verdict->catalog, above.index, index))
        verdict->takes_others = true;
    else if (verdict->need)
        verdict->need(verdict->to, above.index);
    /* Who asks what it needs wants all of it. */
    return verdict->takes_others && !verdict->need;
}

bool takes_other_indexes(const struct catalog *catalog, const struct object *index)
{
    struct verdict verdict = {.catalog = catalog};
    see_rivals(catalog, index, judge, &verdict);
    return verdict.takes_others;
}

void need_earlier_indexes(const struct catalog *catalog, const struct object *index,
                          void (*need)(void *to, const struct object *earlier), void *to)
{
    struct verdict verdict = {.catalog = catalog, .need = need, .to = to};
    see_rivals(catalog, index, judge, &verdict);
}
