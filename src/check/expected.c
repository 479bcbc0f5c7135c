#include "check/expected.h"

#include <string.h>

#include "base/mem.h"
#include "compare/compare.h"
#include "generate/part.h"
#include "model/read.h"
#include "model/subset.h"
#include "source/source.h"

/* Where a version's snapshots are: of a fixed path the newest, and others beside it. */
static struct snapshot_layout layout_of(const struct expectation *x, int version)
{
    bool beside = x->layout.form == LAYOUT_ONE && version != x->version;
    return beside ? layout_beside(x->ctx, &x->layout, version) : x->layout;
}

/* A fixed path does not say of which version it is, and the deltas say better; what programs make, nothing else does.
 */
static bool open_fixed(const struct expectation *x, int version, struct source *source, struct diags *diags)
{
    const struct source_options how = {.version = VERSION_HIGHEST, .stop = x->options->stop};
    const struct snapshot_layout layout = layout_of(x, version);
    const char *spec = version == x->version ? x->options->generate->output : layout_pattern(x->ctx, &layout);
    *source = (struct source){.none = true};
    if (!schema_tree_has_programs(x->tree) || !source_open(x->ctx, spec, &how, source, diags))
        return false;
    for (size_t i = 0; i < source->n; i++)
        source->items[i].version = version;
    return true;
}

/* Those of one version, of the logical databases that are wanted. */
static bool open_version(const struct expectation *x, int version, struct source *source, struct diags *diags)
{
    const struct source_options how = {.version = version, .stop = x->options->stop};
    if (x->layout.form == LAYOUT_ONE)
        return open_fixed(x, version, source, diags);
    return source_open(x->ctx, x->options->generate->output, &how, source, diags);
}

static bool is_of(const struct expectation *x, const struct source_snapshot *s, enum engine engine)
{
    return s->engine == engine && expectation_wants(x, s->database);
}

/* Who keeps no snapshots has deltas alone; where there are some, a version without is a mistake. */
static bool are_nowhere(const struct expectation *x)
{
    return x->newest.none && source_form_of(x->options->generate->output) == SOURCE_REVISION;
}

bool expected_snapshots(struct expectation *x, struct diags *diags)
{
    diags_init(&x->newest_diags, x->ctx);
    x->has_newest = open_version(x, x->version, &x->newest, &x->newest_diags);
    x->needs_none = x->tree->layout->has_migrations || x->layout.form == LAYOUT_ONE || are_nowhere(x);
    if (!x->has_newest && !x->needs_none) {
        diags_merge(diags, &x->newest_diags);
        return false;
    }
    for (size_t i = 0; i < x->newest.n; i++)
        for (int e = 0; e < ENGINE_COUNT; e++)
            x->n_snapshots[e] += is_of(x, &x->newest.items[i], (enum engine)e);
    return true;
}

/*
 * What is there of a version; the newest has been read already. That there is nothing is no fault: the deltas make it
 * then. What is there and cannot be read is.
 */
static bool find_version(const struct expectation *x, int version, struct source *source, struct diags *diags)
{
    bool newest = version == x->version, ok = x->has_newest;
    struct diags said = x->newest_diags;
    *source = x->newest;
    if (!newest) {
        *source = (struct source){0};
        diags_init(&said, x->ctx);
        ok = open_version(x, version, source, &said);
    }
    if (ok || !source->none)
        diags_merge(diags, &said);
    return ok;
}

static void add_text(const struct expectation *x, struct expected *expected, const char *path, const char *text)
{
    size_t at = mem_grow(x->ctx, &expected->texts, &expected->n_texts);
    expected->texts[at] = (struct expected_text){path, text};
}

