/*
 * What changing a column's type means. For Postgres the facts are those of
 * ALTER TABLE: whether it writes every row anew was tried on servers, as
 * tests/cmd/changes.bats does, and docs/changes.md lists them.
 */
#include "diff/type.h"

#include <stdlib.h>
#include <string.h>

#include "model/kinds.h"

enum { MODIFIERS = 2, DEEPEST_DOMAIN = 32 };

/* A type as the catalog has it: "timestamptz", its modifiers, whether it is an array. */
struct type {
    const char *schema, *name; /* "" of the server's own and of public */
    bool array, checked;       /* checked: by a domain */
    int n_modifiers;
    long modifiers[MODIFIERS];
};

static struct type own_type(const struct item *item)
{
    const char *schema = item_fact(item, "type schema", 0), *name = item_fact(item, "type", 0), *modifier;
    struct type t = {schema ? schema : "", name ? name : "", item_fact(item, "type array", 0) != NULL, false, 0, {0}};
    for (int i = 0; i < MODIFIERS && (modifier = item_fact(item, "type modifier", (size_t)i)); i++)
        t.modifiers[t.n_modifiers++] = strtol(modifier, NULL, 10);
    return t;
}

static bool has_checks(const struct model *model, const struct item *domain)
{
    struct item_run run = model_relation_items(model, domain->schema, domain->name);
    for (size_t i = 0; i < run.n; i++)
        if (run.items[i]->kind == &model_constraint && strcmp(run.items[i]->relation, domain->name) == 0)
            return true;
    return item_attribute(domain, "not null") != NULL;
}

/* What is stored: the type below domains. An array of a domain is one of other elements, and checked as it is made. */
static struct type stored_type(const struct model *model, const struct item *item)
{
    struct type t = own_type(item);
    const struct item *domain;
    for (int depth = 0; !t.array && depth < DEEPEST_DOMAIN; depth++) {
        domain = model_find(model, &model_type, t.schema, "", t.name);
        if (!domain || !item_fact(domain, "type", 0))
            break;
        bool checked = t.checked || has_checks(model, domain);
        t = own_type(domain);
        t.checked = checked;
    }
    return t;
}

bool type_is_checked(const struct model *model, const struct item *item)
{
    return stored_type(model, item).checked;
}

/* A place in a family: values of an earlier type fit into a later one. */
struct place {
    const char *name;
    int family;
    int rank;
    bool plain; /* stored as the family's last type stores it: going there rewrites nothing */
};
enum { NUMBER, FLOATING, TEXT, NETWORK };

static const struct place places[] = {
    {"int2", NUMBER, 1, false},    {"int4", NUMBER, 2, false},     {"int8", NUMBER, 3, false},
    {"numeric", NUMBER, 4, false}, {"float4", FLOATING, 1, false}, {"float8", FLOATING, 2, false},
    {"bpchar", TEXT, 0, false},    {"varchar", TEXT, 1, true},     {"text", TEXT, 1, true},
    {"cidr", NETWORK, 1, true},    {"inet", NETWORK, 2, true},
};

static const struct place *place_of(const struct type *t)
{
    for (size_t i = 0; !t->schema[0] && i < sizeof(places) / sizeof(*places); i++)
        if (strcmp(places[i].name, t->name) == 0)
            return &places[i];
    return NULL;
}

static bool is_system(const struct type *t, const char *name)
{
    return !t->schema[0] && strcmp(t->name, name) == 0;
}

/* Two numerics: the scale must be kept for the digits to stay as they are. */
static enum type_change numeric_change(const struct type *a, const struct type *b)
{
    if (b->n_modifiers == 0)
        return TYPE_SAME_STORAGE;
    if (a->n_modifiers == 0)
        return TYPE_NARROWED;
    long whole_before = a->modifiers[0] - a->modifiers[1], whole_after = b->modifiers[0] - b->modifiers[1];
    if (whole_after < whole_before || b->modifiers[1] < a->modifiers[1])
        return TYPE_NARROWED;
    return a->modifiers[1] == b->modifiers[1] ? TYPE_SAME_STORAGE : TYPE_WIDENED;
}

