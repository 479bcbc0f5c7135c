/*
 * Annotations of a GitHub Actions step: workflow commands in its output,
 * `::error file=F,line=N,title=T::message`. GitHub shows ten of each level for
 * a step and drops the others without a word; here the tenth says how many
 * there are more.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "report/annotation.h"
#include "report/report.h"
#include "report/wording.h"

enum { LONGEST_VALUE = 100, LONGEST_TITLE = 200, MOST_PENDING = 20 };

/* One level's annotations, as far as they are printed. */
struct level {
    const char *command;
    size_t expected, printed;
};

static void annotate(void *ctx, FILE *out, const char *command, struct place place, const char *title,
                     const char *message, const struct report_options *options)
{
    const char *file = place_file(ctx, options, place);
    const struct annotation annotation = {command, file, place.line > 0 ? place.line : 0, 0, title, message};
    annotation_print(out, &annotation);
}

/* True while there is a place for one more; the last place is kept for the number of those left out. */
static bool has_place(const struct level *level)
{
    return level->expected <= ANNOTATIONS_MOST || level->printed < ANNOTATIONS_MOST - 1;
}

static void annotate_change(void *ctx, FILE *out, struct level *level, const struct finding *finding,
                            const struct report_options *options)
{
    const struct change *change = finding->change;
    if (!has_place(level))
        return;
    level->printed++;
    annotate(ctx, out, level->command, finding_location(finding, options),
             shown_at_most(ctx,
                           mem_printf(ctx, "Schema: %s %s (%s)", wording_subject(ctx, finding, LONGEST_VALUE),
                                      wording_action(finding), wording_class(change->class)),
                           LONGEST_TITLE),
             mem_printf(ctx, "%s (%s)", wording_sentence(ctx, finding, LONGEST_VALUE),
                        report_link(ctx, options, change->anchor)),
             options);
}

/* What was not compared is trouble, and comes before all that was. */
static void annotate_uncompared(void *ctx, FILE *out, struct level *level, const struct difference *difference,
                                const struct report_options *options)
{
    for (size_t i = 0; i < difference->n_uncompared && has_place(level); i++) {
        const struct uncompared *u = &difference->uncompared[i];
        const char *reason = u->n_reasons ? mem_printf(ctx, ": %s", shown_text(ctx, u->reasons[0])) : "";
        const char *more = u->n_reasons > 1 ? mem_printf(ctx, " (and %zu more)", u->n_reasons - 1) : "";
        level->printed++;
        annotate(ctx, out, level->command, (struct place){0}, "Schema: not compared",
                 mem_printf(ctx, "%s%s%s%s", wording_uncompared_name(ctx, u, LONGEST_VALUE),
                            u->partly ? " was compared in part" : " was not compared", reason, more),
                 options);
    }
}

static void annotate_expected(void *ctx, FILE *out, struct level *level, const struct change_counts *counts,
                              const struct report_options *options)
{
    level->printed++;
    annotate(ctx, out, level->command, (struct place){0}, "Schema: expected differences", wording_expected(ctx, counts),
             options);
}

/* One for each database, at the first of the files. */
static void annotate_pending(void *ctx, FILE *out, struct level *level, const struct difference *difference,
                             const struct report_options *options)
{
    for (size_t i = 0; i < difference->n && has_place(level); i++) {
        const struct comparison *c = &difference->items[i];
        if (!c->n_pending)
            continue;
        level->printed++;
        annotate(ctx, out, level->command, (struct place){c->pending[0], 0, SIDE_FILE}, "Schema: pending",
                 wording_pending(ctx, c, MOST_PENDING), options);
    }
}

static size_t count_of(const struct findings *findings, enum change_class class)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->n; i++)
        n += findings->items[i].change->class == class;
    return n;
}

static size_t count_behind(const struct difference *difference)
{
    size_t n = 0;
    for (size_t i = 0; i < difference->n; i++)
        n += difference->items[i].n_pending > 0;
    return n;
}

static void annotate_rest(void *ctx, FILE *out, const struct level *level, const struct report_options *options)
{
    size_t rest = level->expected - level->printed;
    if (rest)
        annotate(ctx, out, level->command, (struct place){0}, "Schema: more changes",
                 mem_printf(ctx, "%s of this level: --format text shows all",
                            wording_number(ctx, rest, "more change", "more changes")),
                 options);
}

static void print(FILE *out, const struct difference *difference, const struct report_options *options)
{
    static const char *const commands[CHANGE_CLASSES] = {"notice", "warning", "error"};
    void *ctx = mem_context(NULL);
    struct findings findings;
    findings_collect(ctx, difference, &findings);
    findings_fold(ctx, &findings);
    for (int class = CHANGE_CLASSES - 1; class >= 0; class --) {
        struct level level = {commands[class], count_of(&findings, (enum change_class) class), 0};
        if (class == CHANGE_SAFE)
            level.expected += (findings.counts.expected > 0) + count_behind(difference);
        if (class == CHANGE_BREAKING && !options->failures_annotated) {
            level.expected += difference->n_uncompared;
            annotate_uncompared(ctx, out, &level, difference, options);
        }
        if (class == CHANGE_SAFE && findings.counts.expected)
            annotate_expected(ctx, out, &level, &findings.counts, options);
        if (class == CHANGE_SAFE)
            annotate_pending(ctx, out, &level, difference, options);
        for (size_t i = 0; i < findings.n; i++)
            if ((int)findings.items[i].change->class == class)
                annotate_change(ctx, out, &level, &findings.items[i], options);
        annotate_rest(ctx, out, &level, options);
    }
    mem_free(ctx);
}

const struct report_format report_github = {.name = "github", .print = print};
