/*
 * Statements that a reader does not understand. They are compared as text: all that are about one object, as far as
 * their words tell, are one item, and their order does not count.
 */
#ifndef MODEL_STATEMENT_H
#define MODEL_STATEMENT_H

#include "model/model.h"

struct statement_text {
    const char *name; /* what it is about: "FOREIGN TABLE films"; where that cannot be determined, its first words */
    const char *spelling; /* what it is compared by: the same for texts whose tokens are */
    const char *text;     /* as it stands, whole */
    int line;
};

/* Adds the items; `statements` is put in order. */
void statements_add(struct model_draft *draft, struct statement_text *statements, size_t n);

/* A text cut to what is still a name. Belongs to ctx. */
char *statement_name_of_text(void *ctx, const char *spelling);

#endif
