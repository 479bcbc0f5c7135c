/* Relations of both sides, one beside the other; what differs inside them has files of its own. */
#include "parity/parity.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/glob.h"
#include "base/mem.h"
#include "base/same_text.h"
#include "model/kinds.h"
#include "parity/private.h"

bool parity_is_one_engine(const struct parity *p)
{
    return p->models[0]->engine == p->models[1]->engine;
}

/* The line that is exactly this, before one whose * may be this. */
static struct reason *known_entry(const struct parity *p, const char *subject)
{
    struct reasons *known = p->options->known;
    for (size_t i = 0; known && i < known->n; i++)
        if (strcmp(known->items[i].subject, subject) == 0)
            return &known->items[i];
    for (size_t i = 0; known && i < known->n; i++)
        if (strchr(known->items[i].subject, '*') && glob_matches(known->items[i].subject, subject))
            return &known->items[i];
    return NULL;
}

void parity_add(struct parity *p, const struct parity_said *said, const char *subject, ...)
{
    va_list ap;
    va_start(ap, subject);
    const char *text = mem_vprintf(p->ctx, subject, ap);
    va_end(ap);
    struct reason *entry = known_entry(p, text);
    if (entry) {
        entry->n_used++;
        p->found.n_known++;
        return;
    }
    size_t at = mem_grow(p->ctx, &p->found.items, &p->found.n);
    p->found.items[at] =
        (struct parity_finding){text, {said->values[0], said->values[1]}, {said->items[0], said->items[1]}};
}

void parity_add_missing(struct parity *p, size_t side, const struct item *item, const char *subject)
{
    struct parity_said said = {{NULL, NULL}, {NULL, NULL}};
    said.items[side] = item;
    said.values[side] = item->text;
    parity_add(p, &said, "%s", subject);
}

const struct item *parity_column(const struct parity_side *side, const char *name)
{
    for (size_t i = 0; i < side->n; i++)
        if (side->items[i]->kind == &model_column && strcasecmp(side->items[i]->name, name) == 0)
            return side->items[i];
    return NULL;
}

bool parity_is_relation(const struct item *item)
{
    return item->kind == &model_table || item->kind == &model_view || item->kind == &model_materialized_view;
}

struct parity_side parity_side_of(const struct model *model, const struct item *relation)
{
    struct item_run run = model_relation_items(model, relation->schema, relation->name);
    return (struct parity_side){model, relation, run.items, run.n};
}

/* Most names are spelled alike, and then found at once. */
const struct item *parity_find_relation(const struct model *model, const struct item *like)
{
    const struct item *same = model_find(model, like->kind, like->schema, "", like->name);
    if (same)
        return same;
    for (size_t i = 0; i < model->n_items; i++)
        if (parity_is_relation(model->items[i]) && strcmp(model->items[i]->schema, like->schema) == 0 &&
            strcasecmp(model->items[i]->name, like->name) == 0)
            return model->items[i];
    return NULL;
}

/* "table", "view", "virtual table": a materialized view is a view to who reads it. */
static const char *sort_of(const struct item *relation)
{
    const char *form = item_attribute(relation, "kind");
    if (relation->kind != &model_table)
        return "view";
    return form && strcmp(form, "virtual") == 0 ? "virtual table" : "table";
}

/* Its module, with the columns, and what that was told. */
static void check_virtual(struct parity *p, const struct parity_pair *pair)
{
    static const char *const attributes[] = {"definition", "settings"};
    const struct item *a = pair->sides[0].relation, *b = pair->sides[1].relation;
    for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++) {
        const char *first = item_attribute(a, attributes[i]), *second = item_attribute(b, attributes[i]);
        if (parity_is_one_engine(p) && !same_text(first, second))
            parity_add(p, &(struct parity_said){{a, b}, {first, second}}, "virtual table %s %s", pair->name,
                       attributes[i]);
    }
}

static void check_pair(struct parity *p, const struct parity_pair *pair)
{
    const struct item *a = pair->sides[0].relation, *b = pair->sides[1].relation;
    if (strcmp(sort_of(a), sort_of(b)) != 0) {
        parity_add(p, &(struct parity_said){{a, b}, {sort_of(a), sort_of(b)}}, "relation %s", pair->name);
        return;
    }
    if (a->kind != &model_table) {
        parity_check_view(p, pair);
    } else if (strcmp(sort_of(a), "virtual table") == 0) {
        check_virtual(p, pair);
    } else {
        parity_check_columns(p, pair);
        parity_check_keys(p, pair);
        parity_check_indexes(p, pair);
        if (!p->options->no_rows)
            parity_check_rows(p, pair);
    }
    parity_check_triggers(p, pair);
}

const char *parity_relation_name(void *ctx, const struct item *relation)
{
    return mem_printf(ctx, "%s%s%s", relation->schema, relation->schema[0] ? "." : "", relation->name);
}

static void check_relation(struct parity *p, const struct item *relation)
{
    const char *name = parity_relation_name(p->ctx, relation);
    const struct item *other = parity_find_relation(p->models[1], relation);
    if (other)
        check_pair(p, &(struct parity_pair){
                          name, {parity_side_of(p->models[0], relation), parity_side_of(p->models[1], other)}});
    else
        parity_add_missing(p, 0, relation, mem_printf(p->ctx, "%s %s", sort_of(relation), name));
}

static const struct item *item_of(const struct parity_finding *f)
{
    return f->items[0] ? f->items[0] : f->items[1];
}

static int by_place(const void *a, const void *b)
{
    const struct parity_finding *x = a, *y = b;
    int order = model_compare_items(item_of(x), item_of(y));
    return order ? order : strcmp(x->subject, y->subject);
}

struct parity_findings parity_check(void *ctx, const struct model *const models[2],
                                    const struct parity_options *options)
{
    struct parity p = {.ctx = ctx, .models = models, .options = options};
    for (size_t i = 0; i < models[0]->n_items; i++)
        if (parity_is_relation(models[0]->items[i]))
            check_relation(&p, models[0]->items[i]);
    for (size_t i = 0; i < models[1]->n_items; i++) {
        const struct item *relation = models[1]->items[i];
        if (parity_is_relation(relation) && !parity_find_relation(models[0], relation))
            parity_add_missing(&p, 1, relation,
                               mem_printf(ctx, "%s %s", sort_of(relation), parity_relation_name(ctx, relation)));
    }
    if (p.found.n)
        qsort(p.found.items, p.found.n, sizeof(*p.found.items), by_place);
    return p.found;
}
