#include "cli/cache_arguments.h"

#include "base/mem.h"

bool cache_arguments_read(void *ctx, const struct cache_arguments *a, struct cache_options *options,
                          struct diags *diags)
{
    *options = (struct cache_options){.limit_mib = CACHE_LIMIT_MIB};
    if (!option_number("--cache-limit", a->limit, &options->limit_mib, diags))
        return false;
    options->directory = a->none ? NULL : cache_directory(ctx, a->directory);
    return true;
}
