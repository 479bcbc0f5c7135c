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

/* The tables of a list, as links where they are on the page. */
static void print_tables(FILE *out, const struct relation *r, enum engine engine, const char *list)
{
    void *ctx = mem_context(NULL);
    struct relation_name *names;
    size_t n = relation_names_read(ctx, engine, list, &names);
    if (n == 0)
        html_print(out, "%s", list);
    for (size_t i = 0; i < n; i++) {
        const struct relation *to = database_find(r->database, names[i].schema, names[i].name);
        fputs(i ? ", " : "", out);
        if (to)
            html_print(out, "<a href=\"#%s\">", to->anchor);
        html_print(out, "%s%s%s", names[i].schema, names[i].schema[0] ? "." : "", names[i].name);
        fputs(to ? "</a>" : "", out);
    }
    mem_free(ctx);
}

/* "partition of p FOR VALUES IN (1)", "of type t": what a table is of follows its kind. */
static void print_belonging(FILE *out, const struct relation *r)
{
    const struct item *table = pair_item(&r->self);
    const char *parent = item_attribute(table, "partition of"), *bound = item_attribute(table, "bound");
    const char *type = item_attribute(table, "of type");
    if (parent) {
        fputs(" partition of ", out);
        print_tables(out, r, pair_engine(&r->self), parent);
    }
    if (type)
        html_print(out, " of type %s", type);
    if (bound)
        html_print(out, " %s", bound);
}

/* "table", "virtual table", and the engine where it is on one of two. */
static void print_kind(FILE *out, const struct relation *r)
{
    const struct item *item = pair_item(&r->self);
    const char *form = item ? item_attribute(item, "kind") : NULL;
    const char *kind = item ? item->kind->name : "";
    html_print(out, " <span class=\"kind\">%s%s%s", form ? form : "", form ? " " : "", kind);
    if (item)
        print_belonging(out, r);
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (item && r->database->sides[e] && !r->self.of[e].item)
            html_print(out, ", not on %s", engine_title((enum engine)e));
    fputs("</span>", out);
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
            html_print(out, "<p class=\"property\">%s: <code>", a->name);
            if (strcmp(a->name, "inherits") == 0)
                print_tables(out, r, (enum engine)e, a->value);
            else
                html_print(out, "%s", a->value);
            fputs("</code>", out);
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

/* A list of links to tables, folded away where it is long: `what` it counts. */
static bool open_links(FILE *out, const char *title, size_t n, const char *what)
{
    if (n == 0)
        return false;
    html_print(out, "<h4>%s</h4>\n", title);
    if (n > MANY_LINKS)
        html_print(out, "<details><summary>%zu %s</summary>\n", n, what);
    fputs("<ul class=\"links\">\n", out);
    return true;
}

static void print_link(FILE *out, const struct relation *to, const char *mark)
{
    html_print(out, "<li class=\"%s\"><a href=\"#%s\">", mark, to->anchor);
    print_relation_name(out, to);
    fputs("</a>", out);
}

static void close_links(FILE *out, size_t n)
{
    fputs(n > MANY_LINKS ? "</ul></details>\n" : "</ul>\n", out);
}

static void print_links_in(FILE *out, const struct relation *r)
{
    if (!open_links(out, "Referred to by", r->n_links_in, "foreign keys"))
        return;
    for (size_t i = 0; i < r->n_links_in; i++) {
        const struct link *link = r->links_in[i];
        print_link(out, link->from, pair_mark(&link->pair));
        fputs(" <code>(", out);
        for (size_t c = 0; c < link->reference.columns.n; c++)
            html_print(out, c ? ", %s" : "%s", link->reference.columns.items[c]);
        fputs(")</code>\n", out);
    }
    close_links(out, r->n_links_in);
}

/* Its partitions with the rows that each one takes, or the tables that inherit from it. */
static void print_children(FILE *out, const struct relation *r, bool partitions)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_children; i++)
        n += (partition_parent(r->children[i]) == r) == partitions;
    if (!open_links(out, partitions ? "Partitions" : "Inherited by", n, partitions ? "partitions" : "tables"))
        return;
    for (size_t i = 0; i < r->n_children; i++) {
        const struct relation *child = r->children[i];
        if ((partition_parent(child) == r) != partitions)
            continue;
        const char *bound = item_attribute(pair_item(&child->self), "bound");
        print_link(out, child, pair_mark(&child->self));
        html_print(out, partitions && bound ? " <code>%s</code>\n" : "%s\n", partitions && bound ? bound : "");
    }
    close_links(out, n);
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
    size_t links = r->n_links + r->n_links_in + r->n_children, step = 0;
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
    print_children(out, r, true);
    print_children(out, r, false);
    print_links_in(out, r);
    rows_print(out, r);
    print_self(out, r, &place);
    fputs("</article>\n", out);
    mem_free(ctx);
}
