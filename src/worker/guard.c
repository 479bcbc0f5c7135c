#include <string.h>

#include "base/mem.h"
#include "base/monotonic.h"
#include "worker/allowed.h"
#include "worker/worker.h"

/* Virtual machine instructions between looks at the clock: well below a millisecond. */
enum { INSTRUCTIONS = 4000 };

/* Of one value and of one statement, in bytes. */
enum { LARGEST_VALUE = 128 << 20 };

static int refuse(struct guard *guard, const char *what, const char *why)
{
    sqlite3_snprintf((int)sizeof guard->refusal, guard->refusal, "%s is refused: %s", what, why);
    return SQLITE_DENY;
}

/*
 * VACUUM attaches a nameless temporary database while it runs, VACUUM INTO a
 * named one; an ATTACH that a script holds is seen when it is prepared.
 */
static int attach(struct guard *guard, const char *file)
{
    if (!guard->stepping)
        return refuse(guard, "ATTACH", "a schema stays within its own database");
    if (file && *file == '\0')
        return SQLITE_OK;
    return refuse(guard, "VACUUM INTO", "a schema writes no files");
}

/* What the library lists to nobody, and calls while it alters a table, has such a name; the rest of them is replaced.
 */
static bool is_the_librarys_own(const char *name)
{
    return sqlite3_strnicmp(name, "sqlite_", 7) == 0;
}

static int call_function(struct guard *guard, const char *name)
{
    if (allows_function(name) || is_the_librarys_own(name) || is_stub(&guard->stubs, name))
        return SQLITE_OK;
    return refuse(guard, sqlite3_snprintf(sizeof guard->name, guard->name, "%s()", name), refusal_of(name));
}

static bool is_among(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (sqlite3_stricmp(names->items[i], name) == 0)
            return true;
    return false;
}

/* What the library never had it calls unknown itself. */
static int use_module(struct guard *guard, const char *name)
{
    if (allows_module(name) || !is_among(&guard->other_modules, name))
        return SQLITE_OK;
    return refuse(guard, sqlite3_snprintf(sizeof guard->name, guard->name, "module %s", name), refusal_of(name));
}

/* What the library does not know does nothing, as always, and what it keeps for a while stays in memory. */
static int use_pragma(struct guard *guard, const char *name, const char *value)
{
    guard->like_is_set |= value && sqlite3_stricmp(name, "case_sensitive_like") == 0;
    if (allows_pragma(name))
        return value && !guard->trusted && sqlite3_stricmp(name, "temp_store") == 0 ? SQLITE_IGNORE : SQLITE_OK;
    if (!is_among(&guard->other_pragmas, name))
        return SQLITE_IGNORE;
    return refuse(guard, sqlite3_snprintf(sizeof guard->name, guard->name, "PRAGMA %s", name), refusal_of(name));
}

static int authorize(void *data, int action, const char *a, const char *b, const char *database, const char *trigger)
{
    struct guard *guard = data;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TEMP_INDEX:
    case SQLITE_DROP_TEMP_TABLE:
    case SQLITE_DROP_TEMP_TRIGGER:
    case SQLITE_DROP_TEMP_VIEW:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
    case SQLITE_ALTER_TABLE:
    case SQLITE_REINDEX:
    case SQLITE_ANALYZE:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return SQLITE_OK;
    case SQLITE_CREATE_VTABLE:
        return use_module(guard, b);
    case SQLITE_FUNCTION:
        return call_function(guard, b);
    case SQLITE_PRAGMA:
        return use_pragma(guard, a, b);
    case SQLITE_ATTACH:
        return attach(guard, a);
    case SQLITE_DETACH:
        return refuse(guard, "DETACH", "a schema stays within its own database");
    default:
        return refuse(guard, "the statement", "it does what a schema does not need");
    }
}

static int look(void *data)
{
    struct guard *guard = data;
    guard->timed_out = guard->deadline_ms && monotonic_ms() >= guard->deadline_ms;
    return guard->timed_out;
}

/* Stands in the place of a function of the library, for callers that no authorizer sees: a schema that is loaded. */
static void refused_function(sqlite3_context *context, int n, sqlite3_value **values)
{
    char message[160];
    const char *name = sqlite3_user_data(context);
    (void)n;
    (void)values;
    sqlite3_snprintf(sizeof message, message, "%s() is refused: %s", name, refusal_of(name));
    sqlite3_result_error(context, message, -1);
}

