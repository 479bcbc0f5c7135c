/* What a dump prints otherwise than the database has it, because PostgreSQL does: no difference beside one. */
#include <string.h>

#include "diff/draft.h"
#include "model/kinds.h"
#include "sql/postgres/function_columns.h"

static bool is_unsaid(const struct diff_draft *d, const struct draft_change *c)
{
    const struct attribute_change *a = c->attributes;
    bool view = is_change(c, CHANGE_ALTERED, &model_view) || is_change(c, CHANGE_ALTERED, &model_materialized_view);
    if (!view || c->n_attributes != 1 || strcmp(a->name, "definition") != 0 || !a->old_value || !a->new_value)
        return false;
    return (model_is_dump(d->old_model) && is_without_function_columns(a->old_value, a->new_value)) ||
           (model_is_dump(d->new_model) && is_without_function_columns(a->new_value, a->old_value));
}

void swallow_unsaid(struct diff_draft *d)
{
    for (size_t i = 0; i < d->n && (model_is_dump(d->old_model) || model_is_dump(d->new_model)); i++)
        d->changes[i].gone = d->changes[i].gone || is_unsaid(d, &d->changes[i]);
}
