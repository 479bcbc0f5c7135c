/*
 * What a database of Postgres defines, at one moment: where the server has put the time into a definition ('now' as the
 * default of a timestamp is the time of the statement), and names that a statement has computed from it.
 */
#ifndef CLOCK_DEFINITION_H
#define CLOCK_DEFINITION_H

#include "engine/engine.h"

struct definitions {
    struct rows rows; /* of definition.sql */
};

/* What was found in one of them. */
struct dated {
    const char *what;     /* "default of t.at" */
    const char *accepted; /* "t.at" */
};

struct dated_list {
    struct dated *items;
    size_t n;
};

/* Both within connection_in_savepoint; all belongs to ctx. False when a query failed. */
bool definitions_read(struct connection *connection, void *ctx, struct definitions *definitions,
                      struct sql_failure *failure);

/*
 * Those of `after` that are not among `before` and hold the time of now as no word of the statement does. Of an
 * `opaque` statement, which makes up statements of its own, names count, too, and parts of a date; and where it has to
 * do with chance, names that stand in no text.
 */
bool definitions_dated(struct connection *connection, const struct definitions *before, const struct definitions *after,
                       const char *statement, bool opaque, void *ctx, struct dated_list *found,
                       struct sql_failure *failure);

#endif
