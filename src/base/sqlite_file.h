/* How a SQLite database begins: https://sqlite.org/fileformat2.html#magic_header_string */
#ifndef BASE_SQLITE_FILE_H
#define BASE_SQLITE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* What follows the name of a database in those of the files that SQLite keeps beside it. */
#define SQLITE_WAL     "-wal"
#define SQLITE_SHM     "-shm"
#define SQLITE_JOURNAL "-journal"

/* The first bytes of a file; false for an empty one, which is a database to SQLite as well. */
bool begins_as_sqlite(const char *bytes, size_t n);

/* The same of an open file, whose position stays; false for what cannot be read at a place, as a pipe. */
bool is_sqlite_file(int fd);

/* The database in that directory, by whatever link, whose file this name is: "app.db" of "app.db-wal"; else NULL. */
const char *sqlite_database_beside(void *ctx, int dir, const char *name);

#endif
