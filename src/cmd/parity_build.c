#include "cmd/parity_build.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/files.h"
#include "base/mem.h"

struct parity_build {
    void *ctx;
    const char *directory;
    bool engines[ENGINE_COUNT];
    struct generate_options
        options[ENGINE_COUNT]; /* of plain migrations one for each engine, else the first is of all */
    size_t n;
};

/* The layouts with a word of their own: what bookkeeping tables are made by says which one it is. */
static const char *layout_of(void *ctx, const char *directory)
{
    return is_there(path_join(ctx, directory, "common/schema_version.sql")) ? "databases" : "numbered";
}

/* db/postgres, migrations/sqlite3: the last part that names an engine. */
static bool engine_of_path(const char *path, enum engine *engine)
{
    const char *last = NULL;
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (const char *at = path; (at = strcasestr(at, engine_name((enum engine)e))); at++)
            if (!last || at > last) {
                last = at;
                *engine = (enum engine)e;
            }
    return last != NULL;
}

static bool choose_engines(struct parity_build *b, const enum engine *engine, bool alone, bool numbered,
                           struct diags *diags)
{
    enum engine found;
    bool both = !engine && (alone || !numbered);
    if (!both && !engine && !engine_of_path(b->directory, &found)) {
        struct diag *e = diag_error(diags, "for which engine its migrations are has to be said");
        e->file = mem_strdup(diags->ctx, b->directory);
        diag_hint(diags, e, "--engine says it, twice for A and for B");
        return false;
    }
    for (int e = 0; e < ENGINE_COUNT; e++)
        b->engines[e] = both || (engine ? *engine : found) == (enum engine)e;
    return true;
}

/* The options of `generate` for this directory, and for one engine, or both. */
static bool read_options(struct parity_build *b, const struct generate_arguments *arguments, const char *layout,
                         const char *engine, struct diags *diags)
{
    struct generate_arguments own = *arguments;
    struct generate_options *o = &b->options[b->n++];
    own.schema = (char *)b->directory;
    own.layout_in = (char *)layout;
    char **engines = mem_array(b->ctx, char *, 2);
    engines[0] = (char *)engine;
    own.engines = engine ? engines : NULL;
    if (!generate_arguments_read(&own, o, diags))
        return false;
    o->layout = LAYOUT_FLAT; /* nothing is written */
    return true;
}

struct parity_build *parity_build_new(void *ctx, const char *directory, const enum engine *engine, bool alone,
                                      const struct generate_arguments *arguments, struct diags *diags)
{
    struct parity_build *b = mem_new(ctx, struct parity_build);
    const char *layout = arguments->layout_in ? arguments->layout_in : layout_of(ctx, directory);
    bool numbered = strcmp(layout, "numbered") == 0;
    *b = (struct parity_build){.ctx = ctx, .directory = directory};
    if (!choose_engines(b, engine, alone, numbered, diags))
        return NULL;
    bool both = b->engines[ENGINE_POSTGRES] && b->engines[ENGINE_SQLITE];
    if (both && !numbered)
        return read_options(b, arguments, layout, NULL, diags) ? b : NULL;
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (b->engines[e] && !read_options(b, arguments, layout, engine_name((enum engine)e), diags))
            return NULL;
    return b;
}

/* What it is called in reports: of several databases with the database. */
static char *label(const struct parity_build *b, const struct generate_options *o, const struct generated *g, void *ctx)
{
    bool alone = o->tree_layout->has_migrations;
    return mem_printf(ctx, "%s%s%s for %s", b->directory, alone ? "" : " ", alone ? "" : g->database,
                      engine_name(g->engine));
}

static bool add(const struct parity_build *b, const struct generate_options *o, void *ctx, struct source *source,
                struct diags *diags)
{
    static const struct generate_observer nobody;
    struct generate_result made;
    if (!generate_texts(o, &nobody, ctx, &made, diags))
        return false;
    for (size_t i = 0; i < made.n; i++) {
        const struct generated *g = &made.snapshots[i];
        size_t at = mem_grow(ctx, &source->items, &source->n);
        source->items[at] = (struct source_snapshot){.database = g->database,
                                                     .version = g->version,
                                                     .engine = g->engine,
                                                     .path = label(b, o, g, ctx),
                                                     .text = g->text,
                                                     .form = SOURCE_FILE};
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    return source_compare_snapshots(a, b);
}

bool parity_build_run(const struct parity_build *build, const struct cancellation *stop, void *ctx,
                      struct source *source, struct diags *diags)
{
    *source = (struct source){.spec = build->directory, .rows = true};
    for (size_t i = 0; i < build->n; i++) {
        struct generate_options o = build->options[i];
        o.server.stop = o.updates.stop = stop;
        if (cancellation_requested(stop) || !add(build, &o, ctx, source, diags))
            return false;
    }
    if (source->n)
        qsort(source->items, source->n, sizeof(*source->items), by_place);
    return true;
}
