/* Running `fullschema generate` as another person would have it run: in other surroundings. */
#ifndef VERIFY_CHILD_H
#define VERIFY_CHILD_H

#include <sys/types.h>

#include "verify/context.h"

/* What a run must not depend on. */
struct surroundings {
    const char *locale;
    const char *zone; /* TZ */
    mode_t mask;
    const char *later_clock; /* a library for the server, by which its clock shows another time; or NULL */
    bool backwards;          /* the schema directory's entries are made from last to first */
};

struct child_result {
    const char *output; /* the directory of its snapshots, in the flat layout */
    const char *log;    /* what it said, without the paths of the copy */
    int status;         /* as from waitpid */
};

/*
 * Copies the schema directory to `directory`/schema and generates from it.
 * Texts belong to ctx. False with diagnostics when it did not run, or without
 * after a cancellation.
 */
bool child_generate(const struct verify_context *context, const char *directory,
                    const struct surroundings *surroundings, void *ctx, struct child_result *result,
                    struct diags *diags);

#endif
