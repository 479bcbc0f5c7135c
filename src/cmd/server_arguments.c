#include "cmd/server_arguments.h"

#include <stdlib.h>

#include "cmd/options.h"

enum { DEFAULT_STATEMENT_TIMEOUT_S = 30, DEFAULT_PROGRAM_TIMEOUT_S = 60, LONGEST_TIMEOUT_S = 1000000 };

/* Seconds in, milliseconds out. */
static bool read_timeout(const char *option, const char *value, int seconds, int *ms, struct diags *diags)
{
    if (!option_number(option, value, &seconds, diags))
        return false;
    if (seconds > LONGEST_TIMEOUT_S) {
        diag_error(diags, "%s %d: at most %d; 0 for no limit", option, seconds, LONGEST_TIMEOUT_S);
        return false;
    }
    *ms = seconds * 1000;
    return true;
}

bool server_arguments_read(const struct server_arguments *a, struct server_options *options, struct diags *diags)
{
    options->pg_user = a->pg_user;
    options->pg_bindir = a->pg_bindir;
    return read_timeout("--statement-timeout", a->timeout, DEFAULT_STATEMENT_TIMEOUT_S, &options->statement_timeout_ms,
                        diags) &&
           read_timeout("--program-timeout", a->program_timeout, DEFAULT_PROGRAM_TIMEOUT_S,
                        &options->program_timeout_ms, diags);
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
