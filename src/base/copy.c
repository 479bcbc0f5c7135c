#include "base/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/regular.h"
#include "base/write.h"

/* Deeper there is nothing but symbolic links that lead back. */
enum { DEEPEST = 40 };

struct copy {
    void *ctx;
    const struct root *root;
    bool backwards;
    struct diags *diags;
};

static bool refuse(struct diags *diags, const char *path, const char *why)
{
    struct diag *e = diag_error(diags, "cannot be copied: %s", why);
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

/* A hidden link: what leads out is of no use to a schema directory, and other links that do were errors before. */
static bool is_outward(const struct copy *c, const char *path)
{
    int fd = root_open_at(c->root, path, O_PATH, "", NULL);
    bool outward = fd < 0 && errno == EXDEV;
    if (fd >= 0)
        close(fd);
    return outward;
}

static bool copy_file(const struct copy *c, const char *from, const char *to)
{
    size_t size;
    int in = regular_open(c->root, from, c->diags);
    char *bytes = in < 0 ? NULL : read_to_end(c->ctx, in, false, NULL, &size);
    int out = bytes ? open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    bool ok = out >= 0 && write_all(out, bytes, size);
    int error = errno;
    if (out >= 0 && close(out) != 0 && ok) {
        error = errno;
        ok = false;
    }
    mem_free(bytes);
    return ok || in < 0 ? ok : refuse(c->diags, from, strerror(error));
}

static bool copy_directory(const struct copy *c, const char *from, const char *to, int depth)
{
    struct dir_listing list;
    if (depth > DEEPEST)
        return refuse(c->diags, from, "a symbolic link leads back into its own directory");
    if (!dir_list(c->ctx, c->root, from, &list, c->diags))
        return false;
    if (!make_own_directory(to))
        return refuse(c->diags, to, strerror(errno));
    bool ok = true;
    for (size_t i = 0; ok && i < list.n; i++) {
        const struct dir_entry *entry = &list.entries[c->backwards ? list.n - 1 - i : i];
        char *source = path_join(c->ctx, from, entry->name), *target = path_join(c->ctx, to, entry->name);
        if (entry->is_dir)
            ok = copy_directory(c, source, target, depth + 1);
        else if (is_file(source) && !is_outward(c, source))
            ok = copy_file(c, source, target);
    }
    return ok;
}

bool copy_tree(const struct root *from, const char *to, bool backwards, struct diags *diags)
{
    const struct copy c = {mem_root("copy_tree"), from, backwards, diags};
    bool ok = copy_directory(&c, from->path, to, 0);
    mem_free(c.ctx);
    return ok;
}

bool copy_for_all(const char *from, const char *directory, const char *to, struct diags *diags)
{
    struct copy c = {.ctx = mem_root("copy"), .root = &root_own, .diags = diags};
    bool ok = copy_file(&c, from, to);
    if (ok && (chmod(to, 0644) != 0 || chmod(directory, 0711) != 0))
        ok = refuse(diags, from, strerror(errno));
    mem_free(c.ctx);
    return ok;
}
