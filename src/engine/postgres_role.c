/*
 * Whose rights deltas have on somebody's running server. A delta is a
 * stranger's text: it gets a role that owns its databases and nothing else,
 * made for the run where the role of -p may make one. Where it may not, that
 * role is taken only if there is nothing else it could reach.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/mem.h"
#include "engine/postgres.h"

enum { PASSWORD_BYTES = 16, MEMBERSHIP_SETTABLE = 160000 };

/* What the role of -p is. */
struct rights {
    const char *name;
    bool superuser;          /* or member of one */
    bool replicates;         /* reads everything there is */
    bool creates_roles;      /* and so can have more rights than it has */
    bool inherits;           /* the rights of roles that it is a member of */
    const char *memberships; /* in the server's own roles that reach files, programs, others' sessions; or NULL */
    const char *databases;   /* those it could rename or drop; or NULL */
};

/* Roles that exist in some versions only are found by their names. */
static const char rights_query[] =
    "SELECT CURRENT_USER,"
    " (SELECT pg_catalog.bool_or(r.rolsuper) FROM pg_catalog.pg_roles r"
    "  WHERE pg_catalog.pg_has_role(CURRENT_USER, r.oid, 'MEMBER')),"
    " me.rolreplication, me.rolcreaterole, me.rolinherit,"
    " (SELECT pg_catalog.string_agg(r.rolname, ', ' ORDER BY r.rolname) FROM pg_catalog.pg_roles r"
    "  WHERE r.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files',"
    "   'pg_signal_backend', 'pg_signal_autovacuum_worker', 'pg_create_subscription', 'pg_checkpoint')"
    "  AND pg_catalog.pg_has_role(CURRENT_USER, r.oid, 'MEMBER')),"
    " (SELECT pg_catalog.string_agg(d.datname, ', ' ORDER BY d.datname) FROM pg_catalog.pg_database d"
    "  WHERE pg_catalog.pg_has_role(CURRENT_USER, d.datdba, 'MEMBER') AND d.datname !~ "
    "'^fullschema_[0-9]+_[0-9a-f]{6}_')"
    " FROM pg_catalog.pg_roles me WHERE me.rolname = CURRENT_USER";

static bool is_true(const PGresult *rows, int column)
{
    return strcmp(PQgetvalue(rows, 0, column), "t") == 0;
}

static const char *text_or_null(const PGresult *rows, int column, void *ctx)
{
    return PQgetisnull(rows, 0, column) ? NULL : mem_strdup(ctx, PQgetvalue(rows, 0, column));
}

static bool read_rights(struct postgres_server *s, struct rights *rights, struct diags *diags)
{
    struct sql_failure failure;
    PGresult *rows = postgres_admin_query(s, rights_query, s->ctx, &failure);
    if (rows && PQntuples(rows) == 1) {
        *rights = (struct rights){.name = text_or_null(rows, 0, s->ctx),
                                  .superuser = is_true(rows, 1),
                                  .replicates = is_true(rows, 2),
                                  .creates_roles = is_true(rows, 3),
                                  .inherits = is_true(rows, 4),
                                  .memberships = text_or_null(rows, 5, s->ctx),
                                  .databases = text_or_null(rows, 6, s->ctx)};
        PQclear(rows);
        return true;
    }
    PQclear(rows);
    if (rows || !failure.stopped)
        diag_error(diags, "cannot find out what the role may do: %s", rows ? "it is not listed" : failure.message);
    return false;
}

/* Hexadecimal digits that nobody can guess. Belongs to ctx; NULL where the system has none. */
static char *random_password(void *ctx)
{
    unsigned char bytes[PASSWORD_BYTES];
    char *text = mem_array(ctx, char, 2 * PASSWORD_BYTES + 1);
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return NULL;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    return text;
}

/* A database that the role may be connected to, to see whether the server lets it in. */
static char *open_database(struct postgres_server *s, const char *role)
{
    struct sql_failure failure;
    const char *sql = mem_printf(s->ctx,
                                 "SELECT d.datname FROM pg_catalog.pg_database d WHERE d.datallowconn"
                                 " AND pg_catalog.has_database_privilege('%s', d.oid, 'CONNECT')"
                                 " ORDER BY d.datname <> pg_catalog.current_database(), d.datname LIMIT 1",
                                 role);
    PGresult *rows = postgres_admin_query(s, sql, s->ctx, &failure);
    char *name = rows && PQntuples(rows) == 1 ? mem_strdup(s->ctx, PQgetvalue(rows, 0, 0)) : NULL;
    PQclear(rows);
    return name;
}

