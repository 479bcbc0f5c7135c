/* What is removed: what nobody wants, what is made again, and what stands on either; what needs others first. */
#include <stdlib.h>

#include "base/mem.h"
#include "fix/dependents.h"
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
    const struct dependents *dependents;
    bool *gone;     /* by the place among the catalog's objects */
    bool *beneath;  /* stays, and what stands on it does not */
    bool *referred; /* stays, and foreign keys that refer to it do not */
    size_t *queue;
    size_t n_queue;
    struct ranks ranks;
};

static bool is_foreign_key(const struct object *o)
{
    return o->kind->phase == PHASE_FOREIGN_KEY;
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
        struct trial_way way = {0};
        if (!all[i].from)
            continue;
        const struct change_forms *forms = all[i].from->kind->changes;
        if (all[i].to)
            way = trial_way_of(r->t, &all[i]);
        if (way.beneath)
            mark(r, dependents_place(r->now, all[i].from), r->beneath);
        else if (way.keys && trial_noted(r->t->referred, r->t->n_referred, object_describe(r->t->reading, all[i].to)))
            mark(r, dependents_place(r->now, all[i].from), r->referred);
        else if (!way.alters && (!all[i].to || !forms || !forms->stays))
            mark(r, dependents_place(r->now, all[i].from), r->gone);
    }
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
static bool gives_way(const struct removal *r, const struct object *dependent, bool beneath)
{
    const struct change_forms *forms = dependent->kind->changes;
    if (fix_leaves(r->t->sides, dependent))
        return false;
    if (forms && (forms->stays || (beneath && forms->rebuilt)))
        return false;
    return true;
}

static void mark_dependents(struct removal *r, size_t root)
{
    size_t n;
    const struct object *o = r->now->objects[root];
    const struct dependent *found = dependents_find(r->t->reading, r->dependents, o, &n);
    for (size_t i = 0; i < n; i++) {
        const struct object *dependent = r->now->objects[found[i].at];
        if (r->referred[root] && !is_foreign_key(dependent))
            continue;
        if (gives_way(r, dependent, r->beneath[root]))
            mark(r, found[i].at, r->gone);
        else if (r->gone[root] && found[i].of_part)
            release(r, o, dependent);
    }
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
        bool implied = r->gone[i] && dependents_goes_along(r->now, r->gone, r->now->objects[i]);
        if (r->gone[i] && (!implied || is_foreign_key(r->now->objects[i])))
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
    r.referred = mem_array(t->reading, bool, t->now->n_objects + 1);
    r.queue = mem_array(t->reading, size_t, 3 * t->now->n_objects + 1);
    if (!emit_order(t->reading, t->now, &order, t->diags))
        return false;
    r.ranks = ranks_of(t->reading, &order);
    r.dependents = dependents_of(t->reading, t->now);
    find_roots(&r);
    for (size_t i = 0; i < r.n_queue; i++)
        mark_dependents(&r, r.queue[i]);
    size_t n;
    struct removed *all = list(&r, &n);
    remove_all(t, all, n);
    return !t->stopped;
}
