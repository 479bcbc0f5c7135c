/* Models made of others: without some items, or of several together. They share what the items hold. */
#ifndef MODEL_SUBSET_H
#define MODEL_SUBSET_H

#include "model/model.h"

/* The items that `keep` wants. Belongs to ctx; the original must outlive it. */
const struct model *model_subset(void *ctx, const struct model *model,
                                 bool (*keep)(void *data, const struct item *item), void *data);

/* A model and the path of the text it was read from. */
struct model_part {
    const struct model *model;
    const char *path;
};

/*
 * All items of several models of one engine, which know their paths; where two
 * have the same one, the first one's. What is in none of them would be in the
 * last one. Belongs to ctx; the originals must outlive it.
 */
const struct model *model_union(void *ctx, enum engine engine, const struct model_part *parts, size_t n);

#endif
