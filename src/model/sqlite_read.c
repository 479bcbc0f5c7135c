/*
 * A snapshot of SQLite: what is not read from the text alone (sqlite_plain.h) is loaded into a database in memory,
 * whose catalog becomes the model.
 */
#include "base/mem.h"
#include "catalog/read.h"
#include "clock/clock.h"
#include "engine/engine.h"
#include "model/read.h"
#include "model/sqlite_load.h"
#include "model/sqlite_plain.h"
#include "model/writer.h"

/* A statement of a snapshot is done at once; one that is not would keep the reader busy for ever. */
enum { STATEMENT_LIMIT_MS = 60 * 1000 };

/* What cannot be read is said of the file, which is all the person knows of. */
static struct catalog *read_loaded(struct connection *connection, const struct clock *clock, const char *path,
                                   void *ctx, struct diags *diags)
{
    struct diags found;
    diags_init(&found, ctx);
    struct catalog *catalog = catalog_read(connection, clock_volatiles(clock), NULL, ctx, &found);
    for (size_t i = 0; i < found.n; i++)
        found.items[i].file = path;
    diags_append(diags, &found);
    return catalog;
}

static struct catalog *catalog_of_text(const struct sqlite_loading *loading, struct diags *diags)
{
    void *ctx = loading->ctx;
    const struct server_options options = {.statement_timeout_ms = STATEMENT_LIMIT_MS, .stubs = true};
    struct catalog *catalog = NULL;
    struct server *server = server_start(ENGINE_SQLITE, &options, diags);
    struct connection *connection = server ? database_create(server, "model", diags) : NULL;
    /* Rows with the clock in them are compared by their expressions, not by when they were read. */
    const struct clock *clock = connection ? clock_attach(connection, NULL, ctx) : NULL;
    if (connection && sqlite_load(loading, connection, diags))
        catalog = read_loaded(connection, clock, loading->path, ctx, diags);
    database_drop(connection);
    server_stop(server, diags);
    return catalog;
}

static void add_refused(void *ctx, struct model_draft *draft, const struct sqlite_loading *loading)
{
    const char *at = loading->text;
    int line = 1;
    for (size_t i = 0; i < loading->statements->n; i++) {
        const struct sqlite_statement *s = &loading->statements->items[i];
        for (; at < s->tokens[0].start; at++)
            line += *at == '\n';
        if (loading->refused[i])
            sqlite_add_as_text(ctx, draft, s, line);
    }
}

const struct model *model_read_sqlite(void *ctx, const char *path, const char *text, struct diags *diags)
{
    return sqlite_read(ctx, path, text, true, diags);
}

const struct model *sqlite_read(void *ctx, const char *path, const char *text, bool fast, struct diags *diags)
{
    void *work = mem_context(ctx);
    const struct model *model = NULL;
    struct sqlite_statements statements = sqlite_split(work, text), none = {NULL, 0};
    bool *done = mem_array(work, bool, statements.n), *refused = mem_array(work, bool, statements.n);
    const struct catalog *plain = sqlite_read_plain(work, fast ? &statements : &none, done);
    const struct sqlite_loading loading = {work, path, text, &statements, done, refused};
    const struct catalog *catalog = catalog_of_text(&loading, diags);
    if (catalog) {
        struct sqlite_places *places = sqlite_places_read(work, text, &statements);
        struct model_draft *draft = model_draft_new(ctx, ENGINE_SQLITE);
        model_set_writer(draft, writer_of(text));
        sqlite_add_items(&(struct sqlite_filling){work, draft, plain, places});
        sqlite_add_items(&(struct sqlite_filling){work, draft, catalog, places});
        sqlite_places_free(places);
        add_refused(work, draft, &loading);
        model = model_finish(draft);
    }
    mem_free(work);
    return model;
}
