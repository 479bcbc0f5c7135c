/*
 * The git work tree around the working directory, known by the .git at its
 * top: what GitHub calls a file is its path from there. And paths as text.
 */
#ifndef BASE_WORK_TREE_H
#define BASE_WORK_TREE_H

#include <stdbool.h>

struct work_tree {
    const char *top;  /* absolute, without a final slash; NULL: there is none */
    const char *here; /* the working directory, absolute */
};

/* Looks from the working directory upwards. The texts belong to ctx. */
struct work_tree work_tree_around(void *ctx);

/* The nearest directory with .git in it, from `path` (absolute) upwards; NULL where there is none. Belongs to ctx. */
char *work_tree_top(void *ctx, const char *path);

/* Whether the directory has .git in it. */
bool work_tree_is_top(void *ctx, const char *directory);

/* "./a" as "a". */
const char *path_without_dots(const char *path);

/*
 * A path, as a person gives it in `here`, from the top of the tree: "./x" is
 * "db/x" where the working directory is db/. One outside of the tree, or where
 * there is none, stays as it is but for a "./" before it. Belongs to ctx.
 */
char *work_tree_path(void *ctx, const struct work_tree *tree, const char *path);

/* "/a/c" of "./b/../c" in /a. Links are not looked at. Belongs to ctx. */
char *path_absolute(void *ctx, const char *here, const char *path);

/* What of `path` is behind `directory`: "" for itself; NULL where it is not below. Both are absolute. */
const char *path_below(const char *path, const char *directory);

#endif
