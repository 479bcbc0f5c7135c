#include "page/entry.h"

#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/badge.h"
#include "page/diagram.h"
#include "page/facet.h"
#include "page/html.h"
#include "page/rows.h"

/* More than this are folded away. */
enum { MANY_LINKS = 30 };

void print_relation_name(FILE *out, const struct relation *relation)
{
    if (relation->schema[0]) {
        html_breakable(out, relation->schema);
        fputs(".<wbr>", out);
    }
    html_breakable(out, relation->name);
}

/* Columns of all keys of one type, on any engine. */
static void add_key(void *ctx, struct place *place, enum engine engine, const struct item *item)
{
    const char *type = item_attribute(item, "type"), *definition = item_attribute(item, "definition");
    if (item->kind != &model_constraint || !type || !definition)
        return;
    struct names key = key_columns(ctx, engine, definition);
    struct names *names = strcmp(type, "PRIMARY KEY") == 0            ? &place->primary
                          : strcmp(type, "FOREIGN KEY") == 0          ? &place->foreign
                          : strcmp(type, "UNIQUE") == 0 && key.n == 1 ? &place->unique
                                                                      : NULL;
    for (size_t i = 0; names && i < key.n; i++) {
        size_t at = mem_grow(ctx, &names->items, &names->n);
        names->items[at] = key.items[i];
    }
}

static bool is_gone(const struct shown *shown)
{
    return shown->change && shown->change->action == CHANGE_REMOVED;
}

/* "TABLE rooms": by which words a comment names it. */
static char *words_of(void *ctx, const struct relation *r)
{
    const struct item *item = pair_item(&r->self);
    const char *kind = !item || item->kind == &model_table      ? "TABLE"
                       : item->kind == &model_materialized_view ? "MATERIALIZED VIEW"
                                                                : "VIEW";
    return mem_printf(ctx, "%s %s", kind, r->name);
}

static struct place place_of(void *ctx, const struct relation *r)
{
    struct place place = {.database = r->database, .relation = r, .words = words_of(ctx, r)};
    place.gone = strcmp(pair_mark(&r->self), "removed") == 0;
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (size_t i = 0; i < r->parts[e].n; i++)
            if (!is_gone(&r->parts[e].items[i]) || is_gone(&r->self.of[e]))
                add_key(ctx, &place, (enum engine)e, r->parts[e].items[i].item);
    return place;
}

/* "partition of p FOR VALUES IN (1)", "of t": what a table is of follows its kind. */
static void print_belonging(FILE *out, const struct item *table)
{
    static const char *const names[] = {"partition of", "of type"};
    const char *bound = item_attribute(table, "bound");
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (item_attribute(table, names[i]))
            html_print(out, " %s %s", names[i], item_attribute(table, names[i]));
    if (bound)
        html_print(out, " %s", bound);
}

/* "table", "virtual table", and the engine where it is on one of two. */
static void print_kind(FILE *out, const struct relation *r)
{
    const struct item *item = pair_item(&r->self);
    const char *variety = item ? item_attribute(item, "kind") : NULL;
    const char *kind = item ? item->kind->name : "";
    html_print(out, " <span class=\"kind\">%s%s%s", variety ? variety : "", variety ? " " : "", kind);
    if (item)
        print_belonging(out, item);
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (item && r->database->sides[e] && !r->self.of[e].item)
            html_print(out, ", not on %s", engine_title((enum engine)e));
    fputs("</span>", out);
}

static bool is_of_heading(const char *attribute)
{
    static const char *const names[] = {"kind", "definition", "partition of", "bound", "of type"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(names[i], attribute) == 0)
            return true;
    return false;
}

/* What else is said of a table where it is made: how it is partitioned, what it inherits, its options. */
static void print_properties(FILE *out, const struct relation *r)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const struct item *item = r->self.of[e].item;
        for (size_t i = 0; item && i < item->n_attributes; i++) {
            const struct attribute *a = &item->attributes[i];
            if (is_of_heading(a->name))
                continue;
            html_print(out, "<p class=\"property\">%s: <code>%s</code>", a->name, a->value);
            if (r->self.of[ENGINE_COUNT - 1 - e].item)
                html_print(out, " on %s", engine_title((enum engine)e));
            fputs("\n", out);
        }
    }
}

