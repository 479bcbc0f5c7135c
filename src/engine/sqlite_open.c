/*
 * Somebody's SQLite file, read and left as it is.
 *
 * What the library does to a file opened with mode=ro depends on what stands
 * beside it (https://sqlite.org/wal.html#readonly): it may make a -wal and a
 * -shm, or refuse. So the way is chosen before:
 *
 *   no -wal                      with locks; a writer in between waits
 *   no -wal, yet in WAL mode     as immutable: nobody has written since the last
 *                                checkpoint, and locks would need a -shm
 *   -wal and -shm                through the -shm, opened for reading: a writer
 *                                goes on, and we see the state at our start
 *   -wal, and no usable -shm     the -wal is indexed in the worker's memory, without locks
 *   a hot journal                a copy is rolled back and read; the file is not
 *
 * The worker has what sqlite_files.c has opened, and nothing else. Where there
 * are no locks, the files tell at the end whether somebody has written.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/sqlite.h"
#include "engine/sqlite_files.h"

/* Of the header: https://sqlite.org/fileformat2.html#database_header. How often a moving target is tried. */
enum { HEADER_SIZE = 100, WRITE_VERSION = 18, VERSION_WAL = 2, WRITTEN_BY = 96, TRIES = 5 };

struct sqlite_file {
    struct sqlite_connection connection;
    struct server server;
    struct connection_ops ops;
    const char *path;
    struct sqlite_files files;
    enum opening opening;
};

/* Whether the worker holds a state that nobody changes under it. */
static bool is_held(enum opening opening)
{
    return opening == OPEN_WITH_LOCKS || opening == OPEN_SHARED || opening == OPEN_A_COPY;
}

static bool still_holds(const struct connection *c, struct diags *diags)
{
    const struct sqlite_file *f = (const struct sqlite_file *)c;
    if (is_held(f->opening) || sqlite_files_unchanged(&f->files, f->opening != OPEN_IMMUTABLE))
        return true;
    struct diag *e = diag_error(diags, "somebody wrote to the database while it was read");
    e->file = mem_strdup(diags->ctx, f->path);
    diag_hint(diags, e, "try again, or copy it with .backup and read the copy");
    return false;
}

static struct diag *say_refused(const char *path, const char *why, struct diags *diags)
{
    struct diag *e = diag_error(diags, "cannot open the SQLite database: %s", why);
    e->file = mem_strdup(diags->ctx, path);
    return e;
}

static bool refuse(const char *path, const char *why, struct diags *diags)
{
    say_refused(path, why, diags);
    return false;
}

static char *version_text(void *ctx, unsigned long number)
{
    return mem_printf(ctx, "%lu.%lu.%lu", number / 1000000, number / 1000 % 1000, number % 1000);
}

/* The library reads the file and not its schema, which may be of a newer SQLite: the header says which one wrote last.
 */
static bool refuse_schema(const struct sqlite_file *f, const char *fault, struct diags *diags)
{
    unsigned char h[4] = {0};
    struct diag *e = say_refused(f->path, fault, diags);
    if (strncmp(fault, "malformed database schema", 25) != 0 ||
        pread(f->files.fds[GIVEN_DATABASE], h, sizeof h, WRITTEN_BY) != (ssize_t)sizeof h)
        return false;
    unsigned long last = (unsigned long)h[0] << 24 | (unsigned long)h[1] << 16 | (unsigned long)h[2] << 8 | h[3];
    unsigned long own = (unsigned long)sqlite_library_number(diags->ctx);
    const char *text = version_text(diags->ctx, own);
    if (last > own)
        diag_hint(diags, e, "SQLite %s wrote it last, and this is %s: a newer SQLite is needed",
                  version_text(diags->ctx, last), text);
    else
        diag_hint(diags, e, "SQLite %s does not take that object's SQL: it may be of a newer one", text);
    return false;
}

