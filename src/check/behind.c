#include "check/behind.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"

static const struct model_kind version_kind = {
    .name = "schema version", .plural = "schema versions", .attributes = (const char *const[]){"version", NULL}};
static const struct model_kind delta_kind = {
    .name = "applied delta", .plural = "applied deltas", .attributes = (const char *const[]){NULL}};
static const struct model_kind update_kind = {
    .name = "background update", .plural = "background updates", .attributes = (const char *const[]){NULL}};

static struct change *add(void *ctx, struct comparison *comparison, enum change_action action,
                          const struct model_kind *kind, const char *name)
{
    struct item *item = mem_new(ctx, struct item);
    *item = (struct item){.kind = kind, .schema = "", .relation = "", .name = name, .text = ""};
    struct change *changes = mem_array(ctx, struct change, comparison->n_changes + 1);
    if (comparison->n_changes)
        memcpy(changes, comparison->changes, comparison->n_changes * sizeof(*changes));
    struct change *added = &changes[comparison->n_changes++];
    *added = (struct change){.action = action,
                             .old_item = action == CHANGE_ADDED ? NULL : item,
                             .new_item = action == CHANGE_REMOVED ? NULL : item,
                             .class = CHANGE_CARE,
                             .anchor = "live"};
    comparison->changes = changes;
    return added;
}

static void add_version(void *ctx, const struct expectation *x, const struct applied *applied,
                        struct comparison *comparison)
{
    if (applied->has_version && applied->version == x->version)
        return;
    struct change *change = add(ctx, comparison, CHANGE_ALTERED, &version_kind, "schema_version");
    struct attribute_change *attribute = mem_new(ctx, struct attribute_change);
    *attribute = (struct attribute_change){"version", mem_printf(ctx, "%d", x->version),
                                           applied->has_version ? mem_printf(ctx, "%d", applied->version) : NULL};
    change->attributes = attribute;
    change->n_attributes = 1;
    change->reason = applied->has_version ? "the application has brought it to another version"
                                          : "the database does not say which version it has";
}

static bool is_applied(const struct applied *applied, const char *file)
{
    for (size_t i = 0; i < applied->n_deltas; i++)
        if (strcmp(applied->deltas[i].file, file) == 0)
            return true;
    return false;
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

static bool is_reported(const struct comparison *comparison, const char *file)
{
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const struct item *item = change_item(&comparison->changes[i]);
        if (item->kind == &delta_kind && strcmp(item->name, file) == 0)
            return true;
    }
    return false;
}

/* The deltas of common belong to several plans and are reported once. */
static void add_missing(void *ctx, const struct plan *plan, const struct applied *applied, int complete_after,
                        struct comparison *comparison)
{
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        if (step->kind != STEP_DELTA || step->version <= complete_after)
            continue;
        const char *file = file_of(ctx, step);
        if (is_applied(applied, file) || is_reported(comparison, file))
            continue;
        struct change *change = add(ctx, comparison, CHANGE_REMOVED, &delta_kind, file);
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

void behind_add(void *ctx, const struct expectation *x, const struct applied *applied, struct comparison *comparison)
{
    enum engine engine = comparison->engine;
    int oldest = oldest_version(x->known[engine]);
    int complete_after = applied->n_deltas ? applied->deltas[0].version : applied->version;
    add_version(ctx, x, applied, comparison);
    bool speaks = applied->has_version || applied->n_deltas;
    for (const struct plan *const *plan = x->plans[engine]; speaks && *plan; plan++)
        add_missing(ctx, *plan, applied, complete_after, comparison);
    for (size_t i = 0; i < applied->n_deltas; i++) {
        const struct applied_delta *delta = &applied->deltas[i];
        if (delta->version >= oldest && !is_known(ctx, x->known[engine], delta->file))
            add(ctx, comparison, CHANGE_ADDED, &delta_kind, delta->file)->reason =
                "the database has run it, and the schema directory does not have it";
    }
    for (size_t i = 0; i < applied->n_updates; i++)
        add(ctx, comparison, CHANGE_ADDED, &update_kind, applied->updates[i])->reason =
            "it waits to be done, and the schema is not complete before";
}
