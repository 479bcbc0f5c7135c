/* Starting the throwaway server, and the moment when it is ready. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/cluster.h"

/* Between two looks where the kernel does not tell of changes: LOOK_MS. Where it does, what it tells is believed. */
enum { START_MS = 60000, LOOK_MS = 2 };

/* The server writes its state into the last line of postmaster.pid. */
static bool is_ready(const struct scratch *dir)
{
    char *text = cluster_dir_tail(dir, "data/postmaster.pid", NULL);
    bool ready = text && strstr(text, "\nready");
    mem_free(text);
    return ready;
}

/* Tells of whatever is written in the data directory itself. -1 where the kernel has no such descriptor left. */
static int watch_data(const struct scratch *dir)
{
    char path[64];
    int data = openat(dir->fd, "data", O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int fd = data < 0 ? -1 : inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    snprintf(path, sizeof path, "/proc/self/fd/%d", data);
    if (fd >= 0 && inotify_add_watch(fd, path, IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
        close(fd);
        fd = -1;
    }
    if (data >= 0)
        close(data);
    return fd;
}

/* Forgets what was reported: the file is looked at after it. */
static void forget_events(int fd)
{
    char events[4096];
    while (read(fd, events, sizeof events) > 0)
        ;
}

static bool await_ready(const struct scratch *dir, struct process *process, int changes,
                        const struct cancellation *stop, const char *program, struct diags *diags)
{
    long left_ms = START_MS;
    int status;
    while (!is_ready(dir)) {
        long look_ms = LOOK_MS, *wait_ms = changes >= 0 ? &left_ms : &look_ms;
        enum process_event event = process_wait(process, changes, stop, wait_ms, &status);
        left_ms -= changes >= 0 ? 0 : LOOK_MS;
        if (event == PROCESS_STOPPED)
            return false;
        if (event == PROCESS_ENDED)
            return cluster_dir_fail(dir, mem_printf(diags->ctx, "%s %s", program, process_ending(status, diags->ctx)),
                                    diags);
        if (event == PROCESS_READY)
            forget_events(changes);
        if (left_ms <= 0)
            return cluster_dir_fail(dir, "the Postgres server did not become ready within a minute", diags);
    }
    return true;
}

bool cluster_start_program(const struct scratch *dir, struct process *process, const struct process_plan *plan,
                           const struct cancellation *stop, struct diags *diags)
{
    int changes = watch_data(dir);
    bool ok = process_start(process, plan, diags) && await_ready(dir, process, changes, stop, plan->argv[0], diags);
    if (changes >= 0)
        close(changes);
    return ok;
}
