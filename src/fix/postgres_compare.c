/* What is to be done in a pass, and what did not work in earlier ones. */
#include <string.h>

#include "base/mem.h"
#include "catalog/compare.h"
#include "fix/dependents.h"
#include "fix/postgres.h"

struct comparing {
    struct fix_trial *t;
    struct trial_difference *items;
    size_t n;
};

static void collect(void *ctx, enum object_difference difference, const struct object *from, const struct object *to,
                    int field)
{
    struct comparing *c = ctx;
    (void)field;
    if (difference == SAME || !fix_wants(c->t->sides, to ? to : from) || fix_leaves(c->t->sides, to ? to : from))
        return;
    size_t at = mem_grow(c->t->reading, &c->items, &c->n);
    c->items[at] = (struct trial_difference){from, to};
}

struct trial_difference *trial_compare(struct fix_trial *t, size_t *n)
{
    struct comparing c = {.t = t};
    catalog_compare(t->now, t->sides->after, collect, &c);
    *n = c.n;
    return c.items;
}

void trial_note(struct trial_failure **failures, size_t *n, void *ctx, const char *subject, const char *message)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp((*failures)[i].subject, subject) == 0) {
            (*failures)[i].message = message;
            return;
        }
    size_t at = mem_grow(ctx, failures, n);
    (*failures)[at] = (struct trial_failure){subject, message};
}

const char *trial_noted(const struct trial_failure *failures, size_t n, const char *subject)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(failures[i].subject, subject) == 0)
            return failures[i].message;
    return NULL;
}

struct trial_way trial_way_of(struct fix_trial *t, const struct trial_difference *d)
{
    const char *subject = object_describe(t->reading, d->to);
    if (trial_noted(t->unalterable, t->n_unalterable, subject))
        return (struct trial_way){0};
    struct text text;
    text_open(&text);
    struct alteration a = {.ctx = t->reading,
                           .text = &text,
                           .out = text.out,
                           .before = t->now,
                           .after = t->sides->after,
                           .from = d->from,
                           .to = d->to,
                           .busy = true};
    bool alters = object_alter(&a);
    text_drop(&text);
    return (struct trial_way){alters, alters && a.beneath, alters && a.keys};
}

bool trial_was_there(const struct fix_trial *t, const char *schema, const char *relation)
{
    struct objects found = relations_named(t->sides->before, schema, relation);
    for (size_t i = 0; i < found.n; i++)
        if (found.items[i]->kind->place == PLACE_SELF)
            return true;
    return false;
}

static const char *reason_of(struct fix_trial *t, const struct trial_difference *d, const char *subject)
{
    void *ctx = t->sides->ctx;
    const char *failure = trial_noted(t->failures, t->n_failures, subject);
    int field = 0;
    if (failure)
        return mem_printf(ctx, "no statement works for it: %s", failure);
    if (!d->to)
        return "there is no statement that removes it";
    if (!d->from)
        return "there is no statement that makes it in a database that is there";
    object_same_values(d->from, d->to, &field);
    return mem_printf(ctx, "there is no statement that changes its %s (%s) in a database that is there",
                      d->to->kind->fields[field], object_value(d->from, field));
}

/* Of two states: what the object belongs to is in one and not in the other. */
static bool lacks_relation(const struct catalog *here, const struct catalog *there, const struct object *o)
{
    struct objects found = relations_named(here, o->schema, o->relation);
    for (size_t i = 0; o->relation[0] && i < found.n; i++) {
        const struct object *r = found.items[i];
        if (!catalog_find(there, r->kind, r->schema, r->relation, r->name))
            return true;
    }
    return false;
}

static bool is_of_left(const struct fix_trial *t, const struct object *o)
{
    struct objects found = relations_named(t->sides->before, o->schema, o->relation);
    for (size_t i = 0; o->kind->phase == PHASE_INSIDE && i < found.n; i++)
        if (fix_leaves(t->sides, found.items[i]))
            return true;
    return false;
}

/* What could not be made, or removed, is named; what belongs to it goes without saying. */
static bool goes_without_saying(const struct fix_trial *t, const struct trial_difference *d)
{
    const struct catalog *after = t->sides->after;
    if (!d->to)
        return d->from && (lacks_relation(t->now, after, d->from));
    return (!d->from && lacks_relation(after, t->now, d->to));
}

static void refuse_left(struct fix_trial *t)
{
    void *ctx = t->sides->ctx;
    for (size_t i = 0; i < t->sides->left.n; i++) {
        const struct object *o = t->sides->left.items[i].object;
        bool inside = o->kind->phase == PHASE_INSIDE && is_of_left(t, o);
        fix_refuse(ctx, t->fix, object_describe(ctx, o), inside ? NULL : t->sides->left.items[i].reason);
    }
}

/* Columns that stand elsewhere, and are as they are wanted else. */
static bool stands_elsewhere(const struct trial_difference *d)
{
    int field = 0, n = 0;
    if (!d->from || !d->to || object_same_values(d->from, d->to, &field))
        return false;
    for (int i = 0; i < d->to->kind->n_fields; i++)
        n += strcmp(object_value(d->from, i), object_value(d->to, i)) != 0;
    return n == 1 && strcmp(d->to->kind->fields[field], "position") == 0;
}

/* One is named for all of a table. */
static void refuse_order(struct fix_trial *t, const struct object *column)
{
    void *ctx = t->sides->ctx;
    fix_refuse(ctx, t->fix, object_describe(ctx, column), NULL);
    fix_refuse(ctx, t->fix, mem_printf(ctx, "columns of %s", object_relation_name(ctx, column)),
               "there is no statement that puts them into another order in a table that is there");
}

void trial_report(struct fix_trial *t)
{
    refuse_left(t);
    size_t n;
    const struct trial_difference *all = trial_compare(t, &n);
    for (size_t i = 0; i < n; i++) {
        const char *subject = object_describe(t->sides->ctx, all[i].to ? all[i].to : all[i].from);
        if (all[i].to && stands_elsewhere(&all[i])) {
            refuse_order(t, all[i].to);
            continue;
        }
        fix_refuse(t->sides->ctx, t->fix, subject,
                   goes_without_saying(t, &all[i]) ? NULL : reason_of(t, &all[i], subject));
    }
}
