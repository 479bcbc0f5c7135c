/* Which snapshots of two sources are compared with each other, and the comparison. */
#ifndef PARITY_SOURCES_H
#define PARITY_SOURCES_H

#include "parity/report.h"
#include "source/source.h"

struct parity_request {
    const char *const *databases; /* only these logical ones, NULL-terminated; NULL: all */
    const enum engine *engines;   /* of the first source and of the second; NULL: see below */
    bool column_order;
    struct reasons *known;
};

/*
 * Compares two sources, which may be one and the same: then one engine's
 * snapshots in it with the other's. Of sources that hold both engines the one is
 * taken that the other source has not. Logical databases go together by name; a
 * source of one that has no name (a file, a live database) goes with all of the
 * other's, as one. A warning says so where rows are not compared.
 *
 * The result belongs to ctx. False with diagnostics.
 */
bool parity_compare(void *ctx, const struct source *const sources[2], const struct parity_request *request,
                    struct parity_result *result, struct diags *diags);

#endif
