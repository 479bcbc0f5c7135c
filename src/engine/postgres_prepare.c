/* What an administrator makes first (engine/prepare.h): roles of a server, extensions of a database. */
#include <string.h>

#include "base/mem.h"
#include "engine/postgres_prepare.h"
#include "sql/postgres/name.h"

enum { PREPARE_MS = 120000 };

static const char *quoted_name(void *ctx, const char *name)
{
    struct text t;
    text_open(&t);
    print_name(t.out, name);
    return text_close(&t, ctx);
}

/*
 * The extension, and with CASCADE those that it needs, belong to the role as if it had made them; their members do
 * not, as those of trusted extensions. One string is one transaction, by which addition.sql tells what came with them.
 */
static const char *statements(const struct prepared_extension *x, const char *owner, void *ctx)
{
    const char *name = quoted_name(ctx, x->name), *schema = x->schema ? quoted_name(ctx, x->schema) : NULL;
    const char *create =
        mem_printf(ctx, "%s%s%sCREATE EXTENSION IF NOT EXISTS %s%s%s CASCADE",
                   schema ? "CREATE SCHEMA IF NOT EXISTS " : "", schema ? schema : "",
                   schema ? mem_printf(ctx, "%s%s;", owner ? " AUTHORIZATION " : "", owner ? owner : "") : "", name,
                   schema ? " SCHEMA " : "", schema ? schema : "");
    if (!owner)
        return create;
    return mem_printf(ctx,
                      "%s; UPDATE pg_catalog.pg_extension SET extowner = (SELECT r.oid FROM pg_catalog.pg_roles r"
                      " WHERE r.rolname = '%s') WHERE oid >= 16384 OR pg_catalog.quote_ident(extname) = '%s'",
                      create, owner, name);
}

static bool run(struct link *link, const char *sql, void *ctx, struct sql_failure *failure)
{
    const struct statement s = {sql, 0, strlen(sql)};
    PGresult *result;
    enum link_end end = link_run(link, sql, PREPARE_MS, &result);
    return !failure_of_postgres(failure, &s, link, end, result, ctx);
}

/* In a session of the superuser's, in the database of the connection. */
static bool run_as_superuser(const struct postgres_connection *p, const char *sql, void *ctx,
                             struct sql_failure *failure)
{
    struct link link;
    struct text conninfo;
    text_open(&conninfo);
    fputs(p->server->super_conninfo, conninfo.out);
    conninfo_add(conninfo.out, "dbname", p->database);
    enum link_end end = link_open(&link, text_close(&conninfo, ctx), LINK_CONNECT_MS, p->server->base.stop);
    bool ok = end == LINK_DONE;
    if (ok) {
        ok = run(&link, sql, ctx, failure);
    } else {
        failure_at(failure, 0, link_trouble(&link, end, ctx));
        failure->stopped = end == LINK_STOPPED;
    }
    link_close(&link);
    return ok;
}

static bool make(struct postgres_connection *p, const struct prepared_extension *extension, void *ctx,
                 struct sql_failure *failure)
{
    if (p->server && p->server->super_conninfo)
        return run_as_superuser(p, statements(extension, p->server->owner, ctx), ctx, failure);
    return run(&p->link, statements(extension, NULL, ctx), ctx, failure);
}

/* What CASCADE makes with it: what its usual version needs, and so on. */
static const char needed_query[] =
    "WITH RECURSIVE needed (name) AS (SELECT $1::pg_catalog.name"
    " UNION SELECT r.name FROM needed n JOIN pg_catalog.pg_available_extensions a ON a.name = n.name"
    " JOIN pg_catalog.pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version"
    " CROSS JOIN LATERAL pg_catalog.unnest(v.requires) r (name)) SELECT name FROM needed";

static void note(struct postgres_connection *p, const struct prepared_extension *extension, const char *name)
{
    for (size_t i = 0; i < p->base.n_prepared; i++)
        if (strcmp(p->base.prepared[i].name, name) == 0)
            return;
    size_t at = mem_grow(p->ctx, &p->base.prepared, &p->base.n_prepared);
    p->base.prepared[at] = *extension;
    p->base.prepared[at].name = mem_strdup(p->ctx, name);
}

bool postgres_prepare(struct connection *c, const struct prepared_extension *extension, bool made, void *ctx,
                      struct sql_failure *failure)
{
    struct postgres_connection *p = (struct postgres_connection *)c;
    struct rows rows;
    if ((!made && !make(p, extension, ctx, failure)) ||
        !connection_query(c, needed_query, 1, &extension->name, ctx, &rows, failure))
        return false;
    for (int i = 0; i < rows.n_rows; i++)
        note(p, extension, rows_text(&rows, i, 0));
    return true;
}

static struct diag *refuse(const struct prepared_role *role, const char *message, struct diags *diags)
{
    struct diag *e = diag_error(diags, "roles = %s: %s", role->name, message);
    e->file = mem_strdup(diags->ctx, role->file);
    e->line = role->line;
    return e;
}

bool postgres_roles_make(struct postgres_server *server, struct diags *diags)
{
    for (size_t i = 0; i < server->base.n_roles; i++) {
        const struct prepared_role *role = &server->base.roles[i];
        struct sql_failure failure = {0};
        /* The owner of databases may give them objects, and take their place. */
        if (server->base.ops->add_role(&server->base, role->name, server->ctx, &failure))
            continue;
        if (!failure.stopped)
            refuse(role, failure.message, diags);
        return false;
    }
    return true;
}

bool postgres_roles_find(struct postgres_server *server, struct diags *diags)
{
    bool ok = true;
    for (size_t i = 0; i < server->base.n_roles; i++) {
        const struct prepared_role *role = &server->base.roles[i];
        struct sql_failure failure = {0};
        char *name = PQescapeLiteral(server->admin.conn, role->name, strlen(role->name));
        PGresult *rows = postgres_admin_query(
            server, mem_printf(server->ctx, "SELECT FROM pg_catalog.pg_roles WHERE rolname = %s", name ? name : "NULL"),
            server->ctx, &failure);
        bool found = rows && PQntuples(rows) == 1;
        PQclear(rows);
        PQfreemem(name);
        if (found)
            continue;
        ok = false;
        if (rows)
            diag_hint(diags, refuse(role, "this server has no such role, and none is made on a running one", diags),
                      "make it there; or leave out -p: a throwaway server gets it");
        else if (!failure.stopped)
            refuse(role, failure.message, diags);
        if (!rows)
            return false;
    }
    return ok;
}
