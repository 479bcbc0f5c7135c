/*
 * Drifts: ways in which a committed snapshot parts from what the deltas make,
 * and what a comparison has to say to each. A drift is planted by editing the
 * text of a snapshot, at an item that it fits.
 */
#ifndef VERIFY_DRIFT_H
#define VERIFY_DRIFT_H

#include "diff/diff.h"

struct drift {
    const char *name; /* "an index is missing": of the snapshot */
    /* Whether it can be planted at the item, so that it is the only change. */
    bool (*fits)(const struct model *model, const struct item *item);
    /* The text with the drift. Belongs to ctx. */
    char *(*plant)(void *ctx, enum engine engine, const char *text, const struct item *item);
    /* What is found: the old side is the drifted snapshot, the new side what the deltas make. */
    const struct model_kind *kind;
    enum change_action action;
    enum change_class class[ENGINE_COUNT];
};

/* One of each kind and class, ended by an entry without a name. */
extern const struct drift planted_drifts[];

#endif
