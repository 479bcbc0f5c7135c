/* Which objects a request speaks of. */
#include <string.h>

#include "base/mem.h"
#include "catalog/compare.h"
#include "fix/plan.h"
#include "kind/kind.h"

static bool is_left_out(const struct fix_left_out *left_out, const struct object *o)
{
    for (size_t i = 0; i < left_out->n; i++)
        if (fix_is_of(true, left_out->items[i].item, o))
            return true;
    return false;
}

bool fix_wants(const struct fix_sides *sides, const struct object *o)
{
    const struct fix_request *r = sides->request;
    enum phase phase = o->kind->phase;
    if (!r->rows && (phase == PHASE_ROW || phase == PHASE_POSITION))
        return false;
    if (o->kind->proof || is_left_out(&sides->left_out, o))
        return false;
    for (size_t i = 0; !r->all && i < r->comparison->n_changes; i++)
        if (fix_is_of_change(&r->comparison->changes[i], o))
            return true;
    return r->all;
}

bool fix_leaves(const struct fix_sides *sides, const struct object *o)
{
    for (size_t i = 0; i < sides->left.n; i++) {
        const struct object *left = sides->left.items[i].object;
        bool belongs = !left->relation[0] && o->relation[0] && strcmp(left->name, o->relation) == 0 &&
                       strcmp(left->schema, o->schema) == 0;
        if (belongs || object_compare_identity(left, o) == 0)
            return true;
    }
    return false;
}

static bool is_refused(const struct fix *fix, const char *subject)
{
    for (size_t i = 0; i < fix->n_refused; i++)
        if (strcmp(fix->refused[i].subject, subject) == 0)
            return true;
    return false;
}

const char *fix_refusal_of(const struct fix *fix, const char *subject)
{
    for (size_t i = 0; i < fix->n_refused; i++)
        if (strcmp(fix->refused[i].subject, subject) == 0)
            return fix->refused[i].reason;
    return NULL;
}

void fix_refuse(void *ctx, struct fix *fix, const char *subject, const char *reason)
{
    if (is_refused(fix, subject))
        return;
    size_t at = mem_grow(ctx, &fix->refused, &fix->n_refused);
    fix->refused[at] = (struct fix_refusal){mem_strdup(ctx, subject), reason ? mem_strdup(ctx, reason) : NULL};
}

struct finding {
    const struct fix_sides *sides;
    const struct fix *fix;
    struct diags *diags;
};

static void report(void *ctx, enum object_difference difference, const struct object *old_object,
                   const struct object *new_object, int field)
{
    const struct finding *f = ctx;
    const struct object *o = new_object ? new_object : old_object;
    if (difference == SAME || !fix_wants(f->sides, o) || fix_leaves(f->sides, o))
        return;
    const char *name = object_describe(f->diags->ctx, o);
    if (is_refused(f->fix, name))
        return;
    if (difference == ONLY_OLD) {
        diag_error(f->diags, "%s: the statements do not remove it", name);
    } else if (difference == ONLY_NEW) {
        diag_error(f->diags, "%s: the statements do not make it", name);
    } else if (old_object && new_object) {
        struct diag *e = diag_error(f->diags, "%s: with the statements %s is another one than is wanted", name,
                                    o->kind->fields[field]);
        diag_detail(f->diags, e,
                    mem_printf(f->diags->ctx, "is:     %s\nwanted: %s", object_value(old_object, field),
                               object_value(new_object, field)));
    }
}

void fix_compare(const struct fix_sides *sides, const struct fix *fix, const struct catalog *found, struct diags *diags)
{
    struct finding finding = {sides, fix, diags};
    catalog_compare(found, sides->after, report, &finding);
}
