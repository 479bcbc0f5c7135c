/* A catalog as the text of a snapshot: docs/format.md describes it. */
#ifndef EMIT_SNAPSHOT_H
#define EMIT_SNAPSHOT_H

#include "base/diag.h"
#include "catalog/object.h"

/*
 * Prints the whole catalog. The text belongs to ctx. NULL with diagnostics
 * when no order of statements exists, when the text would be larger than
 * what is read again (LARGEST_FILE of base/regular.h), or would not be UTF-8.
 */
char *snapshot_print(void *ctx, const struct catalog *catalog, struct diags *diags);

/*
 * The same with another first line, a comment that ends with a newline: the catalog does not come from deltas, and
 * has whatever bytes a database has.
 */
char *snapshot_print_from(void *ctx, const char *first_line, const struct catalog *catalog, struct diags *diags);

/* Where an object's statement begins in a snapshot. */
struct snapshot_place {
    const struct object *object;
    int line; /* from 1 */
};
struct snapshot_places {
    struct snapshot_place *items; /* in the order of the text */
    size_t n;
};

/* As snapshot_print_from, and fills in *places, which belongs to ctx, too; NULL: nobody asks. */
char *snapshot_print_places(void *ctx, const char *first_line, const struct catalog *catalog,
                            struct snapshot_places *places, struct diags *diags);

#endif
