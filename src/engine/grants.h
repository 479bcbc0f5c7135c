/*
 * What a role that reads somebody's Postgres database lacks: the statements that give it, all of them in one error, so
 * that nobody has to come back for each.
 */
#ifndef ENGINE_GRANTS_H
#define ENGINE_GRANTS_H

#include "engine/engine.h"

/* Collects statements; begins as {.ctx = ctx}, which owns them. */
struct grants {
    void *ctx;
    const char **statements; /* "GRANT USAGE ON SCHEMA audit TO monitor" */
    size_t n;
};

/* Adds one, once; NULL is none. */
void grants_add(struct grants *grants, const char *statement);

/* True where nothing is lacking; else false with an error. `label` names the database; NULL: the error need not. */
bool grants_suffice(const struct grants *grants, const char *label, struct diags *diags);

/*
 * Whether the role may read tables of a schema, as far as they are there. On SQLite everybody may. False with an error,
 * which names what is lacking, or says why that could not be asked.
 */
bool grants_allow(void *ctx, struct connection *connection, const char *label, const char *schema,
                  const char *const *tables, struct diags *diags);

#endif
