/* Relations of both engines side by side; what differs inside them has files of its own. */
#include "verify/parity.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "verify/parity_private.h"

static struct reason *known_entry(const struct parity *p, const char *subject)
{
    for (size_t i = 0; p->known && i < p->known->n; i++)
        if (strcmp(p->known->items[i].subject, subject) == 0)
            return &p->known->items[i];
    return NULL;
}

static void add_finding(struct parity *p, struct parity_finding finding)
{
    struct reason *entry = known_entry(p, finding.subject);
    if (entry) {
        entry->n_used++;
        return;
    }
    size_t at = mem_grow(p->ctx, &p->found.items, &p->found.n);
    p->found.items[at] = finding;
}

void parity_add(struct parity *p, const struct item *postgres_item, const char *postgres_value,
                const struct item *sqlite_item, const char *sqlite_value, const char *subject, ...)
{
    va_list ap;
    va_start(ap, subject);
    const char *text = mem_vprintf(p->ctx, subject, ap);
    va_end(ap);
    add_finding(p, (struct parity_finding){text, postgres_value, sqlite_value, postgres_item, sqlite_item});
}

void parity_add_missing(struct parity *p, const struct item *postgres_item, const struct item *sqlite_item,
                        const char *subject)
{
    parity_add(p, postgres_item, postgres_item ? postgres_item->text : NULL, sqlite_item,
               sqlite_item ? sqlite_item->text : NULL, "%s", subject);
}

const struct item *parity_column(const struct parity_side *side, const char *name)
{
    for (size_t i = 0; i < side->n; i++)
        if (side->items[i]->kind == &model_column && strcasecmp(side->items[i]->name, name) == 0)
            return side->items[i];
    return NULL;
}

static bool is_relation(const struct item *item)
{
    return item->kind == &model_table || item->kind == &model_view || item->kind == &model_materialized_view;
}

static struct parity_side side_of(const struct model *model, const struct item *relation)
{
    struct item_run run = model_relation_items(model, relation->schema, relation->name);
    return (struct parity_side){model, relation, run.items, run.n};
}

/* Most names are spelled alike, and then found at once. */
static const struct item *find_relation(const struct model *model, const struct item *like)
{
    const struct item *same = model_find(model, like->kind, like->schema, "", like->name);
    if (same)
        return same;
    for (size_t i = 0; i < model->n_items; i++)
        if (is_relation(model->items[i]) && strcmp(model->items[i]->schema, like->schema) == 0 &&
            strcasecmp(model->items[i]->name, like->name) == 0)
            return model->items[i];
    return NULL;
}

/* "table", "view", "virtual table": a materialized view is a view to who reads it. */
static const char *sort_of(const struct item *relation)
{
    const char *variety = item_attribute(relation, "kind");
    if (relation->kind != &model_table)
        return "view";
    return variety && strcmp(variety, "virtual") == 0 ? "virtual table" : "table";
}

static void check_pair(struct parity *p, const struct parity_pair *pair)
{
    const char *a = sort_of(pair->postgres.relation), *b = sort_of(pair->sqlite.relation);
    if (strcmp(a, b) != 0) {
        parity_add(p, pair->postgres.relation, a, pair->sqlite.relation, b, "relation %s", pair->name);
    } else if (strcmp(a, "table") == 0) {
        parity_check_columns(p, pair);
        parity_check_keys(p, pair);
        parity_check_indexes(p, pair);
        parity_check_rows(p, pair);
    }
}

static const char *name_of(void *ctx, const struct item *relation)
{
    return mem_printf(ctx, "%s%s%s", relation->schema, relation->schema[0] ? "." : "", relation->name);
}

static void check_relation(struct parity *p, const struct item *relation)
{
    const char *name = name_of(p->ctx, relation);
    const struct item *other = find_relation(p->sqlite, relation);
    if (!other) {
        parity_add_missing(p, relation, NULL, mem_printf(p->ctx, "%s %s", sort_of(relation), name));
        return;
    }
    check_pair(p, &(struct parity_pair){name, side_of(p->postgres, relation), side_of(p->sqlite, other)});
}

static const struct item *item_of(const struct parity_finding *f)
{
    return f->postgres_item ? f->postgres_item : f->sqlite_item;
}

static int by_place(const void *a, const void *b)
{
    const struct parity_finding *x = a, *y = b;
    int order = model_compare_items(item_of(x), item_of(y));
    return order ? order : strcmp(x->subject, y->subject);
}

struct parity_findings parity_check(void *ctx, const struct model *postgres, const struct model *sqlite,
                                    struct reasons *known)
{
    struct parity p = {.ctx = ctx, .postgres = postgres, .sqlite = sqlite, .known = known};
    for (size_t i = 0; i < postgres->n_items; i++)
        if (is_relation(postgres->items[i]))
            check_relation(&p, postgres->items[i]);
    for (size_t i = 0; i < sqlite->n_items; i++) {
        const struct item *relation = sqlite->items[i];
        if (is_relation(relation) && !find_relation(postgres, relation))
            parity_add_missing(&p, NULL, relation, mem_printf(ctx, "%s %s", sort_of(relation), name_of(ctx, relation)));
    }
    if (p.found.n)
        qsort(p.found.items, p.found.n, sizeof(*p.found.items), by_place);
    return p.found;
}
