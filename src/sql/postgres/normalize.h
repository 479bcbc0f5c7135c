/*
 * One tree for what every server version means.
 *
 * The server prints stored expressions from its own tree, and how it prints
 * some of them changed over the versions without any change of meaning
 * (btrim(x) became TRIM(BOTH FROM x) in 14, and so on: docs/format.md lists
 * them). tree_normalize rewrites each of these to one form, and no other
 * meaning-changing rewrite is made.
 */
#ifndef SQL_POSTGRES_NORMALIZE_H
#define SQL_POSTGRES_NORMALIZE_H

#include <jansson.h>
#include <stdbool.h>

/* Rewrites the tree in place. `version`: of the server that printed the text. */
void tree_normalize(json_t *tree, int version);

/*
 * The part for queries of views: before 16 the server prefixes every column
 * with its relation, since 16 only where the query has several. Takes the
 * prefixes off where there is one.
 */
void tree_unqualify(json_t *select_node);

/*
 * For text of pg_dump, which qualifies every name: takes `public.` off
 * relations, functions, types, operators, collations and the like, and off
 * the literals that become the OID of one ('public.x'::regclass).
 */
void tree_forget_public(json_t *tree);

/* Whether a member of that name holds the name of an object, which may have a schema, as a list of Strings. */
bool member_holds_name(const char *member);

/* A relation of public that has the name of one of the server's is hidden by that. */
bool relation_can_be_short(const char *name);

/*
 * Columns of queries inside the node: "?column?" is said of one that the server calls so and would call otherwise when
 * it reads the text (normalize_target.c). normalize_query_targets: of the query that the node is.
 */
void normalize_targets(json_t *node, int version);
void normalize_query_targets(json_t *query, int version);

/* ('1.5 s'::interval)::interval(0), which the server prints as if it were one cast (normalize_interval.c). */
void normalize_interval(json_t *node, int version);

/*
 * Casts of ARRAY[...] (normalize_array.c). The server prints (ARRAY[v, w])::text[] where it converts the array as a
 * whole, but reads that as a cast of each element. Beside ANY and ALL it converts by itself, so no cast is said there
 * (normalize_compared_array). Elsewhere one in between keeps it from doing so and changes nothing, as anyarray is any
 * array's type, if it has no modifier. Else, and where a person wrote ARRAY['a', 'b']::text[], each element is cast.
 */
void normalize_array_cast(json_t *node);
void normalize_compared_array(json_t *node);

/* nextval('q') is nextval('q'::regclass), to_tsvector('english', a) is to_tsvector('english'::regconfig, a): the server
 * prints what a person leaves out (normalize_call.c). */
void normalize_call(json_t *node);

/* a >= 1 AND a <= 5 (normalize_between.c). */
void normalize_between(json_t *node);

/*
 * What people say and no server prints: ASC, NULLS LAST where they are last anyway, COLLATE "default" of a column that
 * has no other (usual.c). Operator classes stay: which is usual depends on the column's type, and on who made others.
 */
void tree_forget_usual(json_t *tree);
bool is_default_collation(const json_t *names);
/* The fields of a TypeName: a type of the server's that has that collation by itself; a domain may have another. */
bool collates_by_default(const json_t *type);

/* The fields of a TypeName; anything else is left alone (normalize_type.c). */
void normalize_type(json_t *body);
/* The types of a function's parameters and result, and those that name one: the server stores no modifiers there. */
void normalize_call_types(json_t *body);
/* Building blocks for rewriting: new nodes, owned by the caller. */
json_t *make_node(const char *type, json_t *body);
json_t *make_string(const char *text);
/* As the parser makes one of digits: an integer, or, where that does not hold it, a number of any size. */
json_t *integer_constant(long long value);

/* The fields of a TypeName: of a type that has that name alone, as text has. */
json_t *make_type(const char *name);

/* Makes the node a cast of what it is, to the type that the fields of a TypeName (stolen) say. */
void cast_node(json_t *node, json_t *type);

/* Puts the content of `replacement` (stolen) in place of that of `node`. */
void replace_node(json_t *node, json_t *replacement);

#endif
