/* What the files of this room share: one file a form of source, and what directories have in common. */
#ifndef SOURCE_PRIVATE_H
#define SOURCE_PRIVATE_H

#include "layout/layout.h"
#include "source/source.h"

/* What a person may write, for those whose word was nothing of it. */
#define SOURCE_HINT                                                                                                    \
    "a source is a snapshot, a directory of them, REV or REV:PATH in git, postgres://... or a SQLite file"

/* ---- one function a form: fills source->items, unsorted ---- */

bool read_snapshot_file(void *ctx, const char *path, const struct source_options *options, struct source *source,
                        struct diags *diags);
bool read_directory(void *ctx, const char *path, const struct source_options *options, struct source *source,
                    struct diags *diags);
bool read_pattern(void *ctx, const char *pattern, const struct source_options *options, struct source *source,
                  struct diags *diags);
bool read_git(void *ctx, const char *spec, const struct source_options *options, struct source *source,
              struct diags *diags);
bool read_revision(void *ctx, const char *rev, const struct source_options *options, struct source *source,
                   struct diags *diags);
bool read_live(void *ctx, enum engine engine, const char *location, const struct source_options *options,
               struct source *source, struct diags *diags);

/* ---- candidates.c ---- */

/* A snapshot file, not yet read. */
struct candidate {
    const char *database; /* "" where its place does not say */
    int version;          /* -1 where its place does not say */
    enum engine engine;
    const char *path;   /* for people */
    const void *handle; /* for whoever reads it */
};

struct candidates {
    struct candidate *items;
    size_t n;
};

/*
 * Adds a file if it is a snapshot by its name. `place` is its path with as
 * many directories above as can be known, from which database and version are
 * known; `path` is for people. `named`: a person named the file or the very
 * directory it stands in, so that what is above may be called anything and
 * counts only where a version stands beside it.
 */
void candidates_add(void *ctx, struct candidates *found, const char *place, const char *path, bool named,
                    const void *handle);

/* The same of one that is known to be a snapshot, and which. */
void candidates_put(void *ctx, struct candidates *found, const struct snapshot_identity *place, const char *path,
                    const void *handle);

/*
 * Keeps the candidates of one version, the wanted or the highest, in the order
 * of source->items. `where` is the directory, for messages. False with a
 * diagnostic where there are none, two of the same, or some of a version beside some of none.
 */
bool candidates_choose(struct candidates *found, int version, const char *where, struct diags *diags);

/* Whether there are any of that version, or where it is VERSION_HIGHEST of any. */
bool candidates_have(const struct candidates *found, int version);

/* ---- git_revision.c ---- */

/* In the working tree: the directory whose snapshots a revision has, an absolute path. NULL with a diagnostic. */
char *revision_directory(void *ctx, const char *rev, const struct source_options *options, struct diags *diags);

/* The commit in which the histories of two revisions part. NULL with a diagnostic. */
char *revision_fork(void *ctx, const char *one, const char *two, struct diags *diags);

/* ---- bookkeeping.c ---- */

/* Takes the tables that a schema directory's common/schema_version.sql makes out of a catalog. False with a diagnostic.
 */
bool leave_out_bookkeeping(struct catalog *catalog, const char *schema, struct diags *diags);

/* ---- exclusion.c ---- */

/*
 * Takes out of a live database's catalog what is unwanted, and with it what needs it, which is named as an error.
 * `first_line` as for the snapshot. False with a diagnostic.
 */
bool leave_out_unwanted(struct catalog *catalog, const char *first_line, const struct source_exclusion *exclusion,
                        struct diags *diags);

/* ---- text.c ---- */

/*
 * A snapshot's text, or NULL with a diagnostic: not UTF-8, or a file of Git
 * LFS that was not fetched. `text` is changed in place.
 */
char *snapshot_accept(char *text, size_t size, const char *path, struct diags *diags);

/* The engine a file's name, else its text, speaks for. False with a diagnostic. */
bool engine_of_file(const char *path, const char *text, const struct source_options *options, enum engine *engine,
                    struct diags *diags);

#endif
