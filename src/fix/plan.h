/* Between fix.c, which loads, proves and prints, and the planner of an engine. */
#ifndef FIX_PLAN_H
#define FIX_PLAN_H

#include "catalog/object.h"
#include "fix/fix.h"

/* Extensions without which the states are loaded; the names belong to the plan. */
struct fix_left_out {
    const char **extensions;
    size_t n;
};

/* How a side is loaded. */
struct fix_loading {
    struct server *server;
    const struct fix_text *common; /* loaded first, or NULL */
    struct fix_left_out *left_out; /* grows while sides are loaded */
};

/* Objects of the old state that are not dropped, as they could not be made again, and why; NULL: nobody said. */
struct fix_left {
    struct fix_left_object {
        const struct object *object;
        const char *reason;
    } * items;
    size_t n;
};

/* What a planner knows. */
struct fix_sides {
    void *ctx; /* of the plan */
    const struct fix_request *request;
    const struct catalog *before, *after; /* of both states, as the server reads them */
    struct connection *trial;             /* a database in the old state, to try statements in; it is dropped then */
    struct fix_loading loading;           /* for further ones */
    struct fix_left left;                 /* grows from plan to plan; Postgres */
};

/*
 * Plans: adds statements to *fix, in order, with text, subject, loses and alone, and what there is no statement for to
 * its refusals. False with diagnostics where planning had to stop.
 */
bool fix_plan_postgres(const struct fix_sides *sides, struct fix *fix, struct diags *diags);
bool fix_plan_sqlite(const struct fix_sides *sides, struct fix *fix, struct diags *diags);

/*
 * Where the statement that failed makes an extension that cannot be made here, or comments on one that is left out:
 * overwrites it in the text with blanks, and notes the name. Else false.
 */
bool fix_leave_out_extension(void *ctx, struct fix_left_out *left_out, char *text, const struct sql_failure *failure);

/* A refusal for each such extension that the changes speak of. */
void fix_refuse_left_out(void *ctx, const struct fix_sides *sides, struct fix *fix);

/* Whether an object is one that the request speaks of: rows and owners may be left out, so may what is expected. */
bool fix_wants(const struct fix_request *request, const struct object *object);

/* The catalog of a database as it is now, the session as it was at first. Belongs to ctx. NULL with diagnostics. */
const struct catalog *fix_read(struct connection *connection, void *ctx, struct diags *diags);

/* Whether it is an object that is left as it is. */
bool fix_leaves(const struct fix_sides *sides, const struct object *object);

/* Why something of that subject is refused; NULL: it is not, or for no reason of its own. */
const char *fix_refusal_of(const struct fix *fix, const char *subject);

/* Adds a refusal, unless there is one of that subject; texts are copied to ctx. Without a reason nobody is told. */
void fix_refuse(void *ctx, struct fix *fix, const char *subject, const char *reason);

/* What differs between a catalog and the wanted one, of what is wanted and was not refused: an error for each. */
void fix_compare(const struct fix_sides *sides, const struct fix *fix, const struct catalog *found,
                 struct diags *diags);

/*
 * A database in which the side's snapshots are; its catalog, where one is wanted, belongs to ctx. NULL with
 * diagnostics.
 */
struct connection *fix_load(void *ctx, const struct fix_loading *loading, const struct fix_side *side,
                            const struct catalog **catalog, struct diags *diags);

/*
 * Runs the statements in the order of the script in a database of their own, measures them, and compares what comes of
 * it. Those that fail are taken out, with an error each. What both states have and the statements would take away is
 * added to sides->left; with an error where it was left already. False with diagnostics.
 */
bool fix_prove(void *ctx, struct fix_sides *sides, struct fix *fix, struct diags *diags);

/* One step, in a transaction unless it runs alone. Offsets of failures are of its text. */
bool fix_run(struct connection *connection, struct fix_statement *statement, bool measure, void *ctx,
             struct sql_failure *failure);

#endif
