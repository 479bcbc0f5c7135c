#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "generate/living_private.h"
#include "rows/rows.h"

static const struct diag *first_error(const struct diags *diags)
{
    for (size_t i = 0; i < diags->n; i++)
        if (diags->items[i].level == DIAG_ERROR)
            return &diags->items[i];
    return NULL;
}

/* What names the tables that a failure may be about: the file, or what was said of an update. */
static const char *words_of(const struct living *l, size_t step, const struct diag *failure, void *ctx)
{
    const struct step *s = &l->build.plan->steps[step];
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    const char *file = l->lived->draining ? NULL : file_read_text(ctx, s->root, s->path, &unsaid);
    return mem_printf(ctx, "%s\n%s\n%s\n%s", file ? file : "", failure->message, failure->detail ? failure->detail : "",
                      failure->source ? failure->source : "");
}

/* Failures that whatever rows there are meet: a column without a value for them, equal values that it gives itself. */
static bool meets_all_rows(const struct diag *failure)
{
    static const char *const words[] = {"(23502)",
                                        "(23505)",
                                        "(SQLITE_CONSTRAINT_NOTNULL)",
                                        "(SQLITE_CONSTRAINT_UNIQUE)",
                                        "(SQLITE_CONSTRAINT_PRIMARYKEY)",
                                        "Cannot add a ",
                                        NULL};
    for (size_t i = 0; words[i]; i++)
        if (strstr(failure->message, words[i]))
            return true;
    return false;
}

static void note(struct living *l, size_t step, bool in_queue, bool any, const struct diags *failure)
{
    struct lived *lived = l->lived;
    size_t at = mem_grow(l->ctx, &lived->refusals, &lived->n_refusals);
    struct refusal *r = &lived->refusals[at];
    *r = (struct refusal){.step = step, .in_queue = in_queue, .any = any};
    diags_init(&r->failure, l->ctx);
    diags_append(&r->failure, failure);
}

/* Again, with other rows or none. `failure` is that of this try. */
static bool try_again(struct living *l, living_act act, size_t step, const char *text, bool plain,
                      struct diags *failure)
{
    struct rows_maker *rows = l->rows;
    struct connection *connection = l->build.connection;
    if (rows_empty(rows, connection, text) == 0 || (plain && !rows_fill(rows, connection, ROWS_PLAIN, failure)))
        return false;
    return act(l, step, failure);
}

bool living_insist(struct living *l, living_act act, size_t step, struct diags *diags)
{
    struct diags first, plain, none;
    void *ctx = mem_root("living_insist");
    diags_init(&first, ctx);
    diags_init(&plain, ctx);
    diags_init(&none, ctx);
    bool ok = act(l, step, &first), in_queue = l->lived->draining;
    const struct diag *why = ok ? NULL : first_error(&first);
    if (ok || !why || !l->rows || step <= l->life->base) {
        diags_append(diags, &first);
        mem_free(ctx);
        return ok;
    }
    const char *text = words_of(l, step, why, ctx);
    bool taken = try_again(l, act, step, text, true, &plain);
    ok = taken || try_again(l, act, step, text, false, &none) || try_again(l, act, step, NULL, false, &none);
    const struct diag *again = taken ? NULL : first_error(&plain);
    bool any = ok && !in_queue && again && meets_all_rows(again);
    if (ok)
        note(l, step, in_queue, any, any ? &plain : &first);
    else
        diags_append(diags, &first);
    mem_free(ctx);
    return ok;
}

bool living_furnish(struct living *l, size_t step, struct diags *diags)
{
    struct rows_maker *rows = l->rows;
    if (!rows)
        return true;
    if (l->build.plan->steps[step].kind == STEP_BOOKKEEPING)
        return rows_pass_over(rows, l->build.connection, diags);
    return !living_version_ends(l, step) || step < l->life->base ||
           rows_fill(rows, l->build.connection, ROWS_MIXED, diags);
}
