/* What --upgrades has found, once for all the ways on which it was found. */
#ifndef VERIFY_UPGRADE_FINDING_H
#define VERIFY_UPGRADE_FINDING_H

#include "verify/disparity.h"
#include "verify/upgrade_base.h"

/* How a database was upgraded. */
struct upgrade_way {
    const struct verify_run *run;
    const struct upgrade_base *base;
    bool early; /* background updates before each version, not only at the end */
};

struct upgrade_finding {
    const struct step *step;       /* at fault; NULL: none is */
    const struct diag *failure;    /* it fails; or NULL: */
    const char *headline, *detail; /* what differs */
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

/* The base itself could not be made: told at once. */
void upgrade_findings_trouble(const struct upgrade_way *way, const struct diags *failure, struct diags *trouble);

/* Whatever was found on the first way was found on another one. */
void upgrade_findings_join(struct upgrade_findings *findings, const struct upgrade_way *first,
                           const struct upgrade_way *other);

/* As errors. */
void upgrade_findings_tell(const struct upgrade_findings *findings, struct diags *out);

#endif
