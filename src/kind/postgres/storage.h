/* Options in parentheses, of tables, indexes, views and columns: WITH (fillfactor = 70). */
#ifndef KIND_POSTGRES_STORAGE_H
#define KIND_POSTGRES_STORAGE_H

#include <stdbool.h>

#include "kind/parsing.h"

/*
 * What SET (...), or RESET (...), makes of an array of name=value texts, `before` (NULL: none): in order, NULL where
 * none is left. Without those that are some servers' own bookkeeping.
 */
const char *field_of_storage_options(struct parsing *parsing, const char *before, const json_t *changes, bool reset);

/* SET (...) and RESET (...) as commands of ALTER TABLE; false where the command is another. */
bool parse_storage_change(struct parsing *parsing, const json_t *command, const char **array);

#endif
