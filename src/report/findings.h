/*
 * All changes of a difference in one list, as most formats want them: a
 * snapshot that stands on one side only is a change among the others, and the
 * list can be read worst first.
 */
#ifndef REPORT_FINDINGS_H
#define REPORT_FINDINGS_H

#include "report/report.h"

struct finding {
    const struct comparison *comparison;
    const struct change *change;   /* of the comparison, or one of a whole snapshot (report_snapshot_kind) */
    const struct comparison *twin; /* of the other engine, which has the same change (findings_fold); else NULL */
};

struct findings {
    struct finding *items; /* in the order of the difference */
    size_t n;
    struct change_counts counts;
};

/* The lists belong to ctx and point into the difference. */
void findings_collect(void *ctx, const struct difference *difference, struct findings *findings);

/*
 * Makes one of changes that both engines of a database have alike, for people: the same object, values, class, reason
 * and delta. They come first, the others of each engine behind them. The counts stay those of all.
 */
void findings_fold(void *ctx, struct findings *findings);

/* Whether two findings that follow each other are of the same comparison, or pair of them. */
bool finding_goes_on(const struct finding *before, const struct finding *finding);

/* Whether the new sides are databases beside what is expected of them: drift, which has words of its own. */
bool findings_are_of_database(const struct difference *difference);

/* Breaking, care, safe; within one class as before. */
void findings_worst_first(struct findings *findings);

/* Where a person looks: the delta, where it is known, else the snapshot. */
struct place {
    const char *path;
    int line; /* 0: not known */
    enum side_form form;
};
struct place finding_place(const struct finding *finding);

/* Where it stands on one side; what it belongs to, where that side does not have it. */
struct place finding_side_place(const struct finding *finding, bool is_new);

/*
 * The same as a program that shows the work tree wants it: what stands only in
 * a revision, a database or a text that was made for the comparison is looked
 * for on the other side, where that is nearer to the tree, the item itself or
 * else the table it belongs to; so is what only the older of two revisions has.
 */
struct place finding_location(const struct finding *finding, const struct report_options *options);

/*
 * The file of a place, from the top of the work tree, also where it is that of
 * a revision; NULL for a live database and for none. Belongs to ctx.
 */
const char *place_file(void *ctx, const struct report_options *options, struct place place);

/*
 * The same for the same change of the same object on every run, wherever it
 * stands: a hash of database, engine, action, kind, names and what differs. Belongs to ctx.
 */
char *finding_fingerprint(void *ctx, const struct finding *finding);

/*
 * Where a reason is explained: "https://.../changes.md#column-type" below options->docs, else the command that says it,
 * which everybody has who reads a report: "fullschema explain column-type". Belongs to ctx.
 */
char *report_link(void *ctx, const struct report_options *options, const char *anchor);

#endif
