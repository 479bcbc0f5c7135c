#include "engine/prepare.h"

#include "engine/private.h"

bool database_prepare(struct connection *connection, const struct prepared_extension *extension, bool made, void *ctx,
                      struct sql_failure *failure)
{
    return !connection->ops->prepare || connection->ops->prepare(connection, extension, made, ctx, failure);
}

void database_keep_prepared(struct connection *connection, bool keeps)
{
    connection->keeps_prepared = keeps;
}

const struct prepared_role *connection_roles(const struct connection *connection, size_t *n)
{
    *n = connection->server ? connection->server->n_roles : 0;
    return *n ? connection->server->roles : NULL;
}

const struct prepared_extension *connection_extensions(const struct connection *connection, size_t *n)
{
    *n = connection->n_prepared;
    return connection->prepared;
}
