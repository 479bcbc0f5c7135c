#include "fix/fix.h"

#include "base/mem.h"
#include "fix/plan.h"

/* Both states; what one of them refers to in common is loaded beneath both. */
static bool load_both(struct fix_sides *sides, struct diags *diags)
{
    const struct fix_request *r = sides->request;
    struct connection *after = fix_load(sides->ctx, &sides->loading, &r->after, &sides->after, diags);
    database_drop(after);
    if (after)
        sides->trial = fix_load(sides->ctx, &sides->loading, &r->before, &sides->before, diags);
    return sides->trial != NULL;
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

bool fix_make(void *ctx, struct server *server, const struct fix_request *request, struct fix *fix, struct diags *diags)
{
    struct fix_left_out left_out = {0};
    struct fix_sides sides = {.ctx = ctx, .request = request, .loading = {.server = server, .left_out = &left_out}};
    size_t errors = diags->n_errors;
    *fix = (struct fix){0};
    if (!load(&sides, diags))
        return false;
    fix_refuse_left_out(ctx, &sides, fix);
    bool planned = plan(&sides, fix, diags);
    database_drop(sides.trial);
    sides.trial = NULL;
    for (size_t i = 0; i < fix->n_refused; i++)
        diag_error(diags, "%s: %s", fix->refused[i].subject, fix->refused[i].reason);
    if (!planned || !fix_prove(ctx, &sides, fix, diags))
        fix->n = 0;
    return diags->n_errors == errors;
}
