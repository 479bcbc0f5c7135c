#include "cli/server_arguments.h"

#include <stdlib.h>

#include "cli/options.h"

enum {
    DEFAULT_STATEMENT_TIMEOUT_S = 30,
    DEFAULT_PROGRAM_TIMEOUT_S = 60,
    DEFAULT_ROW_LIMIT = 100000,
    DEFAULT_DISK_LIMIT_MIB = 4096
};

bool server_arguments_read(const struct server_arguments *a, struct server_options *options, struct diags *diags)
{
    options->pg_user = a->pg_user;
    options->trust_deltas = a->trust_deltas != 0;
    options->pg_bindir = a->pg_bindir;
    options->statement_timeout_ms = DEFAULT_STATEMENT_TIMEOUT_S * 1000;
    options->program_timeout_ms = DEFAULT_PROGRAM_TIMEOUT_S * 1000;
    options->row_limit = DEFAULT_ROW_LIMIT;
    options->disk_limit_mib = DEFAULT_DISK_LIMIT_MIB;
    options->functions = (const char *const *)a->functions;
    struct cache_options cache;
    bool ok = option_seconds("--statement-timeout", a->timeout, &options->statement_timeout_ms, diags) &&
              option_seconds("--program-timeout", a->program_timeout, &options->program_timeout_ms, diags) &&
              option_number("--row-limit", a->row_limit, &options->row_limit, diags) &&
              option_number("--disk-limit", a->disk_limit, &options->disk_limit_mib, diags) &&
              cache_arguments_read(diags->ctx, &a->cache, &cache, diags);
    options->cache = ok ? cache_open(diags->ctx, &cache, diags) : NULL;
    return ok;
}

void server_arguments_environment(const struct server_options *options)
{
    /* libpq sends these to every server as settings of the session, over those that make catalogs print the same
     * everywhere, and a connection string cannot take them back. */
    unsetenv("PGDATESTYLE");
    unsetenv("PGTZ");
    unsetenv("PGGEQO");
    if (!options->pg_user)
        engine_ignore_environment();
}
