/*
 * What has to run to make one physical database, in order. A plan is made
 * from the directory alone: no server is asked.
 *
 * The rules (docs/schema-directory.md): common/schema_version.sql; then the
 * base snapshot's files, all hosted databases' together, sorted by file name;
 * then for each version above the base the delta files of all hosted
 * databases together, sorted by file name.
 */
#ifndef SCHEMA_PLAN_H
#define SCHEMA_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/engine.h"
#include "engine/prepare.h"
#include "schema/tree.h"

enum step_kind { STEP_BOOKKEEPING, STEP_BASE, STEP_DELTA };

struct step {
    enum step_kind kind;
    int version;             /* of a base or delta step */
    const char *path;        /* the file, as the person would type it */
    const struct root *root; /* that the file stands beneath */
    const char *name;        /* its file name */
    bool program;            /* x.py, not SQL */
    const struct migrations
        *migrations; /* of a numbered directory: only the up migration runs (apply/migration.h); or NULL */
    bool down;       /* what takes it back runs instead, by the marks of the file (schema/migration_down.h) */
    bool living;     /* of a program: the database holds data, so that its run_upgrade runs, too */
    bool undoes;     /* it takes another back, whether the file holds both or not */
};

/*
 * The first step makes the bookkeeping tables. A numbered directory has none:
 * its step has no path, and nothing is recorded.
 */
/* SQL that runs before the first step but that of bookkeeping: an administrator's, or of an application. */
struct prepared_file {
    const char *path;
    const struct root *root;
};

struct plan {
    const char *database; /* the logical database this is for (of several the first); hosts common too */
    enum engine engine;
    int base;   /* version of the base snapshot; NO_BASE: from nothing */
    int target; /* version reached at the end */
    struct step *steps;
    size_t n_steps;

    /* What is there before the first of these (schema/project.h). */
    const struct prepared_extension *extensions;
    size_t n_extensions;
    struct prepared_file *files;
    size_t n_files;
};

enum { NO_BASE = -1, BASE_HIGHEST = -2 };

/*
 * Which base snapshot a plan for `target` starts from. `wanted` is NO_BASE,
 * BASE_HIGHEST (the highest one below target that the directory holds, else
 * none) or a version, which must exist. False with a diagnostic otherwise.
 */
bool plan_base(void *ctx, const struct schema_tree *tree, int target, int wanted, int *base, struct diags *diags);

/*
 * Makes the plan for one logical database (or for common alone) on one
 * engine. The plan belongs to ctx. NULL with diagnostics.
 */
struct plan *plan_make(void *ctx, const struct schema_tree *tree, const char *database, enum engine engine, int base,
                       int target, struct diags *diags);

/* Snapshots in a directory of their own, as `generate` writes them; as bases, beside those of the schema directory. */
struct snapshot_store {
    const char *path;
    const struct root *root; /* NULL: there is no such directory */
    bool nested;             /* the layout; else flat (layout/layout.h) */
    int *versions;           /* that there are, ascending */
    size_t n_versions;
};

/* Looks which it is; a missing directory holds none. Belongs to ctx. NULL with diagnostics. */
struct snapshot_store *snapshot_store_open(void *ctx, const char *path, struct diags *diags);

/* What a plan may be asked for beyond one database from the tree's own bases. */
struct plan_request {
    const char *const *databases; /* hosted on the one physical database, common beside them */
    size_t n_databases;           /* 0: common alone */
    enum engine engine;
    int base;
    int target;
    const struct snapshot_store *store; /* that the base is from; NULL: from the schema directory */
};

/* As plan_make. */
struct plan *plan_make_for(void *ctx, const struct schema_tree *tree, const struct plan_request *request,
                           struct diags *diags);

/*
 * Checks what does not depend on a database or engine: the same delta name
 * twice in one version, over all databases, which may share a physical one.
 */
bool plan_check_tree(void *ctx, const struct schema_tree *tree, int base, int target, struct diags *diags);

#endif
