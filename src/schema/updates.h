/*
 * How a background update is done: from its name to SQL, and to where that
 * was found. docs/background-updates.md has the rules. Looked at in this
 * order, the first that answers counts:
 *
 *   1. the directory of --background-updates: <update_name>.sql[.<engine>]
 *   2. the tree's own <database>/background_updates/, over all databases
 *   3. an index, a constraint or nothing, registered in the Python sources
 *   4. SQL that ships with the program, share/fullschema/background_updates/
 *   5. a registered handler whose code cannot change a schema: nothing
 *   6. --assume-data-only NAME: nothing
 *
 * The sources are read when the first update needs them, once. Several
 * threads may ask at the same time.
 */
#ifndef SCHEMA_UPDATES_H
#define SCHEMA_UPDATES_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/root.h"
#include "engine/engine.h"
#include "schema/python_reader.h"
#include "schema/tree.h"

enum { SOURCE_TIMEOUT_DEFAULT_S = 300 };

/* What a person may choose. Strings are borrowed; arrays end with NULL and may be NULL. */
struct update_options {
    const struct root *const
        *sources; /* of --background-source, opened; none: the package around the schema directory */
    const struct root *const *directories; /* of --background-updates, opened */
    const char *const *data_only;          /* names */
    int source_timeout_ms;                 /* 0: none */
    const struct cancellation *stop;
};

enum update_answer {
    UPDATE_PERSON,    /* 1 */
    UPDATE_TREE,      /* 2 */
    UPDATE_SOURCE,    /* 3 */
    UPDATE_SHIPPED,   /* 4 */
    UPDATE_DATA_ONLY, /* 5 */
    UPDATE_ASSUMED,   /* 6 */
    UPDATE_UNKNOWN,   /* none of them */
};

struct update_way {
    enum update_answer answer;
    const char *const *files;        /* to run, in order; ended by NULL. 1, 2, 4 */
    const struct root *root;         /* that they stand beneath */
    const char *sql;                 /* to run; NULL: nothing. 3 */
    const struct registration *seen; /* in the sources, where it says something. Lives as long as the resolver */
    const char *why;                 /* UPDATE_UNKNOWN: the reason, in a few words */
};

struct updates;

/* Belongs to ctx, and `tree` and `options` must outlive it. Nothing is read yet. */
struct updates *updates_new(void *ctx, const struct schema_tree *tree, const struct update_options *options);

/*
 * How the update is done on the engine. Texts belong to ctx. False with a
 * diagnostic where a file of that name is there and may not be read.
 */
bool updates_resolve(struct updates *u, const char *name, enum engine engine, void *ctx, struct update_way *way,
                     struct diags *diags);

/*
 * Adds why the sources could not be read or parsed, if they could not: what a
 * person has to know when an update stays unknown. True when there was nothing to say.
 */
bool updates_report_sources(struct updates *u, struct diags *diags);

/* What is registered, reading the sources; empty where there are none or they cannot be read. */
const struct sources *updates_sources(struct updates *u);

/* The directories that are read: NULL-terminated, empty where there are none. */
const struct root *const *updates_directories(const struct updates *u);

/* A directory whose files implement updates, and the root that it is or stands beneath. */
struct update_directory {
    const struct root *root;
    const char *path; /* NULL: the end of a list */
};

/*
 * The directories whose files implement updates, shipped ones not among them:
 * those of --background-updates, then the tree's. Belongs to ctx.
 */
const struct update_directory *updates_file_directories(const struct updates *u, void *ctx);

/* Whether the sources have been read, for any update. */
bool updates_have_read_sources(struct updates *u);

/* The directory of the files that ship; NULL where it is missing. */
const char *updates_shipped(const struct updates *u);

/*
 * The names of every update that some file or registration speaks of, sorted,
 * ended by NULL: the sources', the tree's, those of --background-updates. Belongs
 * to ctx. NULL with a diagnostic where a directory cannot be read.
 */
const char *const *updates_names(struct updates *u, void *ctx, struct diags *diags);

/* Adds an error for an update that is UPDATE_UNKNOWN, with its places in the sources; returns it. */
struct diag *update_report(const struct update_way *way, const char *name, enum engine engine, struct diags *diags);

#endif
