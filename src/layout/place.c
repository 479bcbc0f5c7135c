/* Which snapshot a file is, wherever it is met: by its name, and the directories above it. */
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "layout/layout.h"

static const char file_name[] = "full.sql";

bool layout_is_snapshot(const char *path, bool engines[ENGINE_COUNT])
{
    const char *name = base_name(path);
    size_t n = strlen(file_name);
    enum engine engine;
    engines[ENGINE_POSTGRES] = engines[ENGINE_SQLITE] = strcmp(name, file_name) == 0;
    const char *ending = strncmp(name, file_name, n) == 0 && name[n] == '.' ? strrchr(name, '.') + 1 : "";
    if (engine_from_name(ending, &engine))
        engines[engine] = true;
    return engines[ENGINE_POSTGRES] || engines[ENGINE_SQLITE];
}

/* Where the last n directories of a path begin; NULL: it has less. */
static const char *last_directories(const char *path, int n)
{
    const char *at = path + strlen(path);
    for (int slashes = 0; at > path; at--)
        if (at[-1] == '/' && slashes++ == n)
            return at;
    return NULL;
}

/*
 * In which of the layouts with versions the file stands: how many directories
 * stand between OUT and it; 0: in none. `path` begins with a slash, so that a missing name is an empty one.
 */
static int read_versions(void *ctx, const char *path, struct snapshot_identity *place)
{
    static const struct {
        enum layout_form form;
        int depth;
    } forms[] = {{LAYOUT_NESTED, 3}, {LAYOUT_FLAT, 2}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct snapshot_layout layout;
        const char *below = last_directories(path, forms[i].depth);
        if (!below || !layout_below(ctx, forms[i].form, "", true, &layout, NULL))
            continue;
        char *directories = mem_strndup(ctx, below, (size_t)(strrchr(below, '/') - below));
        const char *usual = mem_printf(ctx, "%s/%s.%s", directories, file_name, engine_name(ENGINE_POSTGRES));
        if (layout_match(ctx, layout.below, usual, place))
            return forms[i].depth;
    }
    return 0;
}

bool layout_read_place(void *ctx, const char *path, struct snapshot_identity *place)
{
    const char *whole = mem_printf(ctx, "/%s", path);
    if (read_versions(ctx, whole, place))
        return true;
    const char *name = strrchr(whole, '/'), *above = name;
    while (above > whole && above[-1] != '/')
        above--;
    *place = (struct snapshot_identity){mem_strndup(ctx, above, (size_t)(name - above)), -1, ENGINE_POSTGRES};
    return false;
}

/* The path without its last n parts; "" where nothing is left. */
static char *without_last(void *ctx, const char *path, int n)
{
    char *rest = mem_strdup(ctx, path);
    for (int i = 0; i < n; i++) {
        char *slash = strrchr(rest, '/');
        *(slash ? slash : rest) = '\0';
    }
    return rest;
}

/* Of a fixed path only the usual directory is known by its name. */
static char *usual_directory(void *ctx, const char *path)
{
    for (int n = 1; n <= 2; n++) {
        char *directory = without_last(ctx, path, n);
        if (strcmp(base_name(directory), LAYOUT_USUAL_OUTPUT) == 0)
            return directory;
    }
    return NULL;
}

char *layout_directory(void *ctx, const char *path)
{
    struct snapshot_identity place;
    bool engines[ENGINE_COUNT];
    if (!layout_is_snapshot(path, engines))
        return NULL;
    int depth = read_versions(ctx, mem_printf(ctx, "/%s", path), &place);
    return depth ? without_last(ctx, path, depth + 1) : usual_directory(ctx, path);
}
