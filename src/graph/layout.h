/*
 * Where the boxes and arrows of a small diagram go: Graphviz' `dot`, asked
 * for places only. Sizes are given by the caller, in points, so that no font
 * is looked at and the same diagram comes out on every machine.
 *
 * Graphviz brings a hundred packages, so it is optional, even after the build:
 * what is linked with it is a library of its own (graphviz.h), which is loaded
 * when a page is made, and may be absent.
 */
#ifndef GRAPH_LAYOUT_H
#define GRAPH_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

struct point {
    double x, y;
};

struct layout_node {
    double width, height;
    struct point centre; /* out; y goes downwards */
};

struct layout_edge {
    size_t from, to;    /* of the nodes */
    double label_width; /* 0: no label */
    double label_height;
    struct point label; /* out: its centre */
    /* Out: a start, then three points for each Bézier curve, and where the arrow ends. */
    struct point *points;
    size_t n_points;
    struct point tip;
};

struct layout {
    struct layout_node *nodes;
    size_t n_nodes;
    struct layout_edge *edges;
    size_t n_edges;
    double width, height; /* out: of it all */
};

struct layouter;
/*
 * To be freed with layouter_free. NULL where Graphviz cannot be used, which all take; *why is then the reason as a
 * phrase, which belongs to ctx.
 */
struct layouter *layouter_new(void *ctx, const char **why);
void layouter_free(struct layouter *layouter);

/* The version of Graphviz. Belongs to ctx. */
const char *layouter_version(void *ctx, const struct layouter *layouter);

/* Fills in what is marked `out`; points belong to ctx. Arrows go from left to right. False where it cannot be laid out.
 */
bool layout_make(void *ctx, struct layouter *layouter, struct layout *layout);

#endif
