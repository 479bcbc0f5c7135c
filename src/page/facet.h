/*
 * A facet: one table of the page, with a line for each column, each index, ...
 * and a cell for each engine. What a kind of item looks like stands in
 * facets.c; this is the machinery: both engines in one cell where they say the same,
 * before and after where something changed.
 */
#ifndef PAGE_FACET_H
#define PAGE_FACET_H

#include "page/keys.h"
#include "page/view.h"

/* What cells are written for. */
struct place {
    const struct database *database;
    const struct relation *relation; /* NULL: belongs to none */
    const char *subject;             /* what its comment is on: "TABLE rooms" */
    struct keys keys;                /* of the table; elsewhere none */
    bool shown[ENGINE_COUNT];        /* of a facet being written: engines with a column */
    bool gone;                       /* with all of its table: what went with it needs no mark of its own */
};

/* Of a table or view, with its keys; nothing is shown yet. Belongs to ctx. */
struct place place_of(void *ctx, const struct relation *relation);

/* Whether a table's attribute of that name is told beside its name, not with its other properties. */
bool is_of_heading(const char *attribute);

struct facet {
    const struct model_kind *kind;
    const char *title; /* "Columns"; begins with a capital where it is shown */
    const char *head;  /* what the first cell of a line holds: "Column" */
    pair_key *key;     /* which items of both engines are one; NULL key: not of this facet */
    void (*print_head)(FILE *out, const struct place *place, const struct pair *pair);
    void (*print_cell)(FILE *out, const struct item *item);
    const char
        *look; /* "by-sql", "self": recognized by its SQL, a word of the class attribute too; NULL: by its attributes */
    int (*rank)(const struct item *item); /* lines of a lower rank go first; NULL: as the model has them */
    bool (*elsewhere)(const struct place *place, const struct item *item); /* reported elsewhere; NULL: nothing is */
};

/*
 * The i-th of all that belongs to tables and views or stands alone, in the
 * order of the page (rows have a table of their own, rows.h); false behind the
 * last one.
 */
bool facet_at(size_t i, struct facet *facet);

/* Words that begin with a capital. Belong to ctx. */
char *facet_capital(void *ctx, const char *text);

/* What a table or view itself is; NULL-terminated. */
extern const struct facet *const self_facets[];

/* What it has of the lists: without what is reported elsewhere; by rank, else in the order there was. Belongs to ctx.
 */
struct pairs facet_pairs(void *ctx, const struct facet *facet, const struct place *place,
                         const struct shown_list lists[ENGINE_COUNT]);

/* Writes one, with its title; nothing where there is no such item. */
void facet_print(FILE *out, const struct facet *facet, const struct place *place,
                 const struct shown_list lists[ENGINE_COUNT]);

/* "Postgres", "SQLite" */
const char *engine_title(enum engine engine);

/* The class attribute's word for what happened: "added", "removed", "changed"; "" for nothing. */
const char *change_mark(const struct change *change);
const char *pair_mark(const struct pair *pair);

/* True where the change is one of this item, not of the table that went with it. */
bool is_own(const struct shown *shown);

/* Each attribute that changed `but` one (NULL: all), by its name: what it was and is. */
void print_values(FILE *out, const struct change *change, const char *but);

/* Badge, action, reason and what else is known of a change that is this item's own. */
void print_note(FILE *out, const struct shown *shown);

/* What changed of a table itself: once where it is the same on both engines, else for each. */
void print_notes(FILE *out, const struct pair *pair);

/* All of a cell between its tags but the note. Belongs to ctx. */
char *facet_cell(void *ctx, const struct facet *facet, const struct place *place, const struct shown *shown);

/* The head of a line that is reported by a name. */
void facet_name(FILE *out, const struct place *place, const struct pair *pair);

/* comment.c: what people wrote about the table of a place or one of its columns; nothing where nobody did. */
extern const struct facet comment_facet;
void print_table_comment(FILE *out, const struct place *place);
void print_column_comment(FILE *out, const struct place *place, const char *name);

/* SQL over one line or several; a long one folded away behind its first line. */
void print_sql(FILE *out, const char *sql);

#endif
