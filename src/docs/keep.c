#include "docs/keep.h"

#include <errno.h>
#include <string.h>
#include <uthash.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/publish.h"

/* A file that is made, by its path. */
struct made {
    const char *path;
    UT_hash_handle hh;
};

struct looking {
    void *ctx;
    const struct root *root; /* NULL: there is no such directory yet */
    struct made *made;
    struct doc_outputs *outputs;
    struct diags *diags;
};

static const char file_ending[] = ".md";
static const char index_name[] = "README.md";

static bool is_ours(const char *text, size_t size)
{
    size_t n = strlen(doc_marker);
    return size >= n && memcmp(text, doc_marker, n) == 0;
}

static bool is_made(const struct looking *l, const char *path)
{
    struct made *found;
    HASH_FIND_STR(l->made, path, found);
    return found != NULL;
}

/* *text is NULL where there is no file of that name. */
static bool read_any(struct looking *l, const char *path, char **text, size_t *size)
{
    *text = l->root ? file_read(l->ctx, l->root, path, size) : NULL;
    if (*text || !l->root || errno == ENOENT)
        return true;
    struct diag *e = diag_error(l->diags, "cannot be read: %s", strerror(errno));
    e->file = mem_strdup(l->diags->ctx, path);
    return false;
}

/* Of a file whose path has the directory. */
static bool compare_one(struct looking *l, const struct doc_file *file)
{
    const char *path = file->path;
    char *old;
    size_t size = 0;
    if (!read_any(l, path, &old, &size))
        return false;
    if (old && !is_ours(old, size)) {
        struct diag *e = diag_error(l->diags, "this file was not made by fullschema docs, and is left as it is");
        e->file = mem_strdup(l->diags->ctx, path);
        diag_hint(l->diags, e, "move it away, or name another directory with --output-dir");
        return false;
    }
    bool same = old && size == strlen(file->text) && memcmp(old, file->text, size) == 0;
    size_t at = mem_grow(l->ctx, &l->outputs->items, &l->outputs->n);
    l->outputs->items[at] = (struct doc_output){path, file->text, same ? DOC_SAME : old ? DOC_CHANGED : DOC_NEW};
    mem_free(old);
    return true;
}

/* A file that has our marker, and is not made any more. */
static bool note_gone(struct looking *l, const char *path)
{
    char *text;
    size_t size = 0;
    if (is_made(l, path))
        return true;
    if (!read_any(l, path, &text, &size))
        return false;
    if (text && is_ours(text, size)) {
        size_t at = mem_grow(l->ctx, &l->outputs->items, &l->outputs->n);
        l->outputs->items[at] = (struct doc_output){path, NULL, DOC_GONE};
    }
    mem_free(text);
    return true;
}

/* Directories are of databases: in the one that was named, and no deeper. */
static bool look(struct looking *l, const char *directory, bool is_top)
{
    struct dir_listing listing;
    if (!dir_list(l->ctx, l->root, directory, &listing, l->diags))
        return false;
    for (size_t i = 0; !is_top && i < listing.n; i++)
        if (strcmp(listing.entries[i].name, index_name) == 0)
            return true;
    for (size_t i = 0; i < listing.n; i++) {
        const struct dir_entry *entry = &listing.entries[i];
        const char *path = path_join(l->ctx, directory, entry->name);
        if (entry->is_broken || entry->name[0] == '.')
            continue;
        if (entry->is_dir ? is_top && !look(l, path, false)
                          : has_ending(entry->name, file_ending) && !note_gone(l, path))
            return false;
    }
    return true;
}

/* Without slashes at its end; "/" itself stays. */
static char *plain(void *ctx, const char *directory)
{
    size_t n = strlen(directory);
    while (n > 1 && directory[n - 1] == '/')
        n--;
    return mem_strndup(ctx, directory, n);
}

bool docs_compare(void *ctx, const char *directory, const struct doc_files *files, struct doc_outputs *outputs,
                  struct diags *diags)
{
    char *path = plain(ctx, directory);
    struct looking l = {.ctx = ctx, .outputs = outputs, .diags = diags};
    *outputs = (struct doc_outputs){0};
    if (is_there(path) && !(l.root = root_open(ctx, path, diags)))
        return false;
    struct made *made = mem_array(ctx, struct made, files->n);
    bool ok = true;
    for (size_t i = 0; i < files->n; i++) {
        made[i].path = path_join(ctx, path, files->items[i].path);
        HASH_ADD_KEYPTR(hh, l.made, made[i].path, strlen(made[i].path), &made[i]);
    }
    for (size_t i = 0; i < files->n; i++)
        ok = compare_one(&l, &(struct doc_file){made[i].path, files->items[i].text}) && ok;
    ok = ok && (!l.root || look(&l, path, true));
    HASH_CLEAR(hh, l.made);
    for (size_t i = 0; i < outputs->n; i++)
        outputs->n_differ += outputs->items[i].state != DOC_SAME;
    return ok;
}

bool docs_keep(void *ctx, const char *directory, const struct doc_outputs *outputs, struct diags *diags)
{
    struct output *files = mem_array(ctx, struct output, outputs->n);
    const char *path = plain(ctx, directory);
    for (size_t i = 0; i < outputs->n; i++)
        files[i] = (struct output){.directory = path, .path = outputs->items[i].path, .text = outputs->items[i].text};
    return publish_outputs(files, outputs->n, diags);
}
