/* Which servers work: those that were tried, and newer ones as far as nothing is used that they added. */
#include "engine/postgres.h"

enum { OLDEST_SUPPORTED = 110000, NEWEST_MAJOR = 18, BEYOND_NEWEST = (NEWEST_MAJOR + 1) * 10000 };

bool postgres_version_check(const PGconn *conn, const char *where, int *number, struct diags *diags)
{
    const char *said = PQparameterStatus(conn, "server_version"), *version = said ? said : "of an unknown version";
    *number = PQserverVersion(conn);
    if (*number < OLDEST_SUPPORTED) {
        diag_error(diags, "%s is PostgreSQL %s; the oldest that works is 11", where, version);
        return false;
    }
    if (*number >= BEYOND_NEWEST)
        diag_warning(diags, "%s is PostgreSQL %s, newer than the newest that was tried, %d: what it added is not known",
                     where, version, NEWEST_MAJOR);
    return true;
}
