/* Lines in the text of a migration file: where one ends, what stands in it. */
#ifndef SCHEMA_MIGRATION_LINE_H
#define SCHEMA_MIGRATION_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the line that begins at `line`, its newline among them. */
size_t line_length(const char *line);

/* Whether the words stand in that line, as they are or in any case. */
bool line_holds(const char *line, const char *words);
bool line_holds_in_any_case(const char *line, const char *words);

#endif
