/*
 * Statements in syntax newer than the parser's grammar, PostgreSQL 15: what 16
 * to 18 added to the definition of tables is taken off before parsing and put
 * into the tree, in the members that the newer grammars have for it:
 *
 *   generated column     generated_kind "v"      GENERATED ALWAYS AS (..) VIRTUAL
 *   check, foreign key   not_enforced true       NOT ENFORCED
 *   key                  without_overlaps true   UNIQUE (a, b WITHOUT OVERLAPS)
 *   foreign key          fk_with_period true     FOREIGN KEY (a, PERIOD b)
 *   not null             contype CONSTR_NOTNULL with keys, in a table or ADD: NOT NULL a
 *   not null, check      is_no_inherit true      NOT NULL NO INHERIT
 */
#ifndef SQL_POSTGRES_NEWER_STATEMENT_H
#define SQL_POSTGRES_NEWER_STATEMENT_H

#include "sql/postgres/tree.h"

/* As tree_parse_located, for one statement. */
json_t *newer_parse(void *ctx, const char *sql, struct tree_failure *failure);

/*
 * Calls by a keyword that a server of that version has a syntax for, and that has
 * no quotes in the text: JSON_SCALAR(1), SYSTEM_USER. They get the member
 * "newer" with the keyword, by which they are printed. `tree` is what
 * tree_parse_located made of the text.
 */
void newer_mark_keywords(json_t *tree, const char *sql, int version);

#endif
