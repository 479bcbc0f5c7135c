/* What COMMENT ON and GRANT are about: any object, named the way these statements name it. */
#ifndef KIND_POSTGRES_TARGET_H
#define KIND_POSTGRES_TARGET_H

#include <stdio.h>

#include "catalog/object.h"

struct kind_target {
    const char *keyword;   /* TABLE, COLUMN, FUNCTION, DOMAIN CONSTRAINT, ... */
    const char *schema;    /* "" where there is none */
    const char *name;      /* of the object itself; "" for casts */
    const char *arguments; /* (integer, text), USING btree, ...: what follows the name; or NULL */
    const char *parent;    /* the relation of a column, the table of a trigger, ...; or NULL */
};

/* `COLUMN rooms.name`, `TRIGGER t ON rooms`, `FUNCTION f(integer)`; o: that object, or what is said of it. */
void print_target(FILE *out, const struct object *o, const struct kind_target *target);

/*
 * Calls `need` for the object at the head of the group that `o` belongs to,
 * and for its member of that name, if there is one.
 */
void need_target(const struct catalog *catalog, const struct object *o, const char *member,
                 void (*need)(void *to, const struct object *earlier), void *to);

#endif
