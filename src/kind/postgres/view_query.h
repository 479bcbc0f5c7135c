/* What views and materialized views share: their query, their options, and what is set of their columns. */
#ifndef KIND_POSTGRES_VIEW_QUERY_H
#define KIND_POSTGRES_VIEW_QUERY_H

#include "kind/kind.h"
#include "kind/parsing.h"

/* The first fields of both. */
enum { VIEW_DEFINITION, VIEW_OPTIONS, VIEW_N_FIELDS };

bool read_views(const struct kind *kind, struct reading *reading);

/* ` WITH (security_barrier = true) AS`, a line break and the query. */
void print_view_query(FILE *out, const struct catalog *catalog, const struct object *o);

/* The columns' defaults and settings: `a SET DEFAULT 5, b SET STATISTICS 100`. */
void show_view_columns(FILE *out, const struct catalog *catalog, const struct object *o);

/* ---- statements ---- */

/* The object of a RangeVar's fields, which CREATE OR REPLACE may have made before. */
struct object *view_add(struct parsing *parsing, const struct kind *kind, const json_t *range);

/* The query is this one from now on; names that stand before it are those of its columns. */
void view_set_query(struct parsing *parsing, struct object *o, const json_t *names, json_t *query);

/* SET and RESET (...) of a view. False for another command. */
bool view_alter_options(struct parsing *parsing, struct object *o, const json_t *command);

/* The facts "option" and "option value". */
void view_add_option_facts(struct parsing *parsing, struct object *o);

#endif
