/* What the files that build databases share: build.c makes a new one, living.c one that lives on. */
#ifndef GENERATE_BUILD_PRIVATE_H
#define GENERATE_BUILD_PRIVATE_H

#include "clock/clock.h"
#include "generate/build.h"

/* A build under way. */
struct build_context {
    void *ctx; /* a root; ends with it */
    struct connection *connection;
    struct clock *clock;
    const struct plan *plan;
    const char *outer; /* whose lines those of --verbose were before */
};

/* Makes the database. Where that fails there is nothing to leave. False with diagnostics. */
bool build_open(struct build_context *build, struct server *server, const struct plan *plan,
                const struct accepted *accepted, struct diags *diags);

/*
 * Makes what is there before the first step: what is prepared, and bookkeeping, which alone is read where it is wanted
 * (NULL: it is not). Belongs to ctx. False with diagnostics.
 */
bool build_begin(struct build_context *build, struct catalog **bookkeeping, void *ctx, struct diags *diags);

/* Drops the database. */
void build_leave(struct build_context *build);

/* Carries out the steps after `done` up to and with `last`. */
bool build_apply(struct build_context *build, size_t done, size_t last, struct diags *diags);

/* The catalog as it is now, read under settings of our own. Belongs to ctx. NULL with diagnostics. */
struct catalog *build_read(struct build_context *build, void *ctx, struct diags *diags);

#endif
