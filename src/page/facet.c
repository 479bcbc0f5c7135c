#include "page/facet.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "page/html.h"
#include "page/lines.h"

static char *cell_text(void *ctx, const struct facet *facet, const struct item *item)
{
    struct text t;
    text_open(&t);
    facet->print_cell(t.out, item);
    return text_close(&t, ctx);
}

/* Before and after, where the change is one of this item; attributes by name where the cell does not show them. */
static void print_change(void *ctx, FILE *out, const struct facet *facet, const struct shown *shown)
{
    const struct change *c = shown->change;
    if (facet->look && c->old_item && c->new_item) {
        lines_print(out, c->old_item->text, c->new_item->text);
        return;
    }
    const char *after = cell_text(ctx, facet, shown->item);
    const char *before = c->old_item && c->new_item ? cell_text(ctx, facet, c->old_item) : NULL;
    if (!before)
        fprintf(out, c->action == CHANGE_REMOVED ? "<del>%s</del>" : "<ins>%s</ins>", after);
    else if (strcmp(before, after) != 0)
        fprintf(out, "<del>%s</del> <span class=\"to\">→</span> <ins>%s</ins>", before, after);
    else {
        fputs(after, out);
        print_values(out, c, NULL);
    }
}

char *facet_cell(void *ctx, const struct facet *facet, const struct place *place, const struct shown *shown)
{
    if (!shown->item)
        return mem_strdup(ctx, "<span class=\"none\" title=\"not on this engine\">–</span>");
    if (!shown->change || (place->gone && !is_own(shown)))
        return cell_text(ctx, facet, shown->item);
    struct text t;
    text_open(&t);
    print_change(ctx, t.out, facet, shown);
    return text_close(&t, ctx);
}

/*
 * Both engines' cells are written even where they are the same, because an
 * empty place would look like something missing; the class "again" lets the
 * style leave it out where one stands below the other.
 */
static void print_cells(void *ctx, FILE *out, const struct facet *facet, const struct place *place,
                        const struct pair *pair, const char *const notes[ENGINE_COUNT])
{
    const char *contents[ENGINE_COUNT] = {NULL};
    bool same = true;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (place->shown[e])
            contents[e] = mem_printf(ctx, "%s%s", facet_cell(ctx, facet, place, &pair->of[e]), notes[e]);
        same = same && contents[e] && strcmp(contents[e], contents[0]) == 0;
    }
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (contents[e])
            fprintf(out, "<td class=\"%s\">%s",
                    !same    ? engine_name((enum engine)e)
                    : e == 0 ? "both"
                             : "again",
                    contents[e]);
}

static const char *note_text(void *ctx, const struct shown *shown)
{
    struct text t;
    text_open(&t);
    if (shown->item)
        print_note(t.out, shown);
    return text_close(&t, ctx);
}

/* What is said of both engines in the same words is said once, beside the name. */
static void print_line(FILE *out, const struct facet *facet, const struct place *place, const struct pair *pair)
{
    void *ctx = mem_context(NULL);
    const char *notes[ENGINE_COUNT];
    bool shared = true, own = false;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        notes[e] = is_relation(facet->kind) ? "" : note_text(ctx, &pair->of[e]); /* its heading has it */
        shared = shared && notes[e][0] && strcmp(notes[e], notes[0]) == 0;
        own = own || (pair->of[e].item && is_own(&pair->of[e]));
    }
    const char *mark = place->gone && !own ? "" : pair_mark(pair);
    html_print(out, mark[0] ? "<tr class=\"%s\"><th scope=\"row\">" : "<tr>%s<th scope=\"row\">", mark);
    facet->print_head(out, place, pair);
    if (shared) {
        fputs(notes[0], out);
        for (int e = 0; e < ENGINE_COUNT; e++)
            notes[e] = "";
    }
    print_cells(ctx, out, facet, place, pair, notes);
    fputs("\n", out);
    mem_free(ctx);
}

struct pairs facet_pairs(void *ctx, const struct facet *facet, const struct place *place,
                         const struct shown_list lists[ENGINE_COUNT])
{
    struct pairs all = pairs_make(ctx, lists, facet->kind, facet->key);
    struct pairs chosen = {mem_array(ctx, struct pair, all.n), 0};
    for (size_t i = 0; i < all.n; i++) {
        const struct item *item = pair_item(&all.items[i]);
        size_t at = chosen.n;
        if (facet->elsewhere && facet->elsewhere(place, item))
            continue;
        for (; facet->rank && at > 0 && facet->rank(pair_item(&chosen.items[at - 1])) > facet->rank(item); at--)
            chosen.items[at] = chosen.items[at - 1];
        chosen.items[at] = all.items[i];
        chosen.n++;
    }
    return chosen;
}

char *facet_capital(void *ctx, const char *words)
{
    char *text = mem_strdup(ctx, words);
    text[0] = (char)toupper((unsigned char)text[0]);
    return text;
}

/*
 * The title and the engines' names stand on one line (style.css), so the head
 * of the first column is there for those who hear the page.
 */
static void print_head(FILE *out, const struct facet *facet, const struct place *place)
{
    char *title = facet_capital(NULL, facet->title), *head = facet_capital(NULL, facet->head);
    html_print(
        out, "<h4>%s</h4>\n<table class=\"facet%s%s\">\n<thead><tr><th scope=\"col\"><span class=\"unseen\">%s</span>",
        title, facet->look ? " " : "", facet->look ? facet->look : "", head);
    mem_free(title);
    mem_free(head);
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (place->shown[e])
            html_print(out, "<th scope=\"col\">%s%s", engine_title((enum engine)e),
                       place->database->sides[ENGINE_COUNT - 1 - e] && !place->shown[ENGINE_COUNT - 1 - e] ? " only"
                                                                                                           : "");
    fputs("\n<tbody>\n", out);
}

/* SQL needs room: an engine that has none of it gets no column. */
static struct place with_columns(const struct facet *facet, const struct place *place, const struct pairs *pairs)
{
    struct place with = *place;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        with.shown[e] = place->database->sides[e] && !facet->look;
        for (size_t i = 0; i < pairs->n; i++)
            with.shown[e] = with.shown[e] || pairs->items[i].of[e].item;
    }
    return with;
}

void facet_print(FILE *out, const struct facet *facet, const struct place *place,
                 const struct shown_list lists[ENGINE_COUNT])
{
    void *ctx = mem_context(NULL);
    struct pairs pairs = facet_pairs(ctx, facet, place, lists);
    if (pairs.n > 0) {
        const struct place with = with_columns(facet, place, &pairs);
        print_head(out, facet, &with);
        for (size_t i = 0; i < pairs.n; i++)
            print_line(out, facet, &with, &pairs.items[i]);
        fputs("</table>\n", out);
    }
    mem_free(ctx);
}
