/* What is removed: what nobody wants, what is made again, and what stands on either; what needs others first. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fix/postgres.h"
#include "fix/postgres_rank.h"

struct removed {
    const struct object *object;
    const struct ranks *ranks;
    bool implied; /* goes with its table, where that can go: tables that refer to each other cannot */
    bool done;
};

struct removal {
    struct fix_trial *t;
    const struct catalog *now;
    bool *gone;    /* by the place among the catalog's objects */
    bool *beneath; /* stays, and what stands on it does not */
    size_t *queue;
    size_t n_queue;
    struct ranks ranks;
};

static size_t place_of(const struct removal *r, const struct object *o)
{
    size_t low = 0, high = r->now->n_objects;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (object_compare_identity(r->now->objects[middle], o) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void mark(struct removal *r, size_t at, bool *as)
{
    if (as[at])
        return;
    as[at] = true;
    r->queue[r->n_queue++] = at;
}

/* What differs: gone, or in the way of a new one. */
static void find_roots(struct removal *r)
{
    size_t n;
    const struct trial_difference *all = trial_compare(r->t, &n);
    for (size_t i = 0; i < n; i++) {
        bool beneath = false;
        if (!all[i].from)
            continue;
        const struct change_forms *forms = all[i].from->kind->changes;
        bool altered = all[i].to && trial_alters(r->t, &all[i], &beneath);
        if (altered && beneath)
            mark(r, place_of(r, all[i].from), r->beneath);
        else if (!altered && (!all[i].to || !forms || !forms->stays))
            mark(r, place_of(r, all[i].from), r->gone);
    }
}

static bool holds(const struct object *root, const struct address *to)
{
    const struct address *a = &root->address;
    return a->class_id && a->class_id == to->class_id && a->object_id == to->object_id &&
           (a->sub_id == 0 || a->sub_id == to->sub_id);
}

/* A default goes before the function that is made again, and is said anew by the next pass. */
static void release(struct removal *r, const struct object *root, const struct object *dependent)
{
    const struct change_forms *forms = dependent->kind->changes;
    if (forms && forms->release &&
        catalog_find(r->t->sides->after, root->kind, root->schema, root->relation, root->name))
        trial_do(r->t, TRIAL_RELEASE, dependent, NULL);
}

/* What stands on something cannot be there while that is made again, unless the server sees to it. */
static bool gives_way(const struct object *dependent, bool beneath)
{
    const struct change_forms *forms = dependent->kind->changes;
    if (forms && (forms->stays || (beneath && forms->rebuilt)))
        return false;
    return true;
}

static void mark_dependents(struct removal *r, size_t root)
{
    const struct object *o = r->now->objects[root];
    for (size_t i = 0; i < r->now->n_dependencies; i++) {
        const struct dependency *d = &r->now->dependencies[i];
        if (!holds(o, &d->to))
            continue;
        for (size_t k = 0; k < r->now->n_objects; k++) {
            if (address_compare(&r->now->objects[k]->address, &d->from) != 0)
                continue;
            if (gives_way(r->now->objects[k], r->beneath[root]))
                mark(r, k, r->gone);
            else if (r->gone[root] && d->of_part)
                release(r, o, r->now->objects[k]);
        }
    }
}

static bool same_place(const struct object *inner, const struct object *outer)
{
    if (!outer->relation[0] && strcmp(inner->relation, outer->name) == 0 && strcmp(inner->schema, outer->schema) == 0)
        return true;
    return inner->address.sub_id < 0 && inner->address.class_id == outer->address.class_id &&
           inner->address.object_id == outer->address.object_id && outer->address.sub_id == 0;
}

/* Goes with another one that is removed. */
static bool is_implied(const struct removal *r, size_t at)
{
    const struct object *o = r->now->objects[at];
    for (size_t i = 0; i < r->now->n_objects; i++)
        if (r->gone[i] && i != at && r->now->objects[i]->kind->phase != PHASE_INSIDE &&
            same_place(o, r->now->objects[i]) && !(o->address.sub_id >= 0 && !o->relation[0]))
            return true;
    return false;
}

/* The last one that was made first. */
static int compare_removed(const void *x, const void *y)
{
    const struct removed *a = x, *b = y;
    return -ranks_compare(a->ranks, a->object, b->object);
}

static struct removed *list(struct removal *r, size_t *n)
{
    struct removed *all = mem_array(r->t->reading, struct removed, r->now->n_objects + 1);
    *n = 0;
    for (size_t i = 0; i < r->now->n_objects; i++) {
        bool implied = r->gone[i] && is_implied(r, i);
        if (r->gone[i] && (!implied || r->now->objects[i]->kind->phase == PHASE_FOREIGN_KEY))
            all[(*n)++] = (struct removed){r->now->objects[i], &r->ranks, implied, false};
    }
    qsort(all, *n, sizeof(*all), compare_removed);
    return all;
}

static bool remove_one(struct fix_trial *t, struct removed *removed)
{
    size_t before = t->fix->n;
    removed->done = trial_do(t, TRIAL_REMOVE, removed->object, NULL);
    /* While the table is left out because of its rows, so is what it has to do without before it goes. */
    for (size_t i = before; removed->implied && i < t->fix->n; i++)
        t->fix->statements[i].loses = "what ties a table to others that goes later";
    if (!removed->done && t->failure)
        trial_note(&t->failures, &t->n_failures, t->sides->ctx, object_describe(t->sides->ctx, removed->object),
                   t->failure);
    return removed->done;
}

/* Whether one of them could not be removed. */
static bool remove_those(struct fix_trial *t, struct removed *all, size_t n, bool implied)
{
    bool left = false;
    for (bool again = true; again && !t->stopped;) {
        again = left = false;
        for (size_t i = 0; i < n && !t->stopped; i++)
            if (all[i].implied == implied && !all[i].done) {
                again |= remove_one(t, &all[i]);
                left |= !all[i].done;
            }
    }
    return left;
}

static void remove_all(struct fix_trial *t, struct removed *all, size_t n)
{
    if (!remove_those(t, all, n, false))
        return;
    remove_those(t, all, n, true);
    remove_those(t, all, n, false);
}

bool trial_remove(struct fix_trial *t)
{
    struct removal r = {.t = t, .now = t->now};
    struct order order;
    r.gone = mem_array(t->reading, bool, t->now->n_objects + 1);
    r.beneath = mem_array(t->reading, bool, t->now->n_objects + 1);
    r.queue = mem_array(t->reading, size_t, 2 * t->now->n_objects + 1);
    if (!emit_order(t->reading, t->now, &order, t->diags))
        return false;
    r.ranks = ranks_of(t->reading, &order);
    find_roots(&r);
    for (size_t i = 0; i < r.n_queue; i++)
        mark_dependents(&r, r.queue[i]);
    size_t n;
    struct removed *all = list(&r, &n);
    remove_all(t, all, n);
    return !t->stopped;
}
