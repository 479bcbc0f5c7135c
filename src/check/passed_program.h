/*
 * Programs that stand among SQL migrations: nobody here runs them, and a
 * database may have run them, by what its tool has recorded there.
 */
#ifndef CHECK_PASSED_PROGRAM_H
#define CHECK_PASSED_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "check/history.h"
#include "check/history_key.h"
#include "schema/numbered.h"

enum passed_state { PASSED_PENDING, PASSED_RUN, PASSED_FAILED };

/* Whether the row is about what is passed over at that path. */
bool passed_is_of(void *ctx, const struct tool_history *how, const struct history_entry *said, const char *path);

/*
 * One for each of migrations->passed. `newest`: the number up to which all has run, of a tool that only keeps
 * that; else NULL. Belongs to ctx.
 */
enum passed_state *passed_programs_read(void *ctx, const struct migrations *migrations, const struct history *history,
                                        const struct migration_name *newest);

#endif
