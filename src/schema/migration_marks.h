/*
 * Marks in the comments of migration files: where the way up and the way down
 * are, and that no transaction is wanted. docs/numbered.md lists them.
 */
#ifndef SCHEMA_MIGRATION_MARKS_H
#define SCHEMA_MIGRATION_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/migration_tool.h"

/* The tool whose marks the text has; of several, of the first mark. TOOL_UNKNOWN: it has none. */
enum migration_tool marks_tool(const char *text);

/*
 * Overwrites with blanks what is not the way up, and what no server reads as a
 * comment; lines and columns stay as they are. A file without marks of the
 * tool is all way up; so is what stands before a first mark of the way down.
 */
void marks_keep_up(char *text, enum migration_tool tool);

/* True when the way up must not run in a transaction: `-- migrate:up transaction:false`, `-- +goose NO TRANSACTION`. */
bool marks_refuse_transaction(const char *text);

/* A comment that reads like the mark of a way down of a tool that nobody here knows, with SQL behind it. */
struct doubtful_mark {
    size_t at;    /* where its line begins */
    bool certain; /* it reads like nothing else */
};

/*
 * Looks for one in what marks_keep_up has left. `known`: whose file it is, so
 * that this is a comment to its tool, or a typing error. False: there is none.
 */
bool marks_doubtful(const char *kept, bool known, struct doubtful_mark *mark);

/* The first comment by which Liquibase may leave out what is below it: dbms, context, labels, preconditions. */
bool marks_conditional(const char *text, size_t *at);

#endif
