#include "fix/fix.h"

#include "base/mem.h"
#include "fix/plan.h"

enum { MOST_ATTEMPTS = 8 };

/* Both states; what one of them refers to in common is loaded beneath both. */
static bool load_both(struct fix_sides *sides, struct diags *diags)
{
    const struct fix_request *r = sides->request;
    struct fix_database after = fix_load(sides->ctx, &sides->loading, &r->after, &sides->after, diags);
    database_drop(after.connection);
    if (after.connection)
        sides->trial = fix_load(sides->ctx, &sides->loading, &r->before, &sides->before, diags);
    return sides->trial.connection != NULL;
}

static bool load(struct fix_sides *sides, struct diags *diags)
{
    struct diags alone;
    diags_init(&alone, sides->ctx);
    if (load_both(sides, &alone))
        return true;
    sides->loading.common = sides->request->common;
    if (sides->loading.common && load_both(sides, diags))
        return true;
    if (!sides->loading.common)
        diags_append(diags, &alone);
    return false;
}

static bool plan(const struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    return sides->request->comparison->engine == ENGINE_POSTGRES ? fix_plan_postgres(sides, fix, diags)
                                                                 : fix_plan_sqlite(sides, fix, diags);
}

/* One plan, and its proof. */
static bool attempt(struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    *fix = (struct fix){0};
    fix_refuse_left_out(sides, fix);
    fix_refuse_unseen(sides, fix);
    if (!sides->trial.connection)
        sides->trial = fix_load(sides->ctx, &sides->loading, &sides->request->before, NULL, diags);
    if (!sides->trial.connection)
        return false;
    bool planned = plan(sides, fix, diags);
    database_drop(sides->trial.connection);
    sides->trial = (struct fix_database){0};
    for (size_t i = 0; i < fix->n_refused; i++)
        if (fix->refused[i].reason)
            diag_error(diags, "%s: %s", fix->refused[i].subject, fix->refused[i].reason);
    return planned && fix_prove(sides->ctx, sides, fix, diags);
}

/* Where something would be dropped that cannot be made again, once more without dropping it. */
static bool attempts(struct fix_sides *sides, struct fix *fix, struct diags *diags)
{
    for (size_t left = sides->left.n, i = 1;; left = sides->left.n, i++) {
        struct diags of_attempt;
        diags_init(&of_attempt, sides->ctx);
        bool ok = attempt(sides, fix, &of_attempt);
        if (ok || i == MOST_ATTEMPTS || sides->left.n == left ||
            sides->request->comparison->engine != ENGINE_POSTGRES) {
            diags_append(diags, &of_attempt);
            return ok;
        }
    }
}

bool fix_make(void *ctx, struct server *server, const struct fix_request *request, struct fix *fix, struct diags *diags)
{
    struct fix_sides sides = {.ctx = ctx, .request = request, .loading = {.server = server, .request = request}};
    sides.loading.left_out = &sides.left_out;
    size_t errors = diags->n_errors;
    *fix = (struct fix){0};
    if (!load(&sides, diags))
        return false;
    fix_hold_named(&sides);
    if (!attempts(&sides, fix, diags))
        fix->n = 0;
    return diags->n_errors == errors;
}
