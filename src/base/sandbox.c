#include "base/sandbox.h"

#include <errno.h>
#include <grp.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sandbox_calls.h"

/* Nobody, as Linux numbers whom it does not know (/proc/sys/kernel/overflowuid). */
enum { NOBODY = 65534 };

/* Address space, in bytes. */
enum { LARGEST_MEMORY = 1 << 30 };

struct sandbox {
    enum sandbox_profile profile;
    size_t file_size;
    const struct sock_fprog *calls;
};

struct sandbox *sandbox_prepare(enum sandbox_profile profile, size_t file_size, void *ctx)
{
    struct sandbox *s = mem_new(ctx, struct sandbox);
    *s = (struct sandbox){profile, file_size, sandbox_calls(profile, s)};
    return s;
}

/* In a container nobody may be known but root, whose capabilities the namespace takes. */
static void become_nobody(void)
{
    if (geteuid() != 0)
        return;
    if (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0)
        errno = 0;
}

/* A user namespace of its own is also what makes the others possible without being root. */
static unsigned leave_namespaces(void)
{
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0)
        return SANDBOX_NAMESPACES;
    unshare(CLONE_NEWUSER);
    return 0;
}

static void limit_resources(const struct sandbox *s)
{
    const struct {
        int resource;
        rlim_t most;
    } limits[] = {
#ifndef __SANITIZE_ADDRESS__ /* which maps more memory than there is */
        {RLIMIT_AS, LARGEST_MEMORY},
#endif
        {RLIMIT_FSIZE, s->file_size}, {RLIMIT_NPROC, 0}, /* the one that runs stays; no other may be made */
        {RLIMIT_NOFILE, 64},          {RLIMIT_MEMLOCK, 0}, {RLIMIT_MSGQUEUE, 0}, {RLIMIT_CORE, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit = {limits[i].most, limits[i].most};
        setrlimit((__rlimit_resource_t)limits[i].resource, &limit);
    }
}

/* No file is opened, made or removed by its name: all that this kernel can forbid, and no exception. */
static unsigned close_paths(void)
{
#ifdef SYS_landlock_create_ruleset
    /* Bits came with versions of the interface: 13 with the first, one each with the next two. */
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return 0;
    struct landlock_ruleset_attr all = {.handled_access_fs = (1ULL << (13 + (version > 2 ? 2 : version - 1))) - 1};
    int fd = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    bool closed = fd >= 0 && syscall(SYS_landlock_restrict_self, fd, 0) == 0;
    if (fd >= 0)
        close(fd);
    return closed ? SANDBOX_PATHS : 0;
#else
    return 0;
#endif
}

static unsigned filter_calls(const struct sandbox *s)
{
    return s->calls && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, s->calls, 0, 0) == 0 ? SANDBOX_CALLS : 0;
}

unsigned sandbox_enter(const struct sandbox *s, int death_signal)
{
    bool is_sqlite = s->profile == SANDBOX_SQLITE;
    if (is_sqlite)
        become_nobody();
    unsigned layers = leave_namespaces();
    /* A change of user or namespace clears it, and the list of calls has not this one. */
    prctl(PR_SET_PDEATHSIG, death_signal);
    limit_resources(s);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (is_sqlite)
        layers |= close_paths();
    return layers | filter_calls(s);
}

void sandbox_shield(void)
{
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
