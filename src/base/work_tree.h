/*
 * The git work tree around the working directory, known by the .git at its
 * top: what GitHub calls a file is its path from there.
 */
#ifndef BASE_WORK_TREE_H
#define BASE_WORK_TREE_H

struct work_tree {
    const char *top;  /* absolute, without a final slash; NULL: there is none */
    const char *here; /* the working directory, absolute */
};

/* Looks from the working directory upwards. The texts belong to ctx. */
struct work_tree work_tree_around(void *ctx);

/*
 * A path, as a person gives it in `here`, from the top of the tree: "./x" is
 * "db/x" where the working directory is db/. One outside of the tree, or where
 * there is none, stays as it is but for a "./" before it. Belongs to ctx.
 */
char *work_tree_path(void *ctx, const struct work_tree *tree, const char *path);

#endif
