/*
 * Two sides compared for parity, database by database, and what is reported
 * of it: one file a format.
 */
#ifndef PARITY_REPORT_H
#define PARITY_REPORT_H

#include <stdio.h>

#include "parity/parity.h"

/* One logical database of both sides. */
struct parity_database {
    const char *name; /* "" where no side says it */
    enum engine engines[2];
    const char *paths[2]; /* NULL: that side has it not, which is its only finding */
    struct parity_findings found;
    struct parity_conversions conversions;
};

struct parity_result {
    const char *names[2]; /* what was compared, as a person named it */
    struct parity_database *items;
    size_t n;
    size_t n_found, n_known, n_conversions; /* of all */
    const char *known_path;                 /* the file of known differences; NULL: there is none */
};

struct parity_format {
    const char *name; /* of --format */
    void (*print)(FILE *out, const struct parity_result *result);
    bool for_people; /* of its text console_text makes what a job's log may hold */
};

/* "text", "json", "markdown", "html"; ended by an entry without a name. */
extern const struct parity_format parity_formats[];

/* ---- what the formats share; all belongs to ctx ---- */

/* What a side is called: its engine, or where both are of one engine what was named. */
const char *parity_side_name(void *ctx, const struct parity_result *result, const struct parity_database *database,
                             size_t side);

/* A value on one line, of at most so many characters (0: all); "nothing" for NULL. */
const char *parity_value(void *ctx, const char *value, size_t most);

/* "2 differences, 1 known; 3 columns to convert" */
const char *parity_outcome(void *ctx, const struct parity_result *result);

/* ---- the formats ---- */
void parity_print_text(FILE *out, const struct parity_result *result);
void parity_print_json(FILE *out, const struct parity_result *result);
void parity_print_markdown(FILE *out, const struct parity_result *result);
void parity_print_html(FILE *out, const struct parity_result *result);

#endif
