/*
 * What waits for what among the statements of a snapshot. A statement makes
 * an object with all that stands inside it, or the part of one that is
 * postponed (kind/kind.h, struct postponable).
 */
#ifndef EMIT_GRAPH_H
#define EMIT_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "catalog/object.h"
#include "kind/kind.h"

/* A statement, at its rank: where it stands if nothing needs anything. */
struct unit {
    const struct object *object;
    bool postponed; /* it makes the object's postponed part */
    enum phase phase;
    enum place place;
};

/* One statement waits for another; numbers are ranks. */
struct edge {
    size_t earlier, later;
    bool soft;                 /* only the body of a function says so */
    const struct object *part; /* only this object's part needs it, and could be postponed; or NULL */
};

struct graph {
    void *ctx;
    const struct catalog *catalog; /* with what is postponed */
    struct unit *units;            /* in order of rank */
    size_t n;
    struct edge *edges; /* by earlier */
    size_t n_edges;
    size_t *first; /* of each unit the first of the edges that it is the earlier of; and one more */
    struct by_address *addresses;
    struct by_name *relations;
    size_t from; /* the unit whose needs are being added */
    bool soft;   /* they are what a body soft_needs */
};

/* Memory comes from ctx, for as long as the graph is used; graph_close frees what does not. */
struct graph graph_open(void *ctx, const struct catalog *catalog);
void graph_close(struct graph *g);

#endif
