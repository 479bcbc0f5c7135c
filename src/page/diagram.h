/* The tables around one: those it refers to, those that refer to it, as a drawing whose boxes are links. */
#ifndef PAGE_DIAGRAM_H
#define PAGE_DIAGRAM_H

#include "graph/layout.h"
#include "page/view.h"

/* Writes an SVG element; nothing for a table that stands alone. */
void diagram_print(FILE *out, struct layouter *layouter, const struct relation *relation);

#endif
