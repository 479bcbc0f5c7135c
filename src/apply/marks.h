/*
 * Marks in the comments of migration files: where the way up and the way down
 * are, and that no transaction is wanted. docs/numbered.md lists them.
 */
#ifndef APPLY_MARKS_H
#define APPLY_MARKS_H

#include <stdbool.h>

/*
 * Overwrites with blanks what is not the way up, and what no server reads as a
 * comment; lines and columns stay as they are. A file without marks is all way
 * up; so is what stands before a first mark of the way down. The marks of a
 * file are those of one tool, its first one's: others are comments.
 */
void marks_keep_up(char *text);

/* True when the way up must not run in a transaction: `-- migrate:up transaction:false`, `-- +goose NO TRANSACTION`. */
bool marks_refuse_transaction(const char *text);

#endif