/* The models of a version's snapshots together; NULL without a diagnostic where there are none. */
static const struct model *read_snapshots(const struct expectation *x, int version, struct expected *expected)
{
    enum engine engine = expected->engine;
    struct diags *diags = &expected->diags;
    struct source source;
    struct model_part *parts = NULL;
    size_t n = 0;
    if (!find_version(x, version, &source, diags))
        return NULL;
    for (size_t i = 0; i < source.n; i++) {
        const struct source_snapshot *s = &source.items[i];
        if (!is_of(x, s, engine) || s->version != version)
            continue;
        const struct model *model = model_read(x->ctx, s->engine, s->path, s->text, diags);
        if (!model)
            return NULL;
        size_t at = mem_grow(x->ctx, &parts, &n);
        parts[at] = (struct model_part){model, s->path};
        add_text(x, expected, s->path, s->text);
    }
    return n ? model_union(x->ctx, engine, parts, n) : NULL;
}

static char *file_of(void *ctx, const struct step *step)
{
    return mem_printf(ctx, "%d/%s", step->version, step->name);
}

static bool has_run(const struct expectation *x, const struct reached *reached, const struct step *step)
{
    if (step->kind != STEP_DELTA || step->version <= reached->version)
        return true;
    char *file = file_of(x->ctx, step);
    for (size_t i = 0; i < reached->n_deltas; i++)
        if (strcmp(reached->deltas[i], file) == 0)
            return true;
    return false;
}

/* Of all logical databases together, as they are in one physical one. */
static struct plan *plan_of_deltas(const struct expectation *x, enum engine engine, const struct reached *reached,
                                   struct diags *diags)
{
    const char **databases = mem_array(x->ctx, const char *, x->tree->n_databases + 1);
    struct plan_request request = {.databases = databases, .engine = engine, .target = x->version};
    for (size_t i = 0; i < x->tree->n_databases; i++)
        if (expectation_wants(x, x->tree->databases[i]))
            databases[request.n_databases++] = x->tree->databases[i];
    if (!schema_tree_check_version(x->tree, reached->version, diags) ||
        !plan_base(x->ctx, x->tree, reached->version, x->options->generate->base, &request.base, diags))
        return NULL;
    struct plan *plan = plan_make_for(x->ctx, x->tree, &request, diags);
    size_t kept = 0;
    for (size_t i = 0; plan && i < plan->n_steps; i++)
        if (has_run(x, reached, &plan->steps[i]))
            plan->steps[kept++] = plan->steps[i];
    if (plan) {
        plan->n_steps = kept;
        plan->target = reached->version;
    }
    return plan;
}

/* Those migrations alone, in the order in which they ran. */
static struct plan *plan_of_migrations(const struct expectation *x, enum engine engine, const struct reached *reached,
                                       struct diags *diags)
{
    struct plan *plan = plan_make(x->ctx, x->tree, expectation_database(x), engine, NO_BASE, x->tree->version, diags);
    if (!plan)
        return NULL;
    struct step *steps = mem_array(plan, struct step, reached->n_migrations + 1);
    size_t n = 0;
    steps[n++] = plan->steps[0];
    for (size_t m = 0; m < reached->n_migrations; m++)
        for (size_t i = 1; i < plan->n_steps; i++)
            if (strcmp(plan->steps[i].name, reached->migrations[m]->name) == 0)
                steps[n++] = plan->steps[i];
    plan->steps = steps;
    plan->n_steps = n;
    return plan;
}

/* All up to the version, as long as nobody says what ran. */
static bool is_all(const struct reached *reached)
{
    return reached->head && !reached->migrations;
}

static struct plan *plan_for(const struct expectation *x, enum engine engine, const struct reached *reached,
                             struct diags *diags)
{
    if (!x->tree->layout->has_migrations)
        return plan_of_deltas(x, engine, reached, diags);
    if (is_all(reached))
        return plan_make(x->ctx, x->tree, expectation_database(x), engine, NO_BASE, reached->version, diags);
    return plan_of_migrations(x, engine, reached, diags);
}

/* All live databases have been read by now: their variables would break a throwaway server's connections. */
static struct server *server_for(struct expectation *x, enum engine engine, struct diags *diags)
{
    const struct server_options *o = &x->options->generate->server;
    if (!x->servers[engine]) {
        if (!o->pg_user)
            engine_ignore_environment();
        x->servers[engine] = server_start(engine, o, diags);
    }
    return x->servers[engine];
}

