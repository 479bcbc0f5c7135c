/* The process that runs SQLite: started, with the files it is given. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sandbox_layers.h"
#include "base/share.h"
#include "engine/sqlite.h"

enum { START_MS = 30000 };

static const char what[] = "the process that runs SQLite";

/* As ourselves: whoever it becomes, it becomes by itself. */
static const struct account self = {.change = false};

/* It runs in UTC, and knows nothing of this environment. */
static char zone[] = "TZ=UTC0";
static char *const environment[] = {zone, NULL};

static bool spawn(struct worker *w, int tool, struct diags *diags)
{
    char *program = libexec_path(w->ctx, "fullschema-sqlite", diags);
    const char *const argv[] = {program, NULL};
    const struct process_plan plan = {
        .argv = argv, .directory = "/", .account = &self, .what = what, .channel = tool, .environment = environment};
    sandbox_shield();
    return program && process_start(&w->process, &plan, diags);
}

/* The head of a frame, with descriptors; what is behind it follows as in any other. */
static bool send_head(int tool, const char *head, const int *descriptors, size_t n)
{
    struct iovec part = {(void *)head, PROTOCOL_FRAME_HEAD};
    union {
        char bytes[CMSG_SPACE(GIVEN_KINDS * sizeof(int))];
        struct cmsghdr aligned;
    } control = {{0}};
    struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1};
    if (n > 0) {
        m.msg_control = control.bytes;
        m.msg_controllen = CMSG_SPACE(n * sizeof(int));
        struct cmsghdr *c = CMSG_FIRSTHDR(&m);
        *c = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(n * sizeof(int))};
        memcpy(CMSG_DATA(c), descriptors, n * sizeof(int));
    }
    return sendmsg(tool, &m, MSG_NOSIGNAL) == PROTOCOL_FRAME_HEAD;
}

/*
 * Memory for GIVEN_PLACE, as a descriptor. Its size is sealed, for reading
 * beyond it would be our end. Without it a statement is found less exactly.
 */
static int share_place(struct worker *w)
{
    int fd = memfd_create("place", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return -1;
    void *place = MAP_FAILED;
    if (ftruncate(fd, PLACE_SIZE) == 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
        place = mmap(NULL, PLACE_SIZE, PROT_READ, MAP_SHARED, fd, 0);
    w->place = place == MAP_FAILED ? NULL : place;
    if (w->place)
        return fd;
    close(fd); /* one that is shorter would be the worker's end */
    return -1;
}

static void write_functions(struct writer *request, const char *const *functions)
{
    size_t n = 0;
    while (functions && functions[n])
        n++;
    write_u32(request, (uint32_t)n);
    for (size_t i = 0; i < n; i++)
        write_text(request, functions[i]);
}

/* Where that fails the worker is gone, which is found out by whoever waits for its answer. */
static void send_opening(struct worker *w, const struct worker_opening *o)
{
    int given[GIVEN_KINDS], descriptors[GIVEN_KINDS];
    uint8_t kinds[GIVEN_KINDS], n = 0;
    memcpy(given, o->files, sizeof o->files);
    given[GIVEN_PLACE] = share_place(w);
    for (int i = o->opening == OPEN_MEMORY ? GIVEN_PLACE : 0; i < GIVEN_KINDS; i++)
        if (given[i] >= 0) {
            descriptors[n] = given[i];
            kinds[n++] = (uint8_t)i;
        }
    struct writer *request = worker_request(w, REQUEST_OPEN, START_MS);
    write_u8(request, (uint8_t)o->opening);
    write_u8(request, o->stubs);
    write_functions(request, o->functions);
    write_i64(request, o->file_size);
    write_u8(request, n);
    for (uint8_t i = 0; i < n; i++)
        write_u8(request, kinds[i]);
    rewrite_u32(request, 0, (uint32_t)(request->size - PROTOCOL_FRAME_HEAD));
    w->channel.left_ms = START_MS;
    if (send_head(w->channel.fd, request->bytes, descriptors, n))
        channel_write(&w->channel, request->bytes + PROTOCOL_FRAME_HEAD, request->size - PROTOCOL_FRAME_HEAD);
    if (given[GIVEN_PLACE] >= 0)
        close(given[GIVEN_PLACE]);
}

static bool hear_opened(struct worker *w, struct worker_opened *opened, struct diags *diags)
{
    struct reader r;
    struct worker_failure f = {.failure = {0}};
    enum reply type = worker_hear(w, w->ctx, &r, &f.failure);
    *opened = (struct worker_opened){0};
    if (type == REPLY_OPENED) {
        opened->version = read_text(&r);
        opened->number = (int)read_u32(&r);
        opened->library = read_text(&r);
        unsigned layers = read_u8(&r);
        opened->opening = (enum opening)read_u8(&r);
        if (reader_done(&r) && opened->version && opened->library && opened->opening < OPEN_KINDS)
            return sandbox_layers_judge(SANDBOX_SQLITE, layers, what, diags);
    } else if (type == REPLY_FAILED) {
        worker_failure(w, &r, w->ctx, &f);
        opened->fault = f.failure.message;
        opened->has_journal = f.failing == FAILING_JOURNAL;
        if (!w->gone && opened->fault)
            return true;
    }
    if (!w->gone)
        worker_misbehaved(w, w->ctx, &f.failure);
    if (!f.failure.stopped)
        diag_error(diags, "cannot start SQLite: %s", f.failure.message);
    return false;
}

bool worker_start(struct worker *w, const struct worker_opening *opening, const struct cancellation *stop, void *ctx,
                  struct worker_opened *opened, struct diags *diags)
{
    int ends[2];
    worker_init(w, ctx);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        diag_error(diags, "cannot start SQLite: %s", strerror(errno));
        return false;
    }
    bool ok = spawn(w, ends[1], diags);
    close(ends[1]);
    channel_open(&w->channel, ends[0], stop);
    if (!ok)
        return false;
    send_opening(w, opening);
    return hear_opened(w, opened, diags);
}
