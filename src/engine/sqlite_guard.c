#include <string.h>
#include <time.h>

#include "engine/sqlite.h"

/* Virtual machine instructions between looks at the clock: well below a millisecond. */
enum { INSTRUCTIONS = 4000 };

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

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

static int authorize(void *data, int action, const char *a, const char *b, const char *database, const char *trigger)
{
    struct guard *guard = data;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_ATTACH:
        return attach(guard, a);
    case SQLITE_DETACH:
        return refuse(guard, "DETACH", "a schema stays within its own database");
    case SQLITE_FUNCTION:
        if (b && sqlite3_stricmp(b, "load_extension") == 0)
            return refuse(guard, "load_extension", "a schema loads no programs");
        return SQLITE_OK;
    case SQLITE_PRAGMA:
        if (a && (sqlite3_stricmp(a, "temp_store_directory") == 0 || sqlite3_stricmp(a, "data_store_directory") == 0))
            return refuse(guard, a, "a schema chooses no directories");
        return SQLITE_OK;
    default:
        return SQLITE_OK;
    }
}

static int look(void *data)
{
    struct guard *guard = data;
    if (server_stop_wanted(guard->server->stop))
        guard->stopped = true;
    else if (guard->deadline_ms && now_ms() >= guard->deadline_ms)
        guard->timed_out = true;
    return guard->stopped || guard->timed_out;
}

void guard_install(struct guard *guard, sqlite3 *db, const struct server *server)
{
    *guard = (struct guard){.server = server};
    sqlite3_set_authorizer(db, authorize, guard);
    sqlite3_progress_handler(db, INSTRUCTIONS, look, guard);
}

void guard_begin(struct guard *guard, int timeout_ms)
{
    guard->deadline_ms = timeout_ms ? now_ms() + timeout_ms : 0;
    guard->stepping = false;
    guard->timed_out = false;
    guard->refusal[0] = '\0';
    guard->stopped = server_stop_wanted(guard->server->stop);
}
