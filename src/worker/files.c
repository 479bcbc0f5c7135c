/*
 * What the library learns of files. It reaches them by a table of system
 * calls, which can be exchanged (https://sqlite.org/c3ref/vfs.html): those
 * that take a path know the files that were given, under names that exist
 * nowhere, and no other; locks and shared memory are the library's own.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worker/worker.h"

const char given_name[] = "/database";

static const char *const names[GIVEN_FILES] = {
    [GIVEN_DATABASE] = given_name,
    [GIVEN_WAL] = "/database-wal",
    [GIVEN_SHM] = "/database-shm",
    [GIVEN_JOURNAL] = "/database-journal",
};

static int given[GIVEN_FILES] = {-1, -1, -1, -1};
static bool may_write;

/* Given to be made: for the library it is not there before it makes it, nor when it has removed it. */
static bool hidden[GIVEN_FILES];
static int random_source = -1;

/* A name that is none of these was asked for. */
static bool another;

bool files_another(void)
{
    return another;
}

/* The descriptor of a file, or -1 with errno. */
static int find(const char *path)
{
    errno = ENOENT;
    for (int i = 0; i < GIVEN_FILES; i++)
        if (strcmp(path, names[i]) == 0)
            return hidden[i] ? -1 : given[i];
    if (strcmp(path, "/dev/urandom") == 0)
        return random_source;
    another = true;
    return -1;
}

static void make(const char *path)
{
    for (int i = 0; i < GIVEN_FILES; i++)
        if (strcmp(path, names[i]) == 0)
            hidden[i] = false;
}

static int open_given(const char *path, int flags, int mode)
{
    (void)mode;
    if (may_write && (flags & O_CREAT))
        make(path);
    int fd = find(path);
    if (fd < 0)
        return -1;
    if (!may_write && (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))) {
        errno = EACCES;
        return -1;
    }
    return fcntl(fd, F_DUPFD_CLOEXEC, 3);
}

static int open_directory(const char *path, int *fd)
{
    (void)path;
    *fd = -1;
    return SQLITE_CANTOPEN;
}

static int stat_given(const char *path, struct stat *st)
{
    int fd = find(path);
    return fd < 0 ? -1 : fstat(fd, st);
}

static int access_given(const char *path, int mode)
{
    if (find(path) < 0)
        return -1;
    if (!(mode & W_OK) || may_write)
        return 0;
    errno = EACCES;
    return -1;
}

/* A journal that was rolled back, or is done with; the tool removes what has a name. */
static int unlink_given(const char *path)
{
    int fd = find(path);
    if (fd < 0)
        return -1;
    for (int i = GIVEN_WAL; may_write && i < GIVEN_FILES; i++)
        if (fd == given[i]) {
            hidden[i] = true;
            return ftruncate(fd, 0);
        }
    errno = EPERM;
    return -1;
}

static char *working_directory(char *buffer, size_t size)
{
    return size > 1 ? memcpy(buffer, "/", sizeof "/") : NULL;
}

static ssize_t no_link(const char *path, char *buffer, size_t size)
{
    (void)path;
    (void)buffer;
    (void)size;
    errno = EINVAL;
    return -1;
}

static int no_directory(const char *path)
{
    (void)path;
    errno = EPERM;
    return -1;
}

static int no_new_directory(const char *path, mode_t mode)
{
    (void)mode;
    return no_directory(path);
}

/* Owner and mode of a copy are of no interest. */
static int leave_mode(int fd, mode_t mode)
{
    (void)fd;
    (void)mode;
    return 0;
}

static int leave_owner(int fd, uid_t user, gid_t group)
{
    (void)fd;
    (void)user;
    (void)group;
    return 0;
}

static const struct {
    const char *name;
    sqlite3_syscall_ptr call;
} calls[] = {
    {"open", (sqlite3_syscall_ptr)open_given},          {"openDirectory", (sqlite3_syscall_ptr)open_directory},
    {"access", (sqlite3_syscall_ptr)access_given},      {"stat", (sqlite3_syscall_ptr)stat_given},
    {"lstat", (sqlite3_syscall_ptr)stat_given},         {"unlink", (sqlite3_syscall_ptr)unlink_given},
    {"getcwd", (sqlite3_syscall_ptr)working_directory}, {"readlink", (sqlite3_syscall_ptr)no_link},
    {"mkdir", (sqlite3_syscall_ptr)no_new_directory},   {"rmdir", (sqlite3_syscall_ptr)no_directory},
    {"fchmod", (sqlite3_syscall_ptr)leave_mode},        {"fchown", (sqlite3_syscall_ptr)leave_owner},
};

bool files_give(const int descriptors[GIVEN_FILES], enum opening opening)
{
    memcpy(given, descriptors, sizeof given);
    may_write = opening == OPEN_A_COPY || opening == OPEN_TO_FILL;
    for (int i = GIVEN_WAL; i < GIVEN_FILES; i++)
        hidden[i] = opening == OPEN_TO_FILL;
    random_source = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    if (!vfs || vfs->iVersion < 3 || !vfs->xSetSystemCall)
        return false;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (vfs->xSetSystemCall(vfs, calls[i].name, calls[i].call) != SQLITE_OK)
            return false;
    return true;
}
