#include "base/mem.h"
#include "engine/sqlite.h"

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

const char *sqlite_code_name(int code)
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

void failure_of_sqlite(struct sql_failure *failure, sqlite3 *db, const struct guard *guard, size_t start, size_t base,
                       void *ctx)
{
    int offset = error_offset(db);
    failure_at(failure, start, mem_strdup(ctx, sqlite3_errmsg(db)));
    failure->code = sqlite_code_name(sqlite3_extended_errcode(db));
    if (offset >= 0)
        failure->position = base + (size_t)offset;
    if (guard->stopped) {
        failure->message = "stopped";
        failure->stopped = true;
    } else if (guard->timed_out) {
        failure->message = failure_timeout(guard->server, ctx);
    } else if (guard->refusal[0]) {
        failure->message = mem_strdup(ctx, guard->refusal);
        failure->code = "SQLITE_AUTH";
    }
}
