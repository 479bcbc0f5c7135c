/* Which objects a request speaks of. */
#include <string.h>

#include "base/mem.h"
#include "catalog/compare.h"
#include "fix/plan.h"
#include "kind/kind.h"
#include "model/kinds.h"

/* public, and SQLite's main, go without saying in a model. */
static bool same_schema(const struct item *item, const struct object *o)
{
    return strcmp(item->schema, o->schema) == 0 || (!item->schema[0] && strcmp(o->schema, "public") == 0);
}

static bool is_called(const struct kind *kind, const char *name)
{
    return strcmp(kind->name, name) == 0;
}

/* What is said of an object is an item of its own, which several objects may be: a privilege for each role. */
static bool is_said_of(const struct item *item, const struct object *o)
{
    return is_called(o->kind, item->kind->name) && strcmp(item->relation, o->relation) == 0 &&
           strstr(o->name, item->name);
}

/* Of a relation that is changed, what is no item of its own: row security, a view's columns. */
static bool is_facet(const struct item *item, const struct object *o)
{
    bool nameless = !o->name[0] || strcmp(o->name, o->relation) == 0;
    return item->kind != &model_table || nameless || is_called(o->kind, "trigger of a partition");
}

/* The object is the item, belongs to it, or is said of it. */
static bool is_of(const struct change *change, const struct item *item, const struct object *o)
{
    if (!item || !same_schema(item, o))
        return false;
    if (strcmp(item->name, o->name) == 0 &&
        (strcmp(item->relation, o->relation) == 0 || is_called(o->kind, "sequence owner")))
        return true;
    if (item->relation[0])
        return is_said_of(item, o);
    bool whole = change->action == CHANGE_ADDED || change->action == CHANGE_REMOVED;
    return is_said_of(item, o) || (strcmp(item->name, o->relation) == 0 && (whole || is_facet(item, o)));
}

bool fix_wants(const struct fix_request *r, const struct object *o)
{
    enum phase phase = o->kind->phase;
    if (!r->rows && (phase == PHASE_ROW || phase == PHASE_POSITION))
        return false;
    if (o->kind->proof)
        return false;
    for (size_t i = 0; !r->all && i < r->comparison->n_changes; i++) {
        const struct change *change = &r->comparison->changes[i];
        if (is_of(change, change->old_item, o) || is_of(change, change->new_item, o))
            return true;
    }
    return r->all;
}

bool fix_leaves(const struct fix_sides *sides, const struct object *o)
{
    for (size_t i = 0; i < sides->left.n; i++)
        if (object_compare_identity(sides->left.items[i].object, o) == 0)
            return true;
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
    struct finding finding = {sides->request, fix, diags};
    catalog_compare(found, sides->after, report, &finding);
}
