/*
 * A library to preload into a program that is tested: fails one allocation or
 * one system call of it, the k-th, or all from that one on.
 *
 *   FAULTS=alloc:120:once     the 120th allocation
 *   FAULTS=call:7:on:28       system calls from the 7th on, with errno 28 (default: what is usual for the call)
 *   FAULTS=child:2:once       the second system call between fork and exec, in each child
 *   FAULTS_TALLY=FILE         of a page or more: how many there were of each, and which call was failed
 *   FAULTS_NAME=readdir       none but the calls of that name count
 *   FAULTS_WITHIN=graphviz    none but those that Graphviz makes while it looks for places count
 *   FAULTS_SIGNAL=9           the program gets that signal instead
 *   FAULTS_HANGS=1            the call never comes back
 *   FAULTS_TRACE=1            who made the first call that was failed, on standard error
 *
 * Only the program that FAULTS_PROGRAM names is concerned, and what that
 * forks; what these start is not. System calls are those that the
 * program and its libraries make by way of the C library's functions; what
 * that library calls on its own is out of reach.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <link.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum kind { ALLOC, CALL, CHILD, N_KINDS };
static const char *const kind_names[N_KINDS] = {"alloc", "call", "child"};

/* What the driver reads: a page of FAULTS_TALLY, as text would be cut by a sudden end. */
struct tally {
    _Atomic unsigned long count[N_KINDS];
    _Atomic unsigned long failed;
    char name[32]; /* of the first that failed */
};

static struct tally own, *tally = &own;
static pid_t concerned; /* 0: not this program */
static enum kind kind = N_KINDS;
static unsigned long first;
static bool goes_on;
static int chosen_error;
static bool traces;
static const char *only; /* the calls that are counted; NULL: all */
static int signal_instead;
static bool hangs;
static bool counts = true; /* false: what is concerned has not begun, or is over */

static void open_tally(const char *path)
{
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
    long at = fd < 0 ? -1 : syscall(SYS_mmap, NULL, sizeof(own), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0L);
    if (at != -1)
        tally = (struct tally *)at; /* NOLINT(performance-no-int-to-ptr): it is what the system call gave */
    if (fd >= 0)
        syscall(SYS_close, fd);
}

__attribute__((constructor)) static void read_request(void)
{
    const char *program = getenv("FAULTS_PROGRAM"), *request = getenv("FAULTS"), *path = getenv("FAULTS_TALLY");
    if (!program || strcmp(program, program_invocation_short_name) != 0)
        return;
    if (path)
        open_tally(path);
    for (int k = 0; request && k < N_KINDS; k++) {
        size_t n = strlen(kind_names[k]);
        if (strncmp(request, kind_names[k], n) != 0 || request[n] != ':')
            continue;
        char *rest;
        first = strtoul(request + n + 1, &rest, 10);
        goes_on = strncmp(rest, ":on", 3) == 0 && (rest[3] == '\0' || rest[3] == ':');
        const char *last = strrchr(rest, ':');
        chosen_error = last ? atoi(last + 1) : 0;
        kind = k;
    }
    const char *name = getenv("FAULTS_NAME");
    if (name)
        only = name;
    const char *number = getenv("FAULTS_SIGNAL");
    signal_instead = number ? atoi(number) : 0;
    counts = !getenv("FAULTS_WITHIN");
    hangs = getenv("FAULTS_HANGS");
    if (getenv("FAULTS_TRACE")) {
        void *caller;
        backtrace(&caller, 1); /* which loads a library at its first call */
        traces = true;
    }
    concerned = getpid();
}

static void trace(void)
{
    void *callers[64];
    if (traces)
        backtrace_symbols_fd(callers, backtrace(callers, 64), STDERR_FILENO);
}

