/*
 * For a comment on GitHub: worst first, and never longer than a comment may
 * be. What does not fit is counted and said. The first line is a marker by
 * which a later run finds its own comment; a second one is there when nothing
 * differs.
 */
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "markdown/text.h"
#include "model/kinds.h"
#include "report/diagram.h"
#include "report/report.h"
#include "report/wording.h"

/* CLOSING is kept free for what must be said at the end. */
enum {
    CLOSING = 4000,
    LONGEST_NAME = 120,
    LONGEST_VALUE = 160,
    LONGEST_STATEMENT = 400,
    LONGEST_COMMAND = 300,
    ATTRIBUTES = 8, /* reported for one change */
    UNCOMPARED = 20 /* databases reported */
};

struct comment {
    void *ctx;
    FILE *out;
    const struct report_options *options;
    size_t most, used; /* bytes */
};

static void put(struct comment *comment, const char *text)
{
    fputs(text, comment->out);
    comment->used += strlen(text);
}

/* Prints what fits; false and nothing where it does not. */
static bool put_if_room(struct comment *comment, const char *text)
{
    if (comment->used + strlen(text) > comment->most - CLOSING)
        return false;
    put(comment, text);
    return true;
}

static char *value_markdown(void *ctx, const char *value)
{
    struct shortened_value shortened = wording_value(ctx, value, LONGEST_VALUE);
    return shortened.literal ? code_span(ctx, value, 0) : mem_printf(ctx, "_%s_", shortened.text);
}

static char *name_markdown(void *ctx, const struct item *item)
{
    return code_span(ctx, wording_name(ctx, item, LONGEST_NAME), 0);
}

/* "table `rooms`: column `creator` changed", "index `a` renamed to `b`" */
static char *headline(void *ctx, const struct finding *finding)
{
    const struct change *change = finding->change;
    const struct item *item = change_item(change);
    const char *relation = wording_relation(ctx, item, LONGEST_NAME);
    const char *of =
        relation ? mem_printf(ctx, "%s %s: ", relation_kind(finding->comparison, item), code_span(ctx, relation, 0))
                 : "";
    const char *name = name_markdown(ctx, item);
    if (change->action == CHANGE_RENAMED)
        return mem_printf(ctx, "%s%s %s renamed to %s", of, item->kind->name, name_markdown(ctx, change->old_item),
                          name);
    bool brief = change->action == CHANGE_ADDED && item->kind != &model_statement;
    const char *digest = brief ? wording_digest(ctx, item, LONGEST_VALUE) : "";
    return mem_printf(ctx, "%s%s %s **%s**%s%s", of, item->kind->name, name, wording_action(finding),
                      digest[0] ? ": " : "", digest[0] ? code_span(ctx, digest, 0) : "");
}

/* A statement that is compared as text: what both sides say, and where. */
static bool statement_markdown(void *ctx, const struct finding *finding, char **list)
{
    const struct change *change = finding->change;
    const struct item *items[] = {change->old_item, change->new_item};
    struct excerpts statement;
    if (!wording_statement(ctx, change, LONGEST_STATEMENT, &statement))
        return false;
    const char *texts[] = {statement.old_text, statement.new_text};
    for (size_t i = 0; i < 2; i++) {
        const char *where = items[i] ? wording_place(ctx, finding_side_place(finding, i == 1), 0) : NULL;
        if (where)
            *list = mem_printf(ctx, "%s  - %s: %s (%s)\n", *list, i ? "new" : "old", code_span(ctx, texts[i], 0),
                               code_span(ctx, where, LONGEST_VALUE));
    }
    return true;
}

/* One change as an item of a list; its attributes and why are further lines of it. */
static char *change_markdown(void *ctx, const struct finding *finding, const struct report_options *options)
{
    const struct change *change = finding->change;
    const char *link = report_link(ctx, options, change->anchor);
    char *list = mem_printf(ctx, "- %s\n", headline(ctx, finding));
    size_t n = statement_markdown(ctx, finding, &list) ? 0 : change->n_attributes;
    for (size_t i = 0; i < n && i < ATTRIBUTES; i++) {
        const struct attribute_change *a = &change->attributes[i];
        list = mem_printf(ctx, "%s  - %s: %s → %s\n", list, code_span(ctx, a->name, LONGEST_NAME),
                          value_markdown(ctx, a->old_value), value_markdown(ctx, a->new_value));
    }
    if (n > ATTRIBUTES)
        list = mem_printf(ctx, "%s  - _and %zu more_\n", list, n - ATTRIBUTES);
    list = options->docs ? mem_printf(ctx, "%s  - %s ([why](<%s>))", list, markdown_phrase(ctx, change->reason), link)
                         : mem_printf(ctx, "%s  - %s (`%s`)", list, markdown_phrase(ctx, change->reason), link);
    if (change->delta)
        list = mem_printf(ctx, "%s, made by %s", list,
                          code_span(ctx, wording_place(ctx, finding_place(finding), LONGEST_VALUE), 0));
    return mem_printf(ctx, "%s\n", list);
}

