/* A diagram whose places are known, as an SVG element. */
#ifndef PAGE_DRAWING_H
#define PAGE_DRAWING_H

#include "graph/layout.h"
#include "page/view.h"

struct box {
    const struct relation *relation;
    const char *whole; /* its name, or "and 3 more" */
    char *label;       /* what fits */
};

struct arrow {
    const struct link *link; /* NULL: to or from those left out */
    const char *whole;       /* the columns */
    char *label;
};

/* Boxes that belong together, with a line around them. */
struct frame {
    const char *title; /* may be "" */
    double x, y, width, height;
};

/* Everything belongs to ctx but the relations. */
struct diagram {
    void *ctx;
    const char *title;             /* for those who hear it */
    const struct relation *centre; /* box 0 stands for it, and is no link; NULL: all are alike */
    struct frame *frames;
    size_t n_frames;
    struct box *boxes;
    size_t n_boxes;
    struct arrow *arrows;
    size_t n_arrows;
    struct layout layout; /* nodes and edges in the order of boxes and arrows */
};

void drawing_print(FILE *out, const struct diagram *diagram);

#endif
