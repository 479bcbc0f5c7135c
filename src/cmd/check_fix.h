/* check --fix: the statements that make a live database what is expected of it. */
#ifndef CMD_CHECK_FIX_H
#define CMD_CHECK_FIX_H

#include "check/fleet.h"
#include "cmd/check_live.h"

/* Whether the options go together. False with a diagnostic. */
bool check_fix_arguments(const struct live_arguments *a, const struct report_requests *requests, bool formats,
                         struct diags *diags);

/*
 * The statements for a database that was compared with what `expectation` says, without what is meant to differ. To be
 * called when all servers that are somebody else's have been read. Belongs to ctx; NULL where it was not compared.
 */
char *check_fix_make(void *ctx, const struct live_arguments *a, const struct server_options *server,
                     const struct expectation *expectation, const struct target_database *target, struct diags *diags);

/* Prints them, or writes them into the file. False with a diagnostic. */
bool check_fix_print(const struct live_arguments *a, const char *statements, struct diags *diags);

#endif
