#include "parity/sources.h"

#include <string.h>

#include "base/mem.h"
#include "model/read.h"
#include "model/subset.h"

/* The snapshots of a side that are looked at. */
struct shelf {
    const struct source_snapshot **items;
    size_t n;
};

struct comparing {
    void *ctx;
    const struct source *const *sources;
    const struct parity_request *request;
    struct parity_result *result;
    enum engine engines[2];
    struct shelf shelves[2];
    struct diags *diags;
};

static bool has_engine(const struct comparing *c, size_t side, enum engine engine)
{
    const struct source *source = c->sources[side];
    for (size_t i = 0; i < source->n; i++)
        if (source->items[i].engine == engine)
            return true;
    return false;
}

static bool has_both(const struct comparing *c, size_t side)
{
    return has_engine(c, side, ENGINE_POSTGRES) && has_engine(c, side, ENGINE_SQLITE);
}

static enum engine other_engine(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? ENGINE_SQLITE : ENGINE_POSTGRES;
}

static bool refuse_one_engine(struct comparing *c)
{
    const char *spec = c->sources[0]->spec;
    const char *has = has_engine(c, 0, ENGINE_POSTGRES) ? "postgres" : "sqlite";
    struct diag *e = diag_error(c->diags, "%s has snapshots of %s only", spec, has);
    diag_hint(c->diags, e, "name two sources: fullschema parity %s OTHER", spec);
    return false;
}

/* A side that holds both engines is there for the one that the other has not. */
static bool choose_engines(struct comparing *c)
{
    for (size_t i = 0; i < 2; i++)
        if (!has_engine(c, i, ENGINE_POSTGRES) && !has_engine(c, i, ENGINE_SQLITE)) {
            diag_error(c->diags, "nothing of %s is left to compare", c->sources[i]->spec);
            return false;
        }
    if (c->request->engines) {
        memcpy(c->engines, c->request->engines, sizeof(c->engines));
        return true;
    }
    if (c->sources[0] == c->sources[1]) {
        c->engines[0] = ENGINE_POSTGRES;
        c->engines[1] = ENGINE_SQLITE;
        return has_both(c, 0) || refuse_one_engine(c);
    }
    for (size_t i = 0; i < 2; i++)
        c->engines[i] = has_engine(c, i, ENGINE_POSTGRES) ? ENGINE_POSTGRES : ENGINE_SQLITE;
    if (has_both(c, 0) && has_both(c, 1)) {
        struct diag *e =
            diag_error(c->diags, "%s and %s hold both engines each", c->sources[0]->spec, c->sources[1]->spec);
        diag_hint(c->diags, e, "--engine says which; fullschema parity %s compares the engines of the first",
                  c->sources[0]->spec);
        return false;
    }
    for (size_t i = 0; i < 2; i++)
        if (has_both(c, i))
            c->engines[i] = other_engine(c->engines[1 - i]);
    return true;
}

static bool is_wanted(const struct comparing *c, const struct source_snapshot *s, enum engine engine)
{
    const char *const *name = c->request->databases;
    if (s->engine != engine)
        return false;
    for (; name && *name && *s->database; name++)
        if (strcmp(*name, s->database) == 0)
            return true;
    return !name || !*s->database;
}

static bool fill_shelves(struct comparing *c)
{
    for (size_t side = 0; side < 2; side++) {
        struct shelf *shelf = &c->shelves[side];
        for (size_t i = 0; i < c->sources[side]->n; i++) {
            if (!is_wanted(c, &c->sources[side]->items[i], c->engines[side]))
                continue;
            size_t at = mem_grow(c->ctx, &shelf->items, &shelf->n);
            shelf->items[at] = &c->sources[side]->items[i];
        }
        if (!shelf->n) {
            diag_error(c->diags, "%s has no such database for %s", c->sources[side]->spec,
                       engine_name(c->engines[side]));
            return false;
        }
    }
    return true;
}

/* The model of all of these together. NULL with diagnostics. */
static const struct model *read_model(struct comparing *c, const struct source_snapshot *const *items, size_t n)
{
    struct model_part *parts = mem_array(c->ctx, struct model_part, n);
    for (size_t i = 0; i < n; i++) {
        parts[i].path = items[i]->path;
        parts[i].model = model_read(c->ctx, items[i]->engine, items[i]->path, items[i]->text, c->diags);
        if (!parts[i].model)
            return NULL;
    }
    return n == 1 ? parts[0].model : model_union(c->ctx, items[0]->engine, parts, n);
}

static void count(struct comparing *c, const struct parity_database *d)
{
    c->result->n_found += d->found.n;
    c->result->n_known += d->found.n_known;
    c->result->n_conversions += d->conversions.n;
}

