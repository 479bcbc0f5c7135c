/*
 * Marks in the comments of migration files that hold the way up and the way
 * down: dbmate's `-- migrate:up`, `-- migrate:down`, and goose's
 * `-- +goose Up`, `-- +goose Down`. A file without marks is all way up.
 */
#ifndef APPLY_MARKS_H
#define APPLY_MARKS_H

#include <stdbool.h>

/* Overwrites with blanks what is not the way up; lines and columns stay as they are. */
void marks_keep_up(char *text);

/* True when the way up must not run in a transaction: `-- migrate:up transaction:false`, `-- +goose NO TRANSACTION`. */
bool marks_refuse_transaction(const char *text);

#endif
