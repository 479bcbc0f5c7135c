#include <dlfcn.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/exit_status.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/sandbox.h"
#include "worker/worker.h"

/* REQUEST_OPEN: which database, and which descriptors are which of its files. */
struct opening_request {
    enum opening opening;
    bool stubs;
    const char **functions; /* of the application */
    uint32_t n_functions;
    int given[GIVEN_KINDS]; /* -1: there is none */
    size_t file_size;       /* the largest that may be written */
};

static bool receive_opening(int tool, void *ctx, struct opening_request *o)
{
    size_t size;
    int descriptors[GIVEN_KINDS];
    struct reader r;
    char *frame = link_receive_first(tool, ctx, &size, descriptors, GIVEN_KINDS);
    reader_open(&r, frame, size);
    bool ok = read_u8(&r) == REQUEST_OPEN;
    read_u32(&r);
    o->opening = (enum opening)read_u8(&r);
    o->stubs = read_u8(&r) != 0;
    o->n_functions = read_u32(&r);
    o->functions = mem_array(ctx, const char *, o->n_functions <= size ? o->n_functions + 1 : 1);
    for (uint32_t i = 0; i < o->n_functions && i < size; i++)
        o->functions[i] = read_text(&r);
    o->file_size = (size_t)read_i64(&r);
    for (int i = 0; i < GIVEN_KINDS; i++)
        o->given[i] = -1;
    uint8_t n = read_u8(&r);
    for (uint8_t i = 0; i < n && i < GIVEN_KINDS; i++) {
        uint8_t kind = read_u8(&r);
        if (kind < GIVEN_KINDS)
            o->given[kind] = descriptors[i];
    }
    return ok && reader_done(&r) && o->opening < OPEN_KINDS;
}

/* What the library reads or asks for once is had before there is nothing left to read. */
static bool configure_library(const struct opening_request *o)
{
    tzset();
    return sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK &&
           sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1) == SQLITE_OK && sqlite3_initialize() == SQLITE_OK &&
           sqlite3_hard_heap_limit64(SQLITE_MEMORY) >= 0 && files_give(o->given, o->opening);
}

/* Where the tool reads how far a script is; or memory that nobody reads. */
static volatile uint64_t *map_place(int fd)
{
    static uint64_t nobody;
    void *place = fd < 0 ? MAP_FAILED : mmap(NULL, PLACE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd >= 0)
        close(fd);
    return place == MAP_FAILED ? &nobody : place;
}

/* The file that the library was loaded from, as the loader says; empty where it is a part of this program. */
static const char *library_file(void)
{
    Dl_info where;
    void *function = dlsym(RTLD_DEFAULT, "sqlite3_libversion");
    return function && dladdr(function, &where) && where.dli_fname && where.dli_fname[0] == '/' ? where.dli_fname : "";
}

static void reply_opened(struct session *s, enum opening opening, const char *library, unsigned layers)
{
    struct writer *w = reply_begin(s, REPLY_OPENED);
    write_text(w, sqlite3_libversion());
    write_u32(w, (uint32_t)sqlite3_libversion_number());
    write_text(w, library);
    write_u8(w, (uint8_t)layers);
    write_u8(w, (uint8_t)opening);
    reply_end(s);
    reply_flush(s);
}

int main(void)
{
    struct session s = {.ctx = mem_root("session"), .tool = PROCESS_CHANNEL};
    struct opening_request o;
    struct failure failure = {.message = "this SQLite library takes no files that are open already"};
    writer_open(&s.reply, s.ctx);
    /* The thread of the tool that started it may end before the others, so the socket tells, not the parent's end. */
    process_wake_by(s.tool);
    if (!receive_opening(s.tool, s.ctx, &o))
        return EXIT_STATUS_TROUBLE;
    bool ok = configure_library(&o);
    s.guard.stubs.wanted = o.stubs;
    s.guard.stubs.named = o.functions;
    s.guard.stubs.n_named = o.n_functions;
    s.place = map_place(o.given[GIVEN_PLACE]);
    link_watch();
    const char *library = library_file();
    unsigned layers = sandbox_enter(sandbox_prepare(SANDBOX_SQLITE, o.file_size, NULL, s.ctx), 0);
    if (ok && session_open(&s, &o.opening, s.ctx, &failure)) {
        reply_opened(&s, o.opening, library, layers);
        worker_serve(&s);
    }
    reply_failed(&s, &failure);
    reply_flush(&s);
    return EXIT_STATUS_TROUBLE;
}
