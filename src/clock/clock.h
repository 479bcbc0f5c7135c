/*
 * Rows that depend on the clock, on chance, or on whatever else differs from
 * run to run: found while deltas run, so that a snapshot neither freezes the
 * time at which it was made nor changes with it. docs/clock.md tells what is
 * found and how.
 *
 * A clock looks on at a connection's statements. What can be computed again
 * is remembered as volatile cells (catalog/volatile.h); a statement that leaves a
 * cell of which that cannot be said fails.
 */
#ifndef CLOCK_CLOCK_H
#define CLOCK_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "catalog/volatile.h"
#include "engine/engine.h"

struct clock;

/*
 * Looks on at the connection until it is dropped. `accepted` (NULL-terminated,
 * or NULL) are the cells that stay as they are on the person's word:
 * "table.column". The clock belongs to ctx, which must outlive the
 * connection; `accepted` is borrowed.
 */
struct clock *clock_attach(struct connection *connection, const char *const *accepted, void *ctx);

/* From now on no statement fails: what cannot be computed again stays as it came out. */
void clock_forgive(struct clock *clock);

/* The cells that can be computed again. Borrowed. */
const struct volatiles *clock_volatiles(const struct clock *clock);

/* True when some statement could have done something with the clock, so that another run may make something else. */
bool clock_looked(const struct clock *clock);

/*
 * What it has learned from statements, as a text, and a clock that has learned
 * the same: for the state of a database that a later run goes on from. No cell
 * may be kept by then: clock_looked is false. Taking it off *rest is false
 * where it is none.
 */
void clock_pack(FILE *out, const struct clock *clock);
bool clock_unpack(const char **rest, struct clock *clock);

/* True when accepted[i] has let something stay. */
bool clock_needed(const struct clock *clock, size_t i);

/*
 * Statements of a program that knows the time by other ways: between these
 * two, all that is written is remembered until somebody says what came of the
 * time. Calls are counted from 0.
 */
void clock_call_begin(struct clock *clock);
void clock_call_end(struct clock *clock);

/*
 * Says that these values of a call depend on the clock; none: the statement
 * itself does. False when it has written one of them, with message and hint
 * in *failure, which belong to ctx.
 */
bool clock_call_tainted(struct clock *clock, size_t call, size_t n_values, const char *const *values, void *ctx,
                        struct sql_failure *failure);

/* Forgets the calls there were: the program has ended. */
void clock_calls_forget(struct clock *clock);

#endif
