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

/* Building blocks for rewriting: new nodes, owned by the caller. */
/* The fields of a TypeName; anything else is left alone (normalize_type.c). */
void normalize_type(json_t *body);
json_t *make_node(const char *type, json_t *body);
json_t *make_string(const char *text);

/* Puts the content of `replacement` (stolen) in place of that of `node`. */
void replace_node(json_t *node, json_t *replacement);

#endif
