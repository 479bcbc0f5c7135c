/* Lines in the text of a migration file: where one ends, what stands in it. */
#ifndef SCHEMA_MIGRATION_LINE_H
#define SCHEMA_MIGRATION_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the line that begins at `line`, its newline among them. */
size_t line_length(const char *line);

/* Whether the text stand in that line, as they are or in any case. */
bool line_holds(const char *line, const char *text);
bool line_holds_in_any_case(const char *line, const char *text);

/* Blanks within a line. */
#define LINE_BLANKS " \t\r\f\v"

/* What follows the dashes of a comment; NULL where the line is none. */
const char *line_comment(const char *line);

/* Overwrites n bytes with blanks, but for the ends of lines: places stay as they are. */
void line_blank(char *line, size_t n);

#endif
