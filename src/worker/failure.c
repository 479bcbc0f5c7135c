#include "base/mem.h"
#include "worker/worker.h"

#define CODE(name)                                                                                                     \
    case name:                                                                                                         \
        return #name

static const char *constraint_name(int code)
{
    switch (code) {
        CODE(SQLITE_CONSTRAINT_CHECK);
        CODE(SQLITE_CONSTRAINT_COMMITHOOK);
        CODE(SQLITE_CONSTRAINT_FOREIGNKEY);
        CODE(SQLITE_CONSTRAINT_FUNCTION);
        CODE(SQLITE_CONSTRAINT_NOTNULL);
        CODE(SQLITE_CONSTRAINT_PRIMARYKEY);
        CODE(SQLITE_CONSTRAINT_TRIGGER);
        CODE(SQLITE_CONSTRAINT_UNIQUE);
        CODE(SQLITE_CONSTRAINT_VTAB);
        CODE(SQLITE_CONSTRAINT_ROWID);
#ifdef SQLITE_CONSTRAINT_DATATYPE /* 3.37 */
        CODE(SQLITE_CONSTRAINT_DATATYPE);
#endif
    default:
        return NULL;
    }
}

static const char *primary_name(int code)
{
    switch (code) {
        CODE(SQLITE_ERROR);
        CODE(SQLITE_INTERNAL);
        CODE(SQLITE_PERM);
        CODE(SQLITE_ABORT);
        CODE(SQLITE_BUSY);
        CODE(SQLITE_LOCKED);
        CODE(SQLITE_NOMEM);
        CODE(SQLITE_READONLY);
        CODE(SQLITE_INTERRUPT);
        CODE(SQLITE_IOERR);
        CODE(SQLITE_CORRUPT);
        CODE(SQLITE_NOTFOUND);
        CODE(SQLITE_FULL);
        CODE(SQLITE_CANTOPEN);
        CODE(SQLITE_PROTOCOL);
        CODE(SQLITE_SCHEMA);
        CODE(SQLITE_TOOBIG);
        CODE(SQLITE_CONSTRAINT);
        CODE(SQLITE_MISMATCH);
        CODE(SQLITE_MISUSE);
        CODE(SQLITE_NOLFS);
        CODE(SQLITE_AUTH);
        CODE(SQLITE_RANGE);
        CODE(SQLITE_NOTADB);
    default:
        return "SQLITE_ERROR";
    }
}

static const char *code_name(int code)
{
    const char *extended = constraint_name(code);
    return extended ? extended : primary_name(code & 0xFF);
}

/* Where in the text the library points, in bytes; -1: nowhere. */
static int error_offset(sqlite3 *db)
{
#if SQLITE_VERSION_NUMBER >= 3038000
    if (sqlite3_libversion_number() >= 3038000)
        return sqlite3_error_offset(db);
#endif
    (void)db;
    return -1;
}

bool failure_of_library(struct failure *failure, const struct session *session, size_t start, void *ctx)
{
    int code = sqlite3_extended_errcode(session->db), offset = error_offset(session->db);
    *failure = (struct failure){.failing = FAILING_STATEMENT,
                                .code = code_name(code),
                                .message = mem_strdup(ctx, sqlite3_errmsg(session->db)),
                                .statement = start,
                                .position = offset < 0 ? start : start + (size_t)offset};
    if (session->guard.timed_out)
        failure->failing = FAILING_TIME;
    if ((code & 0xFF) == SQLITE_NOMEM)
        failure->message =
            mem_printf(ctx, "out of memory: it needs more than the %d MiB that SQLite has here", SQLITE_MEMORY >> 20);
    if (session->guard.refusal[0]) {
        failure->message = mem_strdup(ctx, session->guard.refusal);
        failure->code = "SQLITE_AUTH";
    }
    return false;
}

bool failure_of_message(struct failure *failure, const char *message)
{
    *failure = (struct failure){.failing = FAILING_STATEMENT, .message = message};
    return false;
}

void reply_failed(struct session *s, const struct failure *failure)
{
    struct writer *w = reply_begin(s, REPLY_FAILED);
    write_u8(w, s->db && !sqlite3_get_autocommit(s->db));
    write_u8(w, s->ran);
    write_i64(w, (int64_t)s->ran_start);
    write_u8(w, (uint8_t)failure->failing);
    write_i64(w, (int64_t)failure->statement);
    write_i64(w, (int64_t)failure->position);
    write_text(w, failure->code);
    write_text(w, failure->message);
    reply_end(s);
}
