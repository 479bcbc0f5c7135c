/*
 * A snapshot of SQLite: what is not read from the text alone (sqlite_plain.h) is loaded into a database in memory,
 * whose catalog becomes the model.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "catalog/read.h"
#include "clock/clock.h"
#include "engine/engine.h"
#include "model/read.h"
#include "model/sqlite_plain.h"

/* A statement of a snapshot is done at once; one that is not would keep the reader busy for ever. */
enum { STATEMENT_LIMIT_MS = 60 * 1000 };

/*
 * The shell's .schema tells the tables that SQLite makes itself, and which
 * nobody else may make (https://sqlite.org/fileformat2.html#intschema).
 */
static bool is_internal(void *ctx, const struct sqlite_statement *s)
{
    struct sqlite_creation created = sqlite_creation_of(ctx, s);
    return created.type && strncasecmp(created.name, "sqlite_", strlen("sqlite_")) == 0;
}

/* The script to run: other statements are blanked out, so that everything else stays where it was. */
static char *runnable(void *ctx, const char *text, const struct sqlite_statements *statements, const bool *done)
{
    char *script = mem_strdup(ctx, text);
    for (size_t i = 0; i < statements->n; i++) {
        const struct sqlite_statement *s = &statements->items[i];
        if (!done[i] && !is_internal(ctx, s))
            continue;
        const struct sqlite_token *last = &s->tokens[s->n - 1];
        memset(script + (s->tokens[0].start - text), ' ', (size_t)(last->start + last->length - s->tokens[0].start));
    }
    return script;
}

static void report(struct diags *diags, const char *path, const char *text, const struct sql_failure *failure)
{
    if (failure->stopped)
        return;
    struct diag *e = diag_error(diags, "sqlite: %s%s%s%s", failure->message, failure->code ? " (" : "",
                                failure->code ? failure->code : "", failure->code ? ")" : "");
    diag_locate(diags, e, path, text, failure->position);
    diag_hint(diags, e, "a snapshot must load into an empty database");
}

/* Rows may refer to what another snapshot holds: foreign keys are not looked at. */
static bool load(struct connection *connection, const char *path, const char *text, const char *script, void *ctx,
                 struct diags *diags)
{
    struct sql_failure failure = {0};
    bool ok = connection_run(connection, "PRAGMA foreign_keys = OFF", ctx, &failure) &&
              connection_run(connection, script, ctx, &failure) && connection_reset(connection, ctx, &failure);
    if (!ok)
        report(diags, path, text, &failure);
    return ok;
}

/* What cannot be read is said of the file, which is all the person knows of. */
static struct catalog *read_loaded(struct connection *connection, const struct clock *clock, const char *path,
                                   void *ctx, struct diags *diags)
{
    struct diags found;
    diags_init(&found, ctx);
    struct catalog *catalog = catalog_read(connection, clock_kept(clock), ctx, &found);
    for (size_t i = 0; i < found.n; i++)
        found.items[i].file = path;
    diags_append(diags, &found);
    return catalog;
}

static struct catalog *catalog_of_text(void *ctx, const char *path, const char *text,
                                       const struct sqlite_statements *statements, const bool *done,
                                       struct diags *diags)
{
    const struct server_options options = {.statement_timeout_ms = STATEMENT_LIMIT_MS};
    struct catalog *catalog = NULL;
    struct server *server = server_start(ENGINE_SQLITE, &options, diags);
    struct connection *connection = server ? database_create(server, "model", diags) : NULL;
    /* Rows with the clock in them are compared by their expressions, not by when they were read. */
    const struct clock *clock = connection ? clock_watch(connection, NULL, ctx) : NULL;
    if (connection && load(connection, path, text, runnable(ctx, text, statements, done), ctx, diags))
        catalog = read_loaded(connection, clock, path, ctx, diags);
    database_drop(connection);
    server_stop(server, diags);
    return catalog;
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
    bool *done = mem_array(work, bool, statements.n);
    const struct catalog *plain = sqlite_read_plain(work, fast ? &statements : &none, done);
    const struct catalog *catalog = catalog_of_text(work, path, text, &statements, done, diags);
    if (catalog) {
        struct sqlite_places *places = sqlite_places_read(work, text, &statements);
        struct model_draft *draft = model_draft_new(ctx, ENGINE_SQLITE);
        sqlite_add_items(&(struct sqlite_filling){work, draft, plain, places});
        sqlite_add_items(&(struct sqlite_filling){work, draft, catalog, places});
        sqlite_places_free(places);
        model = model_finish(draft);
    }
    mem_free(work);
    return model;
}
