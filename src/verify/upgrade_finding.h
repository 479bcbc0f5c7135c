/* What --upgrades has found, once for all the ways on which it was found. */
#ifndef VERIFY_UPGRADE_FINDING_H
#define VERIFY_UPGRADE_FINDING_H

#include "generate/living.h"
#include "verify/disparity.h"
#include "verify/upgrade_base.h"

/* How a database was upgraded. */
struct upgrade_way {
    const struct verify_run *run;
    const struct upgrade_base *base;
    bool early; /* background updates before each version, not only at the end */
    bool rows;  /* made-up rows were in its tables */
};

enum upgrade_fault {
    UPGRADE_DIFFERS,    /* it ends as something else */
    UPGRADE_FAILS,      /* a delta does not run */
    UPGRADE_NEEDS_NONE, /* nor does it wherever its tables have rows */
    /* What is told, and no finding: */
    UPGRADE_REFUSES, /* a delta does not take some rows that were made up; an application may never write such */
    UPGRADE_GAP,     /* no rows could be made for a table */
    UPGRADE_MOVED,   /* the snapshot that a new database is made from has rows that no delta makes so */
};

struct upgrade_finding {
    enum upgrade_fault fault;
    const struct step *step;       /* at fault; NULL: none is */
    const struct diag *failure;    /* of all but a difference */
    const char *headline, *detail; /* what differs, or is said */
    struct disparities difference; /* the former as a list */
    struct upgrade_way *ways;
    size_t n_ways;
};

struct upgrade_findings {
    void *ctx; /* all texts belong to it */
    struct upgrade_finding *items;
    size_t n;
};

/* An upgraded database (the new side) is not as a new one (the old side). */
void upgrade_findings_add(struct upgrade_findings *findings, const struct upgrade_way *way, const struct step *step,
                          const struct disparities *difference);

/* It could not be upgraded. */
void upgrade_findings_add_failure(struct upgrade_findings *findings, const struct upgrade_way *way,
                                  const struct diags *failure);

/* What of its rows was refused, and which tables have none. */
void upgrade_findings_add_rows(struct upgrade_findings *findings, const struct upgrade_way *way,
                               const struct plan *plan, const struct lived *lived);

/* Rows of the table differ without any upgrade, too: by the snapshot of that version, which a new database is made
 * from. */
void upgrade_findings_add_moved(struct upgrade_findings *findings, const struct upgrade_way *way, const char *table,
                                int version);

/* It could be upgraded without rows, and not with them. */
void upgrade_findings_add_stop(struct upgrade_findings *findings, const struct upgrade_way *way,
                               const struct diags *failure);

/* The base itself could not be made: told at once. */
void upgrade_findings_trouble(const struct upgrade_way *way, const struct diags *failure, struct diags *trouble);

/* Whatever was found on the first way was found on another one. */
void upgrade_findings_join(struct upgrade_findings *findings, const struct upgrade_way *first,
                           const struct upgrade_way *other);

/*
 * upgrade_timing.c: what a delta makes differ as one finding, whenever background updates are done and whatever the
 * base is, where some of it is the same. Of the rest it says when.
 */
void upgrade_findings_join_timings(struct upgrade_findings *findings);

/* What updates done then are called: "with background updates at the end". */
const char *upgrade_timing_text(bool early);

/* The words for what differs, of the list. */
void upgrade_finding_describe(void *ctx, struct upgrade_finding *finding);

/* As errors; what is no finding as warnings behind them. */
void upgrade_findings_tell(struct upgrade_findings *findings, struct diags *out);

#endif
