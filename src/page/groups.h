/* Which tables of a database stand together in the picture of all of it. */
#ifndef PAGE_GROUPS_H
#define PAGE_GROUPS_H

#include "page/view.h"

struct group {
    const char *title;              /* what the names have in common: "event_…"; "" for nothing */
    const struct relation **tables; /* as the database has them */
    size_t n;
    bool connected; /* by foreign keys */
};

struct groups {
    struct group *items; /* those that are connected first, the largest of them first */
    size_t n;
    size_t n_crowded; /* tables whose foreign keys were too many */
};

/* Of tables that are connected: more would take long to lay out, and nobody could follow the arrows. */
struct group_limits {
    size_t tables, links;
};

/*
 * All tables and views but partitions, which their table stands for. Tables that foreign keys lead from or to are a
 * group with those they reach, unless these are too many; the others stand with those whose names begin alike.
 */
struct groups groups_make(void *ctx, const struct database *database, struct group_limits most);

/* The table that stands for it: itself, or of a partition the one that is none. */
const struct relation *drawn_as(const struct relation *relation);

#endif
