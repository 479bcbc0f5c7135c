/*
 * Canonical text from parts of a statement's tree: for who has parsed a whole
 * statement and wants the words of its parts (canon.h takes texts instead).
 * The tree has been through tree_normalize.
 */
#ifndef SQL_POSTGRES_PIECE_H
#define SQL_POSTGRES_PIECE_H

#include <jansson.h>

#include "sql/postgres/canon.h"

enum piece {
    PIECE_EXPRESSION,        /* a node */
    PIECE_DEFAULT,           /* the same, to stand after DEFAULT */
    PIECE_TYPE,              /* the fields of a TypeName */
    PIECE_QUERY,             /* a SelectStmt node; comes out on lines */
    PIECE_CONSTRAINT,        /* the fields of a Constraint */
    PIECE_DOMAIN_CONSTRAINT, /* the same, of a domain */
    PIECE_STATEMENT,         /* an IndexStmt, CreateTrigStmt, RuleStmt or CreateStatsStmt node */
    PIECE_INDEX_ELEMENTS,    /* a list of IndexElem nodes, without parentheses */
    PIECE_ELEMENT,           /* a node: in parentheses unless it is a call */
    PIECE_OPTIONS,           /* a list of DefElem nodes: a = 1, b */
    PIECE_PARAMETERS,        /* a list of FunctionParameter nodes, without parentheses */
    PIECE_RESULT,            /* the fields of a CreateFunctionStmt: what stands after RETURNS */
    PIECE_BODY               /* the same: RETURN ... or BEGIN ATOMIC ... END */
};

/* The text, belongs to ctx; NULL where the printer does not know something in the tree. */
char *piece_text(void *ctx, enum piece piece, const json_t *part);

/*
 * A default of a column of that (canonical) type, in its short form: see
 * canon_short_default. Changes the tree. NULL as above.
 */
char *piece_default(void *ctx, json_t *expression, const char *type);

#endif
