/* Inside of the room: one file of Markdown being written. */
#ifndef DOCS_PRIVATE_H
#define DOCS_PRIVATE_H

#include "page/facet.h"
#include "page/view.h"

/* What the files are called. */
struct doc_names {
    void *ctx; /* of the files */
    const struct view *view;
    char **folders;    /* of each database, with a slash at the end; "" for the one without a name */
    char ***relations; /* of each relation of each database: a stem of name.h */
};

struct doc {
    void *ctx; /* of what is said on the way */
    FILE *out;
    const struct doc_names *names;
    const struct database *database;
    const struct loose_comments *comments; /* of the database */
    const char *way;                       /* from the file to those of the database: "", or from the index "main/" */
};

/* docs.c: "[`rooms`](rooms.md)" */
char *doc_link(const struct doc *doc, const struct relation *relation);
/* "rooms", "audit.log" */
char *doc_qualified(void *ctx, const char *schema, const char *name);
/* "functions.md", and the place of one of them in it. */
char *doc_kind_file(void *ctx, const struct facet *facet);
char *doc_anchor(void *ctx, const struct item *item);
/* Both engines have a snapshot of it. */
bool is_of_both(const struct database *database);
/* "Postgres and SQLite", of those that have the item. */
const char *doc_engines(const struct pair *pair);

/*
 * A table of pairs. A column holds Markdown about both engines, or what each of them says as code, which is shown apart
 * where they differ; one in which nothing is said is left out.
 */
struct grid_column {
    const char *head;
    char *(*cell)(const struct doc *doc, const struct place *place, const struct pair *pair);
    char *(*value)(void *ctx, enum engine engine, const struct item *item); /* "" for nothing */
    bool (*same)(const char *postgres, const char *sqlite);                 /* NULL: equal texts are */
};
void grid_print(const struct doc *doc, const struct place *place, const struct pairs *pairs,
                const struct grid_column *columns, size_t n);

/* comment.c: what people wrote about a table, a view or a column of one, as Markdown; "" for nothing. `words` are of
 * its comment. */
const char *doc_comment(void *ctx, const struct shown_list lists[ENGINE_COUNT], const char *words);

/* Comments on what belongs to no table, found by their objects. Belong to ctx; freed before it. */
struct loose_comments *loose_comments_make(void *ctx, const struct database *database);
void loose_comments_free(struct loose_comments *comments);
/* What people wrote about the item; "" for nothing. */
const char *loose_comment_of(void *ctx, const struct loose_comments *comments, const struct item *item);
/* The item is a comment, and is shown beside its object. */
bool loose_comment_is_shown(const struct loose_comments *comments, const struct item *item);

/* docs.c: what a kind has among what belongs to no table, but for comments that are shown beside their objects. */
struct pairs loose_pairs(const struct doc *doc, const struct facet *facet);

/* section.c: one facet of a table or view, with its heading; nothing where it has none of it. */
void section_print(const struct doc *doc, const struct facet *facet, const struct place *place);
/* The SQL of each pair, one after the other: once where both engines say the same. */
void section_sql(const struct doc *doc, const struct pairs *pairs);

/* neighbours.c: pictures as GitHub draws them, nothing where there are no foreign keys or too many. */
void neighbours_print(const struct doc *doc, const struct relation *relation);
void picture_of_all_print(const struct doc *doc);

void rows_section_print(const struct doc *doc, const struct relation *relation);
void relation_file_print(const struct doc *doc, const struct relation *relation);
void kind_file_print(const struct doc *doc, const struct facet *facet);
void index_section_print(const struct doc *doc);

#endif
