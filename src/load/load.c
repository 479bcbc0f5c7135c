#include "load/load.h"

#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "engine/failure.h"
#include "engine/live.h"
#include "layout/layout.h"
#include "load/extension.h"
#include "load/occupied.h"
#include "schema/tree.h"

/* What goes with a snapshot that was named alone: that of common, where its layout has one. */
static void add_common(void *ctx, const struct load_options *options, struct source *source)
{
    const struct source_snapshot *named = &source->items[0];
    struct snapshot_identity place = {.database = "", .version = -1};
    if (source->n != 1 || named->form != SOURCE_FILE || !layout_read_place(ctx, named->path, &place) ||
        strcmp(place.database, COMMON_DATABASE) == 0)
        return;
    char *directory = layout_directory(ctx, named->path);
    const struct source_options how = {.version = place.version, .stop = options->stop};
    struct source all;
    struct diags unsaid;
    diags_init(&unsaid, ctx);
    if (!directory || !source_open(ctx, *directory ? directory : ".", &how, &all, &unsaid))
        return;
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].engine == named->engine && strcmp(all.items[i].database, COMMON_DATABASE) == 0) {
            size_t at = mem_grow(ctx, &source->items, &source->n);
            source->items[at] = source->items[0];
            source->items[0] = all.items[i];
            return;
        }
}

static bool is_wanted(const struct load_options *options, const struct source_snapshot *s)
{
    if (s->engine != options->engine)
        return false;
    for (const char *const *d = options->databases; d && *d; d++)
        if (strcmp(*d, s->database) == 0)
            return true;
    return !options->databases || !s->database[0] || strcmp(s->database, COMMON_DATABASE) == 0;
}

static const char *engine_word(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? "Postgres" : "SQLite";
}

/* Those of the database's engine, that of common first. */
static bool choose(void *ctx, const struct load_options *options, struct source *source, struct diags *diags)
{
    size_t n = 0;
    for (size_t i = 0; i < source->n; i++)
        if (is_wanted(options, &source->items[i]))
            source->items[n++] = source->items[i];
    if (n == 0) {
        struct diag *e = diag_error(diags, "%s has no snapshot for %s", source->spec, engine_word(options->engine));
        diag_hint(diags, e, "a SQLite database is named by its path, a Postgres one as postgres://... or key=value");
        return false;
    }
    source->n = n;
    for (const char *const *d = options->databases; d && *d; d++) {
        bool is_there = false;
        for (size_t i = 0; i < n; i++)
            is_there |= strcmp(source->items[i].database, *d) == 0 || !source->items[i].database[0];
        if (!is_there) {
            diag_error(diags, "%s has no snapshot of %s", source->spec, *d);
            return false;
        }
    }
    add_common(ctx, options, source);
    return true;
}

static bool read_source(void *ctx, const struct load_options *options, struct source *source, struct diags *diags)
{
    const struct source_options how = {
        .version = options->version, .engine_given = true, .engine = options->engine, .stop = options->stop};
    if (!source_open(ctx, options->snapshots, &how, source, diags))
        return false;
    if (source->live) {
        struct diag *e = diag_error(diags, "%s is a database, not a snapshot", source->spec);
        diag_hint(diags, e, "fullschema inspect DATABASE -o FILE makes a snapshot of one");
        return false;
    }
    return choose(ctx, options, source, diags);
}

static bool run(struct connection *connection, const struct source_snapshot *snapshot, const struct catalog *there,
                void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    void *work = mem_context(ctx);
    bool ok = connection_run(connection, without_extensions(work, snapshot->text, there), work, &failure);
    if (!ok && !failure.stopped) {
        struct diag *e = diag_error(diags, "%s; nothing was loaded", failure_wording(work, snapshot->engine, &failure));
        diag_locate(diags, e, snapshot->path, snapshot->text, failure.position);
        failure_explain(&failure, diags, e);
    }
    mem_free(work);
    return ok;
}

static bool fill(struct connection *connection, const struct load_result *result, void *ctx, struct diags *diags)
{
    const struct catalog *there = catalog_read_empty(connection, result->label, ctx, diags);
    bool ok = there != NULL;
    for (size_t i = 0; ok && i < result->snapshots.n; i++)
        ok = run(connection, &result->snapshots.items[i], there, ctx, diags);
    return ok;
}

/* Deferred constraints speak up there. */
static bool keep(struct connection *connection, const char *label, void *ctx, struct diags *diags)
{
    struct sql_failure failure = {0};
    if (database_keep(connection, ctx, &failure))
        return true;
    if (!failure.stopped) {
        struct diag *e =
            diag_error(diags, "%s: %s at the end of the transaction; nothing was loaded", label, failure.message);
        failure_explain(&failure, diags, e);
    }
    return false;
}

bool load_snapshots(const struct load_options *options, void *ctx, struct load_result *result, struct diags *diags)
{
    const struct database_options how = {options->limits.statement_timeout_ms, options->limits.answer_limit_mib,
                                         options->stop};
    *result = (struct load_result){.label = database_label(options->engine, options->location, ctx)};
    if (!read_source(ctx, options, &result->snapshots, diags))
        return false;
    struct connection *connection = database_open_to_fill(options->engine, options->location, &how, diags);
    if (!connection)
        return false;
    result->made = database_is_new(connection);
    if (fill(connection, result, ctx, diags))
        return keep(connection, result->label, ctx, diags);
    database_close(connection, diags);
    return false;
}