static void print_heading(FILE *out, const struct relation *r)
{
    html_print(out, "<h3><a href=\"#%s\">", r->anchor);
    print_relation_name(out, r);
    fputs("</a>", out);
    print_kind(out, r);
    print_counts(out, &r->changes);
    fputs("</h3>\n", out);
}

static void print_links_in(FILE *out, const struct relation *r)
{
    if (r->n_links_in == 0)
        return;
    fputs("<h4>Referred to by</h4>\n", out);
    if (r->n_links_in > MANY_LINKS)
        html_print(out, "<details><summary>%zu foreign keys</summary>\n", r->n_links_in);
    fputs("<ul class=\"links\">\n", out);
    for (size_t i = 0; i < r->n_links_in; i++) {
        const struct link *link = r->links_in[i];
        html_print(out, "<li class=\"%s\"><a href=\"#%s\">", pair_mark(&link->pair), link->from->anchor);
        print_relation_name(out, link->from);
        fputs("</a> <code>(", out);
        for (size_t c = 0; c < link->reference.columns.n; c++)
            html_print(out, c ? ", %s" : "%s", link->reference.columns.items[c]);
        fputs(")</code>\n", out);
    }
    fputs(r->n_links_in > MANY_LINKS ? "</ul></details>\n" : "</ul>\n", out);
}

static bool has_columns(const struct relation *r)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (size_t i = 0; i < r->parts[e].n; i++)
            if (r->parts[e].items[i].item->kind == &model_column)
                return true;
    return false;
}

/* A view or a virtual table is its SQL; that of a table is folded away, for all of it is reported above. */
static void print_self(FILE *out, const struct relation *r, const struct place *place)
{
    struct shown_list lists[ENGINE_COUNT] = {{0}};
    struct shown own[ENGINE_COUNT];
    for (int e = 0; e < ENGINE_COUNT; e++) {
        own[e] = r->self.of[e];
        lists[e] = (struct shown_list){&own[e], own[e].item != NULL};
    }
    bool has_any = has_columns(r);
    if (has_any)
        fputs("<details class=\"sql\"><summary>SQL</summary>\n", out);
    for (size_t i = 0; self_facets[i]; i++)
        facet_print(out, self_facets[i], place, lists);
    if (has_any)
        fputs("</details>\n", out);
}

/*
 * About how high it will be, in steps of the style: the browser guesses by it
 * where things are that it has not drawn yet.
 */
static int guess_height(const struct relation *r)
{
    static const int steps[] = {24, 40, 64, 100, 160};
    double lines = 0;
    size_t links = r->n_links + r->n_links_in, step = 0;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        size_t n = 0;
        for (size_t i = 0; i < r->parts[e].n; i++)
            n += r->parts[e].items[i].item->kind != &model_row;
        lines = (double)n > lines ? (double)n : lines;
    }
    double height = 14 + lines * 2.1 + (links > 0 ? 5 + 2.3 * (double)(links < 15 ? links : 15) : 0);
    while (step + 1 < sizeof(steps) / sizeof(*steps) && steps[step] < height)
        step++;
    return steps[step];
}

void entry_print(FILE *out, struct layouter *layouter, const struct relation *r)
{
    void *ctx = mem_context(NULL);
    struct place place = place_of(ctx, r);
    html_print(out, "<article id=\"%s\" class=\"", r->anchor);
    print_class(out, &r->changes);
    html_print(out, " %s size-%d\">\n", pair_mark(&r->self), guess_height(r));
    print_heading(out, r);
    print_notes(out, &r->self);
    print_table_comment(out, &place);
    print_properties(out, r);
    struct facet facet;
    for (size_t i = 0; facet_at(i, &facet); i++)
        facet_print(out, &facet, &place, r->parts);
    diagram_print(out, layouter, r);
    print_links_in(out, r);
    rows_print(out, r);
    print_self(out, r, &place);
    fputs("</article>\n", out);
    mem_free(ctx);
}
