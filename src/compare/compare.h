/*
 * Two sources side by side: which snapshots belong together, and what
 * differs between them.
 */
#ifndef COMPARE_COMPARE_H
#define COMPARE_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "diff/diff.h"
#include "source/source.h"

struct compare_options {
    const char *const *databases; /* only these logical ones, NULL-terminated; NULL: all */
    bool engines[ENGINE_COUNT];
    bool whole;  /* read what is the same on both sides, too */
    bool owners; /* compare whose objects are */
};

/*
 * Pairs the snapshots of both sides by logical database and engine, and
 * compares each pair. A snapshot that only one side has is a difference. Where
 * a side is one snapshot (a file, a live database), only that is compared: with
 * the one of its name on the other side, else with the only one of its engine.
 *
 * Of a database read without rows, neither rows nor sequence positions are
 * compared: a warning says so. Pairs of the same text are not parsed, unless
 * all is wanted.
 *
 * The difference belongs to ctx. False with diagnostics.
 */
bool compare_sources(void *ctx, const struct source *old_source, const struct source *new_source,
                     const struct compare_options *options, struct difference *difference, struct diags *diags);

/*
 * The same of comparisons that are paired already: fills in the models and
 * the changes of those with a text on both sides; of those with one, the
 * model of it. Side by side on several threads.
 */
struct texts {
    const char *old_text, *new_text; /* NULL: there is none */
    bool rows;                       /* of both sides are known */
    bool whole, owners;              /* as in compare_options */
};
bool compare_texts(void *ctx, const struct texts *texts, struct difference *difference, struct diags *diags);

/* The model without rows and sequence positions, without owners, or without either. Belongs to ctx. */
const struct model *model_wanted(void *ctx, const struct model *model, bool rows, bool owners);

#endif
