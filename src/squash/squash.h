/*
 * One migration in place of the first ones: what they add up to is written in the form that their tool runs, proved to
 * make, with those behind it, what all of them make, and only then left where it belongs. docs/squash.md says what
 * becomes of databases that have run them.
 */
#ifndef SQUASH_SQUASH_H
#define SQUASH_SQUASH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "generate/generate.h"

struct squash_options {
    /* What is squashed, and how it is made; its version, output and layout do not matter. */
    const struct generate_options *generate;
    const char *to; /* the last that goes, by its number or name; NULL: the newest */
    bool removes;   /* what the new one stands for goes, where git has it */
};

/* A file of it. */
struct squash_file {
    const char *path;
    size_t n; /* of a new one: how many migrations it stands for; 0: not counted */
};

struct squash_result {
    struct squash_file *written; /* the new ones, or those that hold what all made */
    size_t n_written;
    struct squash_file *obsolete; /* what these stand for */
    size_t n_obsolete;
    bool in_place;     /* a new text of the last one: it can only be there when the others are gone */
    bool done;         /* false: nothing was written, because others had to go for it */
    bool removed;      /* the obsolete ones are gone */
    const char *again; /* what databases that have run them need; NULL: nothing */
};

/*
 * Does it. The result belongs to ctx. False with diagnostics, or without when a cancellation ended it; then nothing
 * was written.
 */
bool squash(const struct squash_options *options, const struct generate_observer *observer, void *ctx,
            struct squash_result *result, struct diags *diags);

#endif
