#include "base/copy.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"

/* Deeper there is nothing but symbolic links that lead back. */
enum { DEEPEST = 40 };

static bool refuse(struct diags *diags, const char *path, const char *why)
{
    struct diag *e = diag_error(diags, "cannot be copied: %s", why);
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

static bool copy_file(void *ctx, const char *from, const char *to, struct diags *diags)
{
    size_t size;
    char *bytes = file_read(ctx, from, &size);
    FILE *out = bytes ? fopen(to, "wxe") : NULL;
    bool ok = out && fwrite(bytes, 1, size, out) == size;
    int error = errno;
    if (out && fclose(out) != 0) {
        error = errno;
        ok = false;
    }
    mem_free(bytes);
    return ok || refuse(diags, from, strerror(error));
}

static bool copy_directory(void *ctx, const char *from, const char *to, bool backwards, int depth, struct diags *diags)
{
    struct dir_listing list;
    if (depth > DEEPEST)
        return refuse(diags, from, "a symbolic link leads back into its own directory");
    if (!dir_list(ctx, from, &list, diags))
        return false;
    if (mkdir(to, 0700) != 0)
        return refuse(diags, to, strerror(errno));
    bool ok = true;
    for (size_t i = 0; ok && i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[backwards ? list.n - 1 - i : i];
        char *source = path_join(ctx, from, entry->name), *target = path_join(ctx, to, entry->name);
        if (entry->is_dir)
            ok = copy_directory(ctx, source, target, backwards, depth + 1, diags);
        else if (is_file(source))
            ok = copy_file(ctx, source, target, diags);
    }
    return ok;
}

bool copy_tree(const char *from, const char *to, bool backwards, struct diags *diags)
{
    void *ctx = mem_root("copy_tree");
    bool ok = copy_directory(ctx, from, to, backwards, 0, diags);
    mem_free(ctx);
    return ok;
}
