/* Who may do less than before. */
#ifndef DIFF_RIGHTS_H
#define DIFF_RIGHTS_H

#include "model/model.h"

/* Of two items of privileges, which may be NULL: some role has lost a right, or may no longer pass it on. */
bool rights_are_lost(const struct item *before, const struct item *after);

/* Whether the model has what the privileges are of. */
bool has_object_of(const struct model *model, const struct item *privilege);

#endif
