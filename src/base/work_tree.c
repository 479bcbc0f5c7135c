#include "base/work_tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

struct work_tree work_tree_around(void *ctx)
{
    struct work_tree tree = {NULL, "/"};
    char *cwd = getcwd(NULL, 0);
    if (!cwd)
        return tree;
    tree.here = mem_strdup(ctx, cwd);
    for (char *slash; *cwd && !tree.top; *slash = '\0') {
        if (access(mem_printf(ctx, "%s/.git", cwd), F_OK) == 0)
            tree.top = mem_strdup(ctx, cwd);
        slash = strrchr(cwd, '/');
    }
    free(cwd);
    return tree;
}

/* "/a/./b/../c" as "/a/c" */
static char *absolute(void *ctx, const char *path)
{
    char *result = mem_strdup(ctx, "");
    while (*path) {
        size_t n = strcspn(path, "/");
        bool up = n == 2 && strncmp(path, "..", 2) == 0, stays = n == 0 || (n == 1 && *path == '.');
        if (up && *result)
            *strrchr(result, '/') = '\0';
        else if (!up && !stays)
            result = mem_printf(ctx, "%s/%.*s", result, (int)n, path);
        path += n + (path[n] == '/');
    }
    return result;
}

char *work_tree_path(void *ctx, const struct work_tree *tree, const char *path)
{
    if (tree->top) {
        size_t n = strlen(tree->top);
        char *whole = absolute(ctx, *path == '/' ? path : mem_printf(ctx, "%s/%s", tree->here, path));
        if (strncmp(whole, tree->top, n) == 0 && whole[n] == '/')
            return mem_strdup(ctx, whole + n + 1);
    }
    while (strncmp(path, "./", 2) == 0)
        path += 2 + strspn(path + 2, "/");
    return mem_strdup(ctx, path);
}