/* Some snapshots of each side, as one database. */
static bool compare(struct comparing *c, const struct shelf shelves[2])
{
    const struct model *models[2];
    struct parity_database d = {.name = ""};
    for (size_t i = 0; i < 2; i++) {
        models[i] = read_model(c, shelves[i].items, shelves[i].n);
        if (!models[i])
            return false;
        d.engines[i] = c->engines[i];
        d.paths[i] = shelves[i].n == 1 ? shelves[i].items[0]->path : c->sources[i]->spec;
        if (shelves[i].n == 1 && *shelves[i].items[0]->database)
            d.name = shelves[i].items[0]->database;
    }
    if (shelves[0].n != shelves[1].n)
        d.name = "";
    const struct parity_options options = {.known = c->request->known,
                                           .no_rows = !c->sources[0]->rows || !c->sources[1]->rows,
                                           .column_order = c->request->column_order};
    d.found = parity_check(c->ctx, models, &options);
    d.conversions = parity_conversions(c->ctx, models);
    size_t at = mem_grow(c->ctx, &c->result->items, &c->result->n);
    c->result->items[at] = d;
    count(c, &d);
    return true;
}

/* A logical database that one side has. */
static void add_alone(struct comparing *c, size_t side, const struct source_snapshot *s)
{
    struct parity_database d = {.name = s->database, .engines = {c->engines[0], c->engines[1]}};
    const char *subject = mem_printf(c->ctx, "database %s", s->database);
    d.paths[side] = s->path;
    struct reasons *known = c->request->known;
    for (size_t i = 0; known && i < known->n; i++)
        if (strcmp(known->items[i].subject, subject) == 0) {
            known->items[i].n_used++;
            d.found.n_known++;
        }
    if (!d.found.n_known) {
        size_t at = mem_grow(c->ctx, &d.found.items, &d.found.n);
        d.found.items[at] = (struct parity_finding){.subject = subject};
        d.found.items[at].values[side] = s->path;
    }
    size_t at = mem_grow(c->ctx, &c->result->items, &c->result->n);
    c->result->items[at] = d;
    count(c, &d);
}

static const struct source_snapshot *find(const struct shelf *shelf, const char *database)
{
    for (size_t i = 0; i < shelf->n; i++)
        if (strcmp(shelf->items[i]->database, database) == 0)
            return shelf->items[i];
    return NULL;
}

static bool compare_by_name(struct comparing *c)
{
    const struct shelf *a = &c->shelves[0], *b = &c->shelves[1];
    for (size_t i = 0; i < a->n; i++) {
        const struct source_snapshot *other = find(b, a->items[i]->database);
        if (!other)
            add_alone(c, 0, a->items[i]);
        else if (!compare(c, (const struct shelf[]){{&a->items[i], 1}, {&other, 1}}))
            return false;
    }
    for (size_t i = 0; i < b->n; i++)
        if (!find(a, b->items[i]->database))
            add_alone(c, 1, b->items[i]);
    return true;
}

/* One that says no name, or one that was named itself: the other side's of its name, else all of them. */
static bool compare_whole(struct comparing *c)
{
    struct shelf shelves[2] = {c->shelves[0], c->shelves[1]};
    for (size_t i = 0; i < 2; i++) {
        const struct shelf *other = &c->shelves[1 - i];
        const struct source_snapshot *same = shelves[i].n == 1 ? find(other, shelves[i].items[0]->database) : NULL;
        if (same && other->n > 1) {
            const struct source_snapshot **one = mem_array(c->ctx, const struct source_snapshot *, 1);
            one[0] = same;
            shelves[1 - i] = (struct shelf){one, 1};
        }
    }
    return compare(c, shelves);
}

static void tell_about_rows(const struct source *source, struct diags *diags)
{
    if (!source->rows)
        diag_warning(diags, "rows are not compared: %s was read without them", source->spec);
}

bool parity_compare(void *ctx, const struct source *const sources[2], const struct parity_request *request,
                    struct parity_result *result, struct diags *diags)
{
    struct comparing c = {.ctx = ctx, .sources = sources, .request = request, .result = result, .diags = diags};
    *result = (struct parity_result){.names = {sources[0]->spec, sources[1]->spec}};
    if (request->known)
        result->known_path = request->known->path;
    if (!choose_engines(&c) || !fill_shelves(&c))
        return false;
    bool whole = false;
    for (size_t i = 0; i < 2; i++)
        whole |= c.shelves[i].n == 1 && (sources[i]->single || !*c.shelves[i].items[0]->database);
    whole |= c.shelves[0].n == 1 && c.shelves[1].n == 1;
    for (size_t i = 0; i < (sources[0] == sources[1] ? 1 : 2); i++)
        tell_about_rows(sources[i], diags);
    return whole ? compare_whole(&c) : compare_by_name(&c);
}
