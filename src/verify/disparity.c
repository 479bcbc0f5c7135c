#include "verify/disparity.h"

#include <string.h>

#include "base/mem.h"
#include "kind/kind.h"
#include "kind/relation.h"

enum { MOST_TOLD = 5 };

struct search {
    struct disparities found;
    const struct disparities *unstable;
    const struct catalog *old_catalog, *new_catalog;
};

struct subject subject_of(const struct object *o)
{
    bool row = o->kind->phase == PHASE_ROW;
    return (struct subject){o->kind, o->schema, o->relation, row ? NULL : o->name};
}

static bool subject_same(const struct subject *a, const struct subject *b)
{
    return a->kind == b->kind && strcmp(a->schema, b->schema) == 0 && strcmp(a->relation, b->relation) == 0 &&
           (a->name == b->name || (a->name && b->name && strcmp(a->name, b->name) == 0));
}

static struct objects objects_of(const struct catalog *catalog, const struct subject *s)
{
    if (!catalog)
        return (struct objects){NULL, 0};
    struct objects all = catalog_children(catalog, s->kind, s->schema, s->relation);
    if (!s->name)
        return all;
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.items[i]->name, s->name) == 0)
            return (struct objects){all.items + i, 1};
    return (struct objects){NULL, 0};
}

/* Rows are named by what they hold: one is the other still when columns were added to its table. */
static bool same_row(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), least = n < m ? n : m;
    return strcmp(a, b) == 0 ||
           (n != m && least > 0 && memcmp(a, b, least - 1) == 0 && (n < m ? b : a)[least - 1] == ',');
}

static bool same_object(const struct object *a, const struct object *b)
{
    int field;
    if (a->kind->phase == PHASE_ROW)
        return same_row(a->name, b->name);
    return object_compare_identity(a, b) == 0 && object_same_values(a, b, &field);
}

bool subject_differs(const struct subject *subject, const struct catalog *a, const struct catalog *b)
{
    struct objects x = objects_of(a, subject), y = objects_of(b, subject);
    for (size_t i = 0; x.n == y.n && i < x.n; i++)
        if (!same_object(x.items[i], y.items[i]))
            return true;
    return x.n != y.n;
}

bool disparities_have(const struct disparities *d, const struct subject *subject)
{
    for (size_t i = 0; d && i < d->n; i++)
        if (subject_same(&d->items[i].subject, subject))
            return true;
    return false;
}

void disparities_filter(struct disparities *d, bool (*keep)(const void *data, const struct disparity *disparity),
                        const void *data)
{
    size_t kept = 0;
    for (size_t i = 0; i < d->n; i++)
        if (keep(data, &d->items[i]))
            d->items[kept++] = d->items[i];
    d->n = kept;
}

/* True when the relation that the object belongs to is missing on the other side as well. */
static bool goes_with_relation(const struct search *s, enum object_difference difference, const struct object *o)
{
    const struct catalog *there = difference == ONLY_OLD ? s->old_catalog : s->new_catalog;
    const struct catalog *missing = difference == ONLY_OLD ? s->new_catalog : s->old_catalog;
    return difference != CHANGED && o->relation[0] && catalog_has_relation(there, o->schema, o->relation) &&
           !catalog_has_relation(missing, o->schema, o->relation);
}

/* Rows of a table that has other columns: the columns are reported. */
static bool goes_with_columns(const struct search *s, const struct subject *subject)
{
    return subject->kind->phase == PHASE_ROW && !subject_differs(subject, s->old_catalog, s->new_catalog);
}

static void add(void *data, enum object_difference difference, const struct object *old_object,
                const struct object *new_object, int field)
{
    struct search *s = data;
    const struct object *o = old_object ? old_object : new_object;
    if (difference == SAME || o->kind->proof)
        return;
    struct subject subject = subject_of(o);
    if (disparities_have(s->unstable, &subject) || goes_with_relation(s, difference, o) ||
        goes_with_columns(s, &subject))
        return;
    void *ctx = s->found.ctx;
    size_t at = mem_grow(ctx, &s->found.items, &s->found.n);
    struct disparity *d = &s->found.items[at];
    char *name = object_describe(ctx, o);
    d->subject = (struct subject){o->kind, mem_strdup(ctx, o->schema), mem_strdup(ctx, o->relation),
                                  mem_strdup(ctx, subject.name)};
    d->difference = difference;
    d->what = name;
    if (!old_object || !new_object)
        return;
    d->what = mem_printf(ctx, "%s of %s", o->kind->fields[field], name);
    d->old_value = mem_strdup(ctx, object_value(old_object, field));
    d->new_value = mem_strdup(ctx, object_value(new_object, field));
}

struct disparities disparities_find(void *ctx, const struct catalog *old_catalog, const struct catalog *new_catalog,
                                    const struct disparities *unstable)
{
    struct search s = {{ctx, NULL, 0}, unstable, old_catalog, new_catalog};
    catalog_compare(old_catalog, new_catalog, add, &s);
    return s.found;
}

char *disparity_headline(void *ctx, const struct disparity *d, const struct disparity_sides *sides)
{
    if (d->difference == CHANGED)
        return mem_printf(ctx, "%s differs", d->what);
    return mem_printf(ctx, "%s is there only %s", d->what,
                      d->difference == ONLY_OLD ? sides->old_side : sides->new_side);
}

static bool same_value(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool disparity_same(const struct disparity *a, const struct disparity *b)
{
    return a->difference == b->difference && strcmp(a->what, b->what) == 0 && same_value(a->old_value, b->old_value) &&
           same_value(a->new_value, b->new_value);
}

bool disparities_same(const struct disparities *a, const struct disparities *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = disparity_same(&a->items[i], &b->items[i]);
    return same;
}

static void tell(FILE *out, const struct disparity *d, const struct disparity_sides *sides)
{
    const char *comma = d->when ? ", " : "", *when = d->when ? d->when : "";
    if (d->difference == CHANGED)
        fprintf(out, "%s%s%s\n  %s: %s\n  %s: %s\n", d->what, comma, when, sides->old_side, d->old_value,
                sides->new_side, d->new_value);
    else
        fprintf(out, "%s: only %s%s%s\n", d->what, d->difference == ONLY_OLD ? sides->old_side : sides->new_side, comma,
                when);
}

char *disparity_detail(void *ctx, const struct disparity *items, size_t n, const struct disparity_sides *sides)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < n && i < MOST_TOLD; i++)
        tell(t.out, &items[i], sides);
    if (n > MOST_TOLD)
        fprintf(t.out, "and %zu more\n", n - MOST_TOLD);
    return text_close(&t, ctx);
}
