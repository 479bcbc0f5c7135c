/*
 * What the files about git share: a repository that was found, a revision of
 * it, and a path in it. git_repository.c finds them, git.c reads what is
 * there, git_revision.c finds the path where a person named none.
 */
#ifndef SOURCE_GIT_H
#define SOURCE_GIT_H

#include <git2.h>

#include "source/private.h"

struct lookup {
    void *ctx;
    const char *spec, *rev; /* as named, for messages */
    const char *path;       /* in the repository, without slashes around; "" for its top */
    git_repository *repository;
    struct diags *diags;
    size_t n_seen;  /* files and directories that were looked at */
    size_t n_bytes; /* of files that were written out */
};

/* Starts the library; true for all that follows on this thread, until lookup_end. False with a diagnostic. */
bool lookup_begin(struct lookup *l);
void lookup_end(struct lookup *l);

/* An error about the spec; the reason may be libgit2's own. lookup_fail returns false. */
struct diag *lookup_refuse(struct lookup *l, const char *what);
bool lookup_fail(struct lookup *l, const char *what);

/*
 * Finds the repository of PATH in REV:PATH and what the path is in it:
 * PATH is the repository's own, from its top, or begins with ./ or ../ and is
 * the working directory's, as for git show. Where the working directory is in
 * no repository, PATH itself is looked at: /srv/app.git/full_schemas.
 */
bool lookup_repository(struct lookup *l, const char *path);

/* The repository around the working directory. False without a diagnostic where there is none. */
bool lookup_repository_here(struct lookup *l);

/* Takes "", "." and ".." out of a path; NULL where it leads out of the repository. Belongs to ctx. */
char *lookup_cleaned(void *ctx, const char *path);

/* A path of the file system as the repository knows it; NULL where it lies elsewhere. Belongs to the lookup's ctx. */
char *lookup_inside(struct lookup *l, const char *path);

/* The working tree's directory as a person knows it, else the repository's own. Borrowed. */
const char *lookup_repository_name(const struct lookup *l);

/* git_revparse_single, of no entry of a reflog whose number is larger than any. The caller frees the object. */
int lookup_parse(git_object **object, git_repository *repository, const char *rev);

/* The tree of the revision; the caller frees it. False with a diagnostic. */
bool lookup_tree(struct lookup *l, git_tree **tree);

/* Reads what stands at l->path of the tree. */
bool lookup_read(struct lookup *l, git_tree *tree, const struct source_options *options, struct source *source);

/*
 * Counts one more file or directory. False with a diagnostic where there are too many: a few objects of git can be
 * millions of paths.
 */
bool lookup_count(struct lookup *l);

#endif
