/*
 * Definitions of plain indexes and keys, made of what their catalogs' columns say. The server's functions take a third
 * of all its time for the same, and look at the newest state; what is not plain still comes from them.
 * tests/lib/differential.c holds each such text against the server's own.
 */
#ifndef KIND_POSTGRES_DEFINITION_H
#define KIND_POSTGRES_DEFINITION_H

#include <stdio.h>

#include "kind/kind.h"

/* The columns that have been read, found by where they are. */
struct columns_read {
    const struct catalog *catalog;
    size_t first, n; /* of the catalog's objects, which are not in order yet */
};

/* Where a list of columns is: the table's number, and those of the columns, as the server prints an array. */
struct key_columns {
    const char *table;
    const char *numbers;
};

/* The column of that number; NULL: it was not read. */
const struct object *column_numbered(const struct columns_read *columns, const char *table, long number);

/* The next of a text of numbers: "{1,2}", "1 2". False at the end. */
bool next_number(const char **numbers, long *number);

/* `(a, "B")`; false where one of them is no column that was read. */
bool print_key_columns(FILE *out, const struct columns_read *columns, struct key_columns key);

/* How the definitions of a kind come about. */
struct definition {
    int field;            /* which holds it; the query leaves it NULL where it is plain */
    const char *function; /* of the server, which prints it: "pg_get_indexdef" */

    /* Prints the canonical text of a plain one, of what the query brings beside the fields; false: it is none. */
    bool (*print)(FILE *out, const struct columns_read *columns, const struct object *o);

    /* Puts what the server printed into canonical form. */
    void (*canonicalize)(struct catalog *catalog, const struct object *o);
};

/* For kind->read. */
bool read_definitions(const struct kind *kind, struct reading *reading, const struct definition *definition);

#endif
