/*
 * The planner for SQLite: what its parts share.
 *
 * A pass begins with a database of the old state, and does in it what it plans, so that each part looks at what those
 * before it have left. Where ALTER TABLE does not bring a table about, or something stood in its way, that is noted,
 * and another pass begins. What is noted only grows, so passes come to an end.
 */
#ifndef FIX_SQLITE_H
#define FIX_SQLITE_H

#include "emit/order.h"
#include "fix/plan.h"
#include "kind/sqlite/sqlite.h"

/* A set of names, without regard to case. */
struct sqlite_set {
    const char **items;
    size_t n;
};

struct sqlite_planning {
    const struct fix_sides *sides;
    struct fix *fix;
    struct diags *diags;
    void *ctx; /* of all passes */

    /* What passes have found out. */
    struct sqlite_set rebuilt;  /* tables that are made anew */
    struct sqlite_set left;     /* tables that are left as they are, for what was refused */
    struct sqlite_set failed;   /* statements, by subject, that do not work */
    struct sqlite_set rows;     /* tables of which rows come or go, whose triggers must not fire */
    struct sqlite_set replaced; /* views and triggers that stand in the way */
    bool again;                 /* there was something new in this pass */

    /* This pass. */
    void *pass;
    size_t n_rebuilt; /* of `rebuilt`, those that were known when it began */
    struct fix_database database;
    struct order before, after; /* statements of both states */
    const struct catalog *now;  /* the database as the last look found it */
    struct fix_statement *statements;
    size_t n_statements;
    bool stopped;
};

bool sqlite_set_has(const struct sqlite_set *set, const char *name);
/* Whether the table is made anew in this pass. */
bool sqlite_is_rebuilt(const struct sqlite_planning *p, const char *table);
/* True where it was not there. The name is copied. */
bool sqlite_set_put(struct sqlite_planning *p, struct sqlite_set *set, const char *name);

/* Whether an object may be changed: the request speaks of it, and its table is not left as it is. */
bool sqlite_wants(const struct sqlite_planning *p, const struct object *o);

/* The same object in the other catalog; NULL where it is not there. */
const struct object *sqlite_twin(const struct catalog *catalog, const struct object *o);

/* What the database shall have of that object: as it is wanted, or as it is where nobody speaks of it; NULL: nothing.
 */
const struct object *sqlite_target(const struct sqlite_planning *p, const struct object *o);

/* Reads the database again. False where that fails, or the person stops. */
bool sqlite_look(struct sqlite_planning *p);

/*
 * Adds a step, which runs. Where it fails nothing of it stays and the step is not added: `table`, if it is not NULL, is
 * made anew in another pass, or left as it is where that is what failed; else the subject is refused.
 */
bool sqlite_do(struct sqlite_planning *p, const char *table, const char *subject, const char *loses, const char *text);

/* The statement that makes an object, and where it is wanted under another name. Belong to the pass. */
const char *sqlite_statement_of(struct sqlite_planning *p, const struct catalog *catalog, const struct object *o);

/* ---- sqlite_dependents.c: views and triggers that stand in the way of what becomes of tables ---- */

/* Drops those that name a table that is renamed, dropped or made anew, and those that shall be others. */
void sqlite_drop_users(struct sqlite_planning *p);

/* ---- sqlite_rename.c: what was renamed for certain ---- */
void sqlite_rename(struct sqlite_planning *p);
/* Whether the table, or a column of it, gets another name. */
bool sqlite_is_renamed(const struct sqlite_planning *p, const char *table);

/* ---- sqlite_table.c: tables that both states have ---- */
void sqlite_alter_tables(struct sqlite_planning *p);
/* An INTEGER PRIMARY KEY, which is the row ID. */
bool sqlite_is_row_id(const struct object *column);
/* For qsort, of columns. */
int sqlite_by_position(const void *a, const void *b);
/* Notes tables that are not yet as they are wanted. */
void sqlite_check_tables(struct sqlite_planning *p);

/* ---- sqlite_rebuild.c: a new table, the rows of the old one, and its name ---- */
void sqlite_rebuild(struct sqlite_planning *p, const struct object *table);

/* ---- sqlite_row.c: rows, positions of AUTOINCREMENT, user_version ---- */
void sqlite_fix_rows(struct sqlite_planning *p);
void sqlite_fix_settings(struct sqlite_planning *p);

#endif
