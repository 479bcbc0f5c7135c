/*
 * How a schema directory is laid out, as --layout-in has it: what other rooms
 * ask of a directory without knowing which layout it has. Each is one line of
 * tree_layouts, and a function that reads the outline of such a directory.
 */
#ifndef SCHEMA_TREE_LAYOUT_H
#define SCHEMA_TREE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct schema_tree;
struct migration_request;

struct tree_layout {
    const char *name; /* as --layout-in has it */

    /* Reads the outline into a tree whose root is open. False with diagnostics where it is no such directory. */
    bool (*open)(struct schema_tree *tree, const struct migration_request *request, struct diags *diags);

    bool one_engine;      /* nothing in the files says for which engine they are: a person does */
    bool has_migrations;  /* one after the other, kept for some tool (schema/migration_tool.h) */
    bool has_common;      /* several logical databases, over what they have in common */
    bool has_bases;       /* snapshots that a run may start from */
    bool has_bookkeeping; /* tables of the application that say which deltas ran: made first, left out of snapshots */
    bool has_updates;     /* a queue of background updates */
};

/* A directory for each logical database, with deltas by version (docs/schema-directory.md): the usual one. */
extern const struct tree_layout tree_layout_databases;

/* Migrations of one database, which is called main (docs/numbered.md). */
extern const struct tree_layout tree_layout_numbered;

/* What sections of fullschema.ini say: migrations of several databases, for both engines (schema/project.h). */
extern const struct tree_layout tree_layout_project;

/*
 * How the directory at `path` is laid out, of the two that a directory can be: numbered where it holds migrations, no
 * deltas and nothing that cannot be read; else the usual one, which says what it lacks.
 */
const struct tree_layout *tree_layout_found(void *ctx, const char *path);

/* All of them, the usual one first; up to NULL. */
extern const struct tree_layout *const tree_layouts[];

#endif
