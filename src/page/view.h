/*
 * Inside of the page: what is shown, put together before anything is
 * written. Both engines' snapshots of a database are joined table by table,
 * of a change both of its sides too, and foreign keys know where they lead.
 *
 * Everything belongs to the context of view_make; items and changes are the
 * models' and the difference's own.
 */
#ifndef PAGE_VIEW_H
#define PAGE_VIEW_H

#include "page/page.h"
#include "page/reference.h"

/* An item on one engine: as it is now, or as it was before it went. */
struct shown {
    const struct item *item;     /* NULL: this engine has none */
    const struct change *change; /* NULL: nothing changed. Of a column that went with its table: the table's */
    const char *group;           /* the table it is reported under, by its new name; "" for what belongs to none */
};

/* The same thing on both engines. */
struct pair {
    struct shown of[ENGINE_COUNT];
};

struct pairs {
    struct pair *items;
    size_t n;
};

struct shown_list {
    struct shown *items;
    size_t n;
};

struct relation;

/* One foreign key, on one engine or both. */
struct link {
    struct pair pair;
    struct reference reference; /* of the first engine that has it */
    struct relation *from;
    struct relation *to; /* NULL: no such table on this page */
};

/* A table or view, with all that belongs to it. */
struct relation {
    const struct database *database;
    const char *schema, *name;
    const char *anchor;
    struct pair self;
    struct shown_list parts[ENGINE_COUNT]; /* all but itself; columns as they stand in it */
    struct link **links;                   /* to others: its foreign keys */
    size_t n_links;
    struct link **links_in; /* from others, and from itself */
    size_t n_links_in;
    struct relation **parents; /* it is a partition of, or inherits from, as far as they are on this page */
    size_t n_parents;
    struct relation **children; /* its partitions, or what inherits from it */
    size_t n_children;
    struct change_counts changes;
};

struct database {
    const char *name;
    const struct comparison *sides[ENGINE_COUNT]; /* NULL: no snapshot for this engine */
    struct relation *relations;                   /* by schema and name */
    size_t n_relations;
    struct shown_list loose[ENGINE_COUNT]; /* what belongs to no table: sequences, functions, ... */
    struct change_counts changes;          /* of all */
    struct change_counts loose_changes;
};

struct view {
    const struct page *page;
    struct database *databases; /* those in which something differs first */
    size_t n_databases;
    struct link *links; /* all of them; relations point here */
    size_t n_links;
};

struct view *view_make(void *ctx, const struct page *page);

/* shown.c: the items of one side of a database, sorted as a page tells them. */
struct shown_list shown_collect(void *ctx, const struct comparison *side);

/* True where the item is a table or a view. */
bool is_relation(const struct model_kind *kind);

/*
 * pair.c: joins what both engines show. The key says which two are one: equal
 * keys are, whatever their names' case. The first engine's order goes first.
 */
typedef const char *pair_key(void *ctx, enum engine engine, const struct item *item);
struct pairs pairs_make(void *ctx, const struct shown_list lists[ENGINE_COUNT], const struct model_kind *kind,
                        pair_key *key);
const char *key_of_name(void *ctx, enum engine engine, const struct item *item);

/* The item of the first engine that has it. */
const struct item *pair_item(const struct pair *pair);
enum engine pair_engine(const struct pair *pair);

/* link.c: finds all foreign keys and where they lead, and which table is part of which. */
void view_link(void *ctx, struct view *view);

/* Joins foreign keys by columns and table; NULL for what is none. */
const char *key_of_reference(void *ctx, enum engine engine, const struct item *item);

/* Of a partition: what it is a partition of, else NULL. */
const struct relation *partition_parent(const struct relation *relation);

/* The relation of that name in a database, or NULL. */
struct relation *database_find(const struct database *database, const char *schema, const char *name);

void count_change(struct change_counts *counts, const struct shown *shown);

#endif
