/*
 * Marks in the comments of migration files: where the up migration and the down migration
 * are, and that no transaction is wanted. docs/numbered.md lists them;
 * what they are is each tool's to say.
 */
#ifndef SCHEMA_MIGRATION_DIRECTIVES_H
#define SCHEMA_MIGRATION_DIRECTIVES_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/migration_tool.h"

/* The tool whose directives the text has; of several, of the first one. tool_unknown: it has none. */
const struct migration_tool *directives_tool(const char *text);

/*
 * Overwrites with blanks what is not the up migration, and what no server reads as a
 * comment; lines and columns stay as they are. A file without directives of the
 * tool is all up migration; so is what stands before a first one of the down migration.
 */
void directives_keep_up(char *text, const struct migration_tool *tool);

/* The same for the down migration. False where the file sets none apart, or its tool does so in another way. */
bool directives_keep_down(char *text, const struct migration_tool *tool);

/*
 * The line that begins the up migration, or the down migration, of a file, as its tool's own files have it, without
 * options behind it; with its newline. NULL where there is none. Belongs to ctx.
 */
char *directives_line(void *ctx, const char *text, bool up);

/* Whether the line, a comment that begins with `--`, is a directive or a sign of whichever tool. */
bool directives_has(const char *line);

/* True when the up migration must not run in a transaction, by the words of whichever tool. */
bool directives_refuse_transaction(const char *text);

/* True when SQLite must not enforce foreign keys while the file of this tool runs. */
bool directives_refuse_enforcement(const char *text, const struct migration_tool *tool);

/* A comment that reads like the mark of a down migration of a tool that nobody here knows, with SQL behind it. */
struct doubtful_mark {
    size_t at;    /* where its line begins */
    bool certain; /* it reads like nothing else */
};

/*
 * Looks for one in what directives_keep_up has left. `known`: whose file it is, so
 * that this is a comment to its tool, or a typing error. False: there is none.
 */
bool directives_doubtful(const char *kept, bool known, struct doubtful_mark *mark);

#endif
