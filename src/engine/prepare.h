/*
 * What an administrator makes before an application's first migration: roles of
 * the server, extensions of a database. Migrations then take it for granted,
 * and what they say to make it again is passed over.
 *
 * On a throwaway server of Postgres a superuser makes it. On a running one
 * nothing of it is made but extensions that the role of the run may make. SQLite
 * has none of both, and all of this does nothing there.
 */
#ifndef ENGINE_PREPARE_H
#define ENGINE_PREPARE_H

#include "engine/engine.h"

/* Names have no quotes, backslashes or control characters in them. Strings are borrowed. */
struct prepared_role {
    const char *name;
    const char *file; /* that says so, and where; for messages */
    int line;
};

struct prepared_extension {
    const char *name;
    const char *schema; /* that it stands in, made where it is not there; NULL: its own, else public */
    const char *file;
    int line;
};

/*
 * Makes the extension in a database that nobody has written to: the scripts of extensions run with all rights, and
 * what stands in their way there would, too. From now on the connection passes over statements that make
 * it, or what it needs and was made with it. It is owned as if the role of the connection had made it, which may
 * comment on it and drop it. `made`: the database has it from an earlier run, and statements are passed over, no more.
 * False with a failure.
 */
bool database_prepare(struct connection *connection, const struct prepared_extension *extension, bool made, void *ctx,
                      struct sql_failure *failure);

/* From now on the connection passes over statements that drop what was prepared, too; or no longer. */
void database_keep_prepared(struct connection *connection, bool keeps);

/* The roles of the server (struct server_options), and the extensions of its database so far. */
const struct prepared_role *connection_roles(const struct connection *connection, size_t *n);
const struct prepared_extension *connection_extensions(const struct connection *connection, size_t *n);

#endif
