#include "generate/unsaid.h"

#include "apply/locate.h"
#include "catalog/compare.h"
#include "kind/kind.h"
#include "kind/relation.h"

struct search {
    const struct plan *plan;
    const struct catalog *bookkeeping, *common;
    struct diags *diags;
};

/* What has a statement of its own and acts on what the table does; columns are changed with the table. */
static bool is_beside(const struct object *o)
{
    return o->kind->place == PLACE_TRIGGER || o->kind->place == PLACE_INDEX || o->kind->phase == PHASE_FOREIGN_KEY;
}

static void warn(void *ctx, enum object_difference difference, const struct object *before, const struct object *o,
                 int field)
{
    const struct search *s = ctx;
    (void)before;
    (void)field;
    if (difference != ONLY_NEW || !is_beside(o) || !catalog_has_relation(s->bookkeeping, o->schema, o->relation) ||
        (s->common && catalog_find(s->common, o->kind, o->schema, o->relation, o->name)))
        return;
    struct diag *w = diag_warning(s->diags, "%s is in no snapshot: it belongs to a table of the bookkeeping",
                                  object_describe(s->diags->ctx, o));
    locate_name(s->plan, o->name, o->relation, s->diags, w);
}

void bookkeeping_warn(const struct built *built, const struct built *common, const struct plan *plan,
                      struct diags *diags)
{
    struct search s = {plan, built->bookkeeping, common ? common->whole : NULL, diags};
    catalog_compare(built->bookkeeping, built->whole, warn, &s);
}
