#include "check/migration_change.h"

#include "base/mem.h"
#include "check/note_change.h"

void migration_reached(const struct expectation *x, struct live_database *d)
{
    const struct migration_state *state = &d->state;
    d->reached = (struct reached){.head = true, .version = x->version};
    if (x->at_head || !d->history.tool)
        return;
    d->pending = state->pending;
    d->n_pending = state->n_pending;
    d->reached.migrations = state->applied;
    d->reached.n_migrations = state->n_applied;
    d->reached.in_between = !state->in_order || state->n_applied == 0;
    d->reached.head = !d->reached.in_between && state->n_pending == 0;
    if (state->n_applied > 0)
        d->reached.version = state->applied[state->n_applied - 1]->version;
}

static void add_changed(const struct migration_finding *f, struct notes *notes)
{
    const struct attribute_change attribute = {"checksum", f->expected, f->recorded};
    struct change *change = note_altered(notes, &delta_kind, f->name, &attribute);
    change->reason = "its file has been changed since the database ran it";
    change->delta = f->path;
}

static void add_failed(const struct migration_finding *f, struct notes *notes)
{
    const struct attribute_change attribute = {"state", NULL, "failed"};
    struct change *change = note_altered(notes, &delta_kind, f->name, &attribute);
    change->reason = "it was begun there, and did not end well";
    change->delta = f->path;
}

static void add_finding(void *ctx, const struct migration_finding *f, struct notes *notes)
{
    struct change *change;
    switch (f->fault) {
    case MIGRATION_CHANGED:
        add_changed(f, notes);
        break;
    case MIGRATION_FAILED:
        add_failed(f, notes);
        break;
    case MIGRATION_HIDDEN:
        change = note_change(notes, CHANGE_REMOVED, &delta_kind, f->name);
        change->reason = mem_printf(ctx, "it counts as run, and only one of two did: %s has the same version", f->twin);
        change->delta = f->path;
        break;
    case MIGRATION_UNKNOWN:
        note_change(notes, CHANGE_ADDED, &delta_kind, f->name)->reason =
            "the database has run it, and the schema directory does not have it";
        break;
    }
}

/* Nobody says what has run. */
static void add_silence(void *ctx, const struct expectation *x, enum engine engine, struct notes *notes)
{
    const struct migration_tool *tool = expectation_migrations(x, engine)->request.tool;
    const struct attribute_change attribute = {"version", mem_printf(ctx, "%d", x->version), NULL};
    note_altered(notes, &version_kind, tool->history.table ? tool->history.table : "migrations", &attribute)->reason =
        "the database has no table that says which migrations it has run";
}

void migration_changes_add(void *ctx, const struct expectation *x, const struct live_database *d, struct notes *notes)
{
    const struct migration_state *state = &d->state;
    if (!d->history.tool) {
        add_silence(ctx, x, d->engine, notes);
        return;
    }
    for (size_t i = 0; i < state->n_findings; i++)
        add_finding(ctx, &state->findings[i], notes);
    for (size_t i = 0; x->at_head && i < state->n_pending; i++) {
        struct change *change = note_change(notes, CHANGE_REMOVED, &delta_kind, state->pending[i]);
        change->reason = "the database has not run it";
        change->delta = state->pending[i];
    }
}
