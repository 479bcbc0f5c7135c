/* A diagram that is being made: boxes and arrows, and how much room each takes. */
#ifndef PAGE_BOXES_H
#define PAGE_BOXES_H

#include "page/drawing.h"

/* In pixels. */
enum { BOX_HEIGHT = 26 };

/* Adds a box; a label that is too long is cut. Returns its place. */
size_t diagram_add_box(struct diagram *diagram, const struct relation *relation, const char *label);

/* Adds an arrow between two boxes, with a label or "". */
void diagram_add_arrow(struct diagram *diagram, const struct link *link, size_t from, size_t to, const char *label);

/* Its name, with its schema where that is not the default one. Belongs to ctx. */
char *relation_label(void *ctx, const struct relation *relation);

#endif
