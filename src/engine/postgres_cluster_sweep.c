#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/wait.h"
#include "engine/cluster.h"

static const char prefix[] = "fullschema-";

enum {
    NAME_LENGTH = sizeof prefix - 1 + 6, /* mkdtemp's six characters */
    YOUNG_SECONDS = 60,                  /* a directory without a lock may be just being made */
    LOOK_MS = 10,
    QUIT_MS = 6000 /* a server that was told to quit kills what does not listen after five seconds */
};

/*
 * Ours to remove: a real directory, private, of the user who runs servers here. Others may pass through one in which a
 * server's user finds the library of verify --reproducible.
 */
static bool is_ours(int fd, const struct account *account, struct stat *st)
{
    const mode_t passage = S_IXGRP | S_IXOTH;
    return fstat(fd, st) == 0 && S_ISDIR(st->st_mode) && (st->st_mode & 07777 & ~passage) == 0700 &&
           (st->st_uid == geteuid() || st->st_uid == account->uid);
}

/* Takes the lock a dead run left; -1: it lives, or cannot be determined. */
static int take_lock(int fd, const struct stat *directory, bool *no_lock)
{
    struct stat st;
    int lock = openat(fd, "lock", O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    *no_lock = lock < 0 && faccessat(fd, "lock", F_OK, AT_SYMLINK_NOFOLLOW) != 0 &&
               time(NULL) - directory->st_mtime > YOUNG_SECONDS;
    if (lock < 0)
        return -1;
    if (flock(lock, LOCK_EX | LOCK_NB) == 0 && fstat(lock, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1)
        return lock;
    close(lock);
    return -1;
}

/* True when `pid` is a process of `owner` that works in the data directory: a server does, nobody else. */
static bool works_there(pid_t pid, int data_fd, uid_t owner)
{
    char link[64];
    struct stat process;
    struct stat cwd;
    struct stat data;
    snprintf(link, sizeof link, "/proc/%ld", (long)pid);
    if (stat(link, &process) != 0 || process.st_uid != owner)
        return false;
    snprintf(link, sizeof link, "/proc/%ld/cwd", (long)pid);
    return stat(link, &cwd) == 0 && fstat(data_fd, &data) == 0 && cwd.st_dev == data.st_dev &&
           cwd.st_ino == data.st_ino;
}

/* The first line of postmaster.pid; a server without postmaster writes it negative. */
static pid_t server_pid(int data_fd)
{
    char line[32];
    long pid = cluster_data_state(data_fd, 1, line, sizeof line) ? labs(strtol(line, NULL, 10)) : 0;
    return pid > 1 && pid < INT_MAX ? (pid_t)pid : 0;
}

/* Until it is gone, or has had its time. It is no child of ours. */
static void await_end(pid_t pid, int data_fd, uid_t owner)
{
    int end = process_watch(pid);
    long left_ms = QUIT_MS;
    if (end >= 0) {
        wait_ready(end, POLLIN, NULL, &left_ms);
        close(end);
        return;
    }
    for (; works_there(pid, data_fd, owner) && left_ms > 0; left_ms -= LOOK_MS)
        process_pause(NULL, LOOK_MS);
}

void cluster_end_server(int fd, uid_t owner)
{
    int data = openat(fd, "data", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (data < 0)
        return;
    pid_t pid = server_pid(data);
    if (pid && works_there(pid, data, owner)) {
        kill(pid, SIGQUIT);
        await_end(pid, data, owner);
        if (works_there(pid, data, owner))
            kill(pid, SIGKILL);
    }
    cluster_memory_clear(data, owner);
    close(data);
}

static void sweep_one(int parent, const char *name, const struct account *account)
{
    struct stat st;
    bool no_lock;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    if (is_ours(fd, account, &st)) {
        int lock = take_lock(fd, &st, &no_lock);
        if (lock >= 0 || no_lock) {
            cluster_end_server(fd, st.st_uid);
            scratch_clear(fd, "lock");
            unlinkat(parent, name, AT_REMOVEDIR);
        }
        if (lock >= 0)
            close(lock);
    }
    close(fd);
}

void cluster_sweep(const char *parent, const struct account *account)
{
    DIR *dir = opendir(parent);
    if (!dir)
        return;
    for (struct dirent *d; (d = readdir(dir));)
        if (strncmp(d->d_name, prefix, strlen(prefix)) == 0 && strlen(d->d_name) == NAME_LENGTH)
            sweep_one(dirfd(dir), d->d_name, account);
    closedir(dir);
}
