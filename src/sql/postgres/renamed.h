/*
 * Whether one statement is another one after names of relations and columns have changed, as a server carries these
 * into all that refers to them: by the trees of both, in which nothing else may differ.
 */
#ifndef SQL_POSTGRES_RENAMED_H
#define SQL_POSTGRES_RENAMED_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* What has another name. Schemas are "" for public. */
struct renaming {
    const char *schema;
    const char *relation, *new_relation; /* the same where it is a column that has another name */
    const char *column, *new_column;     /* NULL: the relation has */
    const char *new_schema;              /* of a relation that has another one; NULL: it stays */
};

enum column_known { COLUMN_IS_THERE, COLUMN_IS_NOT_THERE, COLUMN_UNKNOWN /* what the relation has nobody knows */ };

struct renamings {
    const struct renaming *items;
    size_t n;
    /* Whether a relation had such a column before. */
    enum column_known (*has_column)(const void *data, const char *schema, const char *relation, const char *column);
    const void *data;
    bool rows; /* tree_rename: whole rows are said so, as a server prints them: t.*, and as a column t.*::t AS t */
    const char *own_schema, *own_relation; /* what names outside of queries belong to; own_relation NULL: to nothing */
};

/* False also where a text is not one statement, or a name could be of several things. */
bool is_same_renamed(const char *before, const char *after, const struct renamings *renamings);

/*
 * Gives the only statement of a tree the names that a server prints from then on. False, and the tree is in whatever
 * state, where these could be of several things, or the server would print more than other names.
 */
bool tree_rename(json_t *statement, const struct renamings *renamings);

#endif
