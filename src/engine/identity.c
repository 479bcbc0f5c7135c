/* What decides how an engine behaves on this machine, as a part of a key (docs/cache.md). */
#include "cache/identity.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/share.h"
#include "engine/cluster.h"
#include "engine/private.h"

static bool add_postgres(const struct server_options *options, struct digest *key, void *ctx, struct diags *unsaid)
{
    /* A server whose clock is moved is for one look. */
    if (options->pg_user || getenv(LATER_CLOCK_VARIABLE))
        return false;
    const char *bindir = postgres_locate(ctx, options->pg_bindir, unsaid);
    if (bindir)
        cluster_identity(bindir, key);
    return bindir != NULL;
}

/* The number of a release may stand for several builds; its source id and options do not. */
static bool add_sqlite(const struct server_options *options, struct digest *key, void *ctx, struct diags *unsaid)
{
    static const char *const queries[] = {"SELECT sqlite_version(), sqlite_source_id()", "PRAGMA compile_options"};
    char *program = libexec_path(ctx, "fullschema-sqlite", unsaid);
    struct server *server = program ? server_start(ENGINE_SQLITE, options, unsaid) : NULL;
    struct connection *connection = server ? database_create(server, "identity", unsaid) : NULL;
    bool ok = connection != NULL;
    for (size_t i = 0; ok && i < sizeof queries / sizeof *queries; i++) {
        struct rows rows;
        struct sql_failure failure;
        ok = connection_query(connection, queries[i], 0, NULL, ctx, &rows, &failure);
        for (int c = 0; ok && c < rows.n_rows * rows.n_columns; c++)
            digest_field(key, rows.cells[c].data);
    }
    database_drop(connection);
    server_stop(server, unsaid);
    if (ok)
        identity_add_program(key, program);
    return ok;
}

bool engine_identity(enum engine engine, const struct server_options *options, struct digest *key)
{
    void *ctx = mem_root("engine_identity");
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    digest_field(key, engine_name(engine));
    bool ok =
        engine == ENGINE_SQLITE ? add_sqlite(options, key, ctx, &unsaid) : add_postgres(options, key, ctx, &unsaid);
    if (ok && engine == ENGINE_POSTGRES)
        digest_field(key, engine_library(engine, ctx));
    mem_free(ctx);
    return ok;
}
