#include "generate/subtract.h"

#include <string.h>

#include "base/mem.h"
#include "catalog/compare.h"
#include "kind/kind.h"
#include "kind/relation.h"

struct subtraction {
    struct catalog *rest;
    const struct catalog *subtrahend;
    const char *database;
    struct diags *diags;
};

/* The relation an object is or belongs to; NULL for what is neither. */
static const char *relation_of(const struct object *o)
{
    if (o->relation[0])
        return o->relation;
    return o->kind->phase == PHASE_TABLE || o->kind->phase == PHASE_VIEW ? o->name : NULL;
}

static void keep(struct subtraction *s, const struct object *o)
{
    size_t at = mem_grow(s->rest, &s->rest->objects, &s->rest->n_objects);
    s->rest->objects[at] = o;
}

static struct catalog *empty_copy(void *ctx, const struct catalog *catalog)
{
    struct catalog *rest = mem_new(ctx, struct catalog);
    *rest = *catalog;
    rest->ctx = rest;
    rest->objects = NULL;
    rest->n_objects = 0;
    return rest;
}

static void without_bookkeeping(void *ctx, enum object_difference difference, const struct object *bookkeeping,
                                const struct object *o, int field)
{
    struct subtraction *s = ctx;
    (void)bookkeeping;
    (void)field;
    if (difference == SAME || difference == ONLY_OLD)
        return;
    const char *relation = relation_of(o);
    if (!relation || !catalog_has_relation(s->subtrahend, o->schema, relation))
        keep(s, o);
}

struct catalog *subtract_bookkeeping(void *ctx, const struct catalog *catalog, const struct catalog *bookkeeping)
{
    struct subtraction s = {.rest = empty_copy(ctx, catalog), .subtrahend = bookkeeping};
    catalog_compare(bookkeeping, catalog, without_bookkeeping, &s);
    return s.rest;
}

static void refuse(struct subtraction *s, const char *does, const struct object *o)
{
    void *ctx = s->diags->ctx;
    struct diag *e =
        diag_error(s->diags, "%s %s %s, which belongs to common", s->database, does, object_describe(ctx, o));
    diag_hint(s->diags, e, "a snapshot of %s leaves out what common makes: move the change into a delta of common",
              s->database);
}

static void without_common(void *ctx, enum object_difference difference, const struct object *common,
                           const struct object *o, int field)
{
    struct subtraction *s = ctx;
    if (difference == SAME)
        return;
    if (difference == ONLY_OLD) {
        refuse(s, "drops", common);
    } else if (difference == CHANGED && o->kind->phase != PHASE_POSITION) {
        refuse(s, mem_printf(s->diags->ctx, "changes %s of", o->kind->fields[field]), o);
    } else if (difference == ONLY_NEW && o->kind->phase == PHASE_INSIDE &&
               catalog_has_relation(s->subtrahend, o->schema, o->relation)) {
        refuse(s, "adds", o);
    } else {
        keep(s, o);
    }
}

struct catalog *subtract_common(void *ctx, const struct catalog *catalog, const struct catalog *common,
                                const char *database, struct diags *diags)
{
    struct subtraction s = {empty_copy(ctx, catalog), common, database, diags};
    size_t before = diags->n_errors;
    catalog_compare(common, catalog, without_common, &s);
    if (diags->n_errors == before)
        return s.rest;
    mem_free(s.rest);
    return NULL;
}
