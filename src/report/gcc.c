/*
 * As compilers report, for editors, which go to the place: "schema/main/delta/60/1.sql:3:1: warning: ...". Paths are as
 * the person would type them. What was not compared is an error, a change that is safe a note.
 */
#include "base/mem.h"
#include "base/shown.h"
#include "diff/diff.h"
#include "report/findings.h"
#include "report/formats.h"
#include "report/wording.h"

enum { LONGEST_VALUE = 100 };

/* An editor would open a database's name as a new file: what stands in no file has the program's name, as in gcc. */
static void put_place(void *ctx, FILE *out, const char *path, int line)
{
    if (path && *path)
        fprintf(out, "%s:%d:1", shown_text(ctx, path), line > 0 ? line : 1);
    else
        fputs("fullschema", out);
}

static void put_change(void *ctx, FILE *out, const struct finding *finding, const struct report_options *options)
{
    const struct change *change = finding->change;
    struct place place = finding_location(finding, options);
    put_place(ctx, out, place.form == SIDE_DATABASE ? NULL : place.path, place.line);
    fprintf(out, ": %s: %s", change->class == CHANGE_SAFE ? "note" : "warning",
            wording_sentence(ctx, finding, LONGEST_VALUE));
    fprintf(out, " (%s)\n", report_link(ctx, options, change->anchor));
}

static void put_pending(void *ctx, FILE *out, const struct comparison *c)
{
    for (size_t i = 0; i < c->n_pending; i++)
        fprintf(out, "%s:1:1: note: pending%s%s: the database has not run it yet, which is no difference\n",
                shown_text(ctx, c->pending[i]), *c->database ? " in " : "", shown_text(ctx, c->database));
}

void report_gcc(FILE *out, const struct difference *difference, const struct report_options *options)
{
    void *ctx = mem_context(NULL);
    struct findings findings;
    findings_collect(ctx, difference, &findings);
    findings_fold(ctx, &findings);
    for (size_t i = 0; i < difference->n_uncompared; i++) {
        const struct uncompared *u = &difference->uncompared[i];
        for (size_t r = 0; r < u->n_reasons; r++)
            fprintf(out, "fullschema: error: %s: %s\n", shown_text(ctx, *u->location ? u->location : u->name),
                    shown_text(ctx, u->reasons[r]));
    }
    for (size_t i = 0; i < findings.n; i++)
        put_change(ctx, out, &findings.items[i], options);
    for (size_t i = 0; i < difference->n; i++)
        put_pending(ctx, out, &difference->items[i]);
    mem_free(ctx);
}
