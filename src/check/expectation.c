#include "check/expectation.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "check/expected.h"
#include "schema/tree.h"
#include "schema/unrun_find.h"

bool expectation_wants(const struct expectation *x, const char *database)
{
    const struct generate_options *o = x->options->generate;
    if (o->n_databases == 0 || strcmp(database, COMMON_DATABASE) == 0)
        return true;
    for (size_t i = 0; i < o->n_databases; i++)
        if (strcmp(o->databases[i], database) == 0)
            return true;
    return false;
}

static bool check_names(const struct expectation *x, struct diags *diags)
{
    const struct generate_options *o = x->options->generate;
    for (size_t i = 0; i < o->n_databases; i++)
        if (!schema_tree_has(x->tree, o->databases[i])) {
            struct diag *e = diag_error(diags, "no logical database %s", o->databases[i]);
            e->file = mem_strdup(diags->ctx, x->tree->name);
            return false;
        }
    return true;
}

const char *expectation_database(const struct expectation *x)
{
    const struct generate_options *o = x->options->generate;
    return !x->tree->layout->has_migrations ? NULL : o->n_databases ? o->databases[0] : x->tree->databases[0];
}

const struct migrations *expectation_migrations(const struct expectation *x, enum engine engine)
{
    const char *database = expectation_database(x);
    return database ? schema_tree_migrations(x->tree, database, engine) : NULL;
}

/* A live database is one physical one, and says of one directory of migrations which have run. */
static bool check_one(const struct expectation *x, struct diags *diags)
{
    size_t n = x->options->generate->n_databases;
    if (!x->tree->layout->has_migrations || n == 1 || (n == 0 && x->tree->n_databases == 1))
        return true;
    struct diag *e = diag_error(diags, "which logical database a live one is has to be said: there are several");
    diag_hint(diags, e, "say which with --database %s", x->tree->databases[0]);
    return false;
}

/* From nothing: what a database has been brought up by is known only as far back as it says. */
static bool add_plan(struct expectation *x, const char *database, enum engine engine, size_t n[2], struct diags *diags)
{
    if (!schema_tree_is_on(x->tree, database, engine))
        return true;
    const struct plan *plan = plan_make(x->ctx, x->tree, database, engine, NO_BASE, x->version, diags);
    if (!plan)
        return false;
    size_t at = n[0]++;
    x->known[engine][at] = plan;
    if (expectation_wants(x, database))
        x->plans[engine][n[1]++] = plan;
    return true;
}

static bool list_deltas(struct expectation *x, struct diags *diags)
{
    bool ok = true;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        size_t n[2] = {0, 0};
        x->known[e] = mem_array(x->ctx, const struct plan *, x->tree->n_databases + 2);
        x->plans[e] = mem_array(x->ctx, const struct plan *, x->tree->n_databases + 2);
        ok = ok && (!x->tree->layout->has_common || add_plan(x, COMMON_DATABASE, (enum engine)e, n, diags));
        for (size_t i = 0; ok && i < x->tree->n_databases; i++)
            ok = add_plan(x, x->tree->databases[i], (enum engine)e, n, diags);
    }
    return ok;
}

static bool find_unrun(struct expectation *x, struct diags *diags)
{
    const struct generate_options *o = x->options->generate;
    const struct unrun_scope scope = {NO_BASE, x->version, o->version != VERSION_OWN,
                                      o->n_databases ? (const char *const *)o->databases : NULL};
    if (!unrun_find(x->ctx, x->tree, &scope, &x->unrun, diags))
        return false;
    unrun_accept(&x->unrun, x->tree->path, o->accepted_unrun, diags);
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const struct migrations *m = expectation_migrations(x, (enum engine)e);
        bool shared = e > 0 && m && m == expectation_migrations(x, (enum engine)0);
        x->passed_run[e] = shared ? x->passed_run[0] : mem_array(x->ctx, bool, m ? m->n_passed + 1 : 1);
    }
    return true;
}

struct expectation *expectation_new(void *ctx, const struct live_options *options, struct diags *diags)
{
    const struct generate_options *o = options->generate;
    struct expectation *x = mem_new(ctx, struct expectation);
    struct migration_request request = o->migrations;
    request.twins = request.programs = true;
    x->ctx = ctx;
    x->options = options;
    x->read = shared_models_new(ctx);
    x->tree = schema_tree_open(ctx, o->schema, o->tree_layout, &request, diags);
    if (!x->tree || !check_names(x, diags) || !check_one(x, diags))
        return NULL;
    x->version = o->version == VERSION_OWN ? x->tree->version : o->version;
    x->at_head = options->at_head || o->version != VERSION_OWN;
    bool ok = generate_layout(ctx, o, x->tree, &x->layout, diags) && find_unrun(x, diags) &&
              expected_snapshots(x, diags) && list_deltas(x, diags);
    if (!ok)
        unrun_warn(&x->unrun, true, diags);
    return ok ? x : NULL;
}

bool expectation_has(const struct expectation *x, enum engine engine, const char *label, struct diags *diags)
{
    const struct generate_options *o = x->options->generate;
    if (x->tree->layout->one_engine && !o->engines[engine]) {
        struct diag *e = diag_error(diags, "%s: it is of %s, and the migrations are for the other engine", label,
                                    engine_name(engine));
        diag_hint(diags, e, "--engine says which they are for");
        return false;
    }
    if (x->tree->layout->has_migrations && !expectation_migrations(x, engine)) {
        diag_error(diags, "%s: it is of %s, and there are no migrations of %s for that", label, engine_name(engine),
                   expectation_database(x));
        return false;
    }
    if (x->needs_none || x->n_snapshots[engine] > 0)
        return true;
    diag_error(diags, "%s: there are no snapshots for %s to compare it with", label, engine_name(engine));
    return false;
}

void expectation_note_run(struct expectation *x, enum engine engine, const enum passed_state *passed)
{
    x->has_history[engine] = true;
    for (size_t i = 0; i < expectation_migrations(x, engine)->n_passed; i++)
        x->passed_run[engine][i] |= passed[i] != PASSED_PENDING;
}

/* A program that no database has run is listed as pending with each. */
static void leave_out_pending(struct expectation *x, enum engine engine)
{
    const struct migrations *m = expectation_migrations(x, engine);
    for (size_t p = 0; x->has_history[engine] && p < m->n_passed; p++) {
        const char *path = path_join(x->ctx, m->root->path, m->passed[p].name);
        size_t kept = 0;
        for (size_t i = 0; i < x->unrun.n; i++)
            if (x->passed_run[engine][p] || strcmp(x->unrun.items[i].path, path) != 0)
                x->unrun.items[kept++] = x->unrun.items[i];
        x->unrun.n = kept;
    }
}

void expectation_end(struct expectation *x, struct diags *diags)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        leave_out_pending(x, (enum engine)e);
    unrun_warn(&x->unrun, true, diags);
    for (int e = 0; e < ENGINE_COUNT; e++) {
        server_stop(x->servers[e], diags);
        x->servers[e] = NULL;
    }
    for (size_t i = 0; i < x->n; i++)
        if (x->items[i]->model)
            diags_merge(diags, &x->items[i]->diags);
}
