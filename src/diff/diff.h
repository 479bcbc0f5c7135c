/*
 * What differs between two models, and what each change means to who runs
 * the application. One comparison walks all kinds; what a change of a kind
 * or attribute is worth stands in a table of rules (rules.c).
 */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include "base/diag.h"
#include "base/reasons.h"
#include "model/model.h"

enum change_action { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_ALTERED, CHANGE_RENAMED, CHANGE_ACTIONS };

/* "added", "removed", "changed", "renamed"; "safe", "care", "breaking". */
const char *change_action_name(enum change_action action);
const char *change_class_name(enum change_class class);

/* One attribute that differs. NULL: absent on that side. */
struct attribute_change {
    const char *name;
    const char *old_value;
    const char *new_value;
};

struct change {
    enum change_action action;
    const struct item *old_item; /* NULL when added */
    const struct item *new_item; /* NULL when removed */
    const struct attribute_change
        *attributes; /* of CHANGE_ALTERED, and of CHANGE_RENAMED where more than the name differs */
    size_t n_attributes;
    enum change_class class;
    const char *reason;  /* of the class, a phrase: "rewrites the table under an exclusive lock" */
    const char *anchor;  /* of docs/changes.md, where the reason is explained: "column-type" */
    const char *certain; /* of CHANGE_RENAMED: why it is no removal and addition; else NULL */
    /* The delta that made the change, where somebody found it (check does); else NULL and 0. */
    const char *delta;
    int delta_line;
    bool broken; /* of CHANGE_REMOVED: the new side has it, and nothing uses it (an INVALID index) */
};

/* What a side was read from, for who points at its lines. */
enum side_form {
    SIDE_FILE,     /* a file that is there; or, of several, the items know their own */
    SIDE_REVISION, /* REV:PATH */
    SIDE_DATABASE  /* a live one: its path may be that of a file, but not of a text */
};

/* Two snapshots side by side; either may be NULL: there is none on that side. */
struct comparison {
    const char *database; /* logical database, "" where it is not known */
    enum engine engine;
    const char *old_path, *new_path; /* as a person may type them; "" for a missing side */
    enum side_form old_form, new_form;
    const struct model *old_model, *new_model;
    struct change *changes; /* by table: schema, table, kind, name of the newer item */
    size_t n_changes;
    size_t n_expected; /* findings that are not among them, because they are meant to be */
    bool drift;        /* a database beside what is expected of it (drift_judge) */
    /* Files of the schema directory that the new side, a database, has not run yet, which is no difference. */
    const char *const *pending;
    size_t n_pending;
};

/* Where a reason points, which begins with it in `n` bytes. */
struct reason_place {
    const char *file; /* NULL: nowhere */
    int line, column; /* 0: unknown */
    size_t n;
};

/* What was to be compared and was not: a database that was not reached, a side that cannot be read. */
struct uncompared {
    const char *name;                  /* of one of several databases; "" where it has none */
    const char *location;              /* as it may be shown to anybody */
    bool partly;                       /* it was compared, but for what the reasons name */
    const char *const *reasons;        /* a line each; none where the person stopped it */
    const struct reason_place *places; /* as many */
    size_t n_reasons;
};

/* All that two sides differ in, as far as they could be compared. */
struct difference {
    struct comparison *items; /* by database ("common" first), engine */
    size_t n;
    struct uncompared *uncompared;
    size_t n_uncompared;
    const struct reasons *expected; /* the file that says what is meant to differ; NULL: there is none */
};

/* Adds one, with the errors among the diagnostics as its reasons. Texts are copied to ctx. */
void difference_add_uncompared(void *ctx, struct difference *difference, const struct uncompared *uncompared,
                               const struct diags *why);

/*
 * Compares two models; the changes belong to ctx. Where a whole table is
 * added or removed, its columns and constraints are not listed one by one (they
 * are in the table's text), its indexes, triggers and rows are.
 * The models must outlive the result.
 */
void diff_models(void *ctx, const struct model *old_model, const struct model *new_model,
                 struct comparison *comparison);

/* Sets class, reason and anchor of a change anew, some of whose attributes are gone. */
void diff_judge(void *ctx, const struct comparison *comparison, struct change *change);

/*
 * The new side is a database, the old one what is expected of it: class, reason and anchor of its changes become those
 * of drift, which nobody makes by a migration. Changes of kinds that snapshots do not have stay as they are.
 */
void drift_judge(struct comparison *comparison);

/* Whether a change has been judged so. */
bool is_drift(const struct change *change);

/* How many changes there are of each class, a missing or extra snapshot counted as one that breaks. */
struct change_counts {
    size_t of[CHANGE_CLASSES];
    size_t total;    /* without those that are expected */
    size_t expected; /* findings that are meant to be */
    size_t pending;  /* files that databases have not run yet */
};
struct change_counts difference_count(const struct difference *difference);

/* The item a change is reported under: the new one, or the old one of a removal. */
static inline const struct item *change_item(const struct change *change)
{
    return change->new_item ? change->new_item : change->old_item;
}

#endif
