/*
 * Whether two snapshots of one logical database say the same: of the two
 * engines, or of one. docs/parity.md says what counts as the same, and which
 * differences are looked at.
 */
#ifndef PARITY_PARITY_H
#define PARITY_PARITY_H

#include "base/diag.h"
#include "base/reasons.h"
#include "base/root.h"
#include "model/model.h"

#define PARITY_FILE "parity.txt"

/* One thing in which two sides disagree. */
struct parity_finding {
    const char *subject;         /* "column events.sender type": how the file of known differences names it, too */
    const char *values[2];       /* what each side says; NULL: there is nothing */
    const struct item *items[2]; /* what says it, for finding the delta; NULL: nothing does */
};

struct parity_findings {
    struct parity_finding *items;
    size_t n;
    size_t n_known; /* that are not among them, because they are known */
};

/*
 * Reads the known differences of a schema directory, `parity.txt` in it; no
 * file is no entries. Belongs to ctx. False with diagnostics that point at
 * the lines that are wrong.
 */
bool parity_known_read(void *ctx, const struct root *schema, struct reasons *known, struct diags *diags);

/* The same of a file that a person named, which must be there. */
bool parity_known_read_file(void *ctx, const char *path, struct reasons *known, struct diags *diags);

/* Adds an error for each entry that excused nothing, once all databases were checked. */
void parity_report_stale(const struct reasons *known, struct diags *diags);

/* The same with warnings: of two sources that somebody named, not all has to be there. */
void parity_warn_stale(const struct reasons *known, struct diags *diags);

struct parity_options {
    struct reasons *known; /* what an entry excuses is no finding, and the entry is marked as used; NULL: none */
    bool no_rows;          /* one of the sides was read without them */
    bool column_order;     /* the order of columns counts, too */
};

/*
 * Compares two models of a database. The findings belong to ctx, are sorted by
 * relation, and borrow the models' items.
 */
struct parity_findings parity_check(void *ctx, const struct model *const models[2],
                                    const struct parity_options *options);

/* What an application has to convert, because the engines hold it otherwise. */
enum parity_sort { PARITY_BOOLEAN, PARITY_DATE, PARITY_TIME, PARITY_TIMESTAMP };

struct parity_conversion {
    const char *table, *column;
    enum parity_sort sort;
    const char *types[2];
};

struct parity_conversions {
    struct parity_conversion *items;
    size_t n;
};

/*
 * The columns of boolean and time types that both sides have, where one is
 * Postgres and the other SQLite, by table and place in it. Belongs to ctx and
 * borrows the models' texts.
 */
struct parity_conversions parity_conversions(void *ctx, const struct model *const models[2]);

/* "boolean", "date", "time", "timestamp". */
const char *parity_sort_name(enum parity_sort sort);

#endif
