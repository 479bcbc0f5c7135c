/*
 * Somebody's SQLite file, filled: made where it is missing, and left as it was
 * unless what was written is kept.
 *
 * The worker gets the file and, empty, what the library writes beside it: the
 * -journal, or of a file in WAL mode the -wal, under their own names, so that
 * whoever opens the file after a crash finds there what SQLite needs to put it
 * right. Nothing reaches the file itself before the commit (worker/open.c).
 * What stands beside a file and is not empty is somebody's: of a program that
 * has the file open, or of an earlier file of that name, whose pages SQLite
 * would take for those of the new one.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/regular.h"
#include "base/root.h"
#include "base/sqlite_file.h"
#include "engine/sqlite.h"
#include "engine/sqlite_files.h"

/* Of the header: https://sqlite.org/fileformat2.html#database_header. What one file may take, in bytes. */
enum { HEADER_SIZE = 100, WRITE_VERSION = 18, VERSION_WAL = 2 };
static const long long largest_file = 8LL << 30;

static const char doing[] = "cannot open the SQLite database";

struct filled_file {
    struct sqlite_connection connection;
    struct server server;
    struct connection_ops ops;
    const char *path;
    int directory;
    struct beside {
        const char *name;
        int fd;
        bool made;
    } files[GIVEN_FILES];
    bool wal;        /* it is in WAL mode */
    bool committing; /* the commit has begun */
    bool committed;
};

static struct diag *refuse(const struct filled_file *f, const char *why, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s: %s", doing, why);
    e->file = mem_strdup(diags->ctx, f->path);
    return e;
}

