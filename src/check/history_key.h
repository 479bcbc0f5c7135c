/* Whether a row of a migration tool's table is about a file, by what tools write there (schema/migration_tool.h). */
#ifndef CHECK_HISTORY_KEY_H
#define CHECK_HISTORY_KEY_H

#include "check/history.h"
#include "schema/migration_name.h"

/* The number that a text begins with, behind its last slash: "1.10", "20240101120000". False: there is none. Borrows
 * the text. */
bool history_number(const char *text, struct migration_name *number);

/* Compares the parts that `row` has: 1.18 stands for all of 1.18.x. */
int history_compare(const struct migration_name *file, const struct migration_name *row);

/* A row, and the number that its version begins with: read once, for it is held against every file. */
struct history_entry {
    const struct history_row *row;
    struct migration_name number; /* without parts where there is none */
};
struct history_entry history_entry_of(const struct history_row *row);

/* Whether the row says that this migration has run. */
bool history_is_of(const struct tool_history *history, const struct history_entry *entry,
                   const struct history_file *file, const struct migration_name *number);

#endif
