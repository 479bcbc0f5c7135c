/* Models made of others: without some items, or of several together. They share the items. */
#ifndef MODEL_SUBSET_H
#define MODEL_SUBSET_H

#include "model/model.h"

/* The items that `keep` wants. Belongs to ctx; the original must outlive it. */
const struct model *model_subset(void *ctx, const struct model *model,
                                 bool (*keep)(const void *data, const struct item *item), const void *data);

/*
 * All items of several models of one engine; where two have the same one, the
 * first one's. Belongs to ctx; the originals must outlive it.
 */
const struct model *model_union(void *ctx, enum engine engine, const struct model *const *models, size_t n);

#endif
