/*
 * DROP ... CASCADE: what goes with what is dropped, and with that in turn, as the server does it. What needs something
 * is told by parse trees; where they do not tell it for certain, the statement is one that is not understood.
 */
#ifndef MODEL_POSTGRES_FOLLOW_H
#define MODEL_POSTGRES_FOLLOW_H

#include "model/postgres/reader.h"

enum gone_sort { GONE_RELATION, GONE_COLUMN, GONE_TYPE, GONE_FUNCTION, GONE_OTHER };

/* Schemas are "" for public. */
struct gone {
    enum gone_sort sort;
    const char *schema, *name;
    const char *column; /* of a relation; else NULL */
};

struct following {
    struct reader *r;
    struct statement *s;
    struct gone *gone;
    size_t n;
    bool unsure;
};

/* What is about to be dropped: an object; a table, with those that inherit from it; a column of one. */
void follow_object(struct following *f, const struct object *o);
void follow_relation(struct following *f, struct relation *relation);
void follow_column(struct following *f, struct relation *relation, const char *column);

/* When it is gone: so is all that needs it, but where that is not certain. Whether all is. */
bool follow_all(struct following *f);

/* DROP CONSTRAINT ... CASCADE, while the constraint is there: the foreign keys to it go. Whether that is all. */
bool follow_key(struct reader *r, const struct relation *table, const struct object *key);

/* look.c: whether statements need it; of a column: whether all names in them are of one query. */
enum look { LOOK_NO, LOOK_YES, LOOK_UNSURE };
enum look look_for(struct reader *r, const char *statements, const struct gone *gone);
bool look_is_flat(const char *statements);

#endif
