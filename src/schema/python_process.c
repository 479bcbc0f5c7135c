/* Running the reader of Python sources and taking what it says. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/python.h"
#include "base/share.h"
#include "base/wait.h"
#include "schema/python_private.h"

/* All releases of Synapse together say less than this. */
enum { LARGEST_OUTPUT = 16 << 20, FIRST_ARGUMENTS = 5, LINGER_MS = 30000 };

/* As ourselves, for the sources need not be readable to others; the code that runs is our own. */
static const struct account self = {.change = false};

static char *find_python(void *ctx, struct diags *diags)
{
    char *python = python_find(ctx, &self);
    if (python)
        return python;
    struct diag *e = diag_error(diags, "no python3 found in PATH, and background updates have to be read from sources");
    diag_hint(diags, e,
              "on Debian and Ubuntu: apt-get install python3-minimal; or write what they do with "
              "--background-updates");
    return NULL;
}

static const char *const *arguments(void *ctx, const struct source_reader *reader, struct diags *diags)
{
    size_t n = 0;
    while (reader->directories[n])
        n++;
    const char **argv = mem_array(ctx, const char *, FIRST_ARGUMENTS + 3 * n + 1);
    argv[0] = find_python(ctx, diags);
    /* Nothing but the standard library, nothing from the environment, no caches. */
    argv[1] = "-I";
    argv[2] = "-S";
    argv[3] = "-B";
    argv[4] = argv[0] ? share_path(ctx, "background_sources.py", diags) : NULL;
    for (size_t i = 0, at = FIRST_ARGUMENTS; i < n; i++) {
        const struct root *root = reader->directories[i];
        if (root->repository) {
            argv[at++] = "--within";
            argv[at++] = root->boundary.top;
        }
        argv[at++] = root->path;
    }
    return argv[4] ? argv : NULL;
}

/* Whence dotted names begin: above the topmost directory that is a package, as the program finds it. */
static const char *above_packages(void *ctx, const char *directory)
{
    while (access(path_join(ctx, directory, "__init__.py"), F_OK) == 0)
        directory = path_join(ctx, directory, "..");
    return directory;
}

/* The program and its modules, and of each directory what links may lead to. */
static const char *const *readable(void *ctx, const char *const *argv, const struct source_reader *reader)
{
    size_t n = 0;
    while (reader->directories[n])
        n++;
    const char **more = mem_array(ctx, const char *, n + 2);
    const char *program = argv[FIRST_ARGUMENTS - 1];
    for (size_t i = 0; i < n; i++) {
        const struct root *root = reader->directories[i];
        more[i] = root->repository ? root->boundary.top : above_packages(ctx, root->path);
    }
    more[n] = mem_strndup(ctx, program, (size_t)(strrchr(program, '/') - program));
    more[n + 1] = NULL;
    return python_files(ctx, argv[0], more);
}

enum end { END_PROPER, END_TIME, END_SIZE, END_STOPPED, END_FAILED };

/* Collects what comes through the pipe until its other end is closed. */
static enum end collect(int fd, const struct source_reader *reader, FILE *out)
{
    char buffer[65536];
    long left_ms = reader->timeout_ms ? reader->timeout_ms : -1;
    for (size_t total = 0;;) {
        enum waited waited = wait_ready(fd, POLLIN, reader->stop, &left_ms);
        if (waited != WAITED_READY)
            return waited == WAITED_TIME ? END_TIME : waited == WAITED_STOPPED ? END_STOPPED : END_FAILED;
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n == 0)
            return END_PROPER;
        if (n < 0)
            return END_FAILED;
        fwrite(buffer, 1, (size_t)n, out);
        if ((total += (size_t)n) > LARGEST_OUTPUT)
            return END_SIZE;
    }
}

static void report(enum end end, const struct source_reader *reader, int status, void *ctx, struct diags *diags)
{
    static const char what[] = "the reader of background updates";
    struct diag *e = NULL;
    if (end == END_TIME)
        e = diag_error(diags, "%s did not finish within %d s", what, reader->timeout_ms / 1000);
    else if (end == END_SIZE)
        e = diag_error(diags, "%s said more than %d MB", what, LARGEST_OUTPUT >> 20);
    else if (end == END_FAILED)
        diag_error(diags, "%s cannot be listened to: %s", what, strerror(errno));
    else if (end == END_PROPER)
        e = diag_error(diags, "%s %s", what, process_ending(status, ctx));
    if (e)
        e->file = mem_strdup(diags->ctx, reader->directories[0]->path);
    if (e && end == END_TIME)
        diag_hint(diags, e, "--source-timeout SECONDS gives it more");
    if (e && end == END_PROPER)
        diag_hint(diags, e, "it needs python3 3.9 or later with its standard library");
}

/* Takes its output to the end, and ends it. */
static enum end converse(struct process *process, int fd, const struct source_reader *reader, int *status, FILE *out)
{
    enum end end = collect(fd, reader, out);
    /* It has closed its end, so it is about to be gone; whoever lingers is helped. */
    long left_ms = LINGER_MS;
    if (end == END_PROPER && process_wait(process, -1, reader->stop, &left_ms, status) != PROCESS_ENDED)
        end = left_ms == 0 ? END_TIME : END_STOPPED;
    process_end(process, SIGKILL, true);
    return end;
}

char *source_reader_output(void *ctx, const struct source_reader *reader, struct diags *diags)
{
    int ends[2];
    int status = 0;
    const char *const *argv = arguments(ctx, reader, diags);
    if (!argv)
        return NULL;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        diag_error(diags, "cannot start %s: %s", argv[0], strerror(errno));
        return NULL;
    }
    struct process_plan plan = {.argv = argv,
                                .directory = ".",
                                .account = &self,
                                .death_signal = SIGKILL,
                                .what = "the reader of background updates",
                                .channel = ends[1],
                                .sandbox = sandbox_prepare(SANDBOX_PYTHON, 0, readable(ctx, argv, reader), ctx)};
    struct process process;
    sandbox_shield();
    bool ok = process_start(&process, &plan, diags);
    close(ends[1]);
    struct text t;
    text_open(&t);
    enum end end = ok ? converse(&process, ends[0], reader, &status, t.out) : END_STOPPED;
    close(ends[0]);
    char *output = text_close(&t, ctx);
    if (ok && end == END_PROPER && status == 0)
        return output;
    if (ok)
        report(end, reader, status, ctx, diags);
    return NULL;
}
