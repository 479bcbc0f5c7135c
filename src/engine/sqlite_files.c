#include "engine/sqlite_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/root.h"
#include "base/sqlite_file.h"

const char *const sqlite_file_endings[GIVEN_FILES] = {
    [GIVEN_DATABASE] = "", [GIVEN_WAL] = SQLITE_WAL, [GIVEN_SHM] = SQLITE_SHM, [GIVEN_JOURNAL] = SQLITE_JOURNAL};

/* Nothing is waited for: a FIFO, a device is opened at once, and refused. */
static const int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

void sqlite_files_init(struct sqlite_files *files)
{
    *files = (struct sqlite_files){.directory = -1, .fds = {-1, -1, -1, -1}};
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void sqlite_files_release(struct sqlite_files *files)
{
    for (int i = 0; i < GIVEN_FILES; i++)
        close_one(&files->fds[i]);
}

void sqlite_files_close(struct sqlite_files *files)
{
    sqlite_files_release(files);
    close_one(&files->directory);
}

static bool refuse(const char *path, int file, const char *why, struct diags *diags)
{
    struct diag *e = diag_error(diags, "cannot open the SQLite database: %s%s%s", file ? path : "",
                                file ? mem_printf(diags->ctx, "%s: ", sqlite_file_endings[file]) : "", why);
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

static struct mark mark_of(const struct stat *st)
{
    return (struct mark){st->st_size, st->st_ino, st->st_mtim};
}

/* Notes how a file is that was opened, which has to be a regular one. */
static bool take(struct sqlite_files *files, const char *path, int file, struct diags *diags)
{
    struct stat st;
    if (fstat(files->fds[file], &st) != 0)
        return refuse(path, file, strerror(errno), diags);
    if (!S_ISREG(st.st_mode))
        return refuse(path, file, "not a regular file", diags);
    files->marks[file] = mark_of(&st);
    return true;
}

/* Where the database is that was opened: its directory is opened, and its name there is noted. */
static bool locate(struct sqlite_files *files, const char *path, void *ctx, struct diags *diags)
{
    struct stat there;
    char *self = mem_printf(ctx, "/proc/self/fd/%d", files->fds[GIVEN_DATABASE]);
    char *real = realpath(self, NULL);
    char *slash = real ? strrchr(real, '/') : NULL;
    if (!slash)
        return refuse(path, GIVEN_DATABASE, strerror(errno), diags);
    for (int i = 0; i < GIVEN_FILES; i++)
        files->names[i] = mem_printf(ctx, "%s%s", slash + 1, sqlite_file_endings[i]);
    slash[slash == real] = '\0';
    files->directory = open(real, O_PATH | O_DIRECTORY | O_CLOEXEC);
    free(real);
    if (files->directory < 0)
        return refuse(path, GIVEN_DATABASE, strerror(errno), diags);
    bool same = fstatat(files->directory, files->names[GIVEN_DATABASE], &there, AT_SYMLINK_NOFOLLOW) == 0 &&
                there.st_ino == files->marks[GIVEN_DATABASE].inode;
    return same || refuse(path, GIVEN_DATABASE, "somebody moves it meanwhile", diags);
}

/* What may stand beside it. */
static bool open_neighbour(struct sqlite_files *files, const char *path, int file, struct diags *diags)
{
    files->marks[file] = (struct mark){.size = -1};
    files->fds[file] = openat(files->directory, files->names[file], flags | O_NOFOLLOW);
    if (files->fds[file] >= 0)
        return take(files, path, file, diags);
    /* Without the -shm, the -wal can be read all the same. */
    if (errno == ENOENT || (file == GIVEN_SHM && errno == EACCES))
        return true;
    return refuse(path, file, errno == ELOOP ? "a symbolic link" : strerror(errno), diags);
}

bool sqlite_files_open(struct sqlite_files *files, const char *path, void *ctx, struct diags *diags)
{
    sqlite_files_close(files);
    files->fds[GIVEN_DATABASE] = place_open(path, flags, 0, "cannot open the SQLite database", diags);
    bool ok =
        files->fds[GIVEN_DATABASE] >= 0 && take(files, path, GIVEN_DATABASE, diags) && locate(files, path, ctx, diags);
    for (int i = GIVEN_WAL; ok && i < GIVEN_FILES; i++)
        ok = open_neighbour(files, path, i, diags);
    return ok;
}

/* As it is now; false where it cannot be known. */
static bool look(const struct sqlite_files *files, int file, struct mark *now)
{
    struct stat st;
    bool there = fstatat(files->directory, files->names[file], &st, AT_SYMLINK_NOFOLLOW) == 0;
    *now = there ? mark_of(&st) : (struct mark){.size = -1};
    return there || errno == ENOENT;
}

bool sqlite_files_unchanged(const struct sqlite_files *files, bool all)
{
    for (int i = 0; i < (all ? GIVEN_FILES : GIVEN_WAL); i++) {
        struct mark now, then = files->marks[i];
        /* What others note in a -shm says nothing of the database. */
        if (i == GIVEN_SHM)
            continue;
        if (!look(files, i, &now) || now.size != then.size || now.inode != then.inode ||
            now.modified.tv_sec != then.modified.tv_sec || now.modified.tv_nsec != then.modified.tv_nsec)
            return false;
    }
    return true;
}

bool sqlite_files_same(const struct sqlite_files *files)
{
    for (int i = 0; i < GIVEN_JOURNAL; i++) {
        struct mark now;
        if (!look(files, i, &now) || now.inode != files->marks[i].inode)
            return false;
    }
    return true;
}
