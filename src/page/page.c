/* The page as a whole: head, header with the filter, contents, and an article for each table. */
#include "page/page.h"

#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/badge.h"
#include "page/embedded.h"
#include "page/entry.h"
#include "page/facet.h"
#include "page/head.h"
#include "page/html.h"
#include "page/lines.h"
#include "page/loose.h"
#include "page/picture.h"
#include "page/side.h"

/* Boxes to tick, which work through the style alone. */
static void print_switches(FILE *out, const struct view *view)
{
    struct change_counts counts = difference_count(view->page->sides);
    fputs("<fieldset class=\"switches\"><legend class=\"unseen\">Show</legend>\n", out);
    for (int c = CHANGE_CLASSES - 1; c >= 0; c--) {
        const char *name = change_class_name((enum change_class)c);
        html_print(out,
                   "<label><input type=\"checkbox\" id=\":%s\" checked> <b class=\"badge %s\">%zu %s</b></label>\n",
                   name, name, counts.of[c], name);
    }
    fputs("<label><input type=\"checkbox\" id=\":same\"> unchanged too</label>\n", out);
    if (counts.expected)
        html_print(out, "<b class=\"badge\">%zu expected</b>\n", counts.expected);
    if (counts.pending)
        html_print(out, "<b class=\"badge\">%zu pending</b>\n", counts.pending);
    fputs("</fieldset>\n", out);
}

/* "138 tables and 1 view", "1 table differs": how many there are, of a change how many are not what they were. */
static void print_count(FILE *out, const struct view *view)
{
    const char *verb = view->page->compared ? " differ" : "";
    size_t tables = 0, views = 0;
    for (size_t i = 0; i < view->n_databases; i++)
        for (size_t r = 0; r < view->databases[i].n_relations; r++) {
            const struct relation *relation = &view->databases[i].relations[r];
            const struct item *item = pair_item(&relation->self);
            bool counts = !view->page->compared || relation->changes.total > 0;
            tables += counts && (!item || item->kind == &model_table);
            views += counts && item && item->kind != &model_table;
        }
    fputs("<output id=\":count\" aria-live=\"polite\">", out);
    if (tables > 0 || views == 0)
        html_print(out, tables == 1 ? "%zu table" : "%zu tables", tables);
    if (views > 0)
        html_print(out, views == 1 ? "%s%zu view" : "%s%zu views", tables > 0 ? " and " : "", views);
    html_print(out, "%s%s</output>\n", verb, verb[0] && tables + views == 1 ? "s" : "");
}

static void print_header(FILE *out, const struct view *view)
{
    const struct page *page = view->page;
    html_print(out, "<a class=\"skip\" href=\"#:tables\">To the tables</a>\n<header>\n<h1>%s</h1>\n", page->title);
    fputs("<div class=\"find\"><label for=\":filter\" class=\"unseen\">Filter tables by their names and those of "
          "columns, constraints and indexes</label>"
          "<input id=\":filter\" type=\"search\" placeholder=\"Filter by name\" autocomplete=\"off\" "
          "spellcheck=\"false\" aria-keyshortcuts=\"/\" aria-describedby=\":keys\">"
          "<kbd title=\"press / to filter\">/</kbd>"
          "<p id=\":keys\"><kbd>Enter</kbd> to the best match, <kbd>\u2193</kbd> into the list, "
          "<kbd>Esc</kbd> show all</p></div>\n",
          out);
    print_count(out, view);
    if (page->compared)
        print_switches(out, view);
    fputs("</header>\n", out);
}

static void open_contents_line(FILE *out, const char *anchor, const struct change_counts *counts)
{
    fputs("<li class=\"", out);
    print_class(out, counts);
    html_print(out, "\"><a href=\"#%s\">", anchor);
}

static void close_contents_line(FILE *out, const struct change_counts *counts, const char *mark)
{
    fputs("</a>", out);
    print_worst(out, counts, mark);
    fputs("\n", out);
}

static void print_contents_line(FILE *out, const struct relation *r)
{
    const struct item *item = pair_item(&r->self);
    open_contents_line(out, r->anchor, &r->changes);
    print_relation_name(out, r);
    if (item && item->kind != &model_table)
        html_print(out, " <span class=\"more-kind\">%s</span>", item->kind->name);
    close_contents_line(out, &r->changes, pair_mark(&r->self));
}