/* Nobody here runs them: what they make has to be there. */
static const struct model *refuse_programs(const struct expectation *x, enum engine engine,
                                           const struct reached *reached, struct diags *diags)
{
    struct diag *e;
    if (reached->in_between) {
        diag_error(diags, "the database has run programs with gaps or in another order, and no snapshot has that")
            ->file = mem_strdup(diags->ctx, x->tree->name);
        return NULL;
    }
    e = diag_error(diags, "its migrations are programs, which are not run here, and there is no snapshot of version %d",
                   reached->version);
    e->file = mem_strdup(diags->ctx, x->tree->name);
    const struct snapshot_layout layout = layout_of(x, reached->version);
    diag_hint(diags, e, "fullschema inspect DATABASE > %s keeps one, of a database that has run %d",
              layout_path(diags->ctx, &layout,
                          &(struct snapshot_identity){expectation_database(x), reached->version, engine}),
              reached->version);
    return NULL;
}

static const struct model *build(struct expectation *x, enum engine engine, const struct reached *reached,
                                 struct expected *expected)
{
    const struct generate_options *o = x->options->generate;
    const struct migrations *migrations = expectation_migrations(x, engine);
    if (migrations && migrations->programs && (reached->n_migrations > 0 || reached->head))
        return refuse_programs(x, engine, reached, &expected->diags);
    struct plan *plan = plan_for(x, engine, reached, &expected->diags);
    if (!plan)
        return NULL;
    const char *text = "";
    expected->path = x->tree->name;
    expected->plan = plan;
    if (plan->n_steps > 1) {
        struct server *server = server_for(x, engine, &expected->diags);
        text = server ? generate_part(server, x->tree, &o->updates, plan, x->ctx, &expected->diags) : NULL;
    }
    if (text)
        add_text(x, expected, expected->path, text);
    return text ? model_read(x->ctx, engine, expected->path, text, &expected->diags) : NULL;
}

/* Whether a snapshot may stand for it: places among the migrations are other ones where one has come in between. */
static bool is_snapshot(const struct expectation *x, enum engine engine, const struct reached *reached)
{
    const struct migrations *m = expectation_migrations(x, engine);
    bool lasting = !m || m->by_number || m->programs;
    return !reached->in_between && (reached->version == x->version || lasting);
}

static char *key_of(const struct expectation *x, enum engine engine, const struct reached *reached)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "%s %d %d", engine_name(engine), reached->head, reached->version);
    for (size_t i = 0; reached->in_between && i < reached->n_migrations; i++)
        fprintf(t.out, "\n%s", reached->migrations[i]->name);
    for (size_t i = 0; i < reached->n_deltas; i++)
        fprintf(t.out, "\n%s", reached->deltas[i]);
    return text_close(&t, x->ctx);
}

static void make(struct expectation *x, enum engine engine, const struct reached *reached, struct expected *expected)
{
    expected->path = x->options->generate->output;
    const struct model *model = is_snapshot(x, engine, reached) ? read_snapshots(x, reached->version, expected) : NULL;
    if (!model && expected->diags.n_errors == 0)
        model = build(x, engine, reached, expected);
    if (model)
        expected->model = model_wanted(x->ctx, model, false, x->options->owners);
}

const struct expected *expectation_find(struct expectation *x, enum engine engine, const struct reached *reached)
{
    const char *key = key_of(x, engine, reached);
    for (size_t i = 0; i < x->n; i++)
        if (strcmp(x->items[i]->key, key) == 0)
            return x->items[i];
    size_t at = mem_grow(x->ctx, &x->items, &x->n);
    struct expected *expected = x->items[at] = mem_new(x->ctx, struct expected);
    expected->engine = engine;
    expected->key = key;
    diags_init(&expected->diags, x->ctx);
    make(x, engine, reached, expected);
    return expected;
}
