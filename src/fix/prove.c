/* The script, run from the beginning. */
#include <string.h>

#include "base/mem.h"
#include "catalog/read.h"
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
    struct connection *c = fix_load(ctx, &sides->loading, &sides->request->before, NULL, diags);
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

bool fix_prove(void *ctx, const struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    struct connection *c = fix_load(ctx, &sides->loading, &sides->request->before, NULL, diags);
    struct sql_failure failure;
    const struct catalog *found = NULL;
    bool ok = c && run_all(c, fix, ctx, diags) && connection_reset(c, ctx, &failure) &&
              (found = catalog_read(c, NULL, ctx, diags));
    database_drop(c);
    if (!ok)
        return false;
    fix_compare(sides, fix, found, diags);
    return sides->request->allow_loss || !has_losses(fix) || find_waiting(ctx, sides, fix, diags);
}
