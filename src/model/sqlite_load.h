/* A script of SQLite run statement by statement: what the database refuses is left out, and named. */
#ifndef MODEL_SQLITE_LOAD_H
#define MODEL_SQLITE_LOAD_H

#include "engine/engine.h"
#include "model/sqlite.h"

struct sqlite_loading {
    void *ctx;
    const char *path, *text;
    const struct sqlite_statements *statements; /* of the text */
    const bool *done;                           /* read from the text alone: not to be run */
    bool *refused;                              /* of each statement: filled in */
};

/*
 * False, with a diagnostic, where the database itself fails: no memory, a statement without an end. What it refuses
 * is one warning.
 */
bool sqlite_load(const struct sqlite_loading *loading, struct connection *connection, struct diags *diags);

#endif
