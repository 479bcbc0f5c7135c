#include "base/work_tree.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

bool work_tree_is_top(void *ctx, const char *directory)
{
    return access(mem_printf(ctx, "%s/.git", strcmp(directory, "/") == 0 ? "" : directory), F_OK) == 0;
}

char *work_tree_top(void *ctx, const char *path)
{
    char *top = mem_strdup(ctx, path);
    for (char *slash; *top; *slash = '\0') {
        if (work_tree_is_top(ctx, top))
            return top;
        slash = strrchr(top, '/');
    }
    return work_tree_is_top(ctx, "/") ? mem_strdup(ctx, "/") : NULL;
}

struct work_tree work_tree_around(void *ctx)
{
    char *cwd = getcwd(NULL, 0);
    if (!cwd)
        return (struct work_tree){NULL, "/"};
    struct work_tree tree = {work_tree_top(ctx, cwd), mem_strdup(ctx, cwd)};
    free(cwd);
    return tree;
}

char *path_absolute(void *ctx, const char *here, const char *path)
{
    char *result = mem_strdup(ctx, "");
    if (*path != '/')
        path = mem_printf(ctx, "%s/%s", here, path);
    while (*path) {
        size_t n = strcspn(path, "/");
        bool up = n == 2 && strncmp(path, "..", 2) == 0, stays = n == 0 || (n == 1 && *path == '.');
        if (up && *result)
            *strrchr(result, '/') = '\0';
        else if (!up && !stays)
            result = mem_printf(ctx, "%s/%.*s", result, (int)n, path);
        path += n + (path[n] == '/');
    }
    return *result ? result : mem_strdup(ctx, "/");
}

const char *path_below(const char *path, const char *directory)
{
    size_t n = strlen(directory);
    n -= n > 0 && directory[n - 1] == '/';
    if (strncmp(path, directory, n) != 0 || (path[n] && path[n] != '/'))
        return NULL;
    return path + n + strspn(path + n, "/");
}

const char *path_without_dots(const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2 + strspn(path + 2, "/");
    return path;
}

char *work_tree_path(void *ctx, const struct work_tree *tree, const char *path)
{
    const char *below = tree->top ? path_below(path_absolute(ctx, tree->here, path), tree->top) : NULL;
    if (below && *below)
        return mem_strdup(ctx, below);
    return mem_strdup(ctx, path_without_dots(path));
}
