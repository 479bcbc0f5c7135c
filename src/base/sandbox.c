#include "base/sandbox.h"

#include <errno.h>
#include <grp.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sandbox_calls.h"
#include "base/sandbox_paths.h"

/* Nobody, as Linux numbers whom it does not know (/proc/sys/kernel/overflowuid). */
enum { NOBODY = 65534 };

/* Address space, in bytes. */
enum { LARGEST_MEMORY = 1 << 30 };

struct sandbox {
    enum sandbox_profile profile;
    size_t file_size;
    const char *const *readable;
    const struct sock_fprog *calls;
};

struct sandbox *sandbox_prepare(enum sandbox_profile profile, size_t file_size, const char *const *readable, void *ctx)
{
    static const char *const nothing[] = {NULL};
    struct sandbox *s = mem_new(ctx, struct sandbox);
    *s = (struct sandbox){profile, file_size, readable ? readable : nothing, sandbox_calls(profile, s)};
    return s;
}

enum sandbox_profile sandbox_profile(const struct sandbox *s)
{
    return s->profile;
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

static unsigned filter_calls(const struct sandbox *s)
{
    return s->calls && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, s->calls, 0, 0) == 0 ? SANDBOX_CALLS : 0;
}

unsigned sandbox_enter(const struct sandbox *s, int death_signal)
{
    if (s->profile == SANDBOX_SQLITE)
        become_nobody();
    unsigned layers = leave_namespaces();
    /* A change of user or namespace clears it, and the list of calls has not this one. */
    prctl(PR_SET_PDEATHSIG, death_signal);
    limit_resources(s);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (sandbox_close_paths(s->readable))
        layers |= SANDBOX_PATHS;
    return layers | filter_calls(s);
}

void sandbox_shield(void)
{
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