static bool is_let_in(struct postgres_server *s, const char *role, const char *conninfo)
{
    struct link link;
    const char *database = open_database(s, role);
    struct text t;
    if (!database)
        return false;
    text_open(&t);
    fputs(conninfo, t.out);
    conninfo_add(t.out, "dbname", database);
    bool ok = link_open(&link, text_close(&t, s->ctx), LINK_CONNECT_MS, s->base.stop) == LINK_DONE;
    link_close(&link);
    return ok;
}

/* The server gets what it keeps of a password, so that none stands in its log. */
static bool create_role(struct postgres_server *s, const struct rights *rights, const char *role, const char *password)
{
    struct sql_failure failure;
    char *encrypted = PQencryptPasswordConn(s->admin.conn, password, role, NULL);
    char *me = PQescapeIdentifier(s->admin.conn, rights->name, strlen(rights->name));
    bool ok = encrypted && me;
    if (ok) {
        const char *create = mem_printf(s->ctx, "CREATE ROLE \"%s\" LOGIN PASSWORD '%s'", role, encrypted);
        const char *grant = mem_printf(s->ctx, "GRANT \"%s\" TO %s%s", role, me,
                                       s->base.version >= MEMBERSHIP_SETTABLE ? " WITH INHERIT TRUE, SET TRUE" : "");
        ok = postgres_admin_run(s, create, s->ctx, &failure) && postgres_admin_run(s, grant, s->ctx, &failure);
    }
    PQfreemem(encrypted);
    PQfreemem(me);
    return ok;
}

/* Databases of another role are dropped with its rights, which a member has unless it does not inherit them. */
static bool can_use_roles(const struct postgres_server *s, const struct rights *rights)
{
    return rights->inherits || s->base.version >= MEMBERSHIP_SETTABLE;
}

/* True where deltas will run as a role that was made for them; s->run_role is set as soon as there may be one. */
static bool use_role_of_its_own(struct postgres_server *s, const struct rights *rights)
{
    const char *password = random_password(s->ctx);
    if (!password || !rights->creates_roles || !can_use_roles(s, rights))
        return false;
    s->run_role = mem_strndup(s->ctx, s->name_prefix, strlen(s->name_prefix) - 1);
    const char *conninfo = postgres_running_conninfo(s, s->run_role, password);
    if (create_role(s, rights, s->run_role, password) && is_let_in(s, s->run_role, conninfo)) {
        s->conninfo = conninfo;
        return true;
    }
    postgres_role_drop(s, NULL);
    return false;
}

static bool refuse(const struct rights *rights, const char *why, struct diags *diags)
{
    struct diag *e = diag_error(diags, "deltas do not run as the role %s of a running server: %s", rights->name, why);
    diag_hint(diags, e,
              "give -p a role that is for this alone, as in CREATE ROLE fullschema LOGIN CREATEDB; or say "
              "--trust-deltas, where you know that none does harm");
    return false;
}

static bool check_reach(struct postgres_server *s, const struct rights *rights, struct diags *diags)
{
    if (rights->superuser)
        return refuse(rights,
                      "a superuser's can run programs on the server's machine, read its files and drop any database",
                      diags);
    if (rights->replicates)
        return refuse(rights, "with REPLICATION it reads every database", diags);
    if (rights->memberships)
        return refuse(rights, mem_printf(s->ctx, "it is a member of %s", rights->memberships), diags);
    if (use_role_of_its_own(s, rights) || server_stop_wanted(s->base.stop))
        return s->run_role != NULL;
    if (rights->creates_roles)
        return refuse(rights,
                      can_use_roles(s, rights)
                          ? "it may create roles, and the server does not let in the one that was created for the run"
                          : "it may create roles, but with NOINHERIT it cannot clear away what they make",
                      diags);
    if (rights->databases)
        return refuse(rights, mem_printf(s->ctx, "a delta could rename or drop what it owns, %s", rights->databases),
                      diags);
    return true;
}

bool postgres_role_choose(struct postgres_server *s, const struct server_options *options, struct diags *diags)
{
    struct rights rights;
    if (!read_rights(s, &rights, diags))
        return false;
    s->guarded = !options->trust_deltas;
    if (s->guarded)
        return check_reach(s, &rights, diags);
    if (rights.superuser)
        diag_warning(diags,
                     "deltas run as the superuser %s, as --trust-deltas says: they may run programs on the server's "
                     "machine, read its files and drop any database",
                     rights.name);
    return true;
}

void postgres_role_drop(struct postgres_server *s, struct diags *diags)
{
    struct sql_failure failure;
    if (!s->run_role)
        return;
    const char *sql = mem_printf(s->ctx, "DROP ROLE IF EXISTS \"%s\"", s->run_role);
    if (!postgres_admin_run(s, sql, s->ctx, &failure) && diags)
        diag_warning(diags, "role %s is left behind: %s", s->run_role, failure.message);
    s->run_role = NULL;
}
