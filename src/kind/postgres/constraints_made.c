#include "kind/postgres/constraints_made.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "catalog/derived.h"
#include "kind/postgres/common.h"
#include "kind/postgres/constraint.h"
#include "kind/postgres/postgres.h"

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

/* Made by a statement of its own, when the partitions are there. */
static bool is_last(const struct object *constraint)
{
    return object_flag(constraint, CONSTRAINT_ONLY);
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
        const char *other = is_last(constraints.items[i]) ? NULL : key_of(constraints.items[i]);
        if (other && (is_primary(constraints.items[i]) || i < at) && !is_primary(constraints.items[at]) && i != at &&
            strcmp(own, other) == 0)
            return true;
    }
    return false;
}

bool constraint_made_before(const struct constraints_made *made, size_t a, size_t b)
{
    const struct constraint_made *one = &made->items[a], *other = &made->items[b];
    if (is_last(one->object) != is_last(other->object))
        return is_last(other->object);
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
    const struct constraints_made *above = constraints_made(catalog, parent.items[0], parent.items[1]);
    size_t rank = 0, at = above->n;
    for (size_t i = 0; i < above->n; i++)
        if (strcmp(above->items[i].object->name, parent.items[2]) == 0)
            at = i;
    for (size_t i = 0; i < above->n; i++)
        rank += at == above->n || (i != at && constraint_made_before(above, i, at));
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
        while (at > 0 && constraint_made_before(made, i, found.now[at - 1])) {
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

/* Of all constraints of the table that this is the first of. */
static void *make(void *ctx, const struct catalog *catalog, const struct object *first)
{
    struct objects constraints = catalog_children(catalog, &postgres_constraint, first->schema, first->relation);
    struct constraints_made *made = mem_new(ctx, struct constraints_made);
    made->n = constraints.n;
    made->items = mem_array(made, struct constraint_made, constraints.n);
    void *work = mem_context(NULL);
    for (size_t i = 0; i < made->n; i++)
        made->items[i] =
            (struct constraint_made){constraints.items[i], is_last(constraints.items[i]) || is_merged(constraints, i)};
    for (size_t i = 0; i < made->n; i++) {
        if (!is_first_of_shape(made, i))
            continue;
        struct alike alike = collect_alike(work, catalog, made, i);
        if (sort_alike(&alike))
            put_in_order(work, made, &alike);
    }
    mem_free(work);
    return made;
}

const struct constraints_made *constraints_made(const struct catalog *catalog, const char *schema, const char *table)
{
    static const struct per_object by_first = {make};
    static const struct constraints_made none;
    struct objects constraints = catalog_children(catalog, &postgres_constraint, schema, table);
    return constraints.n == 0 ? &none : object_derived(catalog, &by_first, constraints.items[0]);
}
