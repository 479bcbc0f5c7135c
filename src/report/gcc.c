/*
 * As compilers report, for editors, which go to the place: "schema/main/delta/60/1.sql:3:1: warning: ...". Paths are as
 * the person would type them. What was not compared is an error, a change that is safe a note.
 */
#include <string.h>

#include "base/mem.h"
#include "base/shown.h"
#include "diff/diff.h"
#include "report/findings.h"
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

/*
 * A fault in a file has its place, as the fault of a statement has. What could not be reached has none: its name is no
 * file that an editor could open.
 */
static void put_uncompared(void *ctx, FILE *out, const struct uncompared *u)
{
    const char *what = *u->location ? u->location : u->name;
    for (size_t r = 0; r < u->n_reasons; r++) {
        const struct reason_place *place = &u->places[r];
        const char *file = place->file && (place->line > 0 || strcmp(place->file, what) != 0) ? place->file : NULL;
        if (file)
            fprintf(out, "%s:%d:%d: error: %s\n", shown_text(ctx, file), place->line > 0 ? place->line : 1,
                    place->column > 0 ? place->column : 1, shown_text(ctx, u->reasons[r] + place->n));
        else
            fprintf(out, "fullschema: error: %s: %s\n", shown_text(ctx, what), shown_text(ctx, u->reasons[r]));
    }
}

static void print(FILE *out, const struct difference *difference, const struct report_options *options)
{
    void *ctx = mem_context(NULL);
    struct findings findings;
    findings_collect(ctx, difference, &findings);
    findings_fold(ctx, &findings);
    for (size_t i = 0; i < difference->n_uncompared; i++)
        put_uncompared(ctx, out, &difference->uncompared[i]);
    for (size_t i = 0; i < findings.n; i++)
        put_change(ctx, out, &findings.items[i], options);
    for (size_t i = 0; i < difference->n; i++)
        put_pending(ctx, out, &difference->items[i]);
    mem_free(ctx);
}

const struct report_format report_gcc = {.name = "gcc", .print = print, .for_people = true, .at_hand = true};
