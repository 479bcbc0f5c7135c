#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/regular.h"

/* The length of the valid UTF-8 sequence at s, or 0. The rule is RFC 3629's table. */
static size_t utf8_sequence(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80)
        return s[0] ? 1 : 0;
    size_t n = s[0] >= 0xC2 && s[0] <= 0xDF ? 2 : (s[0] & 0xF0) == 0xE0 ? 3 : s[0] >= 0xF0 && s[0] <= 0xF4 ? 4 : 0;
    if (n == 0 || n > left)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    bool overlong = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xF0 && s[1] < 0x90);
    bool surrogate = s[0] == 0xED && s[1] > 0x9F;
    bool beyond = s[0] == 0xF4 && s[1] > 0x8F;
    return overlong || surrogate || beyond ? 0 : n;
}

size_t utf8_check(const char *s, size_t size)
{
    size_t i = 0;
    while (i < size) {
        size_t n = utf8_sequence((const unsigned char *)s + i, size - i);
        if (n == 0)
            break;
        i += n;
    }
    return i;
}

char *text_accept(char *text, size_t size, const char *path, struct diags *diags)
{
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        size -= 3;
        memmove(text, text + 3, size + 1);
    }
    size_t bad = utf8_check(text, size);
    if (bad == size)
        return text;
    struct diag *e = diag_error(diags, "not UTF-8: byte 0x%02X", (unsigned char)text[bad]);
    text[bad] = '\0';
    diag_locate(diags, e, path, text, bad);
    e->source = NULL;
    diag_hint(diags, e, "save the file as UTF-8 (from Latin-1: iconv -f LATIN1 -t UTF-8)");
    return NULL;
}

char *file_read(void *ctx, const struct root *root, const char *path, size_t *size)
{
    int fd = regular_open(root, path, NULL);
    return fd < 0 ? NULL : read_to_end(ctx, fd, false, NULL, size);
}

/* Of an open file; -1: there is a diagnostic already. */
static char *read_text(void *ctx, int fd, bool stream, const struct cancellation *stop, const char *path,
                       struct diags *diags)
{
    size_t size;
    char *text = fd < 0 ? NULL : read_to_end(ctx, fd, stream, stop, &size);
    if (fd >= 0 && !text && errno != ECANCELED) {
        struct diag *e = errno == EFBIG
                             ? diag_error(diags, "is larger than %d MB, the most that is read", LARGEST_FILE >> 20)
                             : diag_error(diags, "cannot read: %s", strerror(errno));
        e->file = mem_strdup(diags->ctx, path);
    }
    char *accepted = text ? text_accept(text, size, path, diags) : NULL;
    if (!accepted)
        mem_free(text);
    return accepted;
}

char *file_read_text(void *ctx, const struct root *root, const char *path, struct diags *diags)
{
    return read_text(ctx, regular_open(root, path, diags), false, NULL, path, diags);
}

char *input_read(void *ctx, const char *path, const struct cancellation *stop, size_t *size)
{
    bool stream;
    int fd = input_open(path, &stream, NULL);
    return fd < 0 ? NULL : read_to_end(ctx, fd, stream, stop, size);
}

char *input_read_text(void *ctx, const char *path, const struct cancellation *stop, struct diags *diags)
{
    bool stream = false;
    int fd = input_open(path, &stream, diags);
    return read_text(ctx, fd, stream, stop, path, diags);
}

