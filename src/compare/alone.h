/* Snapshots that are shown and compared with nothing: a new side for each database and engine. */
#ifndef COMPARE_ALONE_H
#define COMPARE_ALONE_H

#include "compare/excuse.h"
#include "source/source.h"

/*
 * Reads the sources, NULL-terminated, with their rows, and leaves out what `excuses` speaks of. `sides` gets one for
 * each snapshot, and which of the sources were read in part; *title what they are called. Belongs to ctx. False with
 * diagnostics, also where two are for one database and engine.
 */
bool read_alone(void *ctx, const char *const *specs, const struct source_options *options, struct reasons *excuses,
                struct difference *sides, char **title, struct diags *diags);

#endif
