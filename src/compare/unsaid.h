/*
 * What one side cannot say, and the other may therefore have without a difference:
 *
 * - what the sqlite3 shell writes has no words for user_version and application_id;
 * - a dump without owners has no grants either where it names none, as of pg_dump -O -x;
 * - pg_dump says no grants of the functions that a range type makes for itself;
 * - pg_dump says the comment that an extension came with, and no text tells it from a person's own.
 *
 * A warning says so of what can matter.
 */
#ifndef COMPARE_UNSAID_H
#define COMPARE_UNSAID_H

#include "base/diag.h"
#include "model/model.h"

/* The model without what the other one's text cannot say. May be `model` itself; else belongs to ctx. */
const struct model *without_unsaid(void *ctx, const struct model *model, const struct model *other,
                                   const char *other_path, struct diags *diags);

#endif
