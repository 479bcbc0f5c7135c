/*
 * The statements that take a database from one state to another, tried before anybody reads them.
 *
 * Both states are made of their snapshots in a throwaway server. There the statements are planned and tried
 * (fix/plan.h), then run once more from the beginning, one after the other; what that leaves must be the wanted
 * state, field by field. docs/fix.md says what there are statements for.
 */
#ifndef FIX_FIX_H
#define FIX_FIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "diff/diff.h"
#include "engine/prepare.h"

/* A snapshot's text, and its path for messages. */
struct fix_text {
    const char *path, *text;
};

/* One state: snapshots that are loaded one after the other. */
struct fix_side {
    const struct fix_text *texts;
    size_t n;
};

struct fix_request {
    /* Its old side is the database as it is, its new side what is wanted; its changes are those to be made. */
    const struct comparison *comparison;
    struct fix_side before, after;
    const struct fix_text *common; /* loaded beneath both where they refer to it; NULL: there is none */
    /* That an administrator makes: both states that have one are made with it there. */
    const struct prepared_extension *extensions;
    size_t n_extensions;
    bool all;        /* nothing differs but what is among the changes */
    bool rows;       /* are compared */
    bool allow_loss; /* statements that lose data are not commented out */
};

/* One step of a script: a statement, or several that belong together. */
struct fix_statement {
    const char *text;    /* each statement ends with ";\n" */
    const char *subject; /* what it is about: "column rooms.creator" */
    const char *loses;   /* what is lost with it: "the values of the column"; NULL: nothing */
    const char *waits;   /* of one that cannot run while one that loses is left out: the subject of that; else NULL */
    const char *lock;    /* "ACCESS EXCLUSIVE on rooms": measured, or documented of what is alone; NULL: none on a table
                            that was there */
    const char *rewrites; /* measured: the tables and indexes written anew; NULL: none */
    bool alone;           /* it runs in no transaction block */
};

/* Something that no statement could be found for. */
struct fix_refusal {
    const char *subject; /* as object_describe calls it */
    const char *reason; /* why: "its labels stand in another order, which needs a new type"; NULL: what it belongs to is
                           refused */
};

struct fix {
    struct fix_statement *statements; /* in the order in which they run */
    size_t n;
    struct fix_refusal *refused;
    size_t n_refused;
};

/*
 * Plans and proves. What there is no statement for, or comes out otherwise, is an error that names it; the rest
 * is in *fix all the same, unless without it something would be gone that both states have. Belongs to ctx. False
 * where errors are among the diagnostics.
 */
bool fix_make(void *ctx, struct server *server, const struct fix_request *request, struct fix *fix,
              struct diags *diags);

/* The script, comments with what is known of each statement among it. Belongs to ctx. */
char *fix_print(void *ctx, const struct fix_request *request, const struct fix *fix);

#endif
