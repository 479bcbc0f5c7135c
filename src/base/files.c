#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

char *file_read(void *ctx, const char *path, size_t *size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    char *text = NULL;
    size_t used = 0, capacity = 0;
    for (;;) {
        if (capacity - used < 2) {
            capacity = capacity ? capacity * 2 : 8192;
            char *larger = mem_array(ctx, char, capacity);
            if (text)
                memcpy(larger, text, used);
            mem_free(text);
            text = larger;
        }
        ssize_t n = read(fd, text + used, capacity - used - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            int saved = errno;
            close(fd);
            errno = saved;
            if (n < 0) {
                mem_free(text);
                return NULL;
            }
            break;
        }
        used += (size_t)n;
    }
    text[used] = '\0';
    *size = used;
    return text;
}

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

char *file_read_text(void *ctx, const char *path, struct diags *diags)
{
    size_t size;
    char *text = file_read(ctx, path, &size);
    if (!text) {
        struct diag *e = diag_error(diags, "cannot read: %s", strerror(errno));
        e->file = mem_strdup(diags->ctx, path);
        return NULL;
    }
    char *accepted = text_accept(text, size, path, diags);
    if (!accepted)
        mem_free(text);
    return accepted;
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

bool has_ending(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n > m && strcmp(name + n - m, ending) == 0;
}

char *path_join(void *ctx, const char *dir, const char *name)
{
    size_t n = strlen(dir);
    return mem_printf(ctx, "%s%s%s", dir, n && dir[n - 1] == '/' ? "" : "/", name);
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct dir_entry *)a)->name, ((const struct dir_entry *)b)->name);
}

bool dir_list(void *ctx, const char *path, struct dir_listing *out, struct diags *diags)
{
    DIR *dir = opendir(path);
    if (!dir) {
        struct diag *e = diag_error(diags, "cannot list the directory: %s", strerror(errno));
        e->file = mem_strdup(diags->ctx, path);
        return false;
    }
    struct dir_listing list = {0};
    for (struct dirent *d; (d = readdir(dir));) {
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
            continue;
        size_t at = mem_grow(ctx, &list.entries, &list.n);
        list.entries[at].name = mem_strdup(ctx, d->d_name);
        char *full = path_join(ctx, path, d->d_name);
        list.entries[at].is_dir = is_directory(full);
        mem_free(full);
    }
    closedir(dir);
    if (list.n)
        qsort(list.entries, list.n, sizeof(*list.entries), compare_entries);
    *out = list;
    return true;
}

bool make_directories(const char *path)
{
    void *ctx = mem_root("make_directories");
    char *copy = mem_strdup(ctx, path);
    bool ok = true;
    for (char *p = copy + 1; ok && *p; p++)
        if (*p == '/') {
            *p = '\0';
            ok = mkdir(copy, 0777) == 0 || errno == EEXIST;
            *p = '/';
        }
    ok = ok && (mkdir(copy, 0777) == 0 || errno == EEXIST);
    int saved = errno;
    mem_free(ctx);
    errno = saved;
    return ok && is_directory(path);
}

static bool refuse_to_create(struct diags *diags, const char *path)
{
    bool taken = errno == EEXIST;
    struct diag *e =
        taken ? diag_error(diags, "is there already") : diag_error(diags, "cannot write: %s", strerror(errno));
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

bool file_create(const char *path, const char *text, struct diags *diags)
{
    void *ctx = mem_root("file_create");
    char *copy = mem_strdup(ctx, path);
    bool ok = make_directories(dirname(copy));
    int fd = ok ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    ok = file && fputs(text, file) >= 0;
    ok = (file && fclose(file) == 0) && ok;
    mem_free(ctx);
    return ok || refuse_to_create(diags, path);
}
