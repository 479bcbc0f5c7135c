/*
 * Whether what a query brought is what it asked for. A delta may have put
 * anything into a table, or a view in its place; a server may answer whatever
 * it likes. Who reads cells says first what they have to be.
 */
#ifndef ENGINE_ANSWER_H
#define ENGINE_ANSWER_H

#include "engine/engine.h"

/* What a cell holds. Of the others one, and ANSWER_NULL where it may be NULL instead. */
enum answer_form {
    ANSWER_ANY,        /* as ANSWER_TEXT, or NULL */
    ANSWER_TEXT,       /* UTF-8 without NUL */
    ANSWER_NUMBER,     /* an integer that fits into an int */
    ANSWER_OID,        /* from 0 to 2^32 - 1 */
    ANSWER_FLAG,       /* Postgres: t or f; SQLite: 0 or 1 */
    ANSWER_LIST,       /* an array of Postgres as it prints one, of any dimensions, no element NULL */
    ANSWER_GAPPY_LIST, /* the same, elements may be NULL */
    ANSWER_NULL = 16
};

struct answer_column {
    const char *name;
    int form;
};

/* NULL where a cell has the form; else "row 2 (version 59, file NULL): file is NULL". Belongs to ctx. */
char *answer_cell_fault(void *ctx, const struct rows *rows, int row, int column, int form);

/* Both, of every row. */
char *answer_fault(void *ctx, const struct rows *rows, const struct answer_column *columns, size_t n);

#endif
