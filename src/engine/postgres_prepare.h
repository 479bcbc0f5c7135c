/* What an administrator makes first, on a server of Postgres (engine/prepare.h), and statements about that. */
#ifndef ENGINE_POSTGRES_PREPARE_H
#define ENGINE_POSTGRES_PREPARE_H

#include "engine/postgres.h"

/* ---- postgres_prepare.c ---- */

/* The connection operation. */
bool postgres_prepare(struct connection *connection, const struct prepared_extension *extension, bool made, void *ctx,
                      struct sql_failure *failure);

/* Makes the roles that texts take for granted, on a throwaway server; looks for them on a running one. False with
 * diagnostics. */
bool postgres_roles_make(struct postgres_server *server, struct diags *diags);
bool postgres_roles_find(struct postgres_server *server, struct diags *diags);

/* ---- postgres_prepared.c ---- */

enum prepared_statement {
    PREPARED_NOT,
    PREPARED_OVER, /* it makes or changes what an administrator has made: it does not run */
    PREPARED_WRONG /* and wants it otherwise: `failure` says how */
};

/* Which of them the statement is, which stands at `start` of a script. */
enum prepared_statement postgres_prepared(const struct postgres_connection *connection, const char *sql, size_t start,
                                          void *ctx, struct sql_failure *failure);

#endif
