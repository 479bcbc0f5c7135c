#include "compare/compare.h"

#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "compare/dump_owner.h"
#include "compare/pair.h"
#include "compare/unsaid.h"
#include "model/kinds.h"
#include "model/read.h"
#include "model/subset.h"
#include "trace/trace.h"

/* One text to be read, on whichever thread. */
struct reading {
    void *ctx; /* a root until all are read */
    enum engine engine;
    const char *path, *text;
    const struct model *model;
    struct diags diags;
};

static void read_one(void *ctx, size_t i)
{
    struct reading *r = &((struct reading *)ctx)[i];
    r->model = model_read(r->ctx, r->engine, r->path, r->text, &r->diags);
}

struct part {
    bool rows, owners;
};

static bool keep(void *part, const struct item *item)
{
    const struct part *wanted = part;
    return (wanted->rows || (item->kind != &model_row && item->kind != &model_sequence_position)) &&
           (wanted->owners || item->kind != &model_owner);
}

const struct model *model_wanted(void *ctx, const struct model *model, bool rows, bool owners)
{
    struct part part = {rows, owners};
    return rows && owners ? model : model_subset(ctx, model, keep, &part);
}

/* Nothing to be read. */
static bool same(const struct texts *t)
{
    return !t->whole && t->old_text && t->new_text && strcmp(t->old_text, t->new_text) == 0;
}

static void plan_reading(void *ctx, struct reading **readings, size_t *n, const struct comparison *c, const char *path,
                         const char *text)
{
    size_t at = mem_grow(ctx, readings, n);
    (*readings)[at] = (struct reading){.ctx = mem_root("reading"), .engine = c->engine, .path = path, .text = text};
    diags_init(&(*readings)[at].diags, (*readings)[at].ctx);
}

/* What was read, in the order in which it was planned: the old side of a comparison, then the new one. */
struct queue {
    const struct reading *readings;
    size_t next;
};

static const struct model *take(void *ctx, struct queue *queue, const char *text, const struct texts *t)
{
    if (!text || !queue->readings)
        return NULL;
    const struct model *model = queue->readings[queue->next++].model;
    return model_wanted(ctx, model, t->rows, t->owners);
}

static void fill(void *ctx, const struct texts *t, struct comparison *c, struct queue *queue, struct diags *diags)
{
    if (same(t)) {
        c->old_model = c->new_model = model_finish(model_draft_new(ctx, c->engine));
        return;
    }
    const struct model *before = take(ctx, queue, t->old_text, t);
    const struct model *after = take(ctx, queue, t->new_text, t);
    c->old_model = before;
    c->new_model = after;
    if (!before || !after)
        return;
    before = with_owner_as_current_user(ctx, before, after, c->old_path, diags);
    after = with_owner_as_current_user(ctx, after, before, c->new_path, diags);
    c->old_model = without_unsaid(ctx, before, after, c->new_path, diags);
    c->new_model = without_unsaid(ctx, after, before, c->old_path, diags);
    diff_models(ctx, c->old_model, c->new_model, c);
}

bool compare_texts(void *ctx, const struct texts *texts, struct difference *difference, struct diags *diags)
{
    struct reading *readings = NULL;
    size_t n = 0;
    bool ok = true;
    long long begun = trace_now();
    for (size_t i = 0; i < difference->n; i++) {
        const struct comparison *c = &difference->items[i];
        if (same(&texts[i]))
            continue;
        if (texts[i].old_text)
            plan_reading(ctx, &readings, &n, c, c->old_path, texts[i].old_text);
        if (texts[i].new_text)
            plan_reading(ctx, &readings, &n, c, c->new_path, texts[i].new_text);
    }
    parallel_for(n, parallel_width(), read_one, readings);
    for (size_t i = 0; i < n; i++) {
        diags_append(diags, &readings[i].diags);
        mem_adopt(ctx, readings[i].ctx);
        ok &= readings[i].model != NULL;
    }
    struct queue queue = {readings, 0};
    for (size_t i = 0; ok && i < difference->n; i++)
        fill(ctx, &texts[i], &difference->items[i], &queue, diags);
    trace_step(begun, "compared %zu database%s", difference->n, difference->n == 1 ? "" : "s");
    return ok;
}

static enum side_form form_of(const struct source_snapshot *snapshot)
{
    enum source_form form = snapshot ? snapshot->form : SOURCE_FILE;
    if (form == SOURCE_POSTGRES || form == SOURCE_SQLITE)
        return SIDE_DATABASE;
    return form == SOURCE_GIT ? SIDE_REVISION : SIDE_FILE;
}

static void tell_about_rows(const struct source *source, struct diags *diags)
{
    if (!source->rows)
        diag_warning(diags, "rows and sequence positions are not compared: %s was read without them", source->spec);
}

bool compare_sources(void *ctx, const struct source *old_source, const struct source *new_source,
                     const struct compare_options *options, struct difference *difference, struct diags *diags)
{
    struct pairs pairs = {0};
    if (!pair_snapshots(ctx, old_source, new_source, options, &pairs, diags))
        return false;
    struct texts *texts = mem_array(ctx, struct texts, pairs.n);
    *difference = (struct difference){.items = mem_array(ctx, struct comparison, pairs.n), .n = pairs.n};
    for (size_t i = 0; i < pairs.n; i++) {
        const struct source_snapshot *o = pairs.items[i].old_one, *n = pairs.items[i].new_one;
        texts[i] = (struct texts){.old_text = o ? o->text : NULL,
                                  .new_text = n ? n->text : NULL,
                                  .rows = old_source->rows && new_source->rows,
                                  .whole = options->whole,
                                  .owners = options->owners};
        difference->items[i] = (struct comparison){.database = pairs.items[i].database,
                                                   .engine = pairs.items[i].engine,
                                                   .old_path = o ? o->path : "",
                                                   .new_path = n ? n->path : "",
                                                   .old_form = form_of(o),
                                                   .new_form = form_of(n)};
    }
    tell_about_rows(old_source, diags);
    tell_about_rows(new_source, diags);
    return compare_texts(ctx, texts, difference, diags);
}
