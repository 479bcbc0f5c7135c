/*
 * The trees that Postgres stores of expressions, queries and bodies, as their text has them (pg_node_tree):
 *
 *     {OPEXPR :opno 96 :args ({VAR :varno 1 :varattno 2} {PARAM :paramid 1})}
 *
 * The text says what a statement refers to by numbers, and cannot be misread; what the server prints of it can.
 */
#ifndef KIND_POSTGRES_NODE_TREE_H
#define KIND_POSTGRES_NODE_TREE_H

#include <stdbool.h>
#include <stddef.h>

struct tree_node {
    const char *label;              /* of a node: "VAR"; of a token: the token; NULL: a list */
    const char *const *names;       /* of a node's fields, without the colon; NULL where it is none */
    struct tree_node *const *items; /* the fields, or the members of a list */
    size_t n;
};

/* What the text says, as a list of all that stands in it. Belongs to ctx. NULL: it is no such text, or too deep. */
const struct tree_node *tree_read(void *ctx, const char *text);

/* Whether brackets are nested more deeply in it than is followed. */
bool tree_is_too_deep(const char *text);

/* True for a node of that label. */
bool tree_is(const struct tree_node *node, const char *label);

/* A field of a node; NULL where it has none of that name, or an empty one. */
const struct tree_node *tree_field(const struct tree_node *node, const char *name);

/* The number in a field, 0 where there is none. */
long tree_number(const struct tree_node *node, const char *name);

/* The text in a field, "" where there is none. */
const char *tree_text(const struct tree_node *node, const char *name);

/* A member of a list, counted from 1; NULL where there is none. */
const struct tree_node *tree_member(const struct tree_node *list, long at);

#endif