static const char *database_title(const struct database *database)
{
    return database->name[0] ? database->name : "schema";
}

static void print_contents_head(FILE *out, const struct view *view, const struct database *d, bool drawn)
{
    html_print(out, "<h2>%s", database_title(d));
    if (drawn && has_picture(view, d)) {
        char *anchor = picture_anchor(NULL, d);
        html_print(out, " <a href=\"#%s\">picture</a>", anchor);
        mem_free(anchor);
    }
    fputs("</h2>\n<ul>\n", out);
}

static void print_contents(FILE *out, const struct view *view, bool drawn)
{
    fputs("<nav aria-label=\"Tables\"><details open><summary>Tables</summary>\n", out);
    for (size_t i = 0; i < view->n_databases; i++) {
        const struct database *d = &view->databases[i];
        print_contents_head(out, view, d, drawn);
        for (size_t r = 0; r < d->n_relations; r++)
            print_contents_line(out, &d->relations[r]);
        if (has_loose(d)) {
            char *anchor = loose_anchor(NULL, d);
            open_contents_line(out, anchor, &d->loose_changes);
            print_loose_name(out, d);
            close_contents_line(out, &d->loose_changes, "");
            mem_free(anchor);
        }
        fputs("</ul>\n", out);
    }
    fputs("</details></nav>\n", out);
}

static void print_database(FILE *out, struct layouter *layouter, const struct view *view, const struct database *d)
{
    bool one = !d->sides[ENGINE_POSTGRES] || !d->sides[ENGINE_SQLITE];
    html_print(out, "<section aria-label=\"%s\"%s>\n<h2>%s</h2>\n", database_title(d), one ? " class=one" : "",
               database_title(d));
    sides_print(out, d, view->page->compared);
    if (has_picture(view, d))
        picture_print(out, layouter, view, d);
    for (size_t i = 0; i < d->n_relations; i++)
        entry_print(out, layouter, &d->relations[i]);
    if (has_loose(d))
        loose_print(out, d);
    fputs("</section>\n", out);
}

/* What the page does not show stands above all that it does. */
static void print_uncompared(FILE *out, const struct difference *sides)
{
    if (sides->n_uncompared == 0)
        return;
    fputs("<div class=\"uncompared\">\n<h2>Not compared</h2>\n<ul>\n", out);
    for (size_t i = 0; i < sides->n_uncompared; i++) {
        const struct uncompared *u = &sides->uncompared[i];
        html_print(out, "<li><b>%s%s%s</b>%s", u->name, *u->name && *u->location ? ", " : "", u->location,
                   u->partly ? " in part" : "");
        for (size_t k = 0; k < u->n_reasons; k++)
            html_print(out, "<p>%s</p>", u->reasons[k]);
        fputs("</li>\n", out);
    }
    fputs("</ul>\n</div>\n", out);
}

void page_print(FILE *out, const struct page *page)
{
    void *ctx = mem_context(NULL);
    struct view *view = view_make(ctx, page);
    const char *why_not = NULL;
    struct layouter *layouter = layouter_new(ctx, &why_not);
    lines_begin();
    page_print_head(out, page->title);
    fprintf(out, "<body class=\"%s\">\n", page->compared ? "compared" : "single");
    print_header(out, view);
    fputs("<div class=\"page\">\n", out);
    print_contents(out, view, layouter != NULL);
    fputs("<main id=\":tables\" tabindex=\"-1\">\n", out);
    print_uncompared(out, page->sides);
    for (size_t i = 0; i < view->n_databases; i++)
        print_database(out, layouter, view, &view->databases[i]);
    if (!layouter)
        html_print(out, "<p class=\"undrawn\">There are no diagrams: Graphviz was not there (%s).</p>\n", why_not);
    fputs("<p class=\"nothing\" hidden>No table, column or index has that in its name.\n</main>\n</div>\n", out);
    fprintf(out, "<script>%s</script>\n</body>\n</html>\n", page_script_js);
    lines_end();
    layouter_free(layouter);
    mem_free(ctx);
}
