#include "base/share.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"

static char *directory_of_executable(void *ctx)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0)
        return NULL;
    path[n] = '\0';
    char *slash = strrchr(path, '/');
    return slash ? mem_strndup(ctx, path, (size_t)(slash - path)) : NULL;
}

/* `name` in the first of the directories, counted from the program's own, that has it. */
static char *find(void *ctx, const char *const *ways, const char *name, int access_mode, struct diags *diags)
{
    char *bin = directory_of_executable(ctx);
    for (size_t i = 0; bin && ways[i]; i++) {
        char *path = mem_printf(ctx, "%s/%s/%s", bin, ways[i], name);
        if (access(path, access_mode) == 0)
            return path;
        mem_free(path);
    }
    struct diag *e = diag_error(diags, "cannot find %s/%s, a part of fullschema", ways[0] + strlen("../"), name);
    diag_hint(diags, e, "it belongs beside the directory of the program, %s", bin ? bin : "which is not known either");
    return NULL;
}

char *share_path(void *ctx, const char *name, struct diags *diags)
{
    static const char *const ways[] = {"../share/fullschema", "../../share/fullschema", NULL};
    return find(ctx, ways, name, R_OK, diags);
}

char *libexec_path(void *ctx, const char *name, struct diags *diags)
{
    static const char *const ways[] = {"../libexec/fullschema", ".", "..", NULL};
    return find(ctx, ways, name, X_OK, diags);
}

char *own_libraries(void *ctx, const char *name)
{
    char *bin = directory_of_executable(ctx);
    char *path = bin ? mem_printf(ctx, "%s/../lib/fullschema/%s", bin, name) : NULL;
    return path && access(path, R_OK | X_OK) == 0 ? path : NULL;
}
