/*
 * Directories that a person names, and how far what stands beneath them may
 * lead. docs/files.md has the rule.
 *
 * A person's word is theirs: a directory on the command line may be anywhere
 * and be reached through links. Its content is not: a pull request wrote it. So
 * a path that lies in a git work tree must not lead out of it, and what stands
 * beneath a directory must lead out of neither the work tree that is around it
 * nor, where there is none, the directory itself.
 */
#ifndef BASE_ROOT_H
#define BASE_ROOT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/beneath.h"
#include "base/diag.h"

struct root {
    const char *path; /* as it was named, without slashes at its end: what stands beneath is called PATH/... */
    struct beneath boundary;
    const char *within; /* the way from the boundary to the directory; "" where it is the boundary itself */
    bool repository;    /* the boundary is the top of a git work tree */
};

/*
 * Files of our own, which nobody else wrote: those that ship with the
 * program, and those it makes in a private directory. Paths are used as they are.
 */
extern const struct root root_own;

/* Opens a directory that was named; "" is the working directory. Belongs to ctx. NULL with a diagnostic. */
const struct root *root_open(void *ctx, const char *path, struct diags *diags);

/*
 * Opens what stands beneath a root, as openat(2). `path` begins with that of
 * the root. -1 with a diagnostic "`doing`: why"; `diags` may be NULL, then errno
 * tells: EXDEV where a link leads out.
 */
int root_open_at(const struct root *root, const char *path, int flags, const char *doing, struct diags *diags);

/*
 * Opens what was named itself. `how` is of base/beneath.h; BENEATH_MAKE_DIRS is
 * for directories. As root_open_at.
 */
int place_open(const char *path, int flags, int how, const char *doing, struct diags *diags);

/*
 * Opens the directory `path` to write into, made where it is missing. What
 * of it is behind `directory`, which was named, has no link in it. As root_open_at.
 */
int place_make(const char *directory, const char *path, const char *doing, struct diags *diags);

/*
 * Whether a path that nobody named, or a file of the project, stays in the
 * project around the directory `project`: its git work tree, else the
 * directory. With BENEATH_NO_LINKS no link is on its way either. What is not
 * there yet leads nowhere. False with a diagnostic about `path`, which may be
 * relative to the working directory or absolute.
 */
bool project_holds(const char *project, const char *path, int how, struct diags *diags);

#endif
