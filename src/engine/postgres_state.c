#include "engine/postgres_state.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* ---- a database, copied ---- */

/*
 * Whether another session could begin, and would go on as this one: settings, temporary tables,
 * cursors, prepared statements, locks are a session's; and what a role has of
 * settings and memberships would reach all databases of the server.
 */
static const char is_as_new[] =
    "SELECT pg_catalog.pg_my_temp_schema() = 0 AND CURRENT_USER = SESSION_USER"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_settings"
    "                    WHERE source = 'session' AND setting IS DISTINCT FROM reset_val)"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_prepared_statements)"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_cursors WHERE is_holdable)"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_listening_channels())"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks"
    "                    WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid())"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting)"
    "   AND (SELECT d.datconnlimit = -1 AND pg_catalog.has_database_privilege(d.oid, 'CONNECT')"
    "          FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r"
    "                       ON r.oid IN (m.roleid, m.member) WHERE r.rolname = SESSION_USER AND m.grantor <> 10)";

static bool can_go_on(struct connection *connection, void *ctx)
{
    struct rows rows;
    struct sql_failure failure;
    const char *answer = NULL;
    if (!connection_in_transaction(connection) &&
        connection_query(connection, is_as_new, 0, NULL, ctx, &rows, &failure) && rows.n_rows == 1)
        answer = rows_text(&rows, 0, 0);
    return answer && answer[0] == 't';
}

struct cloning {
    struct postgres_connection *connection;
    const char **name;
    void *ctx;
};

static void clone_database(void *data)
{
    struct cloning *c = data;
    if (!postgres_database_clone(c->connection->server, c->connection->database, c->name, c->ctx))
        *c->name = NULL;
}

bool postgres_database_copy(struct connection *connection, const char **name, void *ctx, struct diags *diags)
{
    struct postgres_connection *p = (struct postgres_connection *)connection;
    struct cloning cloning = {p, name, ctx};
    void *work = mem_root("database_copy");
    bool copies = can_go_on(connection, work);
    mem_free(work);
    return !copies || postgres_reconnect(p, clone_database, &cloning, diags);
}

/* ---- the server's files ---- */

struct files {
    const struct cached_databases *cached;
    const char *first_log; /* the file of the write-ahead log that its end is in */
};

/* Not what a start makes anew, not the databases that nobody wants, and of the log only its end. */
static bool is_wanted(void *data, const char *path)
{
    const struct files *files = data;
    const char *name = strrchr(path, '/');
    if (strcmp(path, "postmaster.opts") == 0 || (name && strcmp(name, "/pg_internal.init") == 0))
        return false;
    if (!cluster_is_of(path, files->cached->databases, files->cached->n))
        return false;
    return strncmp(path, "pg_wal/0", 8) != 0 || strcmp(path + 7, files->first_log) >= 0;
}

/* The OIDs of the databases that are cached. */
static bool find_databases(struct postgres_server *server, struct cached_databases *cached, void *ctx)
{
    struct sql_failure failure;
    PGresult *rows = postgres_admin_query(server, "SELECT datname, oid FROM pg_catalog.pg_database", ctx, &failure);
    size_t found = 0;
    for (int r = 0; rows && r < PQntuples(rows); r++) {
        const char *name = PQgetvalue(rows, r, 0);
        unsigned database = (unsigned)strtoul(PQgetvalue(rows, r, 1), NULL, 10);
        for (size_t i = 0; i < cached->n; i++)
            if (strcmp(cached->names[i], name) == 0) {
                cached->databases[i] = database;
                found++;
            }
    }
    PQclear(rows);
    return found == cached->n;
}

static char *end_of_log(struct postgres_server *server, void *ctx)
{
    struct sql_failure failure;
    PGresult *row = postgres_admin_query(server, "SELECT pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn())",
                                         ctx, &failure);
    char *name = row && PQntuples(row) == 1 ? mem_strdup(ctx, PQgetvalue(row, 0, 0)) : NULL;
    PQclear(row);
    return name;
}

/* The fast shutdown, which writes everything; what had to be killed has not. */
static bool shut_down(struct postgres_server *server, struct process *postmaster, int data)
{
    link_close(&server->admin);
    process_end(postmaster, SIGINT, false);
    return faccessat(data, "postmaster.pid", F_OK, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
}

bool cluster_keep(struct postgres_server *server, struct process *postmaster, const struct scratch *dir,
                  const struct cluster_entry *entry, struct cached_databases *cached, void *ctx)
{
    const struct files files = {cached, end_of_log(server, ctx)};
    const struct cache_filter filter = {is_wanted, (void *)&files};
    cached->counter = server->counter;
    int data = files.first_log && find_databases(server, cached, ctx) ? cluster_data_open(dir) : -1;
    bool ok = data >= 0 && shut_down(server, postmaster, data);
    errno = 0;
    ok = ok && cache_pack(entry->cache, CACHE_DATABASES, entry->key, data, &filter);
    int error = errno;
    if (data >= 0)
        close(data);
    errno = error;
    return ok;
}
