/*
 * What the system is short of, as the C library says it in the messages of programs and servers.
 *
 * Of disks that are full and quotas that are spent Postgres gives the first an SQLSTATE of its own, 53100, and the
 * second XX000, as it does any trouble with a file (errcode_for_file_access). A session that gets no process is told so
 * without an SQLSTATE (report_fork_failure_to_client).
 */
#ifndef BASE_SHORTAGE_H
#define BASE_SHORTAGE_H

#include <stdbool.h>

#include "base/diag.h"

bool says_no_room(const char *message);

bool says_no_process(const char *message);

/* Marks an error that comes of too few processes, and says what to do. */
void shortage_of_processes(struct diags *diags, struct diag *e);

#endif
