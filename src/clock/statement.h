/*
 * What a statement does with the clock: which columns of which table it
 * fills, and which of them with something that differs from run to run. Read
 * from Postgres' parse tree (statement_postgres.c) and from SQLite's tokens
 * (statement_sqlite.c).
 */
#ifndef CLOCK_STATEMENT_H
#define CLOCK_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

/* What a statement puts into a column, from the best to the worst. */
enum fate {
    FATE_PLAIN,    /* nothing of the clock */
    FATE_DEFAULT,  /* the column's default, whatever that is */
    FATE_COPY,     /* what another cell holds, unchanged */
    FATE_VOLATILE, /* an expression that can stand in another INSERT */
    FATE_LOST      /* something computed, that cannot */
};

struct target {
    const char *column; /* NULL: by its place in the table */
    enum fate fate;
    const char *expression; /* of FATE_VOLATILE: canonical, as VALUES takes it */
    bool defaulted;         /* in some of the rows: the column's default */
};

enum action {
    ACTION_NONE,   /* writes no rows */
    ACTION_INSERT, /* new rows of one table, the targets in order; columns without target get their defaults */
    ACTION_UPDATE, /* new values for the targets, nothing for others */
    ACTION_ALTER,  /* a table's columns change: new ones get their defaults; targets are those computed anew */
    ACTION_OTHER   /* writes what it writes */
};

struct clock_statement {
    enum action action;
    const char *table; /* of all actions but ACTION_OTHER; without its schema */
    struct target *targets;
    size_t n_targets;
    bool named;       /* targets have names */
    bool all_columns; /* `*` is among the targets: copies */
    bool everywhere;  /* the clock decides on what no target tells: which rows, say */

    bool literal; /* what defines something has a constant in it that the server may replace by the time: 'now' */
    bool opaque;  /* makes up other statements, maybe: DO, CALL, a function */

    /* A definition that computes with the clock later: of a function, view, trigger or table. */
    const char *defined;  /* its name; of a trigger: its table */
    bool is_table;        /* its columns have defaults */
    bool is_trigger;      /* what it says of the table is what its trigger does */
    const char *renamed;  /* ALTER ... RENAME: the column's old name; NULL: of the table itself */
    const char *new_name; /* or NULL: nothing is renamed */
};

/* What is known when a statement is read. */
struct knowledge {
    bool (*suspect)(const void *data, const char *name);     /* a function or relation that computes with the clock */
    bool (*volatiles)(const void *data, const char *column); /* the name of a column with cells that do */
    const void *data;
};

/* Belongs to ctx. A statement that is not understood is one of ACTION_OTHER. */
struct clock_statement *clock_statement_read(void *ctx, enum engine engine, const char *sql,
                                             const struct knowledge *knowledge);

/* What both readers share: the doors behind clock_statement_read, and the list of targets. */
void statement_read_postgres(void *ctx, const char *sql, const struct knowledge *knowledge,
                             struct clock_statement *statement);
void statement_read_sqlite(void *ctx, const char *sql, const struct knowledge *knowledge,
                           struct clock_statement *statement);

/* Adds a target, or joins what a further row puts into the one at `at`. */
void statement_put(void *ctx, struct clock_statement *statement, size_t at, const char *column, enum fate fate,
                   const char *expression);

/* Makes the target of that name, of which the statement also says something elsewhere, a lost one. */
void statement_lose(void *ctx, struct clock_statement *statement, const char *column);

#endif
