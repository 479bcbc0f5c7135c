/*
 * What an application brings along to its database and is not here: its
 * functions and collations, and the functions of a later SQLite. A schema that
 * uses them is read all the same, with ones in their place that only have the
 * names.
 */
#include <string.h>

#include "base/mem.h"
#include "worker/allowed.h"
#include "worker/worker.h"

/* Of one session. */
enum { MOST_STUBS = 1000 };

/* Bytes are compared as BINARY does. */
static int compare(void *data, int n, const void *a, int m, const void *b)
{
    (void)data;
    int order = memcmp(a, b, (size_t)(n < m ? n : m));
    return order ? order : n - m;
}

static void lend_collation(void *data, sqlite3 *db, int encoding, const char *name)
{
    (void)data;
    (void)encoding;
    sqlite3_create_collation(db, name, SQLITE_UTF8, NULL, compare);
}

void stub_collations(sqlite3 *db)
{
    sqlite3_collation_needed(db, NULL, lend_collation);
}

/* Another answer to other arguments, and never NULL: rows stay different, and columns filled. */
static void call(sqlite3_context *context, int n, sqlite3_value **values)
{
    sqlite3_str *answer = sqlite3_str_new(sqlite3_context_db_handle(context));
    for (int i = 0; i < n; i++)
        sqlite3_str_appendf(answer, "%s%Q", i ? ", " : "", sqlite3_value_text(values[i]));
    char *text = sqlite3_str_finish(answer);
    sqlite3_result_text(context, text ? text : "", -1, SQLITE_TRANSIENT);
    sqlite3_free(text);
}

static void step(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)context;
    (void)n;
    (void)values;
}

static void finish(sqlite3_context *context)
{
    sqlite3_result_null(context);
}

enum { FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };

/* Of an empty database no row needs it; what the application would give nobody here knows. */
static void refuse_call(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    (void)values;
    const char *name = sqlite3_user_data(context);
    char *message = sqlite3_mprintf("%s() is the application's: what it gives is not known here", name);
    sqlite3_result_error(context, message ? message : "a function of the application's", -1);
    sqlite3_free(message);
}

static int lend(sqlite3 *db, const struct stubs *all, const struct stub *f)
{
    if (!all->wanted)
        return sqlite3_create_function_v2(db, f->name, -1, FLAGS, (void *)f->name, refuse_call, NULL, NULL, NULL);
    if (f->aggregate)
        return sqlite3_create_window_function(db, f->name, -1, FLAGS, NULL, step, finish, finish, step, NULL);
    bool own = sqlite3_stricmp(f->name, "unistr") == 0;
    return sqlite3_create_function_v2(db, f->name, own ? 1 : -1, FLAGS, NULL, own ? worker_unistr : call, NULL, NULL,
                                      NULL);
}

static struct stub *find(const struct stubs *all, const char *function)
{
    for (size_t i = 0; i < all->n; i++)
        if (sqlite3_stricmp(all->items[i].name, function) == 0)
            return &all->items[i];
    return NULL;
}

bool is_stub(const struct stubs *all, const char *function)
{
    return find(all, function) != NULL;
}

/* True where there is a new one by that name, or one of another kind. */
static bool add(struct session *s, const char *name, bool aggregate)
{
    struct stubs *all = &s->guard.stubs;
    struct stub *there = find(all, name);
    if (there && (there->aggregate || !aggregate))
        return false;
    if (!there && (aggregate || all->n >= MOST_STUBS || !may_be_stub(name)))
        return false;
    const struct stub new = {mem_strdup(s->ctx, name), aggregate};
    if (lend(s->db, all, &new) != SQLITE_OK)
        return false;
    size_t at = there ? (size_t)(there - all->items) : mem_grow(s->ctx, &all->items, &all->n);
    all->items[at] = new;
    return true;
}

/* What stands in a message of the library's between these two; NULL where they do not. */
static char *between(void *ctx, const char *message, const char *before, const char *behind)
{
    const char *from = strstr(message, before);
    const char *to = from ? strstr(from + strlen(before), behind) : NULL;
    if (!from || !to)
        return NULL;
    from += strlen(before);
    return mem_strndup(ctx, from, (size_t)(to - from));
}

static bool is_named(const struct stubs *all, const char *function)
{
    for (size_t i = 0; i < all->n_named; i++)
        if (sqlite3_stricmp(all->named[i], function) == 0)
            return true;
    return false;
}

/* The library has no code of its own for what it does not know. */
static bool lend_missing(struct session *s, void *ctx)
{
    bool wanted = s->guard.stubs.wanted;
    const char *message = mem_printf(ctx, "%s\n", sqlite3_errmsg(s->db));
    char *name = between(ctx, message, "no such function: ", "\n");
    if (!name)
        name = between(ctx, message, "unknown function: ", "()\n");
    if (name)
        return (wanted || is_named(&s->guard.stubs, name)) && add(s, name, false);
    if (!wanted)
        return false;
    name = between(ctx, message, "FILTER may not be used with non-aggregate ", "()\n");
    if (!name)
        name = between(ctx, message, "", "() may not be used as a window function");
    return name && add(s, name, true);
}

int session_prepare(struct session *s, const char *sql, sqlite3_stmt **statement, const char **tail, void *ctx)
{
    int code;
    do
        code = sqlite3_prepare_v2(s->db, sql, -1, statement, tail);
    while (code == SQLITE_ERROR && (s->guard.stubs.wanted || s->guard.stubs.n_named > 0) && lend_missing(s, ctx));
    return code;
}
