/* The trial of statements for Postgres: what its parts share. */
#ifndef FIX_POSTGRES_H
#define FIX_POSTGRES_H

#include "emit/order.h"
#include "fix/plan.h"
#include "kind/change.h"
#include "kind/kind.h"

/* What a statement that failed was to do, so that the next pass can say why something is as it is. */
struct trial_failure {
    const char *subject;
    const char *message;
};

struct fix_trial {
    const struct fix_sides *sides;
    struct fix *fix;
    struct diags *diags;
    struct order order;        /* of what is wanted */
    void *reading;             /* owns... */
    const struct catalog *now; /* ...the trial database as it is */
    bool progress;             /* a statement has worked in this pass */
    bool stopped;
    const char *failure;               /* of the last statement; NULL: there was none to try */
    struct trial_failure *unalterable; /* what ALTER did not work for */
    size_t n_unalterable;
    struct trial_failure *referred; /* what ALTER did not work for while foreign keys referred to it */
    size_t n_referred;
    struct trial_failure *failures; /* the last one of each */
    size_t n_failures;
};

enum trial_action { TRIAL_ADD, TRIAL_ALTER, TRIAL_REMOVE, TRIAL_RELEASE };

/* Prints what takes the object there, and runs it. False where that does not work, or nobody knows how. */
bool trial_do(struct fix_trial *t, enum trial_action action, const struct object *from, const struct object *to);
bool trial_run(struct fix_trial *t, struct fix_statement *s);

/* Whether the database had that relation before anything was done. */
bool trial_was_there(const struct fix_trial *t, const char *schema, const char *relation);

/* How an object differs from what is wanted, of what the request speaks of. */
struct trial_difference {
    const struct object *from, *to; /* NULL: it is not there */
};
struct trial_difference *trial_compare(struct fix_trial *t, size_t *n);

void trial_note(struct trial_failure **failures, size_t *n, void *ctx, const char *subject, const char *message);
const char *trial_noted(const struct trial_failure *failures, size_t n, const char *subject);

/* How ALTER changes an object that stays. */
struct trial_way {
    bool alters;  /* there is a form for it, which may still work; else it is dropped and made again */
    bool beneath; /* nothing that needs the object may be there meanwhile */
    bool keys;    /* it may need foreign keys that refer to the object away */
};
struct trial_way trial_way_of(struct fix_trial *t, const struct trial_difference *d);

/* What a change of an object loses beside what its kind says: values that do not fit another type; NULL: nothing. */
const char *trial_loss(const struct fix_trial *t, const struct object *from, const struct object *to);

/* The parts of a pass: false where the person stopped it, or the connection is lost. */
bool trial_rename(struct fix_trial *t);
bool trial_remove(struct fix_trial *t);
bool trial_make(struct fix_trial *t);

/* What could not be done: an error for each. */
void trial_report(struct fix_trial *t);

#endif
