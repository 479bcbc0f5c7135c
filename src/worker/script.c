/* A script, statement by statement, as the library cuts it. */
#include <string.h>

#include "base/mem.h"
#include "base/monotonic.h"
#include "worker/worker.h"

/* For how long statements run before the tool hears of it. */
enum { PATIENCE_MS = 100 };

/* Where a statement's first token stands; the library takes all before it as part of the statement. */
static size_t skip_blank(const char *s, size_t at)
{
    for (;;) {
        if (s[at] && strchr(" \t\r\n\f;", s[at])) {
            at++;
        } else if (s[at] == '-' && s[at + 1] == '-') {
            at += strcspn(s + at, "\n");
        } else if (s[at] == '/' && s[at + 1] == '*') {
            const char *end = strstr(s + at + 2, "*/");
            at = end ? (size_t)(end - s) + 2 : at + strlen(s + at);
        } else {
            return at;
        }
    }
}

/* Prepares the first statement at or behind `from`, if there is one. */
static bool prepare_next(struct session *s, size_t from, void *ctx, struct failure *failure)
{
    const char *tail = s->script + from;
    while (!s->next && *tail) {
        s->start = skip_blank(s->script, (size_t)(tail - s->script));
        if (!s->script[s->start])
            return true;
        *s->place = s->start;
        if (session_prepare(s, s->script + s->start, &s->next, &tail, ctx) != SQLITE_OK)
            return failure_of_library(failure, s, s->start, ctx);
        s->end = (size_t)(tail - s->script);
    }
    return true;
}

void script_end(struct session *s)
{
    sqlite3_finalize(s->next);
    s->next = NULL;
    mem_free(s->script);
    s->script = NULL;
}

/* Runs the prepared statement, whose rows are nobody's, and prepares the next. */
static bool run_one(struct session *s, uint32_t timeout, void *ctx, struct failure *failure)
{
    int code;
    guard_begin(&s->guard, timeout);
    s->guard.stepping = true;
    while ((code = sqlite3_step(s->next)) == SQLITE_ROW)
        ;
    bool ok = code == SQLITE_DONE || failure_of_library(failure, s, s->start, ctx);
    sqlite3_finalize(s->next);
    s->next = NULL;
    if (!ok)
        return false;
    s->ran = true;
    s->ran_start = s->start;
    guard_begin(&s->guard, timeout);
    return prepare_next(s, s->end, ctx, failure);
}

/* Goes on with what need not be asked for. */
static bool run_on(struct session *s, const struct pace *pace, int autocommit, void *ctx, struct failure *failure)
{
    long since = monotonic_ms();
    bool ok = true;
    while (ok && s->next && s->end <= pace->until && sqlite3_get_autocommit(s->db) == autocommit &&
           monotonic_ms() - since < PATIENCE_MS)
        ok = run_one(s, pace->timeout, ctx, failure);
    return ok;
}

bool script_begin(struct session *s, char *script, const struct pace *pace, void *ctx, struct failure *failure)
{
    script_end(s);
    s->script = script;
    guard_defend(&s->guard, false);
    guard_begin(&s->guard, pace->timeout);
    return prepare_next(s, 0, ctx, failure) && run_on(s, pace, sqlite3_get_autocommit(s->db), ctx, failure);
}

bool script_step(struct session *s, const struct pace *pace, void *ctx, struct failure *failure)
{
    int autocommit = sqlite3_get_autocommit(s->db);
    return run_one(s, pace->timeout, ctx, failure) && run_on(s, pace, autocommit, ctx, failure);
}
