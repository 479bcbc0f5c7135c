/*
 * How far a run is, for whoever shows it. The runner calls `report`, which
 * decides what to print and how often, with its `user_data`. Called from several threads at once.
 */
#ifndef APPLY_PROGRESS_H
#define APPLY_PROGRESS_H

#include <stddef.h>

struct progress {
    /* `doing` (a file name, "reading the catalog") is step `done` + 1 of about `total` of one task. */
    void (*report)(void *user_data, size_t task, const char *doing, size_t done, size_t total);
    void *user_data;
};

static inline void progress_report(const struct progress *p, size_t task, const char *doing, size_t done, size_t total)
{
    if (p && p->report)
        p->report(p->user_data, task, doing, done, total);
}

#endif
