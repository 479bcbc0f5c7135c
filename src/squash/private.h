/* What the files of this room share. */
#ifndef SQUASH_PRIVATE_H
#define SQUASH_PRIVATE_H

#include "base/publish.h"
#include "base/scratch.h"
#include "schema/tree.h"
#include "squash/squash.h"

/* The migrations of one directory that go. */
struct cut_set {
    const struct migration_set *set;
    enum engine engine;
    const struct migration_tool *tool; /* by the last one's text, else the directory's */
    const struct migration *last;      /* the last that goes; of the others those before it */
    size_t n;                          /* how many run on the engine, with it */
    size_t end;                        /* the first of the set's that stays */
    const char *path;                  /* of the baseline: the last's own, or one that is not there yet */
};

/* What is squashed: of a layout of migrations some sets of one database, else all databases up to a version. */
struct cut {
    void *ctx;
    const struct squash_options *options;
    const struct schema_tree *tree;
    const char *database; /* of migrations; else NULL */
    int version;          /* that of the last one that goes, in the tree */
    struct cut_set sets[ENGINE_COUNT];
    size_t n_sets;
    const char **obsolete; /* files that the baseline stands for, without one whose place it takes */
    size_t n_obsolete;
    bool in_place;
};

/* Decides what goes, and refuses what cannot. False with diagnostics. */
bool cut_find(struct cut *cut, struct diags *diags);

/*
 * cut_shared.c: of a directory whose files are for both engines each engine gets a baseline of its own, with that
 * engine in its name, as other files there have it. False with a diagnostic where that cannot be.
 */
bool cut_is_shared(const struct schema_tree *tree, const struct migration_set *set);
bool cut_check_shared(const struct cut *cut, const struct migration_set *set, struct diags *diags);
/* The path of that baseline, in the place of the last one. NULL with a diagnostic. */
const char *cut_shared_path(const struct cut *cut, const struct cut_set *s, struct diags *diags);

/* One error about a path. Returns false. */
bool cut_refuse(struct diags *diags, const char *path, const char *message, const char *hint);

/* Adds a file that is obsolete, once; the path belongs to the cut's ctx. */
void cut_add(struct cut *cut, const char *path);

/* cut_find of a layout with versions of several databases. */
bool cut_find_version(struct cut *cut, struct diags *diags);

/* The files that hold what `made` says: of each a path and a text. Belongs to the cut's ctx. */
struct output *baseline_outputs(const struct cut *cut, const struct generate_result *made, size_t *n,
                                struct diags *diags);

/*
 * False with a diagnostic where a file is not in git as it is: it could not be brought back. What is not there is no
 * matter.
 */
bool committed_all(const struct cut *cut, const char *const *paths, size_t n, struct diags *diags);

/* Whether a copy of the tree with these files, and without the obsolete ones, makes what the tree makes. False with
 * diagnostics. */
bool proof_hold(const struct cut *cut, const struct generate_options *how, const struct generate_observer *observer,
                const struct generate_result *cut_made, const struct scratch *scratch, const struct output *outputs,
                size_t n, struct diags *diags);

#endif
