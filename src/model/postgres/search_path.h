/*
 * SET search_path in a text, as dumps of pg_dump before 10.3 and many texts by hand have it: what is made without a
 * schema is made in the first of the path, and what is named without one is the first of that name in the path.
 * https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH
 */
#ifndef MODEL_POSTGRES_SEARCH_PATH_H
#define MODEL_POSTGRES_SEARCH_PATH_H

#include "model/postgres/reader.h"

/* SET, RESET: the fields of a VariableSetStmt, about whichever setting. */
void search_path_set(struct reader *r, const json_t *body);

/* SELECT set_config('search_path', 'app, public', false): the fields of the FuncCall. */
void search_path_call(struct reader *r, const json_t *call);

/* COMMIT, ROLLBACK, DISCARD ALL: what was SET LOCAL is over, and of `all` what was SET, too. */
void search_path_end(struct reader *r, bool all);

/* Whether what is made without a schema is the session's: `pg_temp` is the first of the path. */
bool search_path_is_temporary(const struct reader *r);

/* Whether names without a schema are those of `public` alone: there is nothing to do for search_path_apply then. */
bool search_path_is_usual(const struct reader *r);

/* Gives the names in a statement's tree their schemas. */
void search_path_apply(struct reader *r, json_t *tree);

/* "" where it is `public`, or there is none: the schema in which a relation of that name is found. */
const char *search_path_of_relation(struct reader *r, const char *name);

#endif
