/*
 * What two catalogs that ought to be the same differ in, as a person is reported
 * it: an index of a table that is missing is not reported beside the table.
 */
#ifndef VERIFY_DISPARITY_H
#define VERIFY_DISPARITY_H

#include "base/diag.h"
#include "catalog/compare.h"
#include "catalog/object.h"

/*
 * What changes together: an object; of a table's rows, which are named by
 * what they hold, all of them.
 */
struct subject {
    const struct kind *kind;
    const char *schema;
    const char *relation;
    const char *name; /* NULL: all of the kind that belong to the relation */
};

struct disparity {
    struct subject subject;
    enum object_difference difference;
    const char *what;      /* "index rooms.rooms_idx", "type of column rooms.name" */
    const char *old_value; /* of CHANGED */
    const char *new_value;
    const char *when; /* under which condition, where that is told: "with background updates at the end"; or NULL */
};

struct disparities {
    void *ctx;
    struct disparity *items;
    size_t n;
};

/*
 * What differs, texts copied: all belongs to ctx and outlives the catalogs.
 * Subjects among `unstable` (or NULL) are left out: they differ anyway.
 */
struct disparities disparities_find(void *ctx, const struct catalog *old_catalog, const struct catalog *new_catalog,
                                    const struct disparities *unstable);

/* Leaves only those that `keep` wants. */
void disparities_filter(struct disparities *d, bool (*keep)(const void *data, const struct disparity *disparity),
                        const void *data);

bool disparities_have(const struct disparities *d, const struct subject *subject);

/* Whether both say the same, and whether both are the same list. */
bool disparity_same(const struct disparity *a, const struct disparity *b);
bool disparities_same(const struct disparities *a, const struct disparities *b);

/*
 * Whether the subject is not the same in both; a catalog that is NULL holds
 * nothing. A row with the values of columns that were added is the same.
 */
bool subject_differs(const struct subject *subject, const struct catalog *a, const struct catalog *b);

/* The subject an object is part of; borrows its texts. */
struct subject subject_of(const struct object *o);

/* What a message says of the first disparity, and further lines for the others; they belong to ctx. */
struct disparity_sides {
    const char *old_side; /* "from nothing" */
    const char *new_side; /* "from the snapshot of version 54" */
};
char *disparity_headline(void *ctx, const struct disparity *d, const struct disparity_sides *sides);
char *disparity_detail(void *ctx, const struct disparity *items, size_t n, const struct disparity_sides *sides);

#endif
