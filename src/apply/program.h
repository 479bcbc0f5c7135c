/*
 * Program deltas: `x.py` files, run unmodified by a helper process, python3
 * with its standard library. The helper has no way to the database: the
 * cursor it gives to the delta sends statements over a socket, and they are
 * run here, in the transaction the caller has begun. docs/program-deltas.md
 * describes the protocol and what the helper may do.
 */
#ifndef APPLY_PROGRAM_H
#define APPLY_PROGRAM_H

#include <stdbool.h>

#include "base/diag.h"
#include "clock/clock.h"
#include "engine/engine.h"
#include "schema/plan.h"

/* The helper of one database, started when the first program delta runs. */
struct programs;

/* Belongs to no context: ended by programs_end, by the same thread. `clock` looks on at the connection. */
struct programs *programs_new(struct connection *connection, struct clock *clock);
void programs_end(struct programs *programs);

/*
 * Runs run_create of the step's file, and run_upgrade after it where the step says that the database holds data; a file
 * that defines neither run_create nor run_upgrade is a warning. False with a diagnostic that names the file, or without
 * when the run was cancelled.
 */
bool programs_run(struct programs *programs, const struct step *step, struct diags *diags);

#endif
