/*
 * Whether the snapshots of one logical database say the same on both engines.
 * docs/parity.md says what counts as the same, and which differences are
 * looked at.
 */
#ifndef VERIFY_PARITY_H
#define VERIFY_PARITY_H

#include "base/diag.h"
#include "base/reasons.h"
#include "base/root.h"
#include "model/model.h"

/* One thing in which the engines disagree. */
struct parity_finding {
    const char *subject;  /* "column events.sender type": how the file of known differences names it, too */
    const char *postgres; /* what that side says; NULL: there is nothing */
    const char *sqlite;
    const struct item *postgres_item; /* what says it, for finding the delta; NULL: nothing does */
    const struct item *sqlite_item;
};

struct parity_findings {
    struct parity_finding *items;
    size_t n;
};

/*
 * Reads the known differences of a schema directory, `parity.txt` in it; no
 * file is no entries. Belongs to ctx. False with diagnostics that point at
 * the lines that are wrong.
 */
bool parity_known_read(void *ctx, const struct root *schema, struct reasons *known, struct diags *diags);

/* Adds an error for each entry that excused nothing, once all databases were checked. */
void parity_report_stale(const struct reasons *known, struct diags *diags);

/*
 * Compares the two models of a database. What an entry of `known` (or NULL)
 * excuses is not among the findings, and the entry is marked as used. The
 * findings belong to ctx, are sorted by relation, and borrow the models' items.
 */
struct parity_findings parity_check(void *ctx, const struct model *postgres, const struct model *sqlite,
                                    struct reasons *known);

#endif
