/*
 * The background updates that an application's Python sources register, as
 * share/fullschema/background_sources.py finds them. The sources are parsed,
 * never imported; the reader runs as a process of its own, without the
 * caller's environment, confined, with a time limit and a limit on what it
 * may say. docs/background-updates.md describes what it prints.
 */
#ifndef SCHEMA_PYTHON_READER_H
#define SCHEMA_PYTHON_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cancellation.h"
#include "base/diag.h"
#include "base/root.h"

enum registration_kind {
    REGISTERED_NOOP,       /* clears a queue entry */
    REGISTERED_INDEX,      /* makes an index */
    REGISTERED_VALIDATE,   /* validates a constraint, on Postgres; rows that fail are deleted or not */
    REGISTERED_HANDLER,    /* calls code */
    REGISTERED_UNREADABLE, /* its arguments, or its name, are not constants */
};

/* A place in the sources that speaks against a handler changing rows only. */
struct source_evidence {
    const char *file;
    int line;
    const char *text; /* "DROP INDEX IF EXISTS" */
};

struct registration {
    const char *name; /* of the update; NULL: not a constant */
    enum registration_kind kind;
    const char *engine; /* only registered there: "postgres", "sqlite"; or NULL */
    const char *file;
    int line;
    const char *form; /* "index", "validate", ...: as the reader calls it */

    /* REGISTERED_INDEX, and of REGISTERED_VALIDATE table and constraint. */
    const char *table, *index, *columns, *where, *replaces, *constraint;
    bool unique, psql_only;

    /* REGISTERED_HANDLER. */
    const char *handler; /* the expression that names it */
    bool found;          /* its code is in the sources */
    struct source_evidence *evidence;
    size_t n_evidence;

    const char *message; /* REGISTERED_UNREADABLE: why */
};

struct source_problem {
    const char *file;
    int line, column; /* 0: unknown */
    const char *message;
};

struct sources {
    struct registration *items; /* by name, then place; those without a name first */
    size_t n;
    struct source_problem *problems; /* files that could not be read or parsed */
    size_t n_problems;
};

struct source_reader {
    const struct root *const *directories; /* NULL-terminated */
    int timeout_ms;                        /* 0: none */
    const struct cancellation *stop;
};

/*
 * Reads the sources. The result belongs to ctx. NULL with a diagnostic where
 * there is no python3, or the reader did not come to a proper end; without
 * one after a cancellation.
 */
const struct sources *sources_read(void *ctx, const struct source_reader *reader, struct diags *diags);

#endif
