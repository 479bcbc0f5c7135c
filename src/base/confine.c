#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static void limit_resources(void)
{
    static const struct {
        int resource;
        rlim_t most;
    } limits[] = {
        {RLIMIT_AS, (rlim_t)1 << 30}, {RLIMIT_FSIZE, 0},   {RLIMIT_NPROC, 0}, /* the one that runs stays; no other may
                                                                                 be made */
        {RLIMIT_NOFILE, 64},          {RLIMIT_MEMLOCK, 0}, {RLIMIT_MSGQUEUE, 0}, {RLIMIT_CORE, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit = {limits[i].most, limits[i].most};
        setrlimit((__rlimit_resource_t)limits[i].resource, &limit);
    }
}

#ifdef THIS_ARCHITECTURE

#define FIELD(name)        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, name))
#define ARGUMENT(n)        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + sizeof(__u64) * (n))
#define RETURN(value)      BPF_STMT(BPF_RET | BPF_K, (value))
#define REFUSE(error)      RETURN(SECCOMP_RET_ERRNO | (error))
#define UNLESS_EQUAL(k, n) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (k), 0, (n))
#define REFUSE_CALL(name)  UNLESS_EQUAL(SYS_##name, 1), REFUSE(EPERM)
/* Opening to change anything; `n` is the place of the flags. */
#define REFUSE_CHANGE(name, n)                                                                                         \
    UNLESS_EQUAL(SYS_##name, 4), ARGUMENT(n),                                                                          \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1), REFUSE(EACCES),             \
        RETURN(SECCOMP_RET_ALLOW)

/* clang-format off */
static const struct sock_filter program[] = {
    FIELD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCHITECTURE, 1, 0), REFUSE(EPERM),
    FIELD(nr),
    /* The other calling convention of x86-64 counts from here. */
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), REFUSE(EPERM),
    /* Servers, local and far. */
    REFUSE_CALL(socket), REFUSE_CALL(socketpair), REFUSE_CALL(connect), REFUSE_CALL(bind), REFUSE_CALL(listen),
    REFUSE_CALL(sendto), REFUSE_CALL(sendmsg), REFUSE_CALL(sendmmsg), REFUSE_CALL(recvmsg), REFUSE_CALL(recvmmsg),
    /* Other processes of the same user. */
    REFUSE_CALL(kill), REFUSE_CALL(tkill), REFUSE_CALL(tgkill), REFUSE_CALL(rt_sigqueueinfo),
    REFUSE_CALL(rt_tgsigqueueinfo), REFUSE_CALL(ptrace), REFUSE_CALL(process_vm_readv), REFUSE_CALL(process_vm_writev),
    REFUSE_CALL(prlimit64), REFUSE_CALL(setpriority), REFUSE_CALL(shmget), REFUSE_CALL(semget), REFUSE_CALL(msgget),
#ifdef SYS_pidfd_open
    REFUSE_CALL(pidfd_open),
#endif
#ifdef SYS_pidfd_send_signal
    REFUSE_CALL(pidfd_send_signal),
#endif
    REFUSE_CALL(clone),
#ifdef SYS_clone3
    UNLESS_EQUAL(SYS_clone3, 1), REFUSE(ENOSYS),
#endif
#ifdef SYS_fork
    REFUSE_CALL(fork), REFUSE_CALL(vfork),
#endif
    /* Files. */
#ifdef SYS_open
    REFUSE_CALL(creat), REFUSE_CALL(unlink), REFUSE_CALL(rmdir), REFUSE_CALL(rename), REFUSE_CALL(mkdir),
    REFUSE_CALL(link), REFUSE_CALL(symlink), REFUSE_CALL(mknod), REFUSE_CALL(chmod), REFUSE_CALL(chown),
    REFUSE_CALL(lchown), REFUSE_CALL(utime), REFUSE_CALL(utimes), REFUSE_CALL(futimesat),
#endif
#ifdef SYS_renameat
    REFUSE_CALL(renameat),
#endif
    REFUSE_CALL(unlinkat), REFUSE_CALL(renameat2), REFUSE_CALL(mkdirat), REFUSE_CALL(linkat), REFUSE_CALL(symlinkat),
    REFUSE_CALL(mknodat), REFUSE_CALL(fchmod), REFUSE_CALL(fchmodat), REFUSE_CALL(fchown), REFUSE_CALL(fchownat),
    REFUSE_CALL(truncate), REFUSE_CALL(ftruncate), REFUSE_CALL(utimensat), REFUSE_CALL(setxattr),
    REFUSE_CALL(lsetxattr), REFUSE_CALL(fsetxattr), REFUSE_CALL(removexattr), REFUSE_CALL(lremovexattr),
    REFUSE_CALL(fremovexattr),
#ifdef SYS_openat2
    UNLESS_EQUAL(SYS_openat2, 1), REFUSE(ENOSYS),
#endif
    /* Ways round the filter, and doors to the kernel nobody here needs. */
#ifdef SYS_io_uring_setup
    REFUSE_CALL(io_uring_setup),
#endif
    REFUSE_CALL(unshare), REFUSE_CALL(setns), REFUSE_CALL(mount), REFUSE_CALL(umount2), REFUSE_CALL(chroot),
    REFUSE_CALL(pivot_root), REFUSE_CALL(bpf), REFUSE_CALL(perf_event_open), REFUSE_CALL(userfaultfd),
    REFUSE_CALL(keyctl), REFUSE_CALL(add_key), REFUSE_CALL(request_key),
#ifdef SYS_open
    REFUSE_CHANGE(open, 1),
#endif
    REFUSE_CHANGE(openat, 2),
    RETURN(SECCOMP_RET_ALLOW),
};
/* clang-format on */

static void filter_calls(void)
{
    const struct sock_fprog filter = {sizeof program / sizeof *program, (struct sock_filter *)program};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

#else
static void filter_calls(void)
{
}
#endif

void confine_self(void)
{
    /* A user namespace of its own is also what makes a network namespace possible without being root. */
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) != 0)
        unshare(CLONE_NEWUSER);
    limit_resources();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    filter_calls();
}

void confine_shield(void)
{
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
