#include "cmd/init_place.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* The absolute path, of which the last directories may still have to be made. NULL where it cannot be known. */
static char *absolute(void *ctx, const char *dir)
{
    char real[PATH_MAX];
    if (realpath(dir, real))
        return mem_strdup(ctx, real);
    const char *slash = strrchr(dir, '/');
    if (slash == dir)
        return mem_strdup(ctx, dir);
    if (slash && !slash[1])
        return absolute(ctx, mem_strndup(ctx, dir, (size_t)(slash - dir)));
    char *above = absolute(ctx, slash ? mem_strndup(ctx, dir, (size_t)(slash - dir)) : ".");
    return above ? mem_printf(ctx, "%s/%s", above, slash ? slash + 1 : dir) : NULL;
}

/* How much of the path is a repository's top: the length of the nearest directory with .git in it, or 0. */
static size_t top_length(void *ctx, const char *path)
{
    for (size_t n = strlen(path); n > 0; n--)
        if ((path[n] == '/' || path[n] == '\0') && access(mem_printf(ctx, "%.*s/.git", (int)n, path), F_OK) == 0)
            return n;
    return 0;
}

/* "../../" where the working directory lies below the top, else the top's own path. */
static char *way_to(void *ctx, const char *top, size_t n)
{
    char here[PATH_MAX], *way = mem_strdup(ctx, "");
    if (!getcwd(here, sizeof(here)) || strncmp(here, top, n) != 0 || (here[n] && here[n] != '/'))
        return mem_printf(ctx, "%.*s/", (int)n, top);
    for (const char *c = here + n; *c; c++)
        if (*c == '/')
            way = mem_printf(ctx, "../%s", way);
    return way;
}

struct init_place init_place_find(void *ctx, const char *dir)
{
    char *path = absolute(ctx, dir);
    size_t n = path ? top_length(ctx, path) : 0;
    if (n == 0)
        return (struct init_place){strcmp(dir, ".") == 0 ? "" : mem_printf(ctx, "%s/", dir), ""};
    return (struct init_place){way_to(ctx, path, n), path[n] ? mem_printf(ctx, "%s/", path + n + 1) : ""};
}
