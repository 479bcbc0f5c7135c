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
 *   -wal, and no usable -shm     the -wal is indexed in our own memory, without locks
 *   a hot journal                a copy is rolled back and read; the file is not
 *
 * Where there are no locks, the times and sizes of the files tell at the end
 * whether somebody has written.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/sqlite.h"

enum { BUSY_MS = 5000, HEADER_SIZE = 100, WRITE_VERSION = 18, VERSION_WAL = 2 };

/* What to add to the name of a file, and what to run before anything else. */
struct way {
    const char *parameters;
    const char *before;
    bool locked;
};

static const struct way with_locks = {"mode=ro", NULL, true};
static const struct way immutable = {"mode=ro&immutable=1", NULL, false};
static const struct way shared = {"mode=ro&readonly_shm=1", NULL, true};
static const struct way in_memory_index = {"mode=ro&vfs=unix-none", "PRAGMA main.locking_mode = EXCLUSIVE", false};
static const struct way of_a_copy = {"mode=rw", NULL, true};

/* A file when it was opened; size -1: there was none. */
struct mark {
    const char *path;
    off_t size;
    struct timespec modified;
};

struct sqlite_file {
    struct sqlite_connection connection;
    struct server server;
    struct connection_ops ops;
    const char *path;
    const struct way *way;
    struct mark database, wal;
};

static struct mark mark_of(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return (struct mark){.path = path, .size = -1};
    return (struct mark){path, st.st_size, st.st_mtim};
}

static bool is_unchanged(const struct mark *mark)
{
    struct mark now = mark_of(mark->path);
    return now.size == mark->size && now.modified.tv_sec == mark->modified.tv_sec &&
           now.modified.tv_nsec == mark->modified.tv_nsec;
}

static bool settled(const struct connection *c, struct diags *diags)
{
    const struct sqlite_file *f = (const struct sqlite_file *)c;
    if (f->way->locked || (is_unchanged(&f->database) && (f->way == &immutable || is_unchanged(&f->wal))))
        return true;
    struct diag *e = diag_error(diags, "somebody wrote to the database while it was read");
    e->file = mem_strdup(diags->ctx, f->path);
    diag_hint(diags, e, "try again, or copy it with .backup and read the copy");
    return false;
}

static bool refuse(const char *path, const char *why, struct diags *diags)
{
    struct diag *e = diag_error(diags, "cannot open the SQLite database: %s", why);
    e->file = mem_strdup(diags->ctx, path);
    return false;
}

static bool read_header(const char *path, unsigned char header[HEADER_SIZE], struct diags *diags)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return refuse(path, strerror(errno), diags);
    ssize_t n = read(fd, header, HEADER_SIZE);
    close(fd);
    return n == HEADER_SIZE ? true : refuse(path, "the file has no complete header", diags);
}

/* A file name as the library takes it in a URI: what has a meaning there is written %XX. */
static char *uri_of(void *ctx, const char *path, const struct way *way)
{
    struct text t;
    text_open(&t);
    fputs("file:", t.out);
    if (*path == '/')
        fputs("//", t.out);
    for (const char *p = path; *p; p++)
        if (strchr("?#%", *p))
            fprintf(t.out, "%%%02X", (unsigned)(unsigned char)*p);
        else
            putc(*p, t.out);
    fprintf(t.out, "?%s", way->parameters);
    return text_close(&t, ctx);
}

static const char session[] = "PRAGMA temp_store = MEMORY";

/* Opens it and holds one state of it. Returns the library's code. */
static int try(struct sqlite_file *f, const char *path, const struct way *way)
{
    struct sqlite_connection *q = &f->connection;
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    flags |= way == &of_a_copy ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    sqlite3_close(q->db);
    f->way = way;
    int code = sqlite3_open_v2(uri_of(q->ctx, path, way), &q->db, flags, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_extended_result_codes(q->db, 1);
    sqlite3_busy_timeout(q->db, BUSY_MS);
    sqlite3_db_config(q->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    code = guard_install(&q->guard, q->db, &f->server, q->ctx);
    q->guard.trusted = true; /* nothing but our own queries */
    guard_begin(&q->guard, f->server.query_timeout_ms);
    if (code == SQLITE_OK && way->before)
        code = sqlite3_exec(q->db, way->before, NULL, NULL, NULL);
    code = code == SQLITE_OK ? sqlite3_exec(q->db, session, NULL, NULL, NULL) : code;
    return code == SQLITE_OK ? sqlite3_exec(q->db, "BEGIN; SELECT count(*) FROM main.sqlite_master", NULL, NULL, NULL)
                             : code;
}

static bool open_copy(struct sqlite_file *f, int *code, struct diags *diags)
{
    struct scratch scratch;
    char *copy = sqlite_copy(f->path, &scratch, f->connection.ctx, diags);
    if (!copy)
        return false;
    *code = try(f, copy, &of_a_copy);
    /* It has been rolled back and is open: its names are no longer needed. */
    scratch_remove(&scratch);
    return true;
}

/* The -shm is there but nobody keeps it up, or we may not open it. */
static bool shm_is_useless(int code)
{
    return code == SQLITE_READONLY_CANTINIT || code == SQLITE_READONLY_RECOVERY || (code & 0xFF) == SQLITE_CANTOPEN;
}

static bool open_file(struct sqlite_file *f, struct diags *diags)
{
    unsigned char header[HEADER_SIZE];
    if (!read_header(f->path, header, diags))
        return false;
    int code;
    if (f->wal.size > 0) {
        bool shm = access(mem_printf(f->connection.ctx, "%s-shm", f->path), F_OK) == 0;
        code = try(f, f->path, shm ? &shared : &in_memory_index);
        if (shm && shm_is_useless(code))
            code = try(f, f->path, &in_memory_index);
    } else if (f->wal.size == 0 || header[WRITE_VERSION] == VERSION_WAL) {
        code = try(f, f->path, &immutable);
    } else {
        code = try(f, f->path, &with_locks);
        if (code == SQLITE_READONLY_ROLLBACK && !open_copy(f, &code, diags))
            return false;
    }
    if (code == SQLITE_OK)
        return true;
    if (!f->connection.guard.stopped)
        refuse(f->path, sqlite3_errmsg(f->connection.db), diags);
    return false;
}

struct connection *sqlite_open(const char *location, const struct database_options *options, struct diags *diags)
{
    void *ctx = mem_root("sqlite_open");
    struct sqlite_file *f = mem_new(ctx, struct sqlite_file);
    f->ops = sqlite_connection_ops;
    f->ops.settled = settled;
    f->server = (struct server){.engine = ENGINE_SQLITE,
                                .version = sqlite3_libversion_number(),
                                .statement_timeout_ms = options->statement_timeout_ms,
                                .query_timeout_ms = options->statement_timeout_ms,
                                .stop = options->stop};
    f->path = mem_strdup(ctx, location);
    f->database = mark_of(f->path);
    f->wal = mark_of(mem_printf(ctx, "%s-wal", location));
    f->connection.base = (struct connection){.ops = &f->ops, .server = &f->server};
    f->connection.ctx = ctx;
    if (open_file(f, diags))
        return &f->connection.base;
    database_drop(&f->connection.base);
    return NULL;
}
