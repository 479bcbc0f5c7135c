/* What functions in expressions do to those who store their values. */
#ifndef DIFF_CALLS_H
#define DIFF_CALLS_H

#include "model/model.h"

/* The column's default may give each row another value, so that every row has to be written. */
bool default_is_volatile(const struct model *model, const struct item *column);

#endif
