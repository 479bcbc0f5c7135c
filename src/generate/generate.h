/*
 * The main job: from a schema directory to a set of snapshots.
 *
 * Every (engine, version, logical database) asked for is built, read, freed
 * of what common makes, printed, loaded again and compared; only when all
 * have come out right are the files written. docs/architecture.md has the
 * call chain.
 */
#ifndef GENERATE_GENERATE_H
#define GENERATE_GENERATE_H

#include <stdbool.h>
#include <stddef.h>

#include "apply/progress.h"
#include "base/diag.h"
#include "engine/engine.h"
#include "layout/layout.h"
#include "schema/plan.h"
#include "schema/tree.h"
#include "schema/unrun.h"
#include "schema/updates.h"

enum { VERSION_OWN = -1 };

struct generate_options {
    const char *schema;
    const struct tree_layout *tree_layout; /* of the schema directory; some are for one engine */
    struct migration_request migrations;
    const char *output;
    int version;            /* VERSION_OWN: the directory's own */
    bool all_versions;      /* every version the directory can make, up to `version` */
    const char **databases; /* logical databases to write, common among them; none: all */
    size_t n_databases;
    bool engines[ENGINE_COUNT];
    int base; /* schema/plan.h: NO_BASE, BASE_HIGHEST or a version */
    enum layout_form layout;
    const char *const *accepted; /* cells that may depend on the clock: "table.column", NULL-terminated; or NULL */
    const char *const *accepted_unrun; /* files that do not run, from the schema directory, NULL-terminated; or NULL */
    bool comments;                     /* snapshots have what comments of deltas say of objects */
    bool unrun_wanted;                 /* deltas that do not run are in the result, instead of warned of */
    struct server_options server;
    struct server *const *running; /* by engine, started by the caller: used, and left running; NULL: none */
    struct update_options updates;
};

/* One snapshot that was made. */
struct generated {
    int version;
    const char *database;
    enum engine engine;
    const char *path; /* where it belongs */
    const char *text;
    const struct plan *plan; /* what made it */
    size_t n_objects;
    bool needs_common; /* it loads only after the snapshot of common */
    bool proven;       /* by an earlier run from the same files: it was not made again */
    bool changed;      /* the file was written, because it differed */
    bool created;      /* there was no such file before */
};

struct generate_result {
    struct generated *snapshots; /* by version, database, engine */
    size_t n;
    struct snapshot_layout layout;
    struct unrun_list unrun; /* what does not run */
};

/*
 * Where its snapshots stand. What nobody chose: directories by version, nested where the schema
 * directory itself holds snapshots; of migrations, and where a file is named, one fixed path, unless there are
 * directories by version already. Belongs to ctx. False with a diagnostic.
 */
bool generate_layout(void *ctx, const struct generate_options *options, const struct schema_tree *tree,
                     struct snapshot_layout *layout, struct diags *diags);

/*
 * What can be known before anything runs: the names of the tasks that
 * progress reports speak of. Filled first, then `started` is called once.
 */
struct generate_observer {
    struct progress progress;
    void (*started)(void *user_data, size_t n_tasks, char *const *names);
    void *user_data;
};

/*
 * Makes the snapshots and proves them, but writes nothing. What the cache has a
 * proof of is taken from there (options->server.cache). The result belongs
 * to ctx. False with diagnostics (also warnings may be added on success), or
 * without when a cancellation ended it.
 */
bool generate_texts(const struct generate_options *options, const struct generate_observer *observer, void *ctx,
                    struct generate_result *result, struct diags *diags);

/* The one, then the other. */
bool generate(const struct generate_options *options, const struct generate_observer *observer, void *ctx,
              struct generate_result *result, struct diags *diags);

#endif
