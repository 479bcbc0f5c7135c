#include "base/sandbox_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

/*
 * What a profile may call; all else is answered as by a kernel that has no
 * such call, for which libraries are prepared. Names that a machine does not
 * know are passed over.
 */
static const char *const allowed[][8] = {
    [SANDBOX_SQLITE] =
        {
            /* what was opened before: a socket, files */
            "read write pread64 pwrite64 lseek _llseek fcntl fcntl64 fstat fstat64 close poll ppoll fsync fdatasync"
            " ftruncate ftruncate64",
            /* memory */
            "mmap mmap2 munmap mremap mprotect madvise brk futex",
            /* time, chance, waiting */
            "clock_gettime clock_gettime64 gettimeofday time nanosleep clock_nanosleep clock_nanosleep_time64 "
            "getrandom",
            /* itself */
            "getpid gettid geteuid rt_sigreturn rt_sigprocmask restart_syscall exit exit_group",
#ifdef __SANITIZE_ADDRESS__ /* whose library asks for it */
            "sigaltstack sched_yield",
#endif
        },
    [SANDBOX_PYTHON] =
        {
            /* what is open */
            "read readv pread64 preadv preadv2 write writev lseek _llseek close close_range dup dup2 dup3 fcntl fcntl64"
            " ioctl poll ppoll ppoll_time64 select pselect6 pselect6_time64 epoll_create epoll_create1 epoll_ctl"
            " epoll_wait epoll_pwait epoll_pwait2 eventfd2 pipe pipe2 recvfrom fadvise64 flock",
            /* files, to be read */
            "stat stat64 lstat lstat64 fstat fstat64 newfstatat fstatat64 statx statfs statfs64 fstatfs fstatfs64 "
            "access"
            " faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd chdir fchdir umask",
            /* memory */
            "mmap mmap2 munmap mremap mprotect madvise mincore msync brk membarrier futex futex_time64 futex_waitv"
            " set_robust_list get_robust_list rseq",
            /* time, chance, waiting */
            "clock_gettime clock_gettime64 clock_getres clock_getres_time64 gettimeofday time times nanosleep"
            " clock_nanosleep clock_nanosleep_time64 getrandom alarm setitimer getitimer pause sched_yield",
            /* signals */
            "rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait"
            " rt_sigtimedwait_time64 sigaltstack signalfd4 restart_syscall",
            /* itself, and what machine this is */
            "execve arch_prctl set_tid_address set_thread_area getpid gettid getppid getpgrp getpgid getsid getuid"
            " geteuid getgid getegid getresuid getresgid getgroups getuid32 geteuid32 getgid32 getegid32 getrlimit"
            " ugetrlimit getrusage getpriority getcpu sched_getaffinity sched_getparam sched_getscheduler"
            " sched_get_priority_max sched_get_priority_min uname sysinfo exit exit_group",
        },
};

static int number_of(const char *name, size_t length)
{
    char text[32];
    if (length >= sizeof text)
        return __NR_SCMP_ERROR;
    memcpy(text, name, length);
    text[length] = '\0';
    return seccomp_syscall_resolve_name(text);
}

/* Every word of a list. */
static void allow(scmp_filter_ctx filter, const char *names)
{
    for (const char *name = names; *name;) {
        size_t length = strcspn(name, " ");
        int number = number_of(name, length);
        if (number != __NR_SCMP_ERROR)
            seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0);
        name += length + strspn(name + length, " ");
    }
}

/* Opening to read; `at` is the place of the flags. What would change something is said to be forbidden. */
static void allow_to_read(scmp_filter_ctx filter, const char *name, unsigned at)
{
    static const int changes[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC};
    int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR)
        return;
    scmp_datum_t any = 0;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        scmp_datum_t change = (scmp_datum_t)changes[i];
        any |= change;
        struct scmp_arg_cmp is_set = {at, SCMP_CMP_MASKED_EQ, change, change};
        seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES), number, 1, &is_set);
    }
    struct scmp_arg_cmp none_is_set = {at, SCMP_CMP_MASKED_EQ, any, 0};
    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, 1, &none_is_set);
}

/* What strangers' Python would rather hear than that the kernel has no such call. */
static void forbid(scmp_filter_ctx filter, const char *names)
{
    for (const char *name = names; *name;) {
        size_t length = strcspn(name, " ");
        int number = number_of(name, length);
        if (number != __NR_SCMP_ERROR)
            seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0);
        name += length + strspn(name + length, " ");
    }
}

static void add_rules(scmp_filter_ctx filter, enum sandbox_profile profile)
{
    for (size_t i = 0; allowed[profile][i]; i++)
        allow(filter, allowed[profile][i]);
    if (profile == SANDBOX_SQLITE) {
        /* fstat, as some C libraries write it: of a descriptor, not of a path. */
        struct scmp_arg_cmp is_empty = {3, SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH};
        seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1, &is_empty);
        return;
    }
    allow_to_read(filter, "open", 1);
    allow_to_read(filter, "openat", 2);
    /* Its own limits are asked for while the C library starts; setting them, or another's, is forbidden. */
    struct scmp_arg_cmp asks_of_itself[] = {{0, SCMP_CMP_EQ, 0, 0}, {2, SCMP_CMP_EQ, 0, 0}};
    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, asks_of_itself);
    forbid(filter, "fork vfork clone socket socketpair connect bind listen kill tkill tgkill ptrace unlink unlinkat"
                   " rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink symlinkat chmod fchmod fchmodat"
                   " chown fchown lchown fchownat truncate ftruncate utimensat setpriority setrlimit");
}

/* The program, which libseccomp gives by a file only. */
static struct sock_fprog *export(scmp_filter_ctx filter, void *ctx)
{
    int fd = memfd_create("sandbox", MFD_CLOEXEC);
    if (fd < 0)
        return NULL;
    struct sock_fprog *program = NULL;
    off_t size = seccomp_export_bpf(filter, fd) == 0 ? lseek(fd, 0, SEEK_END) : 0;
    if (size > 0) {
        program = mem_new(ctx, struct sock_fprog);
        program->len = (unsigned short)((size_t)size / sizeof *program->filter);
        program->filter = mem_array(program, struct sock_filter, program->len);
        if (pread(fd, program->filter, (size_t)size, 0) != size)
            program = NULL;
    }
    close(fd);
    return program;
}

struct sock_fprog *sandbox_calls(enum sandbox_profile profile, void *ctx)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!filter)
        return NULL;
    add_rules(filter, profile);
    struct sock_fprog *program = export(filter, ctx);
    seccomp_release(filter);
    return program;
}
