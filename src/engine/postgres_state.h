/* A throwaway Postgres server and its databases, cached for later runs. */
#ifndef ENGINE_POSTGRES_STATE_H
#define ENGINE_POSTGRES_STATE_H

#include "engine/cluster.h"
#include "engine/postgres.h"

/* Where it is put. */
struct cluster_entry {
    struct cache *cache;
    const uint8_t *key;
};

/* server_keep. The server's process has ended then, whether it was cached or not. */
bool cluster_keep(struct postgres_server *server, struct process *postmaster, const struct scratch *dir,
                  const struct cluster_entry *entry, struct cached_databases *cached, void *ctx);

/* database_copy. */
bool postgres_database_copy(struct connection *connection, const char **name, void *ctx, struct diags *diags);

#endif
