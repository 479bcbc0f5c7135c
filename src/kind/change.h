/*
 * How the objects of a kind are changed in a database that has them: what ALTER and DROP say, and how what is new
 * is made beside what others are using. A kind without an entry is made as a snapshot makes it, dropped by the words
 * of its grammar, and changed by dropping and making it again.
 */
#ifndef KIND_CHANGE_H
#define KIND_CHANGE_H

#include <stdbool.h>
#include <stdio.h>

#include "catalog/object.h"

enum { ALTERATION_STEPS = 16 };

/* An object on its way from one state to another. */
struct alteration {
    void *ctx;
    FILE *out;                            /* statements, each ending with ";\n" */
    const struct catalog *before, *after; /* as it is, as it shall be */
    const struct object *from, *to;       /* NULL where it is not there */
    bool busy;                            /* its relation was there before, so that others may be using it */

    /* What the functions below say beside the text. */
    long ends[ALTERATION_STEPS]; /* where steps end: what runs in a transaction of its own */
    size_t n_ends;
    bool alone;        /* it runs in no transaction block */
    const char *loses; /* what is lost: "the values of the column"; or NULL */
    bool beneath;      /* nothing that needs the object may be there meanwhile */
};

/* The next statement begins a step. */
static inline void alteration_step(struct alteration *a)
{
    long at = ftell(a->out);
    if (a->n_ends < ALTERATION_STEPS && at > 0)
        a->ends[a->n_ends++] = at;
}

struct change_forms {
    void (*add)(struct alteration *a);    /* NULL: as a snapshot does */
    bool (*alter)(struct alteration *a);  /* false: it has no such form; NULL: there is none */
    void (*remove)(struct alteration *a); /* prints nothing where it goes with another; NULL: by the grammar's words */
    bool stays;   /* it is not dropped where it has another value: its rows or values would go with it */
    bool rebuilt; /* the server makes it anew by itself where the type of a column changes */
};

/* Prints what each does, by the kind's forms or as is said above. False: there is no way. */
bool object_add(struct alteration *a);
bool object_alter(struct alteration *a);
bool object_remove(struct alteration *a);

#endif
