/*
 * What changing a column's type means. For Postgres the facts are those of
 * ALTER TABLE: whether it writes every row anew was tried on a server, and
 * docs/changes.md lists them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "diff/rule.h"

/* "timestamp(3) without time zone[]": its name without modifiers, these, and whether it is an array. */
struct type {
    char name[64];
    bool array;
    int n_modifiers;
    long modifiers[2];
};

static void parse_modifiers(struct type *t, const char *s)
{
    char *end = NULL;
    for (; t->n_modifiers < 2; s = end + 1) {
        long value = strtol(s, &end, 10);
        if (end == s)
            break;
        t->modifiers[t->n_modifiers++] = value;
        if (*end != ',')
            break;
    }
}

static struct type parse(const char *text)
{
    struct type t = {.array = strchr(text, '[') != NULL};
    const char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
    size_t head = open ? (size_t)(open - text) : strcspn(text, "[");
    const char *tail = close ? close + 1 : "";
    if (open)
        parse_modifiers(&t, open + 1);
    snprintf(t.name, sizeof(t.name), "%.*s%.*s", (int)head, text, (int)strcspn(tail, "["), tail);
    return t;
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
    {"smallint", NUMBER, 1, false}, {"integer", NUMBER, 2, false},        {"bigint", NUMBER, 3, false},
    {"numeric", NUMBER, 4, false},  {"real", FLOATING, 1, false},         {"double precision", FLOATING, 2, false},
    {"character", TEXT, 0, false},  {"character varying", TEXT, 1, true}, {"varchar", TEXT, 1, true},
    {"text", TEXT, 1, true},        {"cidr", NETWORK, 1, true},           {"inet", NETWORK, 2, true},
};

static const struct place *place_of(const struct type *t)
{
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
        if (strcasecmp(places[i].name, t->name) == 0)
            return &places[i];
    return NULL;
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

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcasecmp(*names, name) == 0)
            return true;
    return false;
}

/* What a type without a length holds; 0: any. */
static long limit(const struct type *t)
{
    static const char *const single[] = {"character", "char", "bit", NULL};
    static const char *const fractions[] = {"time without time zone",
                                            "time with time zone",
                                            "timestamp without time zone",
                                            "timestamp with time zone",
                                            "interval",
                                            NULL};
    if (t->n_modifiers)
        return t->modifiers[0];
    return is_one_of(t->name, single) ? 1 : is_one_of(t->name, fractions) ? 6 : 0;
}

/* One type whose lengths differ: characters are filled up with blanks, bits must be as many. */
static enum type_change length_change(const struct type *a, const struct type *b)
{
    static const char *const padded[] = {"character", "char", NULL}, *const exact[] = {"bit", NULL};
    long before = limit(a), after = limit(b);
    if (before == after)
        return TYPE_SAME_STORAGE;
    if (is_one_of(a->name, exact) || (after && (!before || after < before)))
        return TYPE_NARROWED;
    return is_one_of(a->name, padded) ? TYPE_WIDENED : TYPE_SAME_STORAGE;
}

static enum type_change family_change(const struct place *p, const struct place *q, const struct type *b)
{
    if (q->rank < p->rank || (b->n_modifiers && q->family == TEXT))
        return TYPE_NARROWED;
    return p->plain && q->plain ? TYPE_SAME_STORAGE : TYPE_WIDENED;
}

/* numeric(5) has room for some integers only. */
static bool is_limited_numeric(const struct type *t)
{
    return strcasecmp(t->name, "numeric") == 0 && t->n_modifiers > 0;
}

static enum type_change scalar_change(const struct type *a, const struct type *b)
{
    const struct place *p = place_of(a), *q = place_of(b);
    if (strcasecmp(a->name, b->name) == 0)
        return strcasecmp(a->name, "numeric") == 0 ? numeric_change(a, b) : length_change(a, b);
    if (!p || !q || p->family != q->family)
        return TYPE_OTHER;
    if (is_limited_numeric(b))
        return TYPE_NARROWED;
    return p->rank == q->rank ? length_change(a, b) : family_change(p, q, b);
}

/* The elements of an array are rewritten even where they stay as they are. */
enum type_change type_change_postgres(const char *old_type, const char *new_type)
{
    struct type a = parse(old_type), b = parse(new_type);
    if (a.array != b.array)
        return TYPE_OTHER;
    enum type_change change = scalar_change(&a, &b);
    return a.array && change == TYPE_SAME_STORAGE ? TYPE_WIDENED : change;
}