static char *comparison_markdown(void *ctx, const struct finding *f)
{
    const char *name = f->comparison->database;
    const char *database = *name ? mem_printf(ctx, "%s, ", code_span(ctx, name, LONGEST_NAME)) : "";
    const char *old_path = wording_side(ctx, f, false), *new_path = wording_side(ctx, f, true);
    const char *old_shown = old_path ? code_span(ctx, old_path, LONGEST_VALUE) : "_(none)_";
    const char *new_shown = new_path ? code_span(ctx, new_path, LONGEST_VALUE) : "_(none)_";
    const char *arrow = strcmp(old_shown, new_shown) == 0 ? "" : mem_printf(ctx, " → %s", new_shown);
    return mem_printf(ctx, "\n**%s%s**: %s%s\n\n", database, wording_engines(ctx, f), old_shown, arrow);
}

/* The changes of one class, a paragraph a snapshot; returns how many had no room. */
static size_t print_class(struct comment *comment, const struct findings *findings, enum change_class class)
{
    const struct finding *last = NULL;
    size_t left = findings->counts.of[class];
    void *outer = comment->ctx;
    bool room = true;
    for (size_t i = 0; i < findings->n && room; i++) {
        const struct finding *f = &findings->items[i];
        if (f->change->class != class)
            continue;
        void *ctx = mem_context(outer);
        const char *begin = last && finding_goes_on(last, f) ? "" : comparison_markdown(ctx, f);
        room = put_if_room(comment, mem_printf(ctx, "%s%s", begin, change_markdown(ctx, f, comment->options)));
        last = f;
        left -= room ? 1 + (f->twin != NULL) : 0;
        mem_free(ctx);
    }
    return left;
}

struct class_words {
    const char *heading;
    const char *meaning;
};
static const struct class_words words[CHANGE_CLASSES] = {
    [CHANGE_SAFE] = {"Safe", ""},
    [CHANGE_CARE] = {"Needs care",
                     "The schema serves the old and the new application, but making this change on a large table "
                     "rewrites, scans, locks or rebuilds it. Agree on when and how it is run.\n"},
    [CHANGE_BREAKING] = {"Breaking",
                         "Application code written for the old schema may fail. Check that no running version "
                         "needs what changes, or make the change in two releases.\n"},
};

static size_t print_section(struct comment *comment, const struct findings *findings, enum change_class class)
{
    size_t n = findings->counts.of[class];
    if (n == 0)
        return 0;
    bool folded = class == CHANGE_SAFE;
    const char *heading = mem_printf(comment->ctx, "%s: %zu", words[class].heading, n);
    const char *meaning = comment->options->fix ? "" : words[class].meaning; /* nobody is to roll drift out */
    const char *opening = folded ? mem_printf(comment->ctx, "\n<details><summary>%s</summary>\n", heading)
                                 : mem_printf(comment->ctx, "\n### %s\n\n%s", heading, meaning);
    if (!put_if_room(comment, opening))
        return n;
    size_t left = print_class(comment, findings, class);
    if (folded)
        put(comment, "\n</details>\n");
    return left;
}

static char *uncompared_markdown(void *ctx, const struct uncompared *u)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "- %s%s\n", code_span(ctx, wording_uncompared_name(ctx, u, 0), LONGEST_VALUE),
            u->partly ? " in part" : "");
    for (size_t i = 0; i < u->n_reasons && i < ATTRIBUTES; i++)
        fprintf(t.out, "  - %s\n", code_span(ctx, u->reasons[i], LONGEST_COMMAND));
    if (u->n_reasons > ATTRIBUTES)
        fprintf(t.out, "  - _and %zu more_\n", u->n_reasons - ATTRIBUTES);
    return text_close(&t, ctx);
}

static void print_uncompared(struct comment *comment, const struct difference *difference)
{
    size_t i = 0, n = difference->n_uncompared;
    if (n == 0)
        return;
    put(comment, mem_printf(comment->ctx, "\n### Could not be compared: %zu\n\n", n));
    while (i < n && i < UNCOMPARED &&
           put_if_room(comment, uncompared_markdown(comment->ctx, &difference->uncompared[i])))
        i++;
    if (i < n)
        put(comment, mem_printf(comment->ctx, "- _and %zu more_\n", n - i));
}