/* The digits of a second's fraction: six, unless fewer are said. */
static long digits(const struct type *t, int at)
{
    return t->n_modifiers > at ? t->modifiers[at] : 6;
}

/* The units of time are a mask: its full width where none are named. */
static enum type_change interval_change(const struct type *a, const struct type *b)
{
    enum { ALL = 0x7FFF };
    long before = a->n_modifiers > 0 ? a->modifiers[0] : ALL, after = b->n_modifiers > 0 ? b->modifiers[0] : ALL;
    if ((after != ALL && after != before) || digits(b, 1) < digits(a, 1))
        return TYPE_NARROWED;
    return TYPE_SAME_STORAGE;
}

static bool is_time(const struct type *t)
{
    return is_system(t, "time") || is_system(t, "timetz") || is_system(t, "timestamp") || is_system(t, "timestamptz");
}

/* What a type without a length holds; 0: any. */
static long limit(const struct type *t)
{
    if (t->n_modifiers)
        return t->modifiers[0];
    return is_system(t, "bit") || is_system(t, "bpchar") ? 1 : is_time(t) ? digits(t, 0) : 0;
}

/* One type whose lengths differ: characters are filled up with blanks, bits must be as many. */
static enum type_change length_change(const struct type *a, const struct type *b)
{
    long before = limit(a), after = limit(b);
    if (before == after)
        return TYPE_SAME_STORAGE;
    if (is_system(a, "bit") || (after && (!before || after < before)))
        return TYPE_NARROWED;
    return is_system(a, "bpchar") ? TYPE_WIDENED : TYPE_SAME_STORAGE;
}

static bool same_modifiers(const struct type *a, const struct type *b)
{
    bool same = a->n_modifiers == b->n_modifiers;
    for (int i = 0; same && i < a->n_modifiers; i++)
        same = a->modifiers[i] == b->modifiers[i];
    return same;
}

/* One type: only those that are known keep what they hold when their modifiers change. */
static enum type_change modifier_change(const struct type *a, const struct type *b)
{
    bool lengths = is_time(a) || is_system(a, "varchar") || is_system(a, "bpchar") || is_system(a, "bit") ||
                   is_system(a, "varbit");
    if (is_system(a, "numeric"))
        return numeric_change(a, b);
    if (is_system(a, "interval"))
        return interval_change(a, b);
    if (lengths)
        return length_change(a, b);
    return same_modifiers(a, b) ? TYPE_SAME_STORAGE : TYPE_OTHER;
}

static enum type_change family_change(const struct place *p, const struct place *q, const struct type *b)
{
    if (q->rank < p->rank || (b->n_modifiers && q->family == TEXT))
        return TYPE_NARROWED;
    return p->plain && q->plain ? TYPE_SAME_STORAGE : TYPE_WIDENED;
}

static enum type_change scalar_change(const struct type *a, const struct type *b)
{
    const struct place *p = place_of(a), *q = place_of(b);
    if (strcmp(a->schema, b->schema) == 0 && strcmp(a->name, b->name) == 0)
        return modifier_change(a, b);
    if (!p || !q || p->family != q->family)
        return TYPE_OTHER;
    /* numeric(5) has room for some integers only. */
    if (is_system(b, "numeric") && b->n_modifiers > 0)
        return TYPE_NARROWED;
    return p->rank == q->rank ? length_change(a, b) : family_change(p, q, b);
}

/* The elements of an array are rewritten even where they stay as they are. */
enum type_change type_change_postgres(const struct model *old_model, const struct item *old_item,
                                      const struct model *new_model, const struct item *new_item)
{
    struct type a = stored_type(old_model, old_item), b = stored_type(new_model, new_item);
    if (a.array != b.array || !a.name[0] || !b.name[0])
        return TYPE_OTHER;
    enum type_change change = scalar_change(&a, &b);
    /* A domain of the same name with the same checks is reported on its own. */
    if (b.checked && change != TYPE_OTHER)
        change = TYPE_NARROWED;
    return a.array && change == TYPE_SAME_STORAGE ? TYPE_WIDENED : change;
}
