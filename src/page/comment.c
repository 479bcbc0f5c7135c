/* Comments: beside the table or the column they are about; in a facet of their own where that is not on the page. */
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/facet.h"
#include "page/html.h"

static const char column[] = "COLUMN ";

static void print_comment(FILE *out, const struct item *item)
{
    const char *text = item_attribute(item, "text");
    html_print(out, "<span class=\"said\">%s</span>", text ? text : "");
}

static bool is_listed(const struct relation *r, const char *name)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (size_t i = 0; i < r->parts[e].n; i++) {
            const struct item *item = r->parts[e].items[i].item;
            if (item->kind == &model_column && equal_names(item->name, name))
                return true;
        }
    return false;
}

/* "COLUMN " and the name of one that is listed, or the words for the table itself. */
static bool beside_its_object(const struct place *place, const struct item *comment)
{
    if (!place->relation)
        return false;
    if (strncmp(comment->name, column, strlen(column)) == 0)
        return is_listed(place->relation, comment->name + strlen(column));
    return place->subject && strcmp(comment->name, place->subject) == 0;
}

const struct facet comment_facet = {
    .kind = &model_comment,
    .title = "Comments",
    .head = "On",
    .key = key_of_name,
    .print_head = facet_name,
    .print_cell = print_comment,
    .elsewhere = beside_its_object,
};

static void print_on(FILE *out, const struct place *place, const char *on)
{
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const struct shown_list *parts = &place->relation->parts[e];
        for (size_t i = 0; i < parts->n; i++) {
            const struct shown *shown = &parts->items[i];
            if (shown->item->kind != &model_comment || strcmp(shown->item->name, on) != 0)
                continue;
            char *content = facet_cell(NULL, &comment_facet, place, shown);
            fprintf(out, "<div class=\"comment\">%s", content);
            print_note(out, shown);
            fputs("</div>\n", out);
            mem_free(content);
        }
    }
}

void print_table_comment(FILE *out, const struct place *place)
{
    if (place->relation && place->subject)
        print_on(out, place, place->subject);
}

void print_column_comment(FILE *out, const struct place *place, const char *name)
{
    char *on = mem_printf(NULL, "%s%s", column, name);
    if (place->relation)
        print_on(out, place, on);
    mem_free(on);
}
