/* What a dump, or another server, says otherwise of the same, because PostgreSQL does: no difference beside one. */
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

static bool is_elsewhere(const struct item *item, const struct item *other)
{
    const char *grants = other ? item_attribute(other, "grants") : "";
    return item && item_has_fact(item, "grants elsewhere", grants);
}

/* ALL is more on servers since 17, and a text does not say of which it is. */
static bool is_of_another_server(const struct draft_change *c)
{
    const struct item *before = c->change.old_item, *after = c->change.new_item;
    bool privilege = (before ? before : after)->kind == &model_privilege;
    return privilege && (is_elsewhere(before, after) || is_elsewhere(after, before));
}

void swallow_unsaid(struct diff_draft *d)
{
    bool dump = model_is_dump(d->old_model) || model_is_dump(d->new_model);
    for (size_t i = 0; i < d->n; i++) {
        struct draft_change *c = &d->changes[i];
        c->gone = c->gone || is_of_another_server(c) || (dump && is_unsaid(d, c));
    }
}
