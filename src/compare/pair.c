#include "compare/pair.h"

#include <string.h>

#include "base/mem.h"

struct pairing {
    void *ctx;
    const struct source *old_source, *new_source;
    const struct compare_options *options;
    struct pairs *pairs;
    struct diags *diags;
};

/* A side of one snapshot is no statement about the other engine. */
static bool is_wanted(const struct pairing *p, const struct source_snapshot *s)
{
    const struct source *sides[] = {p->old_source, p->new_source};
    for (size_t i = 0; i < 2; i++)
        if (sides[i]->single && sides[i]->items[0].engine != s->engine)
            return false;
    if (!p->options->engines[s->engine])
        return false;
    const char *const *name = p->options->databases;
    for (; name && *name && s->database[0]; name++)
        if (strcmp(*name, s->database) == 0)
            return true;
    return !name || !s->database[0];
}

static const struct source_snapshot *find(const struct source *source, const struct source_snapshot *like)
{
    for (size_t i = 0; i < source->n; i++)
        if (source->items[i].engine == like->engine && strcmp(source->items[i].database, like->database) == 0)
            return &source->items[i];
    return NULL;
}

/* `like` is one of the two. */
static void add(struct pairing *p, const struct source_snapshot *like, const struct source_snapshot *old_one,
                const struct source_snapshot *new_one)
{
    const char *database = new_one && new_one->database[0] ? new_one->database : old_one ? old_one->database : "";
    size_t at = mem_grow(p->ctx, &p->pairs->items, &p->pairs->n);
    p->pairs->items[at] = (struct pair){database, like->engine, old_one, new_one};
}

static bool is_alone(const struct source *source, const struct source_snapshot *s)
{
    size_t n = 0;
    for (size_t i = 0; i < source->n; i++)
        n += source->items[i].engine == s->engine;
    return n == 1;
}

/* A fixed path need not say of which database it is: the only ones of an engine go together. */
static int order_of(const struct pairing *p, const struct source_snapshot *o, const struct source_snapshot *n)
{
    if (o->engine == n->engine && (!o->database[0] || !n->database[0]) && is_alone(p->old_source, o) &&
        is_alone(p->new_source, n))
        return 0;
    return source_compare_snapshots(o, n);
}

/* Both sides are in one order, and so is what comes of them. */
static void pair_by_name(struct pairing *p)
{
    const struct source *o = p->old_source, *n = p->new_source;
    for (size_t i = 0, k = 0; i < o->n || k < n->n;) {
        int order = i == o->n ? 1 : k == n->n ? -1 : order_of(p, &o->items[i], &n->items[k]);
        const struct source_snapshot *like = order <= 0 ? &o->items[i] : &n->items[k];
        if (is_wanted(p, like))
            add(p, like, order <= 0 ? &o->items[i] : NULL, order >= 0 ? &n->items[k] : NULL);
        i += order <= 0;
        k += order >= 0;
    }
}

static bool refuse(struct pairing *p, const struct source *single, const struct source *other, size_t candidates)
{
    const char *engine = engine_name(single->items[0].engine);
    if (candidates == 0) {
        diag_error(p->diags, "%s is for %s, and %s has no such snapshot", single->spec, engine, other->spec);
        return false;
    }
    struct diag *e = diag_error(p->diags, "%s does not say which database it is of, and %s has several for %s",
                                single->spec, other->spec, engine);
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < other->n; i++)
        if (is_wanted(p, &other->items[i]))
            fprintf(t.out, " %s", other->items[i].database);
    diag_hint(p->diags, e, "choose one of these with --database:%s", text_close(&t, p->diags->ctx));
    return false;
}

static bool refuse_all(struct pairing *p)
{
    diag_error(p->diags, "nothing of %s and %s is left to compare", p->old_source->spec, p->new_source->spec);
    return false;
}

/* One that was named goes with the one of its name, or the only one of its engine, on the other side. */
static bool pair_single(struct pairing *p, const struct source *single, const struct source *other)
{
    const struct source_snapshot *one = &single->items[0], *match = find(other, one);
    if (!p->options->engines[one->engine])
        return refuse_all(p);
    if (match && !is_wanted(p, match))
        match = NULL;
    size_t n = match != NULL;
    for (size_t i = 0; !match && i < other->n; i++)
        n += is_wanted(p, &other->items[i]);
    for (size_t i = 0; !match && n == 1 && i < other->n; i++)
        if (is_wanted(p, &other->items[i]))
            match = &other->items[i];
    if (!match)
        return refuse(p, single, other, n);
    add(p, match, single == p->old_source ? one : match, single == p->old_source ? match : one);
    return true;
}

static bool is_database_of(const struct source *source, const char *name)
{
    for (size_t i = 0; i < source->n; i++)
        if (strcmp(source->items[i].database, name) == 0)
            return true;
    return source->single;
}

static bool check_names(struct pairing *p)
{
    for (const char *const *name = p->options->databases; name && *name; name++)
        if (!is_database_of(p->old_source, *name) && !is_database_of(p->new_source, *name)) {
            diag_error(p->diags, "no logical database %s in %s or %s", *name, p->old_source->spec, p->new_source->spec);
            return false;
        }
    return true;
}

bool pair_snapshots(void *ctx, const struct source *old_source, const struct source *new_source,
                    const struct compare_options *options, struct pairs *pairs, struct diags *diags)
{
    struct pairing p = {ctx, old_source, new_source, options, pairs, diags};
    *pairs = (struct pairs){0};
    if (!check_names(&p))
        return false;
    if (old_source->single || new_source->single)
        return old_source->single ? pair_single(&p, old_source, new_source) : pair_single(&p, new_source, old_source);
    pair_by_name(&p);
    return pairs->n > 0 || refuse_all(&p);
}
