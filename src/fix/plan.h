/* Between fix.c, which loads, proves and prints, and the planner of an engine. */
#ifndef FIX_PLAN_H
#define FIX_PLAN_H

#include "catalog/object.h"
#include "fix/fix.h"

/* What the states are loaded without, by a reason each. The texts belong to the plan. */
struct fix_left_out {
    struct fix_left_out_item {
        const struct item *item; /* of one of the two models */
        const char *reason;      /* the server's */
        bool old;                /* of the old one */
    } * items;
    size_t n;
    bool any;          /* some statement was left out */
    const char *first; /* its reason */
};

/* How a side is loaded. */
struct fix_loading {
    struct server *server;
    const struct fix_request *request;
    const struct fix_text *common; /* loaded first, or NULL */
    struct fix_left_out *left_out; /* grows while sides are loaded */
};

/* Objects of the old state that are not touched, and what is said of each: it could not be made again. */
struct fix_left {
    struct fix_left_object {
        const struct object *object;
        const char *reason;
    } * items;
    size_t n;
};

/* A database that a side was loaded into. */
struct fix_database {
    struct connection *connection; /* NULL: there is none */
    struct clock *clock;           /* knows which of its rows are computed, so that two loads have the same */
};

/* What a planner knows. */
struct fix_sides {
    void *ctx; /* of the plan */
    const struct fix_request *request;
    const struct catalog *before, *after; /* of both states, as the server reads them */
    struct fix_database trial;            /* in the old state, to try statements in; it is dropped then */
    struct fix_loading loading;           /* for further ones */
    struct fix_left_out left_out;
    struct fix_left left; /* grows from plan to plan; Postgres */
};

/*
 * Plans: adds statements to *fix, in order, with text, subject, loses and alone, and what there is no statement for to
 * its refusals. False with diagnostics where planning had to stop.
 */
bool fix_plan_postgres(const struct fix_sides *sides, struct fix *fix, struct diags *diags);
bool fix_plan_sqlite(const struct fix_sides *sides, struct fix *fix, struct diags *diags);

/*
 * Where the statement that failed makes something that only a superuser may, or needs what was left out already:
 * overwrites it in the script with blanks, and notes the items that it makes. Else false. `text` is what the script is
 * a copy of; `model` what it was read as, or NULL; `old` tells the sides apart.
 */
bool fix_leave_out(void *ctx, struct fix_left_out *left_out, const struct model *model, bool old,
                   const struct fix_text *text, char *script, const struct sql_failure *failure);

/* A refusal for each change of what was left out. */
void fix_refuse_left_out(const struct fix_sides *sides, struct fix *fix);

/*
 * What the old state was loaded without is there in the database that is fixed. What it names must not be dropped
 * beneath it, nor get another type, though here nothing would stand in the way: that is added to sides->left.
 */
void fix_hold_named(struct fix_sides *sides);

/* A refusal for each change that the states, once they are loaded, have no trace of: who loads them may not say it. */
void fix_refuse_unseen(const struct fix_sides *sides, struct fix *fix);

/*
 * Whether an object is an item (which may be NULL), belongs to it, or is said of it; of a whole relation all that it
 * has is. The same of what a change is about.
 */
bool fix_is_of(bool whole, const struct item *item, const struct object *o);
bool fix_is_of_change(const struct change *change, const struct object *o);

/*
 * Whether an object is one that the request speaks of: rows and owners may be left out, so may what is expected, and so
 * is what the states were loaded without.
 */
bool fix_wants(const struct fix_sides *sides, const struct object *object);

/* The catalog of a database as it is now, the session as it was at first. Belongs to ctx. NULL with diagnostics. */
const struct catalog *fix_read(const struct fix_database *database, void *ctx, struct diags *diags);

/* Whether it is an object that is left as it is, or belongs to one. */
bool fix_leaves(const struct fix_sides *sides, const struct object *object);

/* Why something of that subject is refused; NULL: it is not, or for no reason of its own. */
const char *fix_refusal_of(const struct fix *fix, const char *subject);

/* Adds a refusal, unless there is one of that subject; texts are copied to ctx. Without a reason nobody is told. */
void fix_refuse(void *ctx, struct fix *fix, const char *subject, const char *reason);

/* What differs between a catalog and the wanted one, of what is wanted and was not refused: an error for each. */
void fix_compare(const struct fix_sides *sides, const struct fix *fix, const struct catalog *found,
                 struct diags *diags);

/*
 * A database in which the side's snapshots are; its catalog, where one is wanted, belongs to ctx, which must outlive
 * the database. Without a connection where there are diagnostics.
 */
struct fix_database fix_load(void *ctx, const struct fix_loading *loading, const struct fix_side *side,
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