/* There is something: a link to nothing. */
bool refuse_broken_link(const char *path, struct diags *diags)
{
    struct diag *e = diag_error(diags, "is a symbolic link to nothing");
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

static const char looking[] = "cannot look at it", listing[] = "cannot list the directory";

/* With errno. */
static bool refuse_with(const char *doing, const char *path, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s: %s", doing, strerror(errno));
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

static bool is_link(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

/* After ENAMETOOLONG: whether the last name is what no file there can be called, as a name out of a database may be. */
static bool is_no_name(const char *path)
{
    return errno == ENAMETOOLONG && strlen(base_name(path)) > NAME_MAX;
}

bool path_look(const struct root *root, const char *path, enum path_kind *kind, struct diags *diags)
{
    struct stat st;
    int fd = root_open_at(root, path, O_PATH, looking, NULL);
    *kind = PATH_ABSENT;
    if (fd < 0 && errno == ENOENT)
        return !is_link(path) || refuse_broken_link(path, diags);
    if (fd < 0 && (errno == ENOTDIR || is_no_name(path)))
        return true;
    if (fd < 0)
        fd = root_open_at(root, path, O_PATH, looking, diags);
    if (fd < 0)
        return false;
    bool known = fstat(fd, &st) == 0 || refuse_with(looking, path, diags);
    if (known)
        *kind = S_ISDIR(st.st_mode) ? PATH_DIRECTORY : PATH_FILE;
    close(fd);
    return known;
}

bool file_read_text_if_any(void *ctx, const struct root *root, const char *path, char **text, struct diags *diags)
{
    enum path_kind kind;
    *text = NULL;
    if (!path_look(root, path, &kind, diags))
        return false;
    if (kind == PATH_ABSENT)
        return true;
    *text = file_read_text(ctx, root, path, diags);
    return *text != NULL;
}

bool directory_is_there(const struct root *root, const char *path, bool *there, struct diags *diags)
{
    enum path_kind kind;
    bool ok = path_look(root, path, &kind, diags);
    *there = kind == PATH_DIRECTORY;
    return ok;
}

bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool is_there(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

bool has_ending(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n > m && strcmp(name + n - m, ending) == 0;
}

const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_join(void *ctx, const char *dir, const char *name)
{
    size_t n = strlen(dir);
    return mem_printf(ctx, "%s%s%s", dir, n == 0 || dir[n - 1] == '/' ? "" : "/", name);
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct dir_entry *)a)->name, ((const struct dir_entry *)b)->name);
}

/* What a link leads to; a hidden one that leads out is passed over with all else that is hidden. */
static bool look_behind(const struct root *root, const char *path, struct dir_entry *entry, struct diags *diags)
{
    struct stat st;
    int fd = root_open_at(root, path, O_PATH, looking, NULL);
    entry->is_broken = fd < 0 && (errno == ENOENT || errno == ELOOP || errno == ENOTDIR);
    if (fd < 0 && !entry->is_broken && entry->name[0] != '.')
        fd = root_open_at(root, path, O_PATH, looking, diags);
    if (fd < 0)
        return entry->is_broken || entry->name[0] == '.';
    bool known = fstat(fd, &st) == 0 || refuse_with(looking, path, diags);
    entry->is_dir = known && S_ISDIR(st.st_mode);
    close(fd);
    return known;
}

struct dirent *directory_next(DIR *dir)
{
    struct dirent *d;
    do {
        errno = 0;
        d = readdir(dir);
    } while (d && (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0));
    return d;
}

/* Takes over the descriptor. */
static bool list(void *ctx, const struct root *root, const char *path, int fd, struct dir_listing *out,
                 struct diags *diags)
{
    DIR *dir = fdopendir(fd);
    struct dir_listing list = {0};
    bool ok = dir != NULL || refuse_with(listing, path, diags);
    for (struct dirent *d; dir && (d = directory_next(dir));) {
        size_t at = mem_grow(ctx, &list.entries, &list.n);
        list.entries[at] = (struct dir_entry){mem_strdup(ctx, d->d_name), d->d_type == DT_DIR, false};
        if (d->d_type != DT_LNK && d->d_type != DT_UNKNOWN)
            continue;
        char *full = path_join(ctx, path, d->d_name);
        ok &= look_behind(root, full, &list.entries[at], diags);
        mem_free(full);
    }
    if (dir && errno != 0)
        ok = refuse_with(listing, path, diags);
    if (dir)
        closedir(dir);
    else
        close(fd);
    if (list.n)
        qsort(list.entries, list.n, sizeof(*list.entries), compare_entries);
    *out = list;
    return ok;
}

bool dir_list(void *ctx, const struct root *root, const char *path, struct dir_listing *out, struct diags *diags)
{
    *out = (struct dir_listing){0};
    int fd = root_open_at(root, path, O_RDONLY | O_DIRECTORY, listing, diags);
    return fd >= 0 && list(ctx, root, path, fd, out, diags);
}

bool dir_list_if_any(void *ctx, const struct root *root, const char *path, struct dir_listing *out, struct diags *diags)
{
    bool there;
    *out = (struct dir_listing){0};
    if (!directory_is_there(root, path, &there, diags))
        return false;
    return !there || dir_list(ctx, root, path, out, diags);
}
