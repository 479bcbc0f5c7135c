/* Strongly connected components of a directed graph: which nodes lead to each other. */
#ifndef BASE_COMPONENTS_H
#define BASE_COMPONENTS_H

#include <stddef.h>

/*
 * The component of each of n nodes, from 1 on; two nodes have the same where each leads to the other. Node i leads to
 * to[first[i]] up to to[first[i + 1]], which is left out. Takes time as there are nodes and edges. Belongs to ctx.
 */
size_t *components_find(void *ctx, size_t n, const size_t *first, const size_t *to);

#endif
