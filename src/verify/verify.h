/*
 * Verifications: what everybody promises about a schema directory and nobody
 * checks. Each is one entry of a table and one file; it says in a line what
 * it did, and names the delta where a promise is broken.
 */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "generate/generate.h"
#include "schema/updates.h"

enum { VERIFY_OWN_VERSION = -1, VERIFICATIONS_MAX = 8 };

/* Strings are borrowed. */
struct verify_options {
    const char *schema;
    const struct tree_layout *layout; /* of the schema directory; some are for one engine */
    struct migration_request migrations;
    bool with_history;     /* in what --reproducible makes; that table is the tool's, and promises are about deltas */
    bool comments;         /* in what --reproducible makes, too */
    const char *snapshots; /* the directory of committed ones */
    int version;           /* VERIFY_OWN_VERSION: the directory's own */
    const char **databases;
    size_t n_databases; /* 0: all */
    bool engines[ENGINE_COUNT];
    bool selected[VERIFICATIONS_MAX]; /* by place in `verifications`; none: all */
    uint64_t seed;
    size_t shuffles;
    const char *const *from;     /* bases of --upgrades, NULL-terminated; NULL: those that are there */
    const char *const *accepted; /* cells that may depend on the clock: "table.column", NULL-terminated; or NULL */
    struct server_options server;
    struct update_options updates;
};

struct verify_context;

/* What came of a verification. */
struct outcome {
    const char *did;       /* "6 versions, ...": what was looked at */
    const char *found;     /* "same catalogs": printed behind it when nothing was found */
    struct diags findings; /* broken promises */
    struct diags trouble;  /* why it could not be carried out */
};

struct verification {
    const char *name;    /* of its option */
    const char *promise; /* one line, for --help */
    /* Why it has nothing to look at in a directory of migrations; NULL: it has. */
    const char *not_migrations;
    /* Likewise of the deltas of databases. */
    const char *not_deltas;
    bool on_request; /* it is carried out only where it is asked for */
    /* Fills the outcome, whose texts and diagnostics belong to ctx. */
    void (*run)(struct verify_context *context, void *ctx, struct outcome *outcome);
};

/* All of them, in the order in which they run; ended by an entry without a name. */
extern const struct verification verifications[];

/* Its place there; there must be one of that name. */
size_t verification_named(const char *name);

/*
 * Carries out what is selected and gives each outcome to `tell` as soon as it
 * is there; `observer` sees each as a task. False with diagnostics when the directory cannot be verified at
 * all, or without when the run was cancelled.
 */
bool verify(const struct verify_options *options, const struct generate_observer *observer,
            void (*tell)(void *data, const struct verification *verification, const struct outcome *outcome),
            void *data, struct diags *diags);

/* The verifications: orders.c, bases.c, layouts.c, parity.c, reproducible.c, self_test.c, down.c,
 * upgrades.c. */
void verify_orders(struct verify_context *context, void *ctx, struct outcome *outcome);
void verify_bases(struct verify_context *context, void *ctx, struct outcome *outcome);
void verify_layouts(struct verify_context *context, void *ctx, struct outcome *outcome);
void verify_parity(struct verify_context *context, void *ctx, struct outcome *outcome);
void verify_reproducible(struct verify_context *context, void *ctx, struct outcome *outcome);
void verify_self_test(struct verify_context *context, void *ctx, struct outcome *outcome);
void verify_down(struct verify_context *context, void *ctx, struct outcome *outcome);
void verify_upgrades(struct verify_context *context, void *ctx, struct outcome *outcome);

#endif
