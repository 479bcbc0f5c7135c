/*
 * A facet: one table of the page, with a line for each column, each index, ...
 * and a cell for each engine. What a kind of item looks like stands in
 * facets.c; this is the machinery: both engines in one cell where they say the same,
 * before and after where something changed.
 */
#ifndef PAGE_FACET_H
#define PAGE_FACET_H

#include "page/view.h"

/* What cells are written for. `keys` is of a table; empty elsewhere. */
struct place {
    const struct database *database;
    const struct relation *relation; /* NULL: belongs to none */
    struct names primary, unique, foreign;
};

struct facet {
    const struct model_kind *kind;
    const char *title; /* "Columns" */
    const char *head;  /* what the first cell of a line holds: "Column" */
    pair_key *key;     /* which items of both engines are one; NULL key: not of this facet */
    void (*print_head)(FILE *out, const struct place *place, const struct pair *pair);
    void (*print_cell)(FILE *out, const struct item *item);
};

/*
 * NULL-terminated: all that belongs to tables and views or stands alone, in
 * the order of the page (rows have a table of their own, rows.h); and what a
 * table or view itself is.
 */
extern const struct facet *const facets[];
extern const struct facet *const self_facets[];

/* Writes one, with its title; nothing where there is no such item. True where there was. */
bool facet_print(FILE *out, const struct facet *facet, const struct place *place,
                 const struct shown_list lists[ENGINE_COUNT]);

/* "Postgres", "SQLite" */
const char *engine_title(enum engine engine);

/* The class attribute's word for what happened: "added", "removed", "changed"; "" for nothing. */
const char *change_mark(const struct change *change);
const char *pair_mark(const struct pair *pair);

/* `<b class="badge care">care</b>` */
void print_badge(FILE *out, enum change_class class);

/* Badge, action, reason and what else is known of a change that is this item's own. */
void print_note(FILE *out, const struct shown *shown);

/* What changed of a table itself: once where it is the same on both engines, else for each. */
void print_notes(FILE *out, const struct pair *pair);

/* SQL over one line or several; a long one folded away behind its first line. */
void print_sql(FILE *out, const char *sql);

#endif
