/* What is lost with a change of an object that stays. */
#include <string.h>

#include "diff/type.h"
#include "fix/postgres.h"
#include "model/kinds.h"

static const struct item *column_of(const struct model *model, const struct object *o)
{
    const char *schema = strcmp(o->schema, "public") == 0 ? "" : o->schema;
    return model ? model_find(model, &model_column, schema, o->relation, o->name) : NULL;
}

const char *trial_loss(const struct fix_trial *t, const struct object *from, const struct object *to)
{
    const struct comparison *c = t->sides->request->comparison;
    const struct item *before = column_of(c->old_model, from), *after = column_of(c->new_model, to);
    if (strcmp(to->kind->name, "column") != 0 || !before || !after)
        return NULL;
    enum type_change change = type_change_postgres(c->old_model, before, c->new_model, after);
    return change == TYPE_NARROWED || change == TYPE_OTHER ? "what of the values the new type does not hold" : NULL;
}
