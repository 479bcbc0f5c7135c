/* A migration tool's own tables, which are no part of anybody's schema. */
#ifndef CHECK_OWN_TABLES_H
#define CHECK_OWN_TABLES_H

#include "check/history.h"
#include "model/model.h"

/*
 * The model without them and what belongs to them: indexes, sequences, and of
 * Postgres the schema that holds nothing else. Belongs to ctx; the original must outlive it.
 */
const struct model *without_own_tables(void *ctx, const struct model *model, const struct history *history);

#endif
