/*
 * For a terminal: snapshots, in them tables, in them what changed.
 *
 *     main, postgres: old/full.sql.postgres -> new/full.sql.postgres
 *
 *       table rooms
 *         ~ column creator
 *             type: text -> bigint
 *             breaking: values are read as another type (fullschema explain column-type)
 *
 * What both engines have alike stands once, before what each has alone.
 */
#include <string.h>

#include "base/mem.h"
#include "base/same_text.h"
#include "base/shown.h"
#include "model/kinds.h"
#include "report/hunk.h"
#include "report/report.h"
#include "report/wording.h"

enum { STEP = 4, LEAST = 24, LONGEST_VALUE = 120 };
#define BOLD   "1"
#define DIM    "2"
#define RED    "31"
#define GREEN  "32"
#define YELLOW "33"

struct page {
    void *ctx; /* emptied after each change */
    FILE *out;
    const struct report_options *options;
};

/* Columns left for text that starts at `column`; 0: as many as it takes. */
static size_t room_after(const struct page *page, size_t column)
{
    size_t width = page->options->width > 0 ? (size_t)page->options->width : 0;
    return width == 0 ? 0 : width > column + LEAST ? width - column : LEAST;
}

/* A line at a depth, cut to the width. `tint` may be NULL. */
static void put_line(const struct page *page, int depth, const char *tint, const char *text)
{
    size_t column = (size_t)depth;
    const char *shown = shown_at_most(page->ctx, text, room_after(page, column));
    if (page->options->colour && tint)
        fprintf(page->out, "%*s\033[%sm%s\033[0m\n", depth, "", tint, shown);
    else
        fprintf(page->out, "%*s%s\n", depth, "", shown);
}

/* Words over as many lines as the width asks for; the further ones stand two columns deeper. */
static void put_wrapped(const struct page *page, int depth, const char *tint, const char *text)
{
    int indent = depth;
    while (*text) {
        size_t room = room_after(page, (size_t)indent), size = strlen(text);
        size_t taken = size;
        for (size_t i = 0, last = 0; room && i < size; i++) {
            if (text[i] == ' ')
                last = i;
            if (i >= room && last) {
                taken = last;
                break;
            }
        }
        put_line(page, indent, tint, mem_strndup(page->ctx, text, taken));
        text += taken;
        text += strspn(text, " ");
        indent = depth + 2;
    }
}

static const char *action_tint(enum change_action action)
{
    static const char *const tints[CHANGE_ACTIONS] = {GREEN, RED, YELLOW, YELLOW};
    return tints[action];
}

/* "~ column creator", "+ index rooms_idx: keys (creator)", "> table a -> b" */
static void print_subject(const struct page *page, int depth, const struct change *change)
{
    static const char signs[CHANGE_ACTIONS] = {'+', '-', '~', '>'};
    const struct item *item = change_item(change);
    const char *name = wording_name(page->ctx, item, LONGEST_VALUE);
    const char *shown = mem_printf(page->ctx, "%c %s %s", signs[change->action], item->kind->name, name);
    bool brief = change->action == CHANGE_ADDED && item->kind != &model_statement;
    const char *digest = brief ? wording_digest(page->ctx, item, LONGEST_VALUE) : "";
    if (change->action == CHANGE_RENAMED)
        shown = mem_printf(page->ctx, "%c %s %s -> %s", signs[change->action], item->kind->name,
                           wording_name(page->ctx, change->old_item, LONGEST_VALUE), name);
    else if (digest[0])
        shown = mem_printf(page->ctx, "%s: %s", shown, digest);
    put_line(page, depth, action_tint(change->action), shown);
}

/* Of drift it is said, too, what something means that is safe: nobody has planned it. */
static void print_reason(const struct page *page, int depth, const struct finding *finding)
{
    static const char *const tints[CHANGE_CLASSES] = {DIM, YELLOW, RED};
    const struct change *change = finding->change;
    const char *word = is_drift(change) ? mem_printf(page->ctx, "%s, ", wording_action(finding)) : "";
    if (change->class != CHANGE_SAFE || *word)
        put_wrapped(page, depth, tints[change->class],
                    mem_printf(page->ctx, "%s%s: %s (%s)", word, wording_class(change->class),
                               shown_text(page->ctx, change->reason),
                               report_link(page->ctx, page->options, change->anchor)));
    if (change->delta)
        put_line(page, depth, DIM,
                 mem_printf(page->ctx, "made by %s",
                            wording_place(page->ctx, (struct place){change->delta, change->delta_line, SIDE_FILE}, 0)));
}

static void print_patch(const struct page *page, const struct change *change)
{
    struct hunk_side sides[2] = {{0}};
    const struct item *items[] = {change->old_item, change->new_item};
    for (size_t i = 0; i < 2; i++)
        if (items[i])
            sides[i] = (struct hunk_side){items[i]->text, items[i]->line};
    hunk_print(page->out, sides[0], sides[1], page->options->colour);
}

