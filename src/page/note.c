/* The words and marks of a change: what happened, of which class, why. */
#include "page/facet.h"

#include <string.h>

#include "base/mem.h"
#include "page/badge.h"
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

void print_values(FILE *out, const struct change *change, const char *but)
{
    for (size_t i = 0; i < change->n_attributes; i++) {
        const struct attribute_change *a = &change->attributes[i];
        if (but && strcmp(a->name, but) == 0)
            continue;
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

bool is_own(const struct shown *shown)
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

/* Of a table or view all but its definition, which its SQL shows before and after. */
static char *values_and_note(void *ctx, const struct shown *shown)
{
    struct text t;
    text_open(&t);
    if (is_own(shown))
        print_values(t.out, shown->change, "definition");
    print_note(t.out, shown);
    return text_close(&t, ctx);
}

void print_notes(FILE *out, const struct pair *pair)
{
    void *ctx = mem_context(NULL);
    const char *first = NULL;
    bool same = true;
    for (int e = 0; e < ENGINE_COUNT; e++) {
        const char *note = pair->of[e].item ? values_and_note(ctx, &pair->of[e]) : first;
        same = same && (!first || (note && strcmp(first, note) == 0));
        first = first ? first : note;
    }
    for (int e = 0; e < ENGINE_COUNT && !same; e++)
        if (is_own(&pair->of[e]))
            fprintf(out, "<div class=\"of-one\"><span>%s</span><div>%s</div></div>\n", engine_title((enum engine)e),
                    values_and_note(ctx, &pair->of[e]));
    if (same && first)
        fputs(first, out);
    mem_free(ctx);
}
