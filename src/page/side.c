#include "page/side.h"

#include <string.h>

#include "model/kinds.h"
#include "page/facet.h"
#include "page/html.h"

/* "138 tables, 1 view, 196 indexes": what people count. */
static void print_contents(FILE *out, const struct model *model)
{
    static const struct model_kind *const counted[] = {&model_table,    &model_view,    &model_materialized_view,
                                                       &model_index,    &model_trigger, &model_sequence,
                                                       &model_function, &model_row};
    const char *before = "";
    for (size_t k = 0; k < sizeof(counted) / sizeof(*counted); k++) {
        size_t n = 0;
        for (size_t i = 0; i < model->n_items; i++)
            n += model->items[i]->kind == counted[k];
        if (n == 0)
            continue;
        html_print(out, "%s%zu %s", before, n, n == 1 ? counted[k]->name : counted[k]->plural);
        before = ", ";
    }
    html_print(out, "%s", before[0] ? "" : "empty");
}

/* "3 added, 1 removed, 12 changed": of tables and views. */
static void print_differences(FILE *out, const struct database *d)
{
    static const char *const marks[] = {"added", "removed", "changed"};
    size_t n[3] = {0};
    const char *before = "Tables and views: ";
    for (size_t i = 0; i < d->n_relations; i++) {
        const char *mark = pair_mark(&d->relations[i].self);
        if (d->relations[i].changes.total > 0)
            n[strcmp(mark, "added") == 0 ? 0 : strcmp(mark, "removed") == 0 ? 1 : 2]++;
    }
    fputs("<li>", out);
    for (int m = 0; m < 3; m++)
        if (n[m] > 0) {
            html_print(out, "%s%zu %s", before, n[m], marks[m]);
            before = ", ";
        }
    if (d->changes.total == 0)
        fputs("nothing in it differs", out);
    fputs("\n", out);
}

/* Where each snapshot is. */
static void print_side(FILE *out, const struct comparison *side, bool compared)
{
    html_print(out, "<li>%s: ", engine_title(side->engine));
    if (compared)
        html_print(out, "<code>%s</code> → ", side->old_model ? side->old_path : "none");
    html_print(out, "<code>%s</code>", side->new_model ? side->new_path : "none");
    if (!compared && side->new_model) {
        fputs(": ", out);
        print_contents(out, side->new_model);
    }
    if (compared && !side->old_model)
        fputs(" <b class=\"badge breaking\">snapshot added</b>", out);
    if (compared && !side->new_model)
        fputs(" <b class=\"badge breaking\">snapshot removed</b>", out);
    if (compared && side->old_model == side->new_model)
        fputs(" <span>the same</span>", out);
    fputs("\n", out);
}

void sides_print(FILE *out, const struct database *d, bool compared)
{
    fputs("<ul class=\"sides\">\n", out);
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (d->sides[e])
            print_side(out, d->sides[e], compared);
    if (compared)
        print_differences(out, d);
    fputs("</ul>\n", out);
}
