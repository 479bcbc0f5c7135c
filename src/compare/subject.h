/* What a finding is called in a file of expected differences, and in the reports of programs. All belongs to ctx. */
#ifndef COMPARE_SUBJECT_H
#define COMPARE_SUBJECT_H

#include "diff/diff.h"

/* "column rooms.creator", "index audit.log.log_at_idx", "schema audit"; what nobody sees in it is shown as an escape.
 */
char *subject_of_item(void *ctx, const struct item *item);

/* "schema audit", which is said of all that is in it; NULL for what stands in the default one. */
char *subject_of_schema(void *ctx, const struct item *item);

/* "rows of rooms", which is said of each row; NULL for all else. */
char *subject_of_rows(void *ctx, const struct item *item);

/* "table rooms", of what belongs to one that is on one side only; NULL where both sides have it, or it stands alone. */
char *subject_of_new_relation(void *ctx, const struct comparison *comparison, const struct item *item);

/*
 * "partitions of events", where it is one or belongs to one: the i-th from 0, the nearest parent first. NULL where
 * there is none.
 */
char *subject_of_partition(void *ctx, const struct comparison *comparison, const struct item *item, size_t i);

/* The roles that have other privileges on both sides (either may be NULL), NULL-terminated. */
const char **subject_roles(void *ctx, const struct item *old_item, const struct item *new_item);

#endif
