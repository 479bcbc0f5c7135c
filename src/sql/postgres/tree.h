/*
 * Parse trees: what libpg_query makes of SQL text, as JSON (jansson).
 *
 * A node is an object with one member, its type: {"ColumnRef": {...}}. Where
 * the grammar allows only one type, libpg_query leaves the type out and the
 * member holds the node's fields at once ("body" below). Absent members are
 * false, zero, empty or null.
 */
#ifndef SQL_POSTGRES_TREE_H
#define SQL_POSTGRES_TREE_H

#include <jansson.h>
#include <stdbool.h>

/*
 * The tree of `sql`, without source locations; NULL when the parser, whose
 * grammar is PostgreSQL 15's, does not understand it. Release with
 * json_decref.
 */
json_t *tree_parse(const char *sql);

/* Why a text does not parse. */
struct tree_failure {
    char *message;    /* "syntax error at or near \"x\"" */
    size_t character; /* of the text, from 0 */
};

/*
 * The same with source locations: "location" in a body is its first byte in
 * `sql`, absent for 0. Fills `failure` (its message belongs to ctx) where it returns NULL.
 */
json_t *tree_parse_located(void *ctx, const char *sql, struct tree_failure *failure);

/* The node of the only statement of a tree; NULL when there are none or several. Borrowed. */
json_t *tree_statement(json_t *tree);

/* A node's type, "" for null nodes and other values. */
const char *node_type(const json_t *node);

/* A node's fields, NULL where there is no node. */
json_t *node_body(const json_t *node);

/* The fields of a node of that type, else NULL. */
json_t *node_as(const json_t *node, const char *type);

/* Members of a body, with the defaults above. `body` may be NULL. */
json_t *field_node(const json_t *body, const char *name);
const char *field_text(const json_t *body, const char *name);
long field_number(const json_t *body, const char *name);
bool field_flag(const json_t *body, const char *name);
bool field_is(const json_t *body, const char *name, const char *value);

/* The text of entry `i` of a list of String nodes, "" beyond its end. */
const char *list_text(const json_t *list, size_t i);

/* True for the list of just that String, or of just these two. */
bool list_is_one(const json_t *list, const char *only);
bool list_is_two(const json_t *list, const char *first, const char *second);

#endif
