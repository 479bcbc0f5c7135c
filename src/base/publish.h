/*
 * Writing files, and removing some: all of them or none.
 *
 * Every changed file is first written in full beside the old one; only when
 * all are there are they exchanged, each by one atomic step. When a step
 * fails those already done are taken back. Files that would not change are
 * not touched. Two runs that write to the same place take turns. Of what a person
 * named, a pipe, a terminal or /dev/null is written into, and stays what it is.
 * No symbolic link is written through.
 */
#ifndef BASE_PUBLISH_H
#define BASE_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct output {
    const char *directory; /* that a person named, and path begins with; NULL: path itself was named */
    const char *path;
    const char *text; /* NULL: the file shall not be there */
    bool changed;     /* set by publish: the file is new, differed, or went */
    bool created;     /* set by publish: there was none before */
};

/* False with a diagnostic; then nothing has changed. */
bool publish_outputs(struct output *outputs, size_t n, struct diags *diags);

#endif
