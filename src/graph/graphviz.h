/*
 * What the library fullschema-graphviz.so gives, as its symbol `graphviz_library`. It is linked with Graphviz and with
 * nothing of the program, which loads it (layout.c).
 */
#ifndef GRAPH_GRAPHVIZ_H
#define GRAPH_GRAPHVIZ_H

#include "graph/layout.h"

#define GRAPHVIZ_LIBRARY "fullschema-graphviz.so"
#define GRAPHVIZ_SYMBOL  "graphviz_library"

struct graphviz_library {
    void *(*open)(void);
    void (*close)(void *context);
    const char *(*version)(void *context); /* borrowed from the context */
    /* layout_make. The points are from `allocate`, zeroed, and belong to ctx. */
    bool (*place)(void *context, struct layout *layout, void *(*allocate)(const void *ctx, size_t size, size_t n),
                  void *ctx);
};

extern const struct graphviz_library graphviz_library;

#endif
