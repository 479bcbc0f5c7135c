/*
 * Which relations a view or a trigger reads and writes, in either dialect.
 * Found from lexemes, by the words that stand before a relation's name, so that
 * both engines are read by one rule; only what the model has is a relation.
 */
#ifndef PARITY_TOUCH_H
#define PARITY_TOUCH_H

#include "model/model.h"

/* Names in lower case, each once, in order. */
struct name_set {
    const char **items;
    size_t n;
};

struct touched {
    void *ctx;
    const struct model *model;
    struct name_set reads, writes;
    struct name_set functions;   /* of the model, that were read already */
    const char *unknown;         /* why it cannot be determined, NULL where it can */
    const struct item *relation; /* of a trigger: what NEW is a row of; else NULL */
};

/* Adds what a piece of SQL touches, and the bodies of the model's functions that it calls. `body`: it is one of
 * PL/pgSQL. */
void touch_sql(struct touched *touched, const char *sql, bool body);

/* Adds what the model's functions of that name do. False where it has none, and the server's own are not known to touch
 * anything. */
bool touch_function(struct touched *touched, const char *name);

/* Adds a name to a set. */
void name_set_add(void *ctx, struct name_set *set, const char *name);
bool name_set_has(const struct name_set *set, const char *name);

/* "a, b"; "" where there is none. Belongs to ctx. */
char *name_set_list(void *ctx, const struct name_set *set);

#endif
