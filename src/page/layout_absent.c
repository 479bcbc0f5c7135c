/* Built in place of layout_graphviz.c where Graphviz is not there: pages have no diagrams. */
#include "page/layout.h"

const char *layout_version(void *ctx)
{
    (void)ctx;
    return NULL;
}

struct layouter *layouter_new(void)
{
    return NULL;
}

void layouter_free(struct layouter *layouter)
{
    (void)layouter;
}

bool layout_make(void *ctx, struct layouter *layouter, struct layout *layout)
{
    (void)ctx;
    (void)layouter;
    (void)layout;
    return false;
}
