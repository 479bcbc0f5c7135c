/* The script, run from the beginning. */
#include <string.h>

#include "base/mem.h"
#include "catalog/compare.h"
#include "fix/plan.h"

static void report_step(const struct fix_statement *s, const struct sql_failure *failure, struct diags *diags)
{
    struct diag *e =
        diag_error(diags, "%s: the statement fails: %s%s%s%s", s->subject, failure->message, failure->code ? " (" : "",
                   failure->code ? failure->code : "", failure->code ? ")" : "");
    diag_detail(diags, e, s->text);
}

/* Runs the steps that are wanted; one that fails is taken out. False where the server or the person wants to stop. */
static bool run_all(struct connection *c, struct fix *fix, void *ctx, struct diags *diags)
{
    size_t n = 0;
    for (size_t i = 0; i < fix->n; i++) {
        struct sql_failure failure;
        if (fix_run(c, &fix->statements[i], true, ctx, &failure)) {
            fix->statements[n++] = fix->statements[i];
            continue;
        }
        if (failure.stopped)
            return false;
        report_step(&fix->statements[i], &failure, diags);
    }
    fix->n = n;
    return true;
}

static bool has_losses(const struct fix *fix)
{
    for (size_t i = 0; i < fix->n; i++)
        if (fix->statements[i].loses)
            return true;
    return false;
}

/* Once more without what loses data: what then fails has to wait for it. */
static bool find_waiting(void *ctx, const struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    struct connection *c = fix_load(ctx, &sides->loading, &sides->request->before, NULL, diags).connection;
    if (!c)
        return false;
    const char *lost = NULL;
    struct sql_failure failure = {0};
    for (size_t i = 0; i < fix->n && !failure.stopped; i++) {
        struct fix_statement *s = &fix->statements[i], copy = *s;
        if (s->loses)
            lost = s->subject;
        else if (!fix_run(c, &copy, false, ctx, &failure))
            s->waits = lost ? lost : "";
    }
    database_drop(c);
    return !failure.stopped;
}

/* What both states have and would be gone; then nothing is printed. */
struct gone {
    void *ctx;
    struct fix_sides *sides;
    const struct fix *fix;
    struct diags *diags;
    bool any;
};

static void find_gone(void *ctx, enum object_difference difference, const struct object *old_object,
                      const struct object *new_object, int field)
{
    struct gone *g = ctx;
    (void)old_object, (void)field;
    if (difference != ONLY_NEW || !fix_wants(g->sides, new_object))
        return;
    const struct object *old =
        catalog_find(g->sides->before, new_object->kind, new_object->schema, new_object->relation, new_object->name);
    if (!old)
        return;
    g->any = true;
    if (!fix_leaves(g->sides, old)) {
        size_t at = mem_grow(g->ctx, &g->sides->left.items, &g->sides->left.n);
        const char *why = fix_refusal_of(g->fix, object_describe(g->ctx, new_object));
        const char *reason = mem_printf(g->ctx, "it cannot be made again as it is wanted%s%s%s, so it stays as it is",
                                        why ? " (" : "", why ? why : "", why ? ")" : "");
        g->sides->left.items[at] = (struct fix_left_object){old, reason};
    }
    diag_error(g->diags, "%s: the statements would take it away, so none are printed",
               object_describe(g->diags->ctx, new_object));
}

bool fix_prove(void *ctx, struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    struct fix_database d = fix_load(ctx, &sides->loading, &sides->request->before, NULL, diags);
    const struct catalog *found = NULL;
    bool ok = d.connection && run_all(d.connection, fix, ctx, diags) && (found = fix_read(&d, ctx, diags));
    database_drop(d.connection);
    if (!ok)
        return false;
    struct gone gone = {ctx, sides, fix, diags, false};
    fix_compare(sides, fix, found, diags);
    catalog_compare(found, sides->after, find_gone, &gone);
    if (gone.any)
        return false;
    return sides->request->allow_loss || !has_losses(fix) || find_waiting(ctx, sides, fix, diags);
}