static bool open_directory(struct filled_file *f, struct diags *diags)
{
    void *ctx = f->connection.ctx;
    size_t n = strlen(f->path);
    if (n == 0 || f->path[n - 1] == '/') {
        refuse(f, "the path names no file", diags);
        return false;
    }
    const char *name = basename(mem_strdup(ctx, f->path));
    for (int i = 0; i < GIVEN_FILES; i++)
        f->files[i].name = mem_printf(ctx, "%s%s", name, sqlite_file_endings[i]);
    f->directory = place_open(dirname(mem_strdup(ctx, f->path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, doing, diags);
    const char *owner = f->directory >= 0 ? sqlite_database_beside(ctx, f->directory, name) : NULL;
    if (owner)
        refuse(f, mem_printf(diags->ctx, "it is a file of the SQLite database %s", owner), diags);
    return f->directory >= 0 && !owner;
}

/* Opens a file, made where it is missing: no link is followed, and nothing but a file is opened. */
static bool open_or_make(struct filled_file *f, struct beside *b, struct stat *st, struct diags *diags)
{
    const int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    b->fd = openat(f->directory, b->name, flags);
    if (b->fd < 0 && errno == ENOENT) {
        b->fd = openat(f->directory, b->name, flags | O_CREAT | O_EXCL, 0666);
        b->made = b->fd >= 0;
    }
    if (b->fd < 0 && errno == ELOOP) {
        struct diag *e = refuse(
            f, mem_printf(diags->ctx, "%s is a symbolic link, and nothing is written through one", b->name), diags);
        diag_hint(diags, e, "name the file itself");
        return false;
    }
    if (b->fd < 0 || fstat(b->fd, st) != 0) {
        refuse(f, mem_printf(diags->ctx, "%s: %s", b->name, strerror(errno)), diags);
        return false;
    }
    return S_ISREG(st->st_mode) || refuse_kind(f->path, st->st_mode, diags);
}

/* A file of no bytes is an empty database. */
static bool look_at_header(struct filled_file *f, const struct stat *st, struct diags *diags)
{
    char header[HEADER_SIZE];
    if (st->st_size == 0)
        return true;
    ssize_t n = pread(f->files[GIVEN_DATABASE].fd, header, HEADER_SIZE, 0);
    if (n != HEADER_SIZE || !begins_as_sqlite(header, HEADER_SIZE)) {
        refuse(f, n < 0 ? strerror(errno) : "the file is no SQLite database, and stays as it is", diags);
        return false;
    }
    f->wal = header[WRITE_VERSION] == VERSION_WAL;
    return true;
}

/* What stands beside it has to be empty. */
static bool look_beside(struct filled_file *f, enum given file, struct diags *diags)
{
    struct stat st;
    const char *name = f->files[file].name;
    if (fstatat(f->directory, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || (S_ISREG(st.st_mode) && st.st_size == 0))
        return true;
    struct diag *e = refuse(f, mem_printf(diags->ctx, "%s stands beside it, and is not empty", name), diags);
    diag_hint(diags, e,
              "a program may have the database open, or may have ended in the middle of its work: close it, "
              "or open the database once with the sqlite3 shell; of a file that is gone, remove %s",
              name);
    return false;
}

static bool open_files(struct filled_file *f, struct diags *diags)
{
    struct stat st;
    if (!open_directory(f, diags) || !look_beside(f, GIVEN_WAL, diags) || !look_beside(f, GIVEN_JOURNAL, diags) ||
        !open_or_make(f, &f->files[GIVEN_DATABASE], &st, diags))
        return false;
    f->connection.base.made = f->files[GIVEN_DATABASE].made;
    return look_at_header(f, &st, diags) &&
           open_or_make(f, &f->files[f->wal ? GIVEN_WAL : GIVEN_JOURNAL], &st, diags) && fsync(f->directory) == 0;
}

/* Removes what this run has made, where it is still that. */
static void remove_made(struct filled_file *f, enum given file)
{
    struct stat there, ours;
    struct beside *b = &f->files[file];
    if (b->made && b->fd >= 0 && fstat(b->fd, &ours) == 0 &&
        fstatat(f->directory, b->name, &there, AT_SYMLINK_NOFOLLOW) == 0 && there.st_ino == ours.st_ino &&
        there.st_dev == ours.st_dev)
        unlinkat(f->directory, b->name, 0);
}

/* A -wal that could not be emptied into the file is a part of it. */
static bool is_needed(const struct filled_file *f)
{
    struct stat st;
    return f->wal && (fstat(f->files[GIVEN_WAL].fd, &st) != 0 || st.st_size > 0);
}

static void drop(struct connection *c)
{
    struct filled_file *f = (struct filled_file *)c;
    bool lost = f->committing && !f->committed && f->connection.worker.gone;
    worker_end(&f->connection.worker);
    /* Somebody else's file whose commit broke off is put right by what stands beside it. */
    if (f->committed ? !is_needed(f) : !lost || f->files[GIVEN_DATABASE].made) {
        remove_made(f, GIVEN_WAL);
        remove_made(f, GIVEN_JOURNAL);
    }
    if (!f->committed)
        remove_made(f, GIVEN_DATABASE);
    for (int i = 0; i < GIVEN_FILES; i++)
        if (f->files[i].fd >= 0)
            close(f->files[i].fd);
    if (f->directory >= 0)
        close(f->directory);
    sqlite_connection_ops.drop(c);
}

/* A commit is waited for. */
static bool command(struct connection *c, const char *sql, void *ctx, struct sql_failure *failure)
{
    struct filled_file *f = (struct filled_file *)c;
    if (strcmp(sql, "COMMIT") == 0) {
        f->committing = true;
        f->connection.worker.channel.stop = NULL;
        f->server.statement_timeout_ms = 0;
    }
    return sqlite_connection_ops.command(c, sql, ctx, failure);
}

static void committed(struct connection *c)
{
    struct filled_file *f = (struct filled_file *)c;
    struct sql_failure ignored;
    f->committed = true;
    if (f->wal)
        command(c, "PRAGMA wal_checkpoint(TRUNCATE)", f->connection.ctx, &ignored);
}

static bool start(struct filled_file *f, struct diags *diags)
{
    struct worker_opened opened;
    struct worker_opening opening = {.opening = OPEN_TO_FILL, .file_size = largest_file};
    struct sql_failure failure = {0};
    for (int i = 0; i < GIVEN_FILES; i++)
        opening.files[i] = f->files[i].fd;
    if (!worker_start(&f->connection.worker, &opening, f->server.stop, f->connection.ctx, &opened, diags))
        return false;
    f->connection.base.version = opened.number;
    if (!opened.fault && connection_begin(&f->connection.base, f->connection.ctx, &failure))
        return true;
    const char *why = opened.fault ? opened.fault : failure.message;
    struct diag *e = failure.stopped ? NULL : refuse(f, why, diags);
    if (e && strstr(why, "locked"))
        diag_hint(diags, e, "another program has it open: close it there");
    return false;
}

struct connection *sqlite_open_to_fill(const char *location, const struct database_options *options,
                                       struct diags *diags)
{
    void *ctx = mem_root("sqlite_open_to_fill");
    struct filled_file *f = mem_new(ctx, struct filled_file);
    f->ops = sqlite_connection_ops;
    f->ops.command = command;
    f->ops.committed = committed;
    f->ops.drop = drop;
    f->server = (struct server){
        .engine = ENGINE_SQLITE, .statement_timeout_ms = options->statement_timeout_ms, .stop = options->stop};
    f->path = mem_strdup(ctx, location);
    f->directory = -1;
    for (int i = 0; i < GIVEN_FILES; i++)
        f->files[i].fd = -1;
    f->connection.base = (struct connection){.ops = &f->ops, .server = &f->server};
    f->connection.ctx = ctx;
    worker_init(&f->connection.worker, ctx);
    if (open_files(f, diags) && start(f, diags))
        return &f->connection.base;
    database_close(&f->connection.base, diags);
    return NULL;
}
