/*
 * What changes mean to who runs the application: tables of rules, one file a
 * room of the schema. The first rule that fits decides; a change of several
 * attributes is as bad as the worst of them.
 */
#ifndef DIFF_RULE_H
#define DIFF_RULE_H

#include "diff/diff.h"

struct users; /* users.h */

/* What a rule may look at. */
struct rule_case {
    const struct model *old_model, *new_model;
    struct users *old_users;
    const struct change *change;
    const struct attribute_change *attribute; /* the one that is judged; NULL of an addition, removal, renaming */
};

enum rule_engines { ON_BOTH, ON_POSTGRES, ON_SQLITE };

struct rule {
    const struct model_kind *kind; /* NULL: any */
    enum change_action action;     /* of CHANGE_ALTERED also the attributes of what was renamed */
    const char *attribute;         /* of CHANGE_ALTERED; NULL: any */
    enum rule_engines engines;
    bool (*applies)(const struct rule_case *c); /* NULL: always */
    enum change_class class;
    const char *reason; /* a phrase without full stop; NULL ends a table */
    const char *anchor; /* a section of docs/changes.md */
};

/* What is said behind the reason of some changes, whichever rule gave it. */
struct rule_addition {
    const struct model_kind *kind; /* NULL ends the table */
    enum change_action action;
    const char *attribute;                                    /* as of a rule */
    const char *(*say)(void *ctx, const struct rule_case *c); /* "; " and a phrase, or ""; belongs to ctx */
};
extern const struct rule_addition additions_of_columns[]; /* rules_column.c */

/* All tables, in the order in which they are asked; NULL-terminated. */
extern const struct rule *const rule_tables[];

/* One table a file, ended by an entry without a reason. */
extern const struct rule rules_of_tables[];      /* rules_table.c */
extern const struct rule rules_of_columns[];     /* rules_column.c */
extern const struct rule rules_of_constraints[]; /* rules_constraint.c: indexes, too */
extern const struct rule rules_of_code[];        /* rules_code.c: views, functions, triggers, policies */
extern const struct rule rules_of_others[];      /* rules_other.c: types, sequences, rows, ... and what is left */

/* Sets class, reason and anchor of a change, whose models and users the case has; a reason that is put together belongs
 * to ctx. */
void rules_judge(void *ctx, struct rule_case c, struct change *change);

/* ---- for the conditions of rules ---- */

/* The attribute that is judged was not there before; is not there any more. */
bool rule_gained(const struct rule_case *c);
bool rule_lost(const struct rule_case *c);

/* A sequence, or an identity's, gives fewer numbers than before, counts the other way, or begins anew at its end. */
bool rule_range_shrinks(const struct rule_case *c);

/* The table or view the changed item belongs to is in both models, or in neither: another snapshot makes it. */
bool rule_relation_stays(const struct rule_case *c);

#endif
