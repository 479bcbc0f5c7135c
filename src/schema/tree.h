/*
 * A schema directory as it stands on disk: which logical databases it has,
 * which versions, and where its files are. The layout is described in
 * docs/schema-directory.md.
 */
#ifndef SCHEMA_TREE_H
#define SCHEMA_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/root.h"
#include "engine/engine.h"
#include "schema/numbered.h"
#include "schema/tree_layout.h"

#define COMMON_DATABASE "common"

/* The migrations of a logical database on an engine, where a layout has such. */
struct migration_set {
    const char *database;
    bool engines[ENGINE_COUNT]; /* that they are for */
    struct migrations migrations;
};

struct schema_tree {
    const char *path;
    const char *name;        /* by schema_tree_name */
    const struct root *root; /* the directory, opened */
    const struct tree_layout *layout;
    const struct project *project; /* the project's file, which says what is prepared; NULL: there is none */
    struct migration_set *sets;    /* of a layout that has migrations: by database, in its order */
    size_t n_sets;
    const char **databases; /* logical databases without common, bytewise */
    size_t n_databases;
    int *versions; /* every version with a delta directory, ascending */
    size_t n_versions;
    int version;             /* the directory's own: SCHEMA_VERSION, or the highest delta directory */
    bool version_declared;   /* by SCHEMA_VERSION */
    bool holds_full_schemas; /* some database has a full_schemas directory of its own */
};

/*
 * Reads the outline of a schema directory. NULL with diagnostics when it is
 * not one. Everything belongs to ctx.
 */
struct schema_tree *schema_tree_open(void *ctx, const char *path, const struct tree_layout *layout,
                                     const struct migration_request *request, struct diags *diags);

/* What messages and reports call it: the directory, or of a project the file that says where its migrations are. */
const char *schema_tree_name(const char *path, const struct tree_layout *layout,
                             const struct migration_request *request);

/* True where snapshots of several databases stand side by side. */
bool schema_tree_has_several(const struct schema_tree *tree);

/* True when `database` is common, where there is such, or one of the tree's logical databases. */
bool schema_tree_has(const struct schema_tree *tree, const char *database);

/* True where it is made on that engine: of some layouts a database may be for one alone. */
bool schema_tree_is_on(const struct schema_tree *tree, const char *database, enum engine engine);

/* Its migrations there; NULL where there are none, or the layout has no migrations. */
const struct migrations *schema_tree_migrations(const struct schema_tree *tree, const char *database,
                                                enum engine engine);

/* True where some of its migrations are programs alone (struct migrations: programs). */
bool schema_tree_has_programs(const struct schema_tree *tree);

/* False with a diagnostic when the version is not between the first delta and the directory's own. */
bool schema_tree_check_version(const struct schema_tree *tree, int version, struct diags *diags);

/* The number a directory name spells, or -1: digits only, no leading zero, so that a name means one version. */
int version_number(const char *name);

/* The version numbers that name the directories below `path`, ascending; none if there is no such directory. */
bool version_directories(void *ctx, const struct root *root, const char *path, int **versions, size_t *n,
                         struct diags *diags);

#endif
