/* How a SQLite database begins: https://sqlite.org/fileformat2.html#magic_header_string */
#ifndef BASE_SQLITE_FILE_H
#define BASE_SQLITE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* The first bytes of a file; false for an empty one, which is a database to SQLite as well. */
bool begins_as_sqlite(const char *bytes, size_t n);

/* The same of an open file, whose position stays; false for what cannot be read at a place, as a pipe. */
bool is_sqlite_file(int fd);

#endif
