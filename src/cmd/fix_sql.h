/* diff --sql and check --fix: statements instead of a report. */
#ifndef CMD_FIX_SQL_H
#define CMD_FIX_SQL_H

#include "base/exit_status.h"
#include "fix/fix.h"

/*
 * Makes the statements of all requests, on servers of their own, and joins them to one text, "" where there is nothing
 * to do. Belongs to ctx. What cannot be done is among the diagnostics.
 */
char *fix_sql(void *ctx, const struct server_options *options, const struct fix_request *requests, size_t n,
              struct diags *diags);

#endif
