/*
 * Databases and roles of runs on somebody's server, found by what they are and
 * not by how they are called by now: those of this run at its end, whatever a
 * delta has renamed; and those of runs that were killed, by the next run.
 *
 * A run is alive as long as its first connection is, whose application_name is
 * the part of its databases' names that is its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/postgres.h"

enum { END_MS = 10000 };

#define RUN "'^fullschema_[0-9]+_[0-9a-f]{6}'"

void postgres_created_note(struct postgres_server *s, const char *name, void *ctx)
{
    struct sql_failure failure;
    const char *sql = mem_printf(ctx, "SELECT oid FROM pg_catalog.pg_database WHERE datname = '%s'", name);
    PGresult *rows = postgres_admin_query(s, sql, ctx, &failure);
    if (rows && PQntuples(rows) == 1) {
        size_t at = mem_grow(s->ctx, &s->created, &s->n_created);
        s->created[at] = mem_strdup(s->ctx, PQgetvalue(rows, 0, 0));
    }
    PQclear(rows);
}

/* What a delta has prepared holds the database; it ends in that database alone. */
static bool end_prepared(struct postgres_server *s, const char *name)
{
    struct link link;
    struct text t;
    PGresult *rows = NULL, *result;
    text_open(&t);
    fputs(s->conninfo, t.out);
    conninfo_add(t.out, "dbname", name);
    bool ok = link_open(&link, text_close(&t, s->ctx), LINK_CONNECT_MS, NULL) == LINK_DONE &&
              link_query(&link,
                         "SELECT pg_catalog.quote_literal(gid) FROM pg_catalog.pg_prepared_xacts"
                         " WHERE database = pg_catalog.current_database()",
                         0, NULL, END_MS, &rows) == LINK_DONE;
    for (int i = 0; ok && i < PQntuples(rows); i++) {
        const char *sql = mem_printf(s->ctx, "ROLLBACK PREPARED %s", PQgetvalue(rows, i, 0));
        ok = link_run(&link, sql, END_MS, &result) == LINK_DONE && PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
    }
    PQclear(rows);
    link_close(&link);
    return ok;
}

/* The names that a query finds, of which nobody else has any by then. */
static void drop_found(struct postgres_server *s, const char *query, const char *what, const char *how, bool ends,
                       struct diags *diags)
{
    struct sql_failure failure;
    PGresult *rows = postgres_admin_query(s, query, s->ctx, &failure);
    for (int i = 0; rows && i < PQntuples(rows); i++) {
        const char *name = PQgetvalue(rows, i, 0);
        char *quoted = PQescapeIdentifier(s->admin.conn, name, strlen(name));
        const char *sql = mem_printf(s->ctx, "DROP %s %s%s", what, quoted ? quoted : "", how);
        bool gone = quoted && (postgres_admin_run(s, sql, s->ctx, &failure) ||
                               (ends && end_prepared(s, name) && postgres_admin_run(s, sql, s->ctx, &failure)));
        if (quoted && !gone && diags)
            diag_warning(diags, "%s %s is left behind: %s", what, name, failure.message);
        PQfreemem(quoted);
    }
    PQclear(rows);
}

void postgres_created_drop(struct postgres_server *s, struct diags *diags)
{
    struct text t;
    if (s->n_created == 0)
        return;
    text_open(&t);
    fputs("SELECT datname FROM pg_catalog.pg_database WHERE oid IN (", t.out);
    for (size_t i = 0; i < s->n_created; i++)
        fprintf(t.out, "%s%s", i ? ", " : "", s->created[i]);
    fputs(")", t.out);
    drop_found(s, text_close(&t, s->ctx), "DATABASE", s->base.version >= 130000 ? " WITH (FORCE)" : "", true, diags);
}

/* Whoever else uses one keeps it: it is not forced. */
void postgres_leftovers_drop(struct postgres_server *s)
{
    static const char databases[] =
        "SELECT d.datname FROM pg_catalog.pg_database d WHERE d.datname ~ " RUN
        " AND pg_catalog.pg_has_role(CURRENT_USER, d.datdba, 'USAGE') AND NOT EXISTS (SELECT"
        " FROM pg_catalog.pg_stat_activity a WHERE a.datname = d.datname"
        " OR a.application_name = pg_catalog.substring(d.datname::text, " RUN "))";
    static const char roles[] =
        "SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.rolname ~ (" RUN " || '$')"
        " AND pg_catalog.pg_has_role(CURRENT_USER, r.oid, 'MEMBER') AND NOT r.rolsuper AND NOT EXISTS (SELECT"
        " FROM pg_catalog.pg_stat_activity a WHERE a.application_name = r.rolname OR a.usename = r.rolname)"
        " AND NOT EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datdba = r.oid)";
    drop_found(s, databases, "DATABASE", "", false, NULL);
    drop_found(s, roles, "ROLE", "", false, NULL);
}