/* Calls `each` with the rows of a query, which reads nothing of the database. Returns the library's code. */
static int for_each(struct guard *guard, const char *query, int (*each)(struct guard *guard, sqlite3_stmt *row))
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(guard->db, query, -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW)
        code = each(guard, s);
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

struct replaced {
    char *name;
    int n_arguments;
};

/* Columns of PRAGMA function_list; the name is the first one of both lists. */
enum { N_ARGUMENTS = 4 };

static int note_function(struct guard *guard, sqlite3_stmt *row)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    if (allows_function(name))
        return SQLITE_OK;
    size_t at = mem_grow(guard->ctx, &guard->replaced, &guard->n_replaced);
    guard->replaced[at] = (struct replaced){mem_strdup(guard->ctx, name), sqlite3_column_int(row, N_ARGUMENTS)};
    return SQLITE_OK;
}

static int note(struct guard *guard, struct names *names, sqlite3_stmt *row, bool (*allows)(const char *name))
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    if (allows(name))
        return SQLITE_OK;
    size_t at = mem_grow(guard->ctx, &names->items, &names->n);
    names->items[at] = mem_strdup(guard->ctx, name);
    return SQLITE_OK;
}

static int note_pragma(struct guard *guard, sqlite3_stmt *row)
{
    return note(guard, &guard->other_pragmas, row, allows_pragma);
}

static int note_module(struct guard *guard, sqlite3_stmt *row)
{
    return note(guard, &guard->other_modules, row, allows_module);
}

/* Functions cannot be removed, modules can. */
static int replace_functions(struct guard *guard)
{
    int code = for_each(guard, "PRAGMA function_list", note_function);
    for (size_t i = 0; code == SQLITE_OK && i < guard->n_replaced; i++)
        code = sqlite3_create_function_v2(guard->db, guard->replaced[i].name, guard->replaced[i].n_arguments,
                                          SQLITE_UTF8 | SQLITE_INNOCUOUS, guard->replaced[i].name, refused_function,
                                          NULL, NULL, NULL);
    return code;
}

/*
 * Functions in a schema need not be among those that the library calls
 * harmless (which for some versions JSON's are not): all there are, are. And
 * "text" is a string as it was to the application's library, however this one
 * was built.
 */
static int configure(sqlite3 *db)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1},
        {SQLITE_DBCONFIG_DQS_DDL, 1},
        {SQLITE_DBCONFIG_DQS_DML, 1},
    };
    static const struct {
        int limit, most;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, LARGEST_VALUE},
        {SQLITE_LIMIT_SQL_LENGTH, LARGEST_VALUE},
        {SQLITE_LIMIT_ATTACHED, 1}, /* VACUUM's */
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < sizeof options / sizeof *options; i++)
        code = sqlite3_db_config(db, options[i].option, options[i].value, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(db, limits[i].limit, limits[i].most);
    return code;
}

int guard_install(struct guard *guard, sqlite3 *db, void *ctx)
{
    *guard = (struct guard){
        .db = db,
        .ctx = ctx,
        .stubs = {.wanted = guard->stubs.wanted, .named = guard->stubs.named, .n_named = guard->stubs.n_named}};
    int code = configure(db);
    if (guard->stubs.wanted)
        stub_collations(db);
    code = code == SQLITE_OK ? replace_functions(guard) : code;
    code = code == SQLITE_OK ? for_each(guard, "PRAGMA pragma_list", note_pragma) : code;
    code = code == SQLITE_OK ? for_each(guard, "PRAGMA module_list", note_module) : code;
    code = code == SQLITE_OK ? sqlite3_drop_modules(db, (const char **)allowed_modules) : code;
    if (code != SQLITE_OK)
        return code;
    sqlite3_set_authorizer(db, authorize, guard);
    sqlite3_progress_handler(db, INSTRUCTIONS, look, guard);
    return guard_defend(guard, true);
}

int guard_defend(struct guard *guard, bool defensive)
{
    return sqlite3_db_config(guard->db, SQLITE_DBCONFIG_DEFENSIVE, defensive, NULL);
}

void guard_begin(struct guard *guard, uint32_t timeout_ms)
{
    guard->deadline_ms = timeout_ms ? monotonic_ms() + (long)timeout_ms : 0;
    guard->stepping = false;
    guard->timed_out = false;
    guard->refusal[0] = '\0';
}
