/* What changing a column's type means, by what the server does with its values. */
#ifndef DIFF_TYPE_H
#define DIFF_TYPE_H

#include "model/model.h"

/* For Postgres: values stay as they are on disk; are rewritten, all of them; may not fit; are others. */
enum type_change { TYPE_SAME_STORAGE, TYPE_WIDENED, TYPE_NARROWED, TYPE_OTHER };

/* The items have the facts of a type: columns. A domain is looked up in the model of its side. */
enum type_change type_change_postgres(const struct model *old_model, const struct item *old_item,
                                      const struct model *new_model, const struct item *new_item);

/* The column's type is a domain, or one made of it, that checks its values. */
bool type_is_checked(const struct model *model, const struct item *item);

#endif
