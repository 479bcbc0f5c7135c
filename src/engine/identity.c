/* What decides how an engine behaves on this machine, as a part of a key (docs/cache.md). */
#include "cache/identity.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"
#include "engine/cluster.h"
#include "engine/installed.h"
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

/* Where a server's files are, from the directory of its programs: as builds and distributions lay them out. */
static const char *const shares[] = {"../share/postgresql", "../share", "../share/pgsql",
                                     "../../../../share/postgresql/%s", NULL};
static const char *const libraries[] = {"../lib", "../lib/postgresql", "../lib/pgsql", "../lib64/pgsql", NULL};

/* The first of them that has a file which every server has there; Debian's have the version in their names. NULL: none.
 */
static const char *find_place(const char *bindir, const char *const *places, const char *file, void *ctx)
{
    char *above = mem_strndup(ctx, bindir, (size_t)(strrchr(bindir, '/') - bindir));
    const char *version = strrchr(above, '/') ? strrchr(above, '/') + 1 : "";
    for (; *places; places++) {
        const char *mark = strstr(*places, "%s");
        char *place = mem_printf(ctx, "%s/%.*s%s", bindir, (int)(mark ? mark - *places : (long)strlen(*places)),
                                 *places, mark ? version : "");
        if (access(mem_printf(ctx, "%s/%s", place, file), F_OK) == 0)
            return place;
    }
    return NULL;
}

/* Where the server's program is itself, which is what it starts from; links may lead there. */
static const char *real_directory(const char *bindir, void *ctx)
{
    char *real = realpath(mem_printf(ctx, "%s/postgres", bindir), NULL), *slash = real ? strrchr(real, '/') : NULL;
    const char *directory = slash ? mem_strndup(ctx, real, (size_t)(slash - real)) : NULL;
    free(real);
    return directory && strchr(directory, '/') ? directory : NULL;
}

static bool add_files(const char *place, struct digest *key, void *ctx, struct diags *unsaid)
{
    struct dir_listing list;
    if (!dir_list(ctx, &root_own, place, &list, unsaid))
        return false;
    for (size_t i = 0; i < list.n; i++)
        identity_add_place(key, path_join(ctx, place, list.entries[i].name));
    return true;
}

bool engine_extensions_identity(const struct server_options *options, struct digest *key)
{
    void *ctx = mem_root("engine_extensions_identity");
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    const char *bindir = options->pg_user ? NULL : postgres_locate(ctx, options->pg_bindir, &unsaid);
    bindir = bindir ? real_directory(bindir, ctx) : NULL;
    const char *share = bindir ? find_place(bindir, shares, "postgres.bki", ctx) : NULL;
    const char *library = share ? find_place(bindir, libraries, "plpgsql.so", ctx) : NULL;
    bool ok = library && add_files(mem_printf(ctx, "%s/extension", share), key, ctx, &unsaid) &&
              add_files(library, key, ctx, &unsaid);
    mem_free(ctx);
    return ok;
}

bool engine_identity(enum engine engine, const struct server_options *options, struct digest *key)
{
    void *ctx = mem_root("engine_identity");
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    digest_field(key, engine_name(engine));
    bool ok = engine == ENGINE_SQLITE ? sqlite_identity(options, key, ctx, &unsaid)
                                      : add_postgres(options, key, ctx, &unsaid);
    if (ok && engine == ENGINE_POSTGRES)
        digest_field(key, engine_library(engine, ctx));
    mem_free(ctx);
    return ok;
}
