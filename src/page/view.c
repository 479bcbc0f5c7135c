#include "page/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/html.h"

void count_change(struct change_counts *counts, const struct shown *shown)
{
    const struct change *c = shown->change;
    if (!c || (c->old_item != shown->item && c->new_item != shown->item))
        return;
    counts->of[c->class]++;
    counts->total++;
}

static void add_counts(struct change_counts *to, const struct change_counts *from)
{
    for (int c = 0; c < CHANGE_CLASSES; c++)
        to->of[c] += from->of[c];
    to->total += from->total;
}

static int compare_names(const char *schema, const char *name, const struct relation *r)
{
    int order = strcmp(schema, r->schema);
    return order ? order : strcmp(name, r->name);
}

static int compare_relations(const void *a, const void *b)
{
    const struct relation *x = a;
    return compare_names(x->schema, x->name, b);
}

/* Among the first `n`, which are sorted: the one of exactly that name, or of that name in another case. */
static struct relation *find(struct relation *relations, size_t n, const char *schema, const char *name)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_names(schema, name, &relations[middle]);
        if (order == 0)
            return &relations[middle];
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = 0; i < n; i++)
        if (equal_names(relations[i].schema, schema) && equal_names(relations[i].name, name))
            return &relations[i];
    return NULL;
}

struct relation *database_find(const struct database *database, const char *schema, const char *name)
{
    return find(database->relations, database->n_relations, schema, name);
}

/* The relation an item is reported under, made where it is new. The last one made is the likeliest. */
static struct relation *relation_of(void *ctx, struct database *d, size_t n_sorted, const struct shown *shown)
{
    const char *schema = shown->item->schema, *name = shown->group;
    if (d->n_relations > 0 && compare_names(schema, name, &d->relations[d->n_relations - 1]) == 0)
        return &d->relations[d->n_relations - 1];
    struct relation *found = find(d->relations, n_sorted, schema, name);
    if (found)
        return found;
    size_t at = mem_grow(ctx, &d->relations, &d->n_relations);
    d->relations[at].schema = schema;
    d->relations[at].name = name;
    return &d->relations[at];
}

static void append(void *ctx, struct shown_list *list, const struct shown *shown)
{
    size_t at = mem_grow(ctx, &list->items, &list->n);
    list->items[at] = *shown;
}

static void add_engine(void *ctx, struct database *d, enum engine engine)
{
    struct shown_list all = shown_collect(ctx, d->sides[engine]);
    size_t n_sorted = d->n_relations;
    for (size_t i = 0; i < all.n; i++) {
        const struct shown *shown = &all.items[i];
        if (!shown->group[0]) {
            append(ctx, &d->loose[engine], shown);
            count_change(&d->loose_changes, shown);
            continue;
        }
        struct relation *r = relation_of(ctx, d, n_sorted, shown);
        count_change(&r->changes, shown);
        if (is_relation(shown->item->kind) && !r->self.of[engine].item)
            r->self.of[engine] = *shown;
        else
            append(ctx, &r->parts[engine], shown);
    }
}

/* "main.rooms", "main.other_schema.rooms" */
static const char *anchor(void *ctx, const struct database *d, const struct relation *r)
{
    struct text t;
    text_open(&t);
    if (d->name[0]) {
        html_anchor_part(t.out, d->name);
        fputc('.', t.out);
    }
    if (r->schema[0]) {
        html_anchor_part(t.out, r->schema);
        fputc('.', t.out);
    }
    html_anchor_part(t.out, r->name);
    return text_close(&t, ctx);
}

static bool is_type(const struct database *d, const struct relation *r)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (size_t i = 0; i < d->loose[e].n; i++) {
            const struct item *item = d->loose[e].items[i].item;
            if (item->kind == &model_type && strcmp(item->schema, r->schema) == 0 && strcmp(item->name, r->name) == 0)
                return true;
        }
    return false;
}

/* What a domain checks is reported where the domain is, among what belongs to no table. */
static void loosen_domains(void *ctx, struct database *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_relations; i++) {
        struct relation *r = &d->relations[i];
        bool table = r->self.of[ENGINE_POSTGRES].item || r->self.of[ENGINE_SQLITE].item;
        if (table || !is_type(d, r)) {
            d->relations[n++] = *r;
            continue;
        }
        for (int e = 0; e < ENGINE_COUNT; e++)
            for (size_t p = 0; p < r->parts[e].n; p++)
                append(ctx, &d->loose[e], &r->parts[e].items[p]);
        add_counts(&d->loose_changes, &r->changes);
    }
    d->n_relations = n;
}

static void finish_database(void *ctx, struct database *d)
{
    loosen_domains(ctx, d);
    if (d->n_relations)
        qsort(d->relations, d->n_relations, sizeof(*d->relations), compare_relations);
    d->changes = d->loose_changes;
    for (size_t i = 0; i < d->n_relations; i++) {
        d->relations[i].anchor = anchor(ctx, d, &d->relations[i]);
        add_counts(&d->changes, &d->relations[i].changes);
    }
}

/* A snapshot that came or went is a difference, too. */
static bool differs(const struct database *d)
{
    bool whole = true;
    for (int e = 0; e < ENGINE_COUNT; e++)
        whole = whole && (!d->sides[e] || (d->sides[e]->old_model && d->sides[e]->new_model));
    return d->changes.total > 0 || !whole;
}

/* Where something differs, nobody should have to look behind databases in which nothing does. */
static void order_databases(void *ctx, struct view *view)
{
    struct database *ordered = mem_array(ctx, struct database, view->n_databases);
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < view->n_databases; i++)
            if (differs(&view->databases[i]) == (pass == 0))
                ordered[n++] = view->databases[i];
    view->databases = ordered;
}

struct view *view_make(void *ctx, const struct page *page)
{
    struct view *view = mem_new(ctx, struct view);
    view->page = page;
    for (size_t i = 0; i < page->sides->n; i++) {
        const struct comparison *side = &page->sides->items[i];
        struct database *last = view->n_databases ? &view->databases[view->n_databases - 1] : NULL;
        if (!last || strcmp(last->name, side->database) != 0) {
            size_t at = mem_grow(ctx, &view->databases, &view->n_databases);
            last = &view->databases[at];
            last->name = side->database;
        }
        last->sides[side->engine] = side;
    }
    for (size_t i = 0; i < view->n_databases; i++) {
        for (int e = 0; e < ENGINE_COUNT; e++)
            if (view->databases[i].sides[e])
                add_engine(ctx, &view->databases[i], (enum engine)e);
        finish_database(ctx, &view->databases[i]);
    }
    if (page->compared)
        order_databases(ctx, view);
    for (size_t i = 0; i < view->n_databases; i++)
        for (size_t r = 0; r < view->databases[i].n_relations; r++)
            view->databases[i].relations[r].database = &view->databases[i];
    view_link(ctx, view);
    return view;
}
