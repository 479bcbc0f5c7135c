#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/postgres.h"
#include "engine/postgres_prepare.h"

/* Host, port, password file, service and the rest come from the environment, as for every libpq program. */
static char *connection_string(const char *user, const char *password, const char *application, void *ctx)
{
    const char *given = getenv("PGOPTIONS");
    struct text t;
    text_open(&t);
    conninfo_add(t.out, "user", user);
    conninfo_add(t.out, "client_encoding", "UTF8");
    conninfo_add(t.out, "application_name", application);
    conninfo_add(t.out, "options", mem_printf(ctx, "%s %s", given ? given : "", session_options(ctx)));
    if (password)
        conninfo_add(t.out, "password", password);
    return text_close(&t, ctx);
}

char *postgres_running_conninfo(const struct postgres_server *s, const char *user, const char *password)
{
    return connection_string(user, password, "fullschema", s->ctx);
}

/* What the names of a run's databases have in common. */
static char *run_name(const struct postgres_server *s)
{
    return mem_strndup(s->ctx, s->name_prefix, strlen(s->name_prefix) - 1);
}

/* Connects, asking for a password where the server wants one and nobody has given it. */
static bool connect_as(struct postgres_server *s, const char *user, struct diags *diags)
{
    const char *database = getenv("PGDATABASE");
    if (!database || !*database)
        database = "postgres";
    s->admin_database = mem_strdup(s->ctx, database);
    s->conninfo = connection_string(user, NULL, run_name(s), s->ctx);
    struct diags first;
    diags_init(&first, s->ctx);
    if (postgres_server_connect(s, database, &first))
        return true;
    char *password = NULL;
    if (s->admin.conn && PQconnectionNeedsPassword(s->admin.conn))
        password = postgres_ask_password(user, s->base.stop, s->ctx);
    if (!password) {
        if (!server_stop_wanted(s->base.stop))
            diags_append(diags, &first);
        return false;
    }
    link_close(&s->admin);
    s->conninfo = connection_string(user, password, run_name(s), s->ctx);
    return postgres_server_connect(s, database, diags);
}

/* fullschema_<pid>_<random>_: whose database it is, and no other's. */
static char *name_prefix(void *ctx)
{
    uint32_t random = 0;
    if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
        random = (uint32_t)getppid();
    return mem_printf(ctx, "fullschema_%ld_%06x_", (long)getpid(), (unsigned)(random & 0xFFFFFF));
}

/* A delta that runs as the role of -p may have ended that role's other sessions. */
static void reconnect(struct postgres_server *s)
{
    struct diags unsaid;
    struct sql_failure failure;
    const char *conninfo = s->conninfo;
    if (!s->admin_conninfo || postgres_admin_run(s, "SELECT 1", s->ctx, &failure))
        return;
    diags_init(&unsaid, s->ctx);
    link_close(&s->admin);
    s->conninfo = s->admin_conninfo;
    postgres_server_connect(s, s->admin_database, &unsaid);
    s->conninfo = conninfo;
}

static void running_stop(struct server *server, struct diags *diags)
{
    struct postgres_server *s = (struct postgres_server *)server;
    s->base.stop = s->admin.stop = NULL; /* tidying up goes on after a cancellation */
    reconnect(s);
    postgres_databases_drop(s, NULL);
    postgres_created_drop(s, diags);
    postgres_role_drop(s, diags);
    postgres_server_end(s);
}

static const struct server_ops ops = {.create = postgres_database_create, .stop = running_stop};

struct server *postgres_running_start(const struct server_options *options, struct diags *diags)
{
    void *ctx = mem_root("running");
    struct postgres_server *s = mem_new(ctx, struct postgres_server);
    postgres_server_init(s, options, ctx);
    s->base.ops = &ops;
    s->name_prefix = name_prefix(ctx);
    s->create_hint = mem_printf(ctx, "as a superuser: ALTER ROLE \"%s\" CREATEDB", options->pg_user);
    s->remembers = true;
    if (!connect_as(s, options->pg_user, diags)) {
        running_stop(&s->base, diags);
        return NULL;
    }
    s->admin_conninfo = s->conninfo;
    postgres_leftovers_drop(s);
    if (!postgres_role_choose(s, options, diags)) {
        running_stop(&s->base, diags);
        return NULL;
    }
    if (!postgres_roles_find(s, diags)) {
        running_stop(&s->base, diags);
        return NULL;
    }
    /* Where another provider is the server's default, C would be ICU's idea of it. */
    s->create_clause = mem_printf(ctx, "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'%s%s",
                                  s->base.version >= 150000 ? " LOCALE_PROVIDER libc" : "",
                                  s->run_role ? mem_printf(ctx, " OWNER \"%s\"", s->run_role) : "");
    return &s->base;
}
