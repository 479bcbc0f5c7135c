/*
 * Where snapshots stand: which file is the snapshot of which database,
 * version and engine, in both directions. Nothing else knows a layout.
 *
 *     flat     OUT/{version}/{database}/full.sql.{engine}
 *     nested   OUT/{database}/full_schemas/{version}/full.sql.{engine}
 *     one      a fixed path, whatever the version: OUT/full.sql.{engine}, OUT/{database}/full.sql.{engine}, or what a
 *              person names, db/schema.sql or db/schema.{engine}.sql
 *
 * Only layout_find looks at a disk.
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/root.h"
#include "engine/engine.h"

enum layout_form { LAYOUT_AUTO, LAYOUT_FLAT, LAYOUT_NESTED, LAYOUT_ONE };

/* As --layout has them, in that order; up to NULL. */
extern const char *const layout_names[];

/* Where snapshots are committed unless something else is said; and the directory of versions of the nested layout. */
#define LAYOUT_USUAL_OUTPUT     "full_schemas"
#define LAYOUT_NESTED_DIRECTORY "full_schemas"

struct snapshot_layout {
    enum layout_form form; /* not LAYOUT_AUTO */
    const char *directory; /* that all stand below; "": the working directory */
    const char *below;     /* the path from there, with {database}, {version}, {engine} in it */
};

/* Which snapshot a file is. */
struct snapshot_identity {
    const char *database; /* "" where the path does not say */
    int version;          /* -1 where it does not say */
    enum engine engine;
};

/* Whether an output is a file, or several by {engine} and {database}, rather than a directory: by its text alone. */
bool layout_is_file(const char *output);

/* Whether it has {engine} or {database} in it, and may name several. */
bool layout_is_pattern(const char *output);

/*
 * The layout of that form below `output`. `several`: of more databases than
 * one. Belongs to ctx. False with a diagnostic: the form does not go with what `output` names.
 */
bool layout_below(void *ctx, enum layout_form form, const char *output, bool several, struct snapshot_layout *layout,
                  struct diags *diags);

/* The path of a snapshot. Belongs to ctx. */
char *layout_path(void *ctx, const struct snapshot_layout *layout, const struct snapshot_identity *place);

/*
 * Where a snapshot of another version than the newest is kept beside the fixed path of LAYOUT_ONE: db/structure.12.sql
 * beside db/structure.sql. Belongs to ctx.
 */
struct snapshot_layout layout_beside(void *ctx, const struct snapshot_layout *layout, int version);

/* What both have in common, with its placeholders: what a source is named by. Belongs to ctx. */
char *layout_pattern(void *ctx, const struct snapshot_layout *layout);

/* The directory that the snapshots of one database and version stand in, of a form that has versions. Belongs to ctx.
 */
char *layout_version_directory(void *ctx, enum layout_form form, const char *output, const char *database, int version);

/* The directory whose directories are the versions of a database's snapshots. Belongs to ctx. */
char *layout_versions(void *ctx, enum layout_form form, const char *output, const char *database);

/* Whether a path below the directory is that of a snapshot; which one. The name belongs to ctx. */
bool layout_match(void *ctx, const char *below, const char *path, struct snapshot_identity *place);

/* ---- any path (place.c) ---- */

/* How many directories may stand between a directory and the snapshots in it: DATABASE/full_schemas/N/full.sql.ENGINE.
 */
enum { LAYOUT_DEPTH = 3 };

/* What is looked for in directories, for messages. */
#define LAYOUT_LOOKED_FOR "N/DATABASE/full.sql.ENGINE, DATABASE/full_schemas/N/full.sql.ENGINE and full.sql.ENGINE"

/* Which engines a file is a snapshot for by its name: full.sql.postgres for one, full.sql for both. */
bool layout_is_snapshot(const char *path, bool engines[ENGINE_COUNT]);

/*
 * Database and version by the directories above a file with such a name;
 * of a file in neither layout with versions the database is the directory it stands in,
 * and the result is false.
 */
bool layout_read_place(void *ctx, const char *path, struct snapshot_identity *place);

/*
 * The directory of snapshots that a file below it speaks of by its place:
 * "db" for db/59/main/full.sql.sqlite, "" where it is the top; NULL for all
 * other files. Belongs to ctx.
 */
char *layout_directory(void *ctx, const char *path);

/* ---- on a disk (find.c) ---- */

/*
 * Snapshots can be, or could be made, below that directory, as --output names it: no file is in its place. False with a
 * diagnostic.
 */
bool layout_check_directory(const char *directory, struct diags *diags);

struct snapshot_file {
    struct snapshot_identity place;
    const char *path;
};

struct snapshot_files {
    struct snapshot_file *items; /* in the order of the listings */
    size_t n;
};

/* Adds all files that the layout has a place for. `root` is its directory, opened. Belongs to ctx. False with a
 * diagnostic. */
bool layout_find(void *ctx, const struct snapshot_layout *layout, const struct root *root, struct snapshot_files *found,
                 struct diags *diags);

#endif
