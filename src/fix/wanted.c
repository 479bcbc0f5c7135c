/* Which objects a request speaks of. */
#include <string.h>

#include "base/mem.h"
#include "catalog/compare.h"
#include "fix/plan.h"
#include "kind/kind.h"

/* public, and SQLite's main, go without saying in a model. */
static bool same_schema(const struct item *item, const struct object *o)
{
    return strcmp(item->schema, o->schema) == 0 || (!item->schema[0] && strcmp(o->schema, "public") == 0);
}

/* The object is the item, belongs to it, or is said of it. */
static bool is_of(const struct item *item, const struct object *o)
{
    if (!item || !same_schema(item, o))
        return false;
    const char *owner = item->relation[0] ? item->relation : item->name;
    bool own = strcmp(item->name, o->name) == 0 && strcmp(item->relation, o->relation) == 0;
    return own || strcmp(owner, o->relation) == 0 || (!o->relation[0] && strcmp(owner, o->name) == 0);
}

static bool is_owner(const struct kind *kind)
{
    return strncmp(kind->name, "owner", strlen("owner")) == 0;
}

bool fix_wants(const struct fix_request *r, const struct object *o)
{
    enum phase phase = o->kind->phase;
    if (!r->rows && (phase == PHASE_ROW || phase == PHASE_POSITION))
        return false;
    if (o->kind->proof || (!r->owners && is_owner(o->kind)))
        return false;
    for (size_t i = 0; !r->all && i < r->comparison->n_changes; i++)
        if (is_of(r->comparison->changes[i].old_item, o) || is_of(r->comparison->changes[i].new_item, o))
            return true;
    return r->all;
}

static bool is_refused(const struct fix *fix, const char *subject)
{
    for (size_t i = 0; i < fix->n_refused; i++)
        if (strcmp(fix->refused[i].subject, subject) == 0)
            return true;
    return false;
}

void fix_refuse(void *ctx, struct fix *fix, const char *subject, const char *reason)
{
    if (is_refused(fix, subject))
        return;
    size_t at = mem_grow(ctx, &fix->refused, &fix->n_refused);
    fix->refused[at] = (struct fix_refusal){mem_strdup(ctx, subject), mem_strdup(ctx, reason)};
}

struct finding {
    const struct fix_request *request;
    const struct fix *fix;
    struct diags *diags;
};

static void report(void *ctx, enum object_difference difference, const struct object *old_object,
                   const struct object *new_object, int field)
{
    const struct finding *f = ctx;
    const struct object *o = new_object ? new_object : old_object;
    if (difference == SAME || !fix_wants(f->request, o))
        return;
    const char *name = object_describe(f->diags->ctx, o);
    if (is_refused(f->fix, name))
        return;
    if (difference == ONLY_OLD) {
        diag_error(f->diags, "%s: the statements do not remove it", name);
    } else if (difference == ONLY_NEW) {
        diag_error(f->diags, "%s: the statements do not make it", name);
    } else {
        struct diag *e = diag_error(f->diags, "%s: with the statements %s is another one than is wanted", name,
                                    o->kind->fields[field]);
        diag_detail(f->diags, e,
                    mem_printf(f->diags->ctx, "is:     %s\nwanted: %s", object_value(old_object, field),
                               object_value(new_object, field)));
    }
}

void fix_compare(const struct fix_sides *sides, const struct fix *fix, const struct catalog *found, struct diags *diags)
{
    struct finding finding = {sides->request, fix, diags};
    catalog_compare(found, sides->after, report, &finding);
}