/* Whether this one is to fail. */
static bool fails(enum kind of, const char *name, int error)
{
    if (!concerned || !counts || (only && strcmp(name, only) != 0))
        return false;
    if (syscall(SYS_getpid) != concerned)
        of = of == CALL ? CHILD : N_KINDS;
    if (of == N_KINDS)
        return false;
    unsigned long k = ++tally->count[of];
    if (of != kind || (goes_on ? k < first : k != first))
        return false;
    if (tally->failed++ == 0) {
        strncpy(tally->name, name, sizeof(tally->name) - 1);
        trace();
    }
    if (signal_instead)
        syscall(SYS_kill, concerned, signal_instead);
    while (hangs)
        syscall(SYS_pause);
    errno = chosen_error ? chosen_error : error;
    return true;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* A function with the library's own parameters: fails, or goes on to the next of that name. */
#define CALLS(result, failure, error, name, parameters, arguments)                                                     \
    result name parameters                                                                                             \
    {                                                                                                                  \
        static __typeof__(&name) next;                                                                                 \
        if (!next)                                                                                                     \
            next = NEXT(name);                                                                                         \
        return fails(CALL, #name, error) ? (failure) : next arguments;                                                 \
    }
#define ALLOCATES(name, parameters, arguments)                                                                         \
    void *name parameters                                                                                              \
    {                                                                                                                  \
        static __typeof__(&name) next;                                                                                 \
        if (!next)                                                                                                     \
            next = NEXT(name);                                                                                         \
        return fails(ALLOC, #name, ENOMEM) ? NULL : next arguments;                                                    \
    }
/* open and its like, whose last parameter is there with O_CREAT alone. */
#define OPENS(name, parameters, arguments)                                                                             \
    int name parameters                                                                                                \
    {                                                                                                                  \
        static __typeof__(&name) next;                                                                                 \
        va_list ap;                                                                                                    \
        va_start(ap, flags);                                                                                           \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, mode_t) : 0;                                          \
        va_end(ap);                                                                                                    \
        if (!next)                                                                                                     \
            next = NEXT(name);                                                                                         \
        return fails(CALL, #name, EMFILE) ? -1 : next arguments;                                                       \
    }

ALLOCATES(malloc, (size_t size), (size))
ALLOCATES(calloc, (size_t n, size_t size), (n, size))
ALLOCATES(realloc, (void *p, size_t size), (p, size))
ALLOCATES(reallocarray, (void *p, size_t n, size_t size), (p, n, size))
ALLOCATES(aligned_alloc, (size_t alignment, size_t size), (alignment, size))

OPENS(open, (const char *path, int flags, ...), (path, flags, mode))
OPENS(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENS(openat, (int dir, const char *path, int flags, ...), (dir, path, flags, mode))
OPENS(openat64, (int dir, const char *path, int flags, ...), (dir, path, flags, mode))

int __openat_2(int dir, const char *path, int flags); /* openat, as _FORTIFY_SOURCE has it */
CALLS(int, -1, EMFILE, __openat_2, (int dir, const char *path, int flags), (dir, path, flags))
CALLS(FILE *, NULL, EMFILE, fopen, (const char *path, const char *mode), (path, mode))
CALLS(DIR *, NULL, EMFILE, opendir, (const char *path), (path))
CALLS(DIR *, NULL, ENOMEM, fdopendir, (int fd), (fd))
CALLS(ssize_t, -1, EIO, read, (int fd, void *to, size_t n), (fd, to, n))
CALLS(ssize_t, -1, EIO, pread, (int fd, void *to, size_t n, off_t at), (fd, to, n, at))
CALLS(ssize_t, -1, ENOSPC, pwrite, (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
CALLS(struct dirent *, NULL, EIO, readdir, (DIR * dir), (dir))
CALLS(int, -1, EIO, fsync, (int fd), (fd))
CALLS(int, -1, ENOSPC, ftruncate, (int fd, off_t size), (fd, size))
CALLS(int, -1, EPERM, fchmod, (int fd, mode_t mode), (fd, mode))
CALLS(int, -1, EPERM, chmod, (const char *path, mode_t mode), (path, mode))
CALLS(int, -1, EPERM, fchown, (int fd, uid_t uid, gid_t gid), (fd, uid, gid))
CALLS(int, -1, EMFILE, dup2, (int fd, int to), (fd, to))
CALLS(int, -1, EMFILE, dup3, (int fd, int to, int flags), (fd, to, flags))
CALLS(int, -1, EROFS, mkdir, (const char *path, mode_t mode), (path, mode))
CALLS(int, -1, EROFS, mkdirat, (int dir, const char *path, mode_t mode), (dir, path, mode))
CALLS(char *, NULL, EROFS, mkdtemp, (char *path), (path))
CALLS(int, -1, EROFS, rename, (const char *from, const char *to), (from, to))
CALLS(int, -1, EROFS, renameat, (int from, const char *a, int to, const char *b), (from, a, to, b))
CALLS(int, -1, EIO, renameat2, (int from, const char *a, int to, const char *b, unsigned flags),
      (from, a, to, b, flags))
CALLS(int, -1, EIO, unlinkat, (int dir, const char *path, int flags), (dir, path, flags))
CALLS(int, -1, EIO, fstat, (int fd, struct stat *st), (fd, st))
CALLS(int, -1, EACCES, stat, (const char *path, struct stat *st), (path, st))
CALLS(int, -1, EACCES, lstat, (const char *path, struct stat *st), (path, st))
CALLS(int, -1, EACCES, fstatat, (int dir, const char *path, struct stat *st, int flags), (dir, path, st, flags))
CALLS(ssize_t, -1, EACCES, readlink, (const char *path, char *to, size_t n), (path, to, n))
CALLS(char *, NULL, EACCES, realpath, (const char *path, char *to), (path, to))
CALLS(char *, NULL, ENOENT, getcwd, (char *to, size_t n), (to, n))
CALLS(int, -1, ENOLCK, flock, (int fd, int how), (fd, how))
CALLS(int, -1, EMFILE, pipe, (int ends[2]), (ends))
CALLS(int, -1, EMFILE, pipe2, (int ends[2], int flags), (ends, flags))
CALLS(int, -1, EMFILE, socketpair, (int domain, int type, int protocol, int ends[2]), (domain, type, protocol, ends))
CALLS(int, -1, EMFILE, socket, (int domain, int type, int protocol), (domain, type, protocol))
CALLS(int, -1, ECONNREFUSED, connect, (int fd, const struct sockaddr *to, socklen_t n), (fd, to, n))
CALLS(ssize_t, -1, ECONNRESET, send, (int fd, const void *bytes, size_t n, int flags), (fd, bytes, n, flags))
CALLS(ssize_t, -1, ECONNRESET, sendmsg, (int fd, const struct msghdr *m, int flags), (fd, m, flags))
CALLS(ssize_t, -1, ECONNRESET, recv, (int fd, void *to, size_t n, int flags), (fd, to, n, flags))
CALLS(int, -1, ENOMEM, poll, (struct pollfd * fds, nfds_t n, int ms), (fds, n, ms))
CALLS(pid_t, -1, EAGAIN, fork, (void), ())
CALLS(int, EAGAIN, EAGAIN, pthread_create,
      (pthread_t * thread, const pthread_attr_t *a, void *(*run)(void *), void *arg), (thread, a, run, arg))
CALLS(int, -1, EMFILE, eventfd, (unsigned n, int flags), (n, flags))
CALLS(int, -1, EMFILE, signalfd, (int fd, const sigset_t *mask, int flags), (fd, mask, flags))
CALLS(int, -1, EMFILE, inotify_init1, (int flags), (flags))
CALLS(int, -1, EMFILE, memfd_create, (const char *name, unsigned flags), (name, flags))
CALLS(int, -1, EPERM, setgid, (gid_t gid), (gid))
CALLS(int, -1, EPERM, setuid, (uid_t uid), (uid))
CALLS(int, -1, EPERM, setgroups, (size_t n, const gid_t *groups), (n, groups))
CALLS(int, -1, EACCES, chdir, (const char *path), (path))
CALLS(int, -1, EAGAIN, execve, (const char *path, char *const *argv, char *const *environment),
      (path, argv, environment))
CALLS(void *, MAP_FAILED, ENOMEM, mmap, (void *at, size_t n, int prot, int flags, int fd, off_t offset),
      (at, n, prot, flags, fd, offset))
CALLS(ssize_t, -1, ENOSPC, copy_file_range, (int in, off_t *at, int out, off_t *to, size_t n, unsigned flags),
      (in, at, out, to, n, flags))
CALLS(ssize_t, -1, EAGAIN, getrandom, (void *to, size_t n, unsigned flags), (to, n, flags))
CALLS(int, EMFILE, EMFILE, getpwnam_r,
      (const char *name, struct passwd *entry, char *buffer, size_t n, struct passwd **found),
      (name, entry, buffer, n, found))

/* Standard error is left alone, for what is to be read there. */
ssize_t write(int fd, const void *bytes, size_t n)
{
    static __typeof__(&write) next;
    if (!next)
        next = NEXT(write);
    return fd != STDERR_FILENO && fails(CALL, "write", ENOSPC) ? -1 : next(fd, bytes, n);
}

/* So are streams that are no files, which cannot fail. */
int fflush(FILE *f)
{
    static __typeof__(&fflush) next;
    if (!next)
        next = NEXT(fflush);
    return f && f != stderr && fileno(f) >= 0 && fails(CALL, "fflush", EIO) ? EOF : next(f);
}

/* An end that is reached and reports an error, as of a file whose last bytes found no room. */
int close(int fd)
{
    static int (*next)(int);
    if (!next)
        next = NEXT(close);
    int status = next(fd);
    return status != 0 || fails(CALL, "close", ENOSPC) ? -1 : 0;
}

/* A library that was loaded for another one is not among those that RTLD_NEXT knows. */
static int find_graphviz(struct dl_phdr_info *info, size_t size, void *path)
{
    (void)size;
    if (strstr(info->dlpi_name, "/libgvc.so"))
        snprintf(path, PATH_MAX, "%s", info->dlpi_name);
    return 0;
}

/* Graphviz' own, as the tool's library calls it; nothing of it is declared here, so that it need not be there. */
int gvLayout(void *context, void *graph, const char *engine);
int gvLayout(void *context, void *graph, const char *engine)
{
    int (*next)(void *, void *, const char *) = NULL;
    char path[PATH_MAX] = "";
    dl_iterate_phdr(find_graphviz, path);
    void *library = path[0] ? dlopen(path, RTLD_LAZY | RTLD_NOLOAD) : NULL;
    *(void **)&next = library ? dlsym(library, "gvLayout") : NULL;
    bool before = counts;
    counts = true;
    int status = next ? next(context, graph, engine) : -1;
    counts = before;
    return status;
}
