/*
 * How the objects of a kind are changed in a database that has them: what ALTER and DROP say, and how what is new
 * is made beside what others are using. A kind without an entry is made as a snapshot makes it, dropped by the words
 * of its grammar, and changed by dropping and making it again.
 */
#ifndef KIND_CHANGE_H
#define KIND_CHANGE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/mem.h"
#include "catalog/object.h"

enum { ALTERATION_STEPS = 24 };

/* A part of the text that runs in a transaction of its own, or in no transaction block. */
struct alteration_step {
    size_t end;
    bool alone;
    const char
        *lock; /* of one that is alone, as the documentation has it: "SHARE UPDATE EXCLUSIVE on rooms"; or NULL */
};

/* An object on its way from one state to another. */
struct alteration {
    void *ctx;
    struct text *text;                    /* statements, each ending with ";\n" */
    FILE *out;                            /* into it */
    const struct catalog *before, *after; /* as it is, as it shall be */
    const struct object *from, *to;       /* NULL where it is not there */
    bool busy;                            /* its relation was there before, so that others may be using it */
    int attempt;                          /* from 0; another one where the one before did not work */

    /* What the functions below say beside the text. */
    struct alteration_step steps[ALTERATION_STEPS];
    size_t n_steps;
    const char *loses; /* what is lost: "the values of the column"; or NULL */
    const char
        *refuses; /* why nothing is printed, and what to do: it would run on a table without rows alone; or NULL */
    bool beneath; /* nothing that needs the object may be there meanwhile */
    bool keys;    /* it may need all foreign keys that refer to the object away meanwhile */
    bool more;    /* there is another attempt */
};

/* What was printed since the last step is one, in a transaction of its own. */
void alteration_step(struct alteration *a);

/* The same, in none; with the lock that is held longest, where it is one, on the table that the object belongs to. */
void alteration_step_alone(struct alteration *a, const char *lock, const struct object *of);

/* https://postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES: reading and writing go on. */
#define CONCURRENTLY_LOCKS "SHARE UPDATE EXCLUSIVE"

/* Why a column that rows have no value for is not added, on both engines. */
extern const char required_column_reason[];

/* Whether anything was printed. */
static inline bool alteration_says(struct alteration *a)
{
    return text_size(a->text) > 0;
}

struct change_forms {
    void (*add)(struct alteration *a);     /* NULL: as a snapshot does */
    bool (*alter)(struct alteration *a);   /* false: it has no such form; NULL: there is none */
    void (*remove)(struct alteration *a);  /* prints nothing where it goes with another; NULL: by the grammar's words */
    void (*release)(struct alteration *a); /* takes away what of it needs others, and can be said anew; NULL: nothing */
    bool stays;   /* it is not dropped where it has another value: its rows or values would go with it */
    bool rebuilt; /* the server makes it anew by itself where the type of a column changes */
};

/* For kinds whose statement sets what was otherwise before: COMMENT ON, ALTER ... SET. */
bool alter_as_added(struct alteration *a);

/* Prints what each does, by the kind's forms or as is said above. False: there is no way. */
bool object_add(struct alteration *a);
bool object_alter(struct alteration *a);
bool object_remove(struct alteration *a);
bool object_release(struct alteration *a);

#endif
