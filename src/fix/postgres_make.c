/* What is altered and made, in the order of the wanted snapshot. */
#include <stdlib.h>

#include "base/mem.h"
#include "fix/dependents.h"
#include "fix/postgres.h"
#include "fix/postgres_rank.h"

struct task {
    struct trial_difference d;
    const struct ranks *ranks;
    bool done;
};

static int compare_tasks(const void *x, const void *y)
{
    const struct task *a = x, *b = y;
    return ranks_compare(a->ranks, a->d.to, b->d.to);
}

/* A new table makes what stands inside it; what it leaves out is the next pass's. */
static bool is_inside_new(const struct fix_trial *t, const struct object *o)
{
    if (o->kind->phase != PHASE_INSIDE)
        return false;
    struct objects found = relations_named(t->sides->after, o->schema, o->relation);
    for (size_t i = 0; i < found.n; i++) {
        const struct object *r = found.items[i];
        if (fix_wants(t->sides, r) && !catalog_find(t->now, r->kind, r->schema, r->relation, r->name))
            return true;
    }
    return false;
}

static struct task *list_tasks(struct fix_trial *t, const struct ranks *ranks, size_t *n_tasks)
{
    size_t n;
    const struct trial_difference *all = trial_compare(t, &n);
    struct task *tasks = mem_array(t->reading, struct task, n + 1);
    *n_tasks = 0;
    for (size_t i = 0; i < n; i++)
        if (all[i].to && (all[i].from || !is_inside_new(t, all[i].to)))
            tasks[(*n_tasks)++] = (struct task){all[i], ranks, false};
    qsort(tasks, *n_tasks, sizeof(*tasks), compare_tasks);
    return tasks;
}

static bool perform(struct fix_trial *t, struct task *task)
{
    const char *subject = object_describe(t->sides->ctx, task->d.to);
    if (task->d.from && !trial_way_of(t, &task->d).alters)
        return false;
    task->done = trial_do(t, task->d.from ? TRIAL_ALTER : TRIAL_ADD, task->d.from, task->d.to);
    if (!task->done && t->failure)
        trial_note(&t->failures, &t->n_failures, t->sides->ctx, subject, t->failure);
    return task->done;
}

/*
 * What no ALTER worked for is tried once more by the next pass, without foreign keys that refer to it; or dropped and
 * made again, where nothing is lost with it.
 */
static void give_up(struct fix_trial *t, const struct task *task)
{
    const struct change_forms *forms = task->d.to->kind->changes;
    struct trial_way way = {0};
    if (!task->done && task->d.from)
        way = trial_way_of(t, &task->d);
    if (!way.alters)
        return;
    const char *subject = object_describe(t->sides->ctx, task->d.to);
    if (way.keys && !trial_noted(t->referred, t->n_referred, subject))
        trial_note(&t->referred, &t->n_referred, t->sides->ctx, subject, "");
    else if (!forms->stays)
        trial_note(&t->unalterable, &t->n_unalterable, t->sides->ctx, subject, "");
    else
        return;
    t->progress = true;
}

bool trial_make(struct fix_trial *t)
{
    struct ranks ranks = ranks_of(t->reading, &t->order);
    size_t n;
    struct task *tasks = list_tasks(t, &ranks, &n);
    for (bool again = true; again && !t->stopped;) {
        again = false;
        for (size_t i = 0; i < n && !t->stopped; i++)
            again |= !tasks[i].done && perform(t, &tasks[i]);
    }
    for (size_t i = 0; i < n; i++)
        give_up(t, &tasks[i]);
    return !t->stopped;
}