/* A value too long for a line is shown by its size, and where to see it. */
static void print_attribute(const struct page *page, int depth, const struct attribute_change *attribute)
{
    const char *values[] = {attribute->old_value, attribute->new_value};
    bool sized = false;
    for (size_t i = 0; i < 2; i++)
        sized |= values[i] && !wording_value(page->ctx, values[i], LONGEST_VALUE).literal;
    put_line(page, depth, NULL,
             mem_printf(page->ctx, "%s%s", wording_attribute(page->ctx, attribute, LONGEST_VALUE),
                        sized && !page->options->patch ? ", shown by --patch" : ""));
}

static void print_change(const struct page *page, int depth, const struct finding *finding)
{
    const struct change *change = finding->change;
    print_subject(page, depth, change);
    depth += STEP;
    bool by_lines = change_item(change)->kind == &model_statement;
    for (size_t i = 0; i < change->n_attributes && !by_lines; i++)
        print_attribute(page, depth, &change->attributes[i]);
    if (change->certain)
        put_wrapped(page, depth, DIM, mem_printf(page->ctx, "renamed: %s", shown_text(page->ctx, change->certain)));
    print_reason(page, depth, finding);
    if (page->options->patch || by_lines)
        print_patch(page, change);
}

static void print_finding(const struct page *page, const struct finding *finding, const struct item *above)
{
    const struct item *item = change_item(finding->change);
    bool inside = item->relation[0] != '\0';
    if (inside && !(above && reported_under(item, above)))
        put_line(page, 2, BOLD,
                 mem_printf(page->ctx, "%s %s", relation_kind(finding->comparison, item),
                            wording_relation(page->ctx, item, LONGEST_VALUE)));
    print_change(page, inside ? STEP : STEP - 2, finding);
}

static void print_heading(const struct page *page, const struct finding *f)
{
    const char *old_path = wording_side(page->ctx, f, false), *new_path = wording_side(page->ctx, f, true);
    bool same = same_text(old_path, new_path);
    const char *old_shown = old_path ? shown_text(page->ctx, old_path) : "(none)";
    const char *new_shown = new_path ? shown_text(page->ctx, new_path) : "(none)";
    put_wrapped(page, 0, BOLD,
                mem_printf(page->ctx, same ? "%s: %s" : "%s: %s -> %s", wording_comparison(page->ctx, f), old_shown,
                           new_shown));
    fputc('\n', page->out);
}

static void print_changes(struct page *page, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *f = &findings->items[i], *before = i ? f - 1 : NULL;
        bool first = !before || !finding_goes_on(before, f);
        void *ctx = page->ctx;
        page->ctx = mem_context(ctx);
        if (first && i)
            fputc('\n', page->out);
        if (first)
            print_heading(page, f);
        print_finding(page, f, first ? NULL : change_item(before->change));
        mem_free(page->ctx);
        page->ctx = ctx;
    }
    if (findings->n)
        fputc('\n', page->out);
}

static void print_uncompared(const struct page *page, const struct difference *difference)
{
    if (!difference->n_uncompared)
        return;
    put_line(page, 0, BOLD, mem_printf(page->ctx, "%s:", wording_uncompared_count(page->ctx, difference)));
    for (size_t i = 0; i < difference->n_uncompared; i++) {
        const struct uncompared *u = &difference->uncompared[i];
        put_line(
            page, STEP, RED,
            mem_printf(page->ctx, "%s%s", wording_uncompared_name(page->ctx, u, 0), u->partly ? " (in part)" : ""));
        for (size_t k = 0; k < u->n_reasons; k++)
            put_wrapped(page, STEP + 2, NULL, shown_text(page->ctx, u->reasons[k]));
    }
    fputc('\n', page->out);
}

/* What has not run yet is no difference, and stands behind all that is one. */
static void print_pending(const struct page *page, const struct comparison *c)
{
    if (!c->n_pending)
        return;
    const char *name = *c->database ? mem_printf(page->ctx, "%s: ", shown_text(page->ctx, c->database)) : "";
    put_line(page, 0, NULL, mem_printf(page->ctx, "%s%zu pending:", name, c->n_pending));
    for (size_t i = 0; i < c->n_pending; i++)
        put_line(page, 2, NULL, shown_text(page->ctx, c->pending[i]));
}

static void print(FILE *out, const struct difference *difference, const struct report_options *options)
{
    struct page page = {mem_context(NULL), out, options};
    void *ctx = page.ctx;
    struct findings findings;
    findings_collect(ctx, difference, &findings);
    if (!options->patch) /* which shows the SQL of each engine */
        findings_fold(ctx, &findings);
    hunks_begin();
    print_changes(&page, &findings);
    print_uncompared(&page, difference);
    if (!options->part)
        put_line(&page, 0, BOLD, wording_outcome(ctx, difference, &findings.counts));
    if (options->fix && *options->fix && findings.n)
        put_wrapped(&page, 0, NULL, mem_printf(ctx, "to fix it: %s", shown_text(ctx, options->fix)));
    for (size_t i = 0; i < difference->n; i++)
        print_pending(&page, &difference->items[i]);
    hunks_end();
    mem_free(ctx);
}

const struct report_format report_text = {.name = "text", .print = print, .for_people = true, .at_hand = true};