/* A file of no bytes is an empty database, whatever stands beside it. */
static bool choose(struct sqlite_file *f, struct diags *diags)
{
    const struct sqlite_files *files = &f->files;
    unsigned char header[HEADER_SIZE];
    long long size = files->marks[GIVEN_DATABASE].size, wal = files->marks[GIVEN_WAL].size;
    ssize_t n = pread(files->fds[GIVEN_DATABASE], header, HEADER_SIZE, 0);
    if (n < 0 || (size > 0 && n < HEADER_SIZE))
        return refuse(f->path, n < 0 ? strerror(errno) : "the file has no complete header", diags);
    if (size > 0 && wal > 0)
        f->opening = files->fds[GIVEN_SHM] >= 0 ? OPEN_SHARED : OPEN_IN_MEMORY_INDEX;
    else if (size == 0 || wal == 0 || header[WRITE_VERSION] == VERSION_WAL)
        f->opening = OPEN_IMMUTABLE;
    else
        f->opening = OPEN_WITH_LOCKS;
    return true;
}

/* Starts a worker on the files. */
static bool start(struct sqlite_file *f, const int files[GIVEN_FILES], long long file_size,
                  struct worker_opened *opened, struct diags *diags)
{
    struct worker_opening o = {.opening = f->opening, .stubs = true, .file_size = file_size};
    memcpy(o.files, files, sizeof o.files);
    worker_end(&f->connection.worker);
    if (!worker_start(&f->connection.worker, &o, f->server.stop, f->connection.ctx, opened, diags))
        return false;
    f->connection.base.version = opened->number;
    if (!opened->fault)
        f->opening = opened->opening;
    return true;
}

/* Rolls back a copy, once the files have stayed as they are while they were copied. */
static bool start_copy(struct sqlite_file *f, struct worker_opened *opened, bool *again, struct diags *diags)
{
    struct sqlite_copy copy;
    if (!sqlite_copy(&copy, f->files.fds, f->path, f->server.stop, diags))
        return false;
    const int files[GIVEN_FILES] = {
        [GIVEN_DATABASE] = copy.database, [GIVEN_WAL] = -1, [GIVEN_SHM] = -1, [GIVEN_JOURNAL] = copy.journal};
    f->opening = OPEN_A_COPY;
    *again = !sqlite_files_unchanged(&f->files, true);
    bool ok = *again || start(f, files, copy.size, opened, diags);
    close(copy.database);
    close(copy.journal);
    return ok;
}

/*
 * One try; *again where the files were others by the time the worker had
 * them: a writer may have come between, and gone with its work half done.
 */
static bool open_once(struct sqlite_file *f, bool *again, struct diags *diags)
{
    struct worker_opened opened;
    *again = false;
    if (!sqlite_files_open(&f->files, f->path, f->connection.ctx, diags))
        return false;
    bool ok = choose(f, diags) && start(f, f->files.fds, 0, &opened, diags);
    if (ok && opened.has_journal)
        ok = start_copy(f, &opened, again, diags);
    else if (ok && f->opening != OPEN_SHARED)
        *again = !sqlite_files_unchanged(&f->files, f->opening == OPEN_IN_MEMORY_INDEX);
    else if (ok)
        *again = !sqlite_files_same(&f->files);
    if (ok && !*again && opened.fault)
        ok = refuse_schema(f, opened.fault, diags);
    sqlite_files_release(&f->files);
    return ok;
}

static bool open_file(struct sqlite_file *f, struct diags *diags)
{
    bool again = true;
    for (int i = 0; again && i < TRIES; i++)
        if (!open_once(f, &again, diags))
            return false;
    return !again || refuse(f->path, "somebody writes to it all the time", diags);
}

static void drop(struct connection *c)
{
    sqlite_files_close(&((struct sqlite_file *)c)->files);
    sqlite_connection_ops.drop(c);
}

struct connection *sqlite_open(const char *location, const struct database_options *options, struct diags *diags)
{
    void *ctx = mem_root("sqlite_open");
    struct sqlite_file *f = mem_new(ctx, struct sqlite_file);
    f->ops = sqlite_connection_ops;
    f->ops.still_holds = still_holds;
    f->ops.drop = drop;
    f->server = (struct server){
        .engine = ENGINE_SQLITE, .statement_timeout_ms = options->statement_timeout_ms, .stop = options->stop};
    f->path = mem_strdup(ctx, location);
    f->connection.base = (struct connection){.ops = &f->ops, .server = &f->server};
    f->connection.ctx = ctx;
    worker_init(&f->connection.worker, ctx);
    sqlite_files_init(&f->files);
    if (open_file(f, diags))
        return &f->connection.base;
    database_drop(&f->connection.base);
    return NULL;
}
