/*
 * Tables and indexes of SQLite that are read from their text alone.
 *
 * Loading a script makes SQLite look through its whole catalog for every
 * statement, and reading it back asks a question for every table: far more
 * work than the text is long. A definition goes without, where it is certain
 * that SQLite would take it and find in it what src/sql/ finds.
 */
#ifndef MODEL_SQLITE_PLAIN_H
#define MODEL_SQLITE_PLAIN_H

#include "model/sqlite.h"
#include "sql/sqlite/ddl.h"

/* ---- sqlite_plain_check.c ---- */

/* A table of columns with literal defaults, keys, and foreign keys, which the statement makes. */
bool plain_table_is_certain(void *ctx, const struct sqlite_statement *s, const struct sqlite_table *table);

/* An index over columns of that table, with a simple condition or none; its keys begin at that token. */
bool plain_index_is_certain(void *ctx, const struct sqlite_table *table, const struct sqlite_statement *s, size_t keys);

/* ---- sqlite_plain.c ---- */

/*
 * The tables and indexes that can be read so, as a catalog to be freed with
 * ctx; done[i] is set for the i-th statement where it is among them. All
 * others have to be loaded; none of these needs one that is done.
 */
struct catalog *sqlite_read_plain(void *ctx, const struct sqlite_statements *statements, bool *done);

#endif
