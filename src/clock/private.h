/*
 * What the files of this room share:
 *
 *     words.c               words that stand for the clock
 *     statement*.c          what a statement does with it
 *     postgres_reads.c      what parts of Postgres' parse trees refer to
 *     sqlite_run.c          SQLite's tokens, and what runs of them refer to
 *     rows.c                the rows before and after
 *     suspect.c             definitions that compute with it later
 *     resolve.c              which cells came of it, and what becomes of them
 *     virtual.c             the same where a virtual table was written to
 *     definition.c          definitions before and after, and which of them hold the time
 *     problem.c             what is said of those that cannot be kept
 *     call.c                the calls of programs
 *     server_names.c        names that the server chose, before they tell it no more
 *     packed.c              what is known, for a later run
 *     clock.c               looking on
 */
#ifndef CLOCK_PRIVATE_H
#define CLOCK_PRIVATE_H

#include "clock/clock.h"
#include "clock/definition.h"
#include "clock/rows.h"
#include "clock/statement.h"

enum suspect_kind {
    SUSPECT_CALL,   /* a function, view or domain: whoever uses it uses the clock */
    SUSPECT_TABLE,  /* a table whose columns may have such defaults */
    SUSPECT_TRIGGER /* a table with a trigger or rule that uses the clock */
};

struct suspect {
    enum suspect_kind kind;
    const char *name; /* of a trigger: its table's */
};

/* What a call has written. */
struct call {
    bool defines; /* it makes or changes something other than rows */
    struct volatile_row *rows;
    size_t n;
};

struct clock {
    struct statement_hook hook; /* first: the connection knows nothing else */
    void *ctx;
    struct connection *connection;
    enum engine engine;
    struct volatiles *volatiles;
    struct suspect *suspects;
    size_t n_suspects;
    const char *const *accepted;
    bool *needed;
    bool forgiving; /* no statement fails */

    /* The statement that runs. */
    void *step;     /* owns what is known of it */
    void *own_step; /* the same, unless it is to stay; or NULL */
    const char *sql;
    struct clock_statement *statement; /* NULL: of no interest */
    bool looking;                      /* at the rows */
    struct database_rows before;
    bool defining; /* looking at the definitions */
    struct definitions defined_before;

    bool looked; /* at any statement's rows or definitions */

    bool calling;
    void *calls_ctx;
    struct call *calls;
    size_t n_calls;
};

/* ---- suspect.c ---- */

const struct suspect *suspect_find(const struct clock *clock, enum suspect_kind kind, const char *name);

/* True when the text has a word of the clock, a suspect's name, or that of a table with volatile cells. */
bool suspect_text(const struct clock *clock, const char *sql);

/* Remembers what a statement defines or renames, once it has worked. */
void suspect_learn(struct clock *clock, const struct clock_statement *statement, const char *sql);

/* ---- resolve.c ---- */

/* Keeps what can be kept of what the statement has written; false with message and hint where something cannot. */
bool clock_resolve(struct clock *clock, const struct database_rows *after, void *ctx, struct sql_failure *failure);

/* What the statement puts into the column, which is the table's `at`th; NULL: it does not say. */
const struct target *target_of(const struct clock_statement *statement, const char *column, size_t at);

/* ---- problem.c ---- */

/* Columns of which something is to be said. */
struct problems {
    void *ctx;
    char **names; /* "table.column", each once */
    size_t n;
};

/* Adds a column unless it is accepted. */
void problems_add(struct problems *problems, struct clock *clock, const char *table, const char *column);

/* Whether what a column or object is called on the command line is accepted; notes that it was needed. */
bool is_accepted(struct clock *clock, const char *name);

/* True when there is none; else fills in message and hint. */
bool problems_none(const struct problems *problems, struct sql_failure *failure);

/* ---- define.c ---- */

/* Whether the statement may define something that holds the time of the run. */
bool defines_dated(const struct clock *clock);

/* False with message and hint where it has. */
bool clock_resolve_definitions(struct clock *clock, void *ctx, struct sql_failure *failure);

/* ---- virtual.c ---- */

/* Adds the columns of a virtual table into which the statement has put what cannot be kept there. */
bool clock_resolve_virtual(struct clock *clock, const struct database_rows *after, struct problems *problems,
                           struct sql_failure *failure);

/* ---- call.c ---- */

/* Where the rows of a call's statements stay; else those of a statement go with the next one. */
void *call_memory(struct clock *clock);

/* Remembers that the statement of a call is about to run. */
void call_note(struct clock *clock, const char *sql);

/* Remembers what the statement of a call has written. */
void call_record(struct clock *clock, const struct database_rows *after);

/* ---- server_names.c ---- */

/* Before the statement: remembers the names that the server chose, if it may rename what they are made of. */
void note_server_names(struct clock *clock, const char *sql, void *ctx);

#endif
