/* The sides of a comparison, read at the same time. */
#ifndef SOURCE_READ_SIDES_H
#define SOURCE_READ_SIDES_H

#include "source/source.h"

struct source_side {
    void *ctx; /* a root until all are read */
    const char *spec;
    struct source_options options;
    struct source source;
    struct diags diags; /* of it alone */
    bool ok;
};

/* One to be read. */
struct source_side source_side_new(const char *spec, const struct source_options *options);

/* Reads them, each on a thread. What they hold belongs to ctx; what is wrong with them is in diags, too, in their
 * order. */
void source_read_sides(void *ctx, struct source_side *sides, size_t n, struct diags *diags);

#endif
