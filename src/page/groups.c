#include "page/groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* So few names that begin alike are no group. */
enum { FEW = 3 };

/* A text may say that two tables are partitions of each other. */
const struct relation *drawn_as(const struct relation *relation)
{
    const struct relation *top = relation;
    for (size_t i = 0; partition_parent(top); i++) {
        if (i == relation->database->n_relations)
            return relation;
        top = partition_parent(top);
    }
    return top;
}

/* A table while it is not known yet where it belongs. */
struct member {
    const struct relation *table;
    bool drawn;         /* false: another one stands for it */
    size_t above;       /* one that it is connected with; itself: none before it */
    size_t n_below;     /* of the first of those connected: how many they are */
    size_t n_links;     /* and their foreign keys */
    const char *prefix; /* what its name begins with */
    size_t prefix_length;
    bool placed; /* in a group */
};

struct members {
    struct member *items;
    size_t n;
};

static size_t top_of(struct members *members, size_t at)
{
    while (members->items[at].above != at) {
        members->items[at].above = members->items[members->items[at].above].above;
        at = members->items[at].above;
    }
    return at;
}

static void connect(struct members *members, const struct database *d, const struct link *link)
{
    const struct relation *from = drawn_as(link->from), *to = link->to ? drawn_as(link->to) : from;
    size_t a = top_of(members, (size_t)(from - d->relations)), b = top_of(members, (size_t)(to - d->relations));
    members->items[a > b ? a : b].above = a > b ? b : a;
}

/* "event" of event_edges and of events. */
static void find_prefix(struct member *member)
{
    const char *name = member->table->name;
    member->prefix = name;
    member->prefix_length = strcspn(name, "_");
    if (!name[member->prefix_length] && member->prefix_length > 1 && name[member->prefix_length - 1] == 's')
        member->prefix_length--;
}

static bool begin_alike(const struct member *a, const struct member *b)
{
    return strcmp(a->table->schema, b->table->schema) == 0 && a->prefix_length == b->prefix_length &&
           a->prefix_length > 0 && strncmp(a->prefix, b->prefix, a->prefix_length) == 0;
}

static struct members members_make(void *ctx, const struct database *d)
{
    struct members members = {mem_array(ctx, struct member, d->n_relations), d->n_relations};
    for (size_t i = 0; i < d->n_relations; i++) {
        struct member *member = &members.items[i];
        const struct relation *r = &d->relations[i];
        *member = (struct member){.table = r, .drawn = drawn_as(r) == r, .above = i};
        find_prefix(member);
    }
    for (size_t i = 0; i < d->n_relations; i++)
        for (size_t k = 0; k < d->relations[i].n_links; k++)
            connect(&members, d, d->relations[i].links[k]);
    for (size_t i = 0; i < members.n; i++) {
        struct member *top = &members.items[top_of(&members, i)];
        top->n_below += members.items[i].drawn;
        top->n_links += d->relations[i].n_links;
    }
    return members;
}

static struct group *add_group(void *ctx, struct groups *groups, const char *title, bool connected)
{
    size_t at = mem_grow(ctx, &groups->items, &groups->n);
    groups->items[at] = (struct group){.title = title, .connected = connected};
    return &groups->items[at];
}

static void add_table(void *ctx, struct group *group, struct member *member)
{
    size_t at = mem_grow(ctx, &group->tables, &group->n);
    group->tables[at] = member->table;
    member->placed = true;
}

static void add_connected(void *ctx, struct groups *groups, struct members *members, struct group_limits most)
{
    for (size_t top = 0; top < members->n; top++) {
        const struct member *one = &members->items[top];
        if (one->above != top || one->n_below < 2)
            continue;
        if (one->n_below > most.tables || one->n_links > most.links) {
            groups->n_crowded += one->n_below;
            continue;
        }
        struct group *group = add_group(ctx, groups, "", true);
        for (size_t i = top; i < members->n; i++)
            if (members->items[i].drawn && top_of(members, i) == top)
                add_table(ctx, group, &members->items[i]);
    }
}

/* Behind the first that begins with a prefix the others follow, among some that only begin with its letters. */
static size_t end_of_letters(const struct members *members, size_t first)
{
    const struct member *member = &members->items[first];
    size_t end = first + 1;
    while (end < members->n && strcmp(members->items[end].table->schema, member->table->schema) == 0 &&
           strncmp(members->items[end].table->name, member->prefix, member->prefix_length) == 0)
        end++;
    return end;
}

static bool is_alike(const struct member *first, const struct member *member)
{
    return member->drawn && !member->placed && begin_alike(first, member);
}

static void add_alike(void *ctx, struct groups *groups, struct members *members, size_t first)
{
    struct member one = members->items[first];
    size_t n = 0, end = end_of_letters(members, first);
    for (size_t i = first; i < end; i++)
        n += is_alike(&one, &members->items[i]);
    if (n < FEW)
        return;
    const char *schema = one.table->schema;
    char *title = mem_printf(ctx, "%s%s%.*s…", schema, schema[0] ? "." : "", (int)one.prefix_length, one.prefix);
    struct group *group = add_group(ctx, groups, title, false);
    for (size_t i = first; i < end; i++)
        if (is_alike(&one, &members->items[i]))
            add_table(ctx, group, &members->items[i]);
}

static int compare_groups(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    if (x->connected != y->connected)
        return x->connected ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return strcmp(x->tables[0]->anchor, y->tables[0]->anchor);
}

struct groups groups_make(void *ctx, const struct database *database, struct group_limits most)
{
    struct groups groups = {0};
    struct members members = members_make(ctx, database);
    add_connected(ctx, &groups, &members, most);
    for (size_t i = 0; i < members.n; i++)
        if (members.items[i].drawn && !members.items[i].placed)
            add_alike(ctx, &groups, &members, i);
    struct group *rest = NULL;
    for (size_t i = 0; i < members.n; i++)
        if (members.items[i].drawn && !members.items[i].placed) {
            rest = rest ? rest : add_group(ctx, &groups, "", false);
            add_table(ctx, rest, &members.items[i]);
        }
    if (groups.n)
        qsort(groups.items, groups.n, sizeof(*groups.items), compare_groups);
    return groups;
}
