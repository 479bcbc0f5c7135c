#include "engine/failure.h"

#include "base/mem.h"

char *failure_wording(void *ctx, enum engine engine, const struct sql_failure *failure)
{
    return failure->code ? mem_printf(ctx, "%s: %s (%s)", engine_name(engine), failure->message, failure->code)
                         : mem_printf(ctx, "%s: %s", engine_name(engine), failure->message);
}

void failure_explain(const struct sql_failure *failure, struct diags *diags, struct diag *e)
{
    if (failure->detail)
        diag_detail(diags, e, failure->detail);
    if (failure->hint)
        diag_hint(diags, e, "%s", failure->hint);
}
