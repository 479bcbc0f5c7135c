#include "check/live.h"

#include <string.h>

#include "base/mem.h"
#include "check/applied.h"
#include "check/behind.h"
#include "compare/compare.h"
#include "generate/generate.h"
#include "model/read.h"
#include "model/subset.h"
#include "schema/tree.h"
#include "schema/unrun_find.h"
#include "source/source.h"

static bool is_wanted(const struct live_options *options, const char *database)
{
    if (!options->databases || strcmp(database, COMMON_DATABASE) == 0)
        return true;
    for (const char *const *name = options->databases; *name; name++)
        if (strcmp(*name, database) == 0)
            return true;
    return false;
}

static bool check_names(const struct schema_tree *tree, const struct live_options *options, struct diags *diags)
{
    for (const char *const *name = options->databases; name && *name; name++)
        if (!schema_tree_has(tree, *name)) {
            struct diag *e = diag_error(diags, "no logical database %s", *name);
            e->file = mem_strdup(diags->ctx, tree->path);
            return false;
        }
    return true;
}

/* From nothing: what a database has been brought up by is known only as far back as it says. */
static bool add_plan(struct expectation *x, const struct schema_tree *tree, const char *database, enum engine engine,
                     size_t n[2], struct diags *diags)
{
    const struct plan *plan = plan_make(x->ctx, tree, database, engine, NO_BASE, x->version, diags);
    if (!plan)
        return false;
    size_t at = n[0]++;
    x->known[engine][at] = plan;
    if (is_wanted(x->options, database))
        x->plans[engine][n[1]++] = plan;
    return true;
}

static bool list_deltas(struct expectation *x, const struct schema_tree *tree, struct diags *diags)
{
    bool ok = true;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        size_t n[2] = {0, 0};
        x->known[e] = mem_array(x->ctx, const struct plan *, tree->n_databases + 2);
        x->plans[e] = mem_array(x->ctx, const struct plan *, tree->n_databases + 2);
        ok = ok && add_plan(x, tree, COMMON_DATABASE, (enum engine)e, n, diags);
        for (size_t i = 0; ok && i < tree->n_databases; i++)
            ok = add_plan(x, tree, tree->databases[i], (enum engine)e, n, diags);
    }
    return ok;
}

static bool read_models(struct expectation *x, const struct source *source, struct diags *diags)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        struct model_part *parts = NULL;
        size_t n = 0;
        for (size_t i = 0; i < source->n; i++) {
            const struct source_snapshot *s = &source->items[i];
            if (s->engine != (enum engine)e || !is_wanted(x->options, s->database))
                continue;
            const struct model *model = model_read(x->ctx, s->engine, s->path, s->text, diags);
            if (!model)
                return false;
            size_t at = mem_grow(x->ctx, &parts, &n);
            parts[at] = (struct model_part){model, s->path};
        }
        x->made[e] = n > 0;
        x->models[e] = model_wanted(x->ctx, model_union(x->ctx, (enum engine)e, parts, n), false, x->options->owners);
    }
    return true;
}

const struct expectation *live_expect(void *ctx, const struct live_options *options, struct diags *diags)
{
    struct expectation *x = mem_new(ctx, struct expectation);
    const struct schema_tree *tree = schema_tree_open(ctx, options->schema, &tree_layout_databases, NULL, diags);
    struct source source;
    x->ctx = ctx;
    x->options = options;
    if (!tree || !check_names(tree, options, diags))
        return NULL;
    x->version = options->version == VERSION_OWN ? tree->version : options->version;
    const struct unrun_scope scope = {NO_BASE, x->version, options->version != VERSION_OWN, options->databases};
    struct unrun_list unrun;
    if (!unrun_find(ctx, tree, &scope, &unrun, diags))
        return NULL;
    unrun_accept(&unrun, tree->path, options->accepted_unrun, diags);
    unrun_warn(&unrun, true, diags);
    const struct source_options how = {.version = x->version, .stop = options->stop};
    bool ok = source_open(ctx, options->output, &how, &source, diags) && list_deltas(x, tree, diags) &&
              read_models(x, &source, diags);
    return ok ? x : NULL;
}

/* The schema as a text, and what the application says of itself, both of one state of the database. */
static char *look(void *ctx, const struct expectation *x, enum engine engine, const char *location,
                  struct applied *applied, struct diags *diags)
{
    const struct database_options how = {x->options->limits.statement_timeout_ms, x->options->limits.answer_limit_mib,
                                         x->options->stop};
    const struct source_options what = {
        .version = VERSION_HIGHEST, .bookkeeping = x->options->schema, .rows.owners = x->options->owners};
    struct connection *connection = database_open(engine, location, &how, diags);
    char *text = connection ? source_print_live(connection, &what, ctx, diags) : NULL;
    bool ok = text && applied_read(ctx, connection, database_label(engine, location, ctx), applied, diags);
    return database_close(connection, diags) && ok ? text : NULL;
}

static bool engine_of(const char *location, enum engine *engine, struct diags *diags)
{
    enum source_form form = source_form_of(location);
    if (!source_can_be_database(location, diags))
        return false;
    *engine = form == SOURCE_SQLITE ? ENGINE_SQLITE : ENGINE_POSTGRES;
    if (form == SOURCE_SQLITE || form == SOURCE_POSTGRES)
        return true;
    if (form == SOURCE_OTHER_URL)
        diag_error(diags, "a database of another kind; live ones are postgres:// or a SQLite file");
    else if (form == SOURCE_FILE || form == SOURCE_DIRECTORY)
        diag_error(diags, "%s is a %s, and no SQLite database: one begins with \"SQLite format 3\"", location,
                   form == SOURCE_FILE ? "file" : "directory");
    else
        diag_error(diags, "%s: no such file, and not the URL of a Postgres database", location);
    return false;
}

bool live_compare(void *ctx, const struct expectation *expected, const char *name, const char *location,
                  struct comparison *comparison, struct diags *diags)
{
    enum engine engine;
    struct applied applied;
    if (!engine_of(location, &engine, diags))
        return false;
    const char *label = database_label(engine, location, ctx);
    if (!expected->made[engine]) {
        diag_error(diags, "%s: there are no snapshots for %s to compare it with", label, engine_name(engine));
        return false;
    }
    char *text = look(ctx, expected, engine, location, &applied, diags);
    const struct model *model = text ? model_read(ctx, engine, label, text, diags) : NULL;
    if (!model)
        return false;
    *comparison = (struct comparison){.database = name,
                                      .engine = engine,
                                      .old_path = expected->options->output,
                                      .new_path = label,
                                      .new_form = SIDE_DATABASE,
                                      .old_model = expected->models[engine],
                                      .new_model = model_wanted(ctx, model, false, expected->options->owners)};
    diff_models(ctx, comparison->old_model, comparison->new_model, comparison);
    behind_add(ctx, expected, &applied, comparison);
    return true;
}
