/* Objects of a text while its statements are read: what kind/grammar.h fills. */
#ifndef KIND_PARSING_H
#define KIND_PARSING_H

#include "base/diag.h"
#include "catalog/object.h"

struct parsed;

struct parsing {
    void *ctx;              /* owns the objects and their texts */
    struct parsed *objects; /* uthash, in the order of their statements */
    struct diags *diags;
    int line; /* of the statement that is being read */
};

/* An object with empty fields, which are the caller's to fill with texts of parsing->ctx; it takes the place of one
 * that is called so. */
struct object *parsing_add(struct parsing *parsing, const struct kind *kind, const char *schema, const char *relation,
                           const char *name);

/* NULL: there is none. */
struct object *parsing_find(struct parsing *parsing, const struct kind *kind, const char *schema, const char *relation,
                            const char *name);

void parsing_remove(struct parsing *parsing, struct object *o);
void parsing_move(struct parsing *parsing, struct object *o, const char *schema, const char *name);

/* One after the other, from NULL on to NULL. */
struct object *parsing_next(struct parsing *parsing, struct object *o);

/* The line of the first statement about it. */
int parsing_line(const struct object *o);

/* Forgets how objects are found. */
void parsing_end(struct parsing *parsing);

#endif
