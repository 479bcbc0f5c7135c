/* What stands in FROM, and the names of queries, as far as a walk over a statement has come: of sql/postgres/renamed.h.
 */
#ifndef SQL_POSTGRES_RENAMED_SOURCE_H
#define SQL_POSTGRES_RENAMED_SOURCE_H

#include "sql/postgres/renamed.h"
#include "sql/postgres/tree.h"

/* What stands in FROM, or is written to, under the name that columns are qualified with. */
struct source {
    const char *name;
    const char *schema, *relation; /* relation NULL: a query, a function: what it has is not looked at */
    bool own_name;                 /* not an alias: it follows the relation's */
};

/* Those that one query has, and those around it, which it sees as well. */
struct scope {
    struct source *sources;
    size_t n;
    const struct scope *outer;
};

struct walk {
    const struct renamings *renamings;
    void *ctx;
    const struct scope *scope;
    const char **queries; /* names of WITH */
    size_t n_queries;
    const char *written_schema, *written; /* whose columns the names of targets are; or NULL */
    bool carries;                         /* the new statement is not compared, but given the names it must have */
};

/* A name of WITH. */
bool is_query(const struct walk *w, const char *schema, const char *name);
void find_queries(struct walk *w, json_t *value);

/* Of a query, or of what writes to a relation. */
void find_scope(struct walk *w, struct scope *scope, const json_t *body);
void add_source(struct walk *w, struct scope *scope, struct source source);

/* renamed_clear.c: whether a server prints no more of the renamings than the new names. */
bool rename_is_clear(json_t *statement, const struct renamings *renamings);

#endif
