/* What a process that is closed in can still call. */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

#include "base/sandbox.h"

/* Each answers as a system call: -1 and errno, or anything else. */
static long open_allowed(void)
{
    return open("/usr/lib", O_RDONLY | O_DIRECTORY);
}

static long read_allowed(void)
{
    return open("/usr/bin/env", O_RDONLY);
}

static long list_another(void)
{
    return open("/etc", O_RDONLY | O_DIRECTORY);
}

static long read_another(void)
{
    return open("/etc/passwd", O_RDONLY);
}

/* What stands in /proc is of this process and of others. */
static long read_environment(void)
{
    return open("/proc/self/environ", O_RDONLY);
}

static long open_to_write(void)
{
    return open("/dev/null", O_WRONLY);
}

static long make_file(void)
{
    return open("/tmp/fullschema-was-here", O_RDONLY | O_CREAT, 0600);
}

static long look_at(void)
{
    struct stat st;
    return stat("/", &st);
}

static long remove_file(void)
{
    return unlink("/tmp/fullschema-was-never-here");
}

static long connect_out(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

static long start_process(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid;
}

static long run_program(void)
{
    static char name[] = "true";
    static char *const argv[] = {name, NULL};
    return execve("/bin/true", argv, argv + 1);
}

static long signal_parent(void)
{
    return kill(getppid(), 0);
}

static long trace(void)
{
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static long gain_rights(void)
{
    return setuid(0);
}

static long map_memory(void)
{
    return mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static long ask_time(void)
{
    struct timespec t;
    return syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &t);
}

static long wait_a_little(void)
{
    return poll(NULL, 0, 1);
}

static long write_to_open(void)
{
    return write(1, "", 0);
}

/* Sanitizers take more themselves, and there is no such limit then. */
#ifndef __SANITIZE_ADDRESS__
static long use_much_memory(void)
{
    return mmap(NULL, (size_t)2 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}
#endif

static const struct {
    const char *what;
    long (*call)(void);
    bool sqlite, python; /* may do it */
} calls[] = {
    {"use memory", map_memory, true, true},
    {"ask for the time", ask_time, true, true},
    {"wait", wait_a_little, true, true},
    {"write to what is open", write_to_open, true, true},
    {"list an allowed directory", open_allowed, false, true},
    {"read an allowed file", read_allowed, false, true},
    {"list another directory", list_another, false, false},
    {"read another file", read_another, false, false},
    {"read its environment", read_environment, false, false},
    {"look at a file", look_at, false, true},
    {"open a file to write", open_to_write, false, false},
    {"make a file", make_file, false, false},
    {"remove a file", remove_file, false, false},
    {"open a socket", connect_out, false, false},
    {"start a process", start_process, false, false},
    {"run a program", run_program, false, true},
    {"signal its parent", signal_parent, false, false},
    {"be traced", trace, false, false},
    {"become root", gain_rights, false, false},
#ifndef __SANITIZE_ADDRESS__
    {"use much memory", use_much_memory, false, false},
#endif
};

enum { WORKED = 0, REFUSED = 1, NOT_WHOLE = 2 };

static const char *const readable[] = {"/bin", "/lib", "/lib64", "/usr", "/there-is-no-such-place", NULL};

/* Does it in a process that is closed in. */
static int try(enum sandbox_profile profile, long (*call)(void))
{
    void *ctx = mem_root("sandbox");
    struct sandbox *sandbox = sandbox_prepare(profile, 0, readable, ctx);
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        unsigned layers = sandbox_enter(sandbox, 0);
        if ((layers & (SANDBOX_CALLS | SANDBOX_PATHS)) != (SANDBOX_CALLS | SANDBOX_PATHS))
            _exit(NOT_WHOLE);
        _exit(call() == -1 ? REFUSED : WORKED);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    mem_free(ctx);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void each_profile_has_its_calls(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        for (int python = 0; python < 2; python++) {
            int outcome = try(python ? SANDBOX_PYTHON : SANDBOX_SQLITE, calls[i].call);
            bool may = python ? calls[i].python : calls[i].sqlite;
            if (outcome == NOT_WHOLE)
                skip();
            if ((outcome == WORKED) != may)
                fail_msg("%s can%s %s", python ? "Python" : "SQLite", outcome == WORKED ? "" : "not", calls[i].what);
        }
}

/* What a list of calls says of a file that is opened for writing, Python tells a person. */
static long why_not_write(void)
{
    return open("/dev/null", O_RDWR) == -1 && errno == EACCES ? 0 : -1;
}

static void a_refused_file_is_permission_denied(void **state)
{
    (void)state;
    int outcome = try(SANDBOX_PYTHON, why_not_write);
    if (outcome == NOT_WHOLE)
        skip();
    assert_int_equal(outcome, WORKED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_profile_has_its_calls),
        cmocka_unit_test(a_refused_file_is_permission_denied),
    };
    return RUN_TAP("sandbox", tests);
}
