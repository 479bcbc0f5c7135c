#include "check/behind.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"
#include "check/note_change.h"

static void add_version(void *ctx, const struct expectation *x, const struct live_database *d, struct notes *notes)
{
    const struct applied *applied = &d->applied;
    if (applied->has_version && (applied->version == x->version || !d->reached.head))
        return;
    const struct attribute_change attribute = {"version", mem_printf(ctx, "%d", x->version),
                                               applied->has_version ? mem_printf(ctx, "%d", applied->version) : NULL};
    note_altered(notes, &version_kind, "schema_version", &attribute)->reason =
        applied->has_version ? "the application has brought it to another version"
                             : "the database does not say which version it has";
}

/* An application that is older than this does not use the database. */
static void add_compat(void *ctx, const struct expectation *x, const struct live_database *d, struct notes *notes)
{
    if (!d->applied.has_compat || d->applied.compat <= x->version)
        return;
    const struct attribute_change attribute = {"version", mem_printf(ctx, "%d", x->version),
                                               mem_printf(ctx, "%d", d->applied.compat)};
    note_altered(notes, &version_kind, "schema_compat_version", &attribute)->reason =
        "applications of the directory's version refuse the database";
}

static char *file_of(void *ctx, const struct step *step)
{
    return mem_printf(ctx, "%d/%s", step->version, step->name);
}

static bool is_known(void *ctx, const struct plan *const *plans, const char *file)
{
    for (; *plans; plans++)
        for (size_t i = 0; i < (*plans)->n_steps; i++)
            if ((*plans)->steps[i].kind == STEP_DELTA && strcmp(file_of(ctx, &(*plans)->steps[i]), file) == 0)
                return true;
    return false;
}

static bool is_listed(const struct live_database *d, const char *path)
{
    for (size_t i = 0; i < d->n_pending; i++)
        if (strcmp(d->pending[i], path) == 0)
            return true;
    return false;
}

/* Deltas that are not there yet, since the database is at an earlier version. The deltas of common are in several
 * plans. */
static void list_pending(void *ctx, const struct plan *plan, struct live_database *d)
{
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        if (step->kind != STEP_DELTA || step->version <= d->reached.version ||
            applied_has(&d->applied, file_of(ctx, step)) || is_listed(d, step->path))
            continue;
        size_t at = mem_grow(ctx, &d->pending, &d->n_pending);
        d->pending[at] = step->path;
    }
}

void behind_reached(void *ctx, const struct expectation *x, struct live_database *d)
{
    const struct applied *applied = &d->applied;
    d->reached = (struct reached){.head = true, .version = x->version};
    if (x->at_head || !applied->has_version || applied->version >= x->version)
        return;
    d->reached.head = false;
    d->reached.version = applied->version;
    for (size_t i = 0; i < applied->n_deltas; i++) {
        const struct applied_delta *delta = &applied->deltas[i];
        if (delta->version <= applied->version || !is_known(ctx, x->plans[d->engine], delta->file))
            continue;
        size_t at = mem_grow(ctx, &d->reached.deltas, &d->reached.n_deltas);
        d->reached.deltas[at] = delta->file;
        d->reached.in_between = true;
    }
    for (const struct plan *const *plan = x->plans[d->engine]; *plan; plan++)
        list_pending(ctx, *plan, d);
}

/* The deltas of common belong to several plans and are reported once. */
static void add_missing(void *ctx, const struct plan *plan, const struct live_database *d, int complete_after,
                        struct notes *notes)
{
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        if (step->kind != STEP_DELTA || step->version <= complete_after || step->version > d->reached.version)
            continue;
        const char *file = file_of(ctx, step);
        if (applied_has(&d->applied, file) || note_has_delta(notes, file))
            continue;
        struct change *change = note_change(notes, CHANGE_REMOVED, &delta_kind, file);
        change->reason = "the database has not run it";
        change->delta = step->path;
    }
}

/* Deltas older than the directory's own are no longer in it. */
static int oldest_version(const struct plan *const *plans)
{
    int oldest = INT_MAX;
    for (; *plans; plans++)
        for (size_t i = 0; i < (*plans)->n_steps; i++)
            if ((*plans)->steps[i].kind == STEP_DELTA && (*plans)->steps[i].version < oldest)
                oldest = (*plans)->steps[i].version;
    return oldest;
}

void behind_add(void *ctx, const struct expectation *x, const struct live_database *d, struct notes *notes)
{
    const struct applied *applied = &d->applied;
    int oldest = oldest_version(x->known[d->engine]);
    int complete_after = applied->n_deltas ? applied->deltas[0].version : applied->version;
    add_version(ctx, x, d, notes);
    add_compat(ctx, x, d, notes);
    bool speaks = applied->has_version || applied->n_deltas;
    for (const struct plan *const *plan = x->plans[d->engine]; speaks && *plan; plan++)
        add_missing(ctx, *plan, d, complete_after, notes);
    for (size_t i = 0; i < applied->n_deltas; i++) {
        const struct applied_delta *delta = &applied->deltas[i];
        if (delta->version >= oldest && !is_known(ctx, x->known[d->engine], delta->file))
            note_change(notes, CHANGE_ADDED, &delta_kind, delta->file)->reason =
                "the database has run it, and the schema directory does not have it";
    }
    for (size_t i = 0; i < applied->n_updates; i++)
        note_change(notes, CHANGE_ADDED, &update_kind, applied->updates[i])->reason =
            "it waits to be done, and the schema is not complete before";
}
