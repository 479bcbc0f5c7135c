/* All tables of a database in one drawing, in groups: boxes are links, arrows foreign keys. */
#ifndef PAGE_PICTURE_H
#define PAGE_PICTURE_H

#include "graph/layout.h"
#include "page/view.h"

/* A picture of two tables would show nothing that is not in sight anyway. Of a change, one where something differs. */
bool has_picture(const struct view *view, const struct database *database);

/* Writes it; nothing where nothing can be laid out. */
void picture_print(FILE *out, struct layouter *layouter, const struct view *view, const struct database *database);

/* The anchor of that part. Belongs to ctx. */
char *picture_anchor(void *ctx, const struct database *database);

#endif
