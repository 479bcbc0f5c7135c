#include "page/facet.h"

#include <string.h>

#include "base/mem.h"
#include "page/html.h"

const char *engine_title(enum engine engine)
{
    return engine == ENGINE_POSTGRES ? "Postgres" : "SQLite";
}

const char *change_mark(const struct change *change)
{
    static const char *const marks[] = {[CHANGE_ADDED] = "added",
                                        [CHANGE_REMOVED] = "removed",
                                        [CHANGE_ALTERED] = "changed",
                                        [CHANGE_RENAMED] = "changed"};
    return change ? marks[change->action] : "";
}

/* What happened on one engine alone is a change of the pair. */
const char *pair_mark(const struct pair *pair)
{
    const char *mark = NULL;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (!pair->of[e].item)
            continue;
        const char *own = change_mark(pair->of[e].change);
        mark = !mark || strcmp(mark, own) == 0 ? own : "changed";
    }
    return mark ? mark : "";
}

void print_badge(FILE *out, enum change_class class)
{
    html_print(out, "<b class=\"badge %s\">%s</b>", change_class_name(class), change_class_name(class));
}

void print_sql(FILE *out, const char *sql)
{
    enum { LONG = 12 };
    size_t lines = 1, first = strcspn(sql, "\n");
    for (const char *s = sql; *s; s++)
        lines += *s == '\n';
    if (lines > LONG) {
        char *summary = mem_strndup(NULL, sql, first);
        html_print(out, "<details><summary><code>%s</code> … %zu lines</summary>", summary, lines);
        mem_free(summary);
    }
    html_print(out, "<pre>%s</pre>", sql);
    if (lines > LONG)
        fputs("</details>", out);
}

static void print_values(FILE *out, const struct change *change)
{
    for (size_t i = 0; i < change->n_attributes; i++) {
        const struct attribute_change *a = &change->attributes[i];
        html_print(out, "<div class=\"was\">%s: ", a->name);
        if (a->old_value)
            html_print(out, "<del><code>%s</code></del>", a->old_value);
        if (a->old_value && a->new_value)
            fputs(" → ", out);
        if (a->new_value)
            html_print(out, "<ins><code>%s</code></ins>", a->new_value);
        fputs("</div>", out);
    }
}

static bool is_own(const struct shown *shown)
{
    const struct change *c = shown->change;
    return c && (c->old_item == shown->item || c->new_item == shown->item);
}

void print_note(FILE *out, const struct shown *shown)
{
    const struct change *c = shown->change;
    if (!is_own(shown))
        return;
    fputs("<p class=\"note\">", out);
    print_badge(out, c->class);
    html_print(out, " %s", change_action_name(c->action));
    if (c->action == CHANGE_RENAMED)
        html_print(out, " from <code>%s</code>", c->old_item->name);
    if (c->certain)
        html_print(out, " (%s)", c->certain);
    if (c->reason && c->reason[0])
        html_print(out, ": %s", c->reason);
    if (c->delta)
        html_print(out, " <span class=\"from\">by %s:%d</span>", c->delta, c->delta_line);
    fputs("\n", out);
}

static char *note_text(void *ctx, const struct shown *shown)
{
    struct text t;
    text_open(&t);
    if (is_own(shown))
        print_values(t.out, shown->change);
    print_note(t.out, shown);
    return text_close(&t, ctx);
}

void print_notes(FILE *out, const struct pair *pair)
{
    void *ctx = mem_context(NULL);
    const char *first = NULL;
    bool same = true;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const char *note = pair->of[e].item ? note_text(ctx, &pair->of[e]) : first;
        same = same && (!first || (note && strcmp(first, note) == 0));
        first = first ? first : note;
    }
    for (int e = 0; e < ENGINE_COUNT && !same; e++)
        if (is_own(&pair->of[e]))
            fprintf(out, "<div class=\"of-one\"><span>%s</span><div>%s</div></div>\n", engine_title((enum engine)e),
                    note_text(ctx, &pair->of[e]));
    if (same && first)
        fputs(first, out);
    mem_free(ctx);
}

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
    const char *after = cell_text(ctx, facet, shown->item);
    const char *before = c->old_item && c->new_item ? cell_text(ctx, facet, c->old_item) : NULL;
    if (!before)
        fprintf(out, c->action == CHANGE_REMOVED ? "<del>%s</del>" : "<ins>%s</ins>", after);
    else if (strcmp(before, after) != 0)
        fprintf(out, "<del>%s</del> <span class=\"to\">→</span> <ins>%s</ins>", before, after);
    else {
        fputs(after, out);
        print_values(out, c);
    }
    print_note(out, shown);
}

/* All of a cell between its tags. */
static const char *cell_content(void *ctx, const struct facet *facet, const struct shown *shown)
{
    if (!shown->item)
        return "<span class=\"none\" title=\"not on this engine\">–</span>";
    if (!shown->change)
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
static void print_cells(FILE *out, const struct facet *facet, const struct place *place, const struct pair *pair)
{
    void *ctx = mem_context(NULL);
    const char *contents[ENGINE_COUNT] = {NULL};
    bool same = true;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        if (place->database->sides[e])
            contents[e] = cell_content(ctx, facet, &pair->of[e]);
        same = same && contents[e] && strcmp(contents[e], contents[0]) == 0;
    }
    for (int e = 0; e < ENGINE_COUNT; e++)
        if (contents[e])
            fprintf(out, "<td class=\"%s\">%s",
                    !same    ? engine_name((enum engine)e)
                    : e == 0 ? "both"
                             : "again",
                    contents[e]);
    mem_free(ctx);
}

static void print_line(FILE *out, const struct facet *facet, const struct place *place, const struct pair *pair)
{
    const char *mark = pair_mark(pair);
    html_print(out, mark[0] ? "<tr class=\"%s\"><th scope=\"row\">" : "<tr>%s<th scope=\"row\">", mark);
    facet->print_head(out, place, pair);
    print_cells(out, facet, place, pair);
    fputs("\n", out);
}

bool facet_print(FILE *out, const struct facet *facet, const struct place *place,
                 const struct shown_list lists[ENGINE_COUNT])
{
    void *ctx = mem_context(NULL);
    struct pairs pairs = pairs_make(ctx, lists, facet->kind, facet->key);
    if (pairs.n > 0) {
        html_print(out, "<h4>%s</h4>\n<table class=\"facet\">\n<thead><tr><th scope=\"col\">%s", facet->title,
                   facet->head);
        for (int e = 0; e < ENGINE_COUNT; e++)
            if (place->database->sides[e])
                html_print(out, "<th scope=\"col\">%s", engine_title((enum engine)e));
        fputs("\n<tbody>\n", out);
        for (size_t i = 0; i < pairs.n; i++)
            print_line(out, facet, place, &pairs.items[i]);
        fputs("</table>\n", out);
    }
    mem_free(ctx);
    return pairs.n > 0;
}
