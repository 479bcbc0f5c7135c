/*
 * What decides how SQLite behaves on this machine, as a part of a key: the
 * program that runs it, the library that the program is linked with when it
 * starts, and what that says of itself. A process has to be asked for the last
 * two; its answer is kept for as long as nothing has changed that it comes from.
 */
#include <string.h>

#include "base/mem.h"
#include "base/packed.h"
#include "base/share.h"
#include "cache/identity.h"
#include "engine/sqlite.h"

/* The number of a release may stand for several builds; its source id and options do not. */
static const char *const queries[] = {"SELECT sqlite_version() || ' ' || sqlite_source_id()",
                                      "SELECT group_concat(compile_options, ' ') FROM pragma_compile_options"};

enum { QUERIES = sizeof queries / sizeof *queries };

struct said {
    const char *library; /* the file that it was loaded from; empty: it is a part of the program */
    const char *texts[QUERIES];
};

/* The program, and which libraries the loader finds: it runs with no environment of ours. */
static void add_program(struct digest *d, const char *program)
{
    identity_add_program(d, program);
    identity_add_place(d, "/etc/ld.so.cache");
    identity_add_place(d, "/etc/ld.so.preload");
}

static void program_key(const char *program, uint8_t key[DIGEST_SIZE])
{
    struct digest d;
    digest_begin(&d);
    digest_field(&d, "what SQLite says of itself, 1");
    add_program(&d, program);
    digest_end(&d, key);
}

static void library_hex(const char *library, char hex[DIGEST_HEX + 1])
{
    struct digest d;
    uint8_t bytes[DIGEST_SIZE];
    digest_begin(&d);
    identity_add_program(&d, library);
    digest_end(&d, bytes);
    digest_hex(bytes, hex);
}

static bool ask(const struct server_options *options, void *ctx, struct said *said, struct diags *unsaid)
{
    struct server *server = server_start(ENGINE_SQLITE, options, unsaid);
    struct connection *connection = server ? database_create(server, "identity", unsaid) : NULL;
    bool ok = connection != NULL;
    if (ok)
        said->library = mem_strdup(ctx, sqlite_connection_library(connection));
    for (size_t i = 0; ok && i < QUERIES; i++) {
        struct rows rows;
        struct sql_failure failure;
        ok = connection_query(connection, queries[i], 0, NULL, ctx, &rows, &failure) && rows.n_rows == 1;
        said->texts[i] = ok ? rows_text(&rows, 0, 0) : NULL;
    }
    database_drop(connection);
    server_stop(server, unsaid);
    return ok;
}

/* What an earlier run was told, unless the library is another one now. */
static bool recall(struct cache *cache, const uint8_t key[DIGEST_SIZE], void *ctx, struct said *said)
{
    struct cache_entry entry;
    const char *hex;
    char now[DIGEST_HEX + 1] = "";
    if (!cache || !cache_find(cache, CACHE_LIBRARY, key, ctx, &entry))
        return false;
    const char *rest = entry.index;
    bool ok = packed_get(ctx, &rest, &said->library) && said->library && packed_get(ctx, &rest, &hex) && hex;
    for (size_t i = 0; ok && i < QUERIES; i++)
        ok = packed_get(ctx, &rest, &said->texts[i]);
    cache_entry_close(&entry);
    if (ok)
        library_hex(said->library, now);
    return ok && strcmp(now, hex) == 0;
}

/* Where that fails it is asked again. */
static void keep(struct cache *cache, const uint8_t key[DIGEST_SIZE], void *ctx, const struct said *said)
{
    char hex[DIGEST_HEX + 1];
    struct text t;
    if (!cache)
        return;
    library_hex(said->library, hex);
    text_open(&t);
    packed_put(t.out, said->library);
    packed_put(t.out, hex);
    for (size_t i = 0; i < QUERIES; i++)
        packed_put(t.out, said->texts[i]);
    cache_put(cache, CACHE_LIBRARY, key, text_close(&t, ctx));
}

bool sqlite_identity(const struct server_options *options, struct digest *key, void *ctx, struct diags *unsaid)
{
    struct said said = {0};
    uint8_t own[DIGEST_SIZE];
    char *program = libexec_path(ctx, "fullschema-sqlite", unsaid);
    if (!program)
        return false;
    program_key(program, own);
    if (!recall(options->cache, own, ctx, &said)) {
        if (!ask(options, ctx, &said, unsaid))
            return false;
        keep(options->cache, own, ctx, &said);
    }
    add_program(key, program);
    identity_add_program(key, said.library);
    for (size_t i = 0; i < QUERIES; i++)
        digest_field(key, said.texts[i]);
    return true;
}
