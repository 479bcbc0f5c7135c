#include "generate/target.h"

#include <string.h>

#include "emit/snapshot.h"
#include "generate/subtract.h"
#include "generate/unsaid.h"
#include "trace/trace.h"

void target_forget(struct target *target)
{
    if (target->idle)
        return;
    target->ok = target->needs_common = false;
    target->built = (struct built){0};
    target->snapshot = (struct snapshot){0};
    diags_init(&target->diags, target->ctx);
}

void target_build(struct target *target, struct server *server, const struct schema_tree *tree, struct updates *updates,
                  const struct progress *progress)
{
    if (target->idle) {
        progress_report(progress, target->task, NULL, 1, 1);
        return;
    }
    target->ok = build_database(server, tree, updates, target->plan, &target->accepted, &target->states, progress,
                                target->task, target->ctx, &target->built, &target->diags);
}

void target_print(struct target *target)
{
    if (!target->ok || target->idle)
        return;
    const struct target *common = target->common;
    struct catalog *rest = NULL;
    if (!common)
        rest = subtract_bookkeeping(target->ctx, target->built.whole, target->built.bookkeeping);
    else if (common->ok) {
        rest = subtract_bookkeeping(target->ctx, target->built.whole, target->built.bookkeeping);
        rest = subtract_common(target->ctx, rest, common->snapshot.catalog, target->plan->database, &target->diags);
    }
    if (rest && target->wanted)
        bookkeeping_warn(&target->built, common && common->wanted ? &common->built : NULL, target->plan,
                         &target->diags);
    if (rest)
        rest->remarks = target->built.remarks;
    target->snapshot = (struct snapshot){.path = target->path,
                                         .catalog = rest,
                                         .bookkeeping = target->built.bookkeeping,
                                         .plan = target->plan,
                                         .accepted = target->accepted.cells};
    const char *outer = trace_enter(target->name);
    if (rest)
        target->snapshot.text = snapshot_print(target->ctx, rest, &target->diags);
    trace_enter(outer);
    target->ok = target->snapshot.text != NULL;
    /* Built again for others that leave it out: then what was kept has to be what came out. */
    if (target->ok && target->proven && strcmp(target->proven, target->snapshot.text) != 0)
        target->proven = NULL;
    if (target->ok && !target->proven)
        target->n_objects = catalog_count(rest);
}

bool target_needs_proof(const struct target *target)
{
    return target->wanted && !target->idle && !target->proven;
}

void target_prove(struct target *target, struct server *server, struct spare *spare, const struct progress *progress)
{
    if (!target->ok || !target->wanted || target->idle)
        return;
    if (target->proven) {
        progress_report(progress, target->task, NULL, 1, 1);
        return;
    }
    progress_report(progress, target->task, "loading the snapshot again", target->plan->n_steps,
                    target->plan->n_steps + 1);
    const struct snapshot *common = target->common ? &target->common->snapshot : NULL;
    const char *outer = trace_enter(target->name);
    target->ok = prove_snapshot(server, spare, &target->snapshot, common, &target->needs_common, &target->diags);
    trace_enter(outer);
    progress_report(progress, target->task, NULL, 1, 1);
}