/* Their number stands above; the files, as far as there is room for them, behind all that differs. */
static void print_pending(struct comment *comment, const struct difference *difference, size_t n)
{
    void *ctx = comment->ctx;
    size_t printed = 0;
    bool room = n > 0 && put_if_room(comment, mem_printf(ctx, "\n<details><summary>Pending: %zu</summary>\n", n));
    if (!room)
        return;
    for (size_t i = 0; i < difference->n && room; i++) {
        const struct comparison *c = &difference->items[i];
        if (c->n_pending)
            room = put_if_room(comment, *c->database
                                            ? mem_printf(ctx, "\n**%s**\n\n", code_span(ctx, c->database, LONGEST_NAME))
                                            : "\n");
        for (size_t k = 0; k < c->n_pending && room; k++) {
            room = put_if_room(comment, mem_printf(ctx, "- %s\n", code_span(ctx, c->pending[k], LONGEST_VALUE)));
            printed += room;
        }
    }
    if (printed < n)
        put(comment, mem_printf(ctx, "- _and %zu more_\n", n - printed));
    put(comment, "\n</details>\n");
}

/* Drift is no change of the schema, so it has words of its own. */
static const char *wording_title(void *ctx, const struct difference *difference, const struct findings *findings,
                                 bool is_drift)
{
    const char *counts = wording_classes(ctx, &findings->counts);
    const char *missing = wording_uncompared_count(ctx, difference);
    if (findings_are_of_database(difference))
        return mem_printf(ctx, "Schema drift: %s%s%s", findings->n ? counts : "none", missing ? "; " : "",
                          missing ? missing : "");
    if (missing && difference->n == 0)
        return is_drift ? "Snapshots could not be checked" : "Schema changes: could not be compared";
    if (is_drift)
        return findings->n ? mem_printf(ctx, "Snapshots differ from their deltas: %s", counts)
                           : "Snapshots are up to date";
    return mem_printf(ctx, "Schema changes: %s%s%s", findings->n ? counts : "none", missing ? "; " : "",
                      missing ? missing : "");
}

static void print_opening(struct comment *comment, const struct difference *difference, const struct findings *findings)
{
    const struct report_options *options = comment->options;
    void *ctx = comment->ctx;
    bool is_drift = options->fix != NULL, same = !findings->n && !difference->n_uncompared;
    const char *old_name = code_span(ctx, options->old_name, LONGEST_VALUE);
    const char *new_name = code_span(ctx, options->new_name, LONGEST_VALUE);
    put(comment, "<!-- fullschema:diff -->\n");
    if (same)
        put(comment, "<!-- fullschema:same -->\n");
    put(comment, mem_printf(ctx, "## %s\n\n", wording_title(ctx, difference, findings, is_drift)));
    if (is_drift && same)
        put(comment, mem_printf(ctx, "%s holds what the deltas of %s make.\n", old_name, new_name));
    else
        put(comment, mem_printf(ctx, "%s → %s\n", old_name, new_name));
    if (findings->counts.expected)
        put(comment, mem_printf(ctx, "\n%s, by %s.\n", wording_expected(ctx, &findings->counts),
                                code_span(ctx, difference->expected->path, LONGEST_VALUE)));
    if (findings->counts.pending)
        put(comment, mem_printf(ctx, "\n%zu pending, which is no difference.\n", findings->counts.pending));
    if (is_drift && *options->fix && findings->n)
        put(comment, mem_printf(ctx, "\nTo fix it, run %s and commit what it writes.\n",
                                code_span(ctx, options->fix, LONGEST_COMMAND)));
}

static void print_left_out(struct comment *comment, const size_t *left)
{
    void *ctx = comment->ctx;
    struct change_counts counts = {0};
    for (int class = 0; class < CHANGE_CLASSES; class ++) {
        counts.of[class] = left[class];
        counts.total += left[class];
    }
    if (counts.total == 0)
        return;
    put(comment,
        mem_printf(
            ctx,
            "\n---\n\n**Left out, because a comment has no room for more:** %s. All are shown by `--format text`.\n",
            wording_counts(ctx, &counts)));
}

static void print(FILE *out, const struct difference *difference, const struct report_options *options)
{
    struct comment comment = {mem_context(NULL), out, options, options->most ? options->most : REPORT_MARKDOWN_MOST, 0};
    struct findings findings;
    size_t left[CHANGE_CLASSES] = {0};
    findings_collect(comment.ctx, difference, &findings);
    findings_fold(comment.ctx, &findings);
    print_opening(&comment, difference, &findings);
    print_uncompared(&comment, difference);
    if (!options->fix && !findings_are_of_database(difference))
        put_if_room(&comment, diagram_of_tables(comment.ctx, &findings));
    left[CHANGE_BREAKING] = print_section(&comment, &findings, CHANGE_BREAKING);
    left[CHANGE_CARE] = print_section(&comment, &findings, CHANGE_CARE);
    left[CHANGE_SAFE] = print_section(&comment, &findings, CHANGE_SAFE);
    print_pending(&comment, difference, findings.counts.pending);
    print_left_out(&comment, left);
    mem_free(comment.ctx);
}

const struct report_format report_markdown = {.name = "markdown", .print = print, .for_people = true};
