#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "engine/cluster.h"
#include "engine/postgres.h"
#include "engine/postgres_prepare.h"
#include "engine/postgres_state.h"
#include "sql/postgres/name.h"
#include "trace/trace.h"

enum {
    DROPPED_LIMIT = 12 /* dropping costs as much as creating, and the directory goes anyway: 8 MB each */
};

/* The bootstrap superuser and the ordinary role that owns the databases. */
#define SUPERUSER "fullschema_super"
#define OWNER     "fullschema"

struct cluster {
    struct postgres_server server;
    const struct cancellation *stop;
    const char *bindir;
    struct account account;
    const char *identity_map; /* pg_ident.conf */
    struct scratch dir;
    struct process postmaster;
    bool resumed; /* it goes on from what an earlier run has cached */
};

/*
 * postgresql.conf: nothing is worth saving, few connect, and what a script
 * sees is the same everywhere. All settings are known to 11 and later, but
 * for those with a version. unix_socket_directories is relative to the data
 * directory, so that no character of the path needs quoting.
 */
static const struct {
    int since;
    const char *line;
} settings[] = {
    {0, "listen_addresses = ''"},
    {0, "unix_socket_directories = '..'"},
    {0, "unix_socket_permissions = 0700"},
    {0, "port = 5432"},
    {0, "max_connections = 200"},
    {0, "superuser_reserved_connections = 3"},
    {0, "max_locks_per_transaction = 256"}, /* a snapshot makes thousands of objects in one transaction */
    {0, "shared_buffers = 32MB"},
    {0, "huge_pages = off"},
    {0, "dynamic_shared_memory_type = mmap"}, /* POSIX's needs a /dev/shm that chroots often lack */
    {0, "fsync = off"},
    {0, "synchronous_commit = off"},
    {0, "full_page_writes = off"},
    {0, "wal_level = minimal"},
    {0, "max_wal_senders = 0"},
    {0, "max_replication_slots = 0"},
    {0, "max_wal_size = 256MB"},
    {0, "min_wal_size = 2MB"}, /* what is cached of a server has none of it */
    {12, "wal_recycle = off"},
    {12, "wal_init_zero = off"},
    {0, "checkpoint_timeout = 1d"},
    {0, "autovacuum = off"},
    {0, "bgwriter_lru_maxpages = 0"},
    {0, "max_worker_processes = 0"},
    {0, "max_logical_replication_workers = 0"},
    {0, "max_parallel_workers_per_gather = 0"},
    {0, "max_parallel_maintenance_workers = 0"},
    {0, "track_activities = off"},
    {0, "track_counts = off"},
    {0, "update_process_title = off"},
    {0, "jit = off"},
    {0, "logging_collector = off"},
    {0, "log_destination = stderr"},
    {0, "log_checkpoints = off"},
    {0, "log_timezone = 'UTC'"},
    {0, "timezone = 'UTC'"},
    {0, "datestyle = 'ISO, MDY'"},
    {0, "default_text_search_config = 'pg_catalog.english'"},
    {0, "lc_messages = 'C'"},
    {0, "lc_monetary = 'C'"},
    {0, "lc_numeric = 'C'"},
    {0, "lc_time = 'C'"},
    {18, "io_method = sync"}, /* no worker processes for reading */
};

static char *configuration(int major, void *ctx)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (major >= settings[i].since)
            fprintf(t.out, "%s\n", settings[i].line);
    return text_close(&t, ctx);
}

/* Only the user who runs the tool gets in: peer asks the kernel who is at the other end of the socket. */
static bool identity_map(struct cluster *c, struct diags *diags)
{
    struct passwd entry;
    struct passwd *found = NULL;
    char *buffer = mem_array(c->server.ctx, char, 16384);
    if (getpwuid_r(geteuid(), &entry, buffer, 16384, &found) != 0 || !found) {
        struct diag *e =
            diag_error(diags, "user id %ld has no name, and Postgres admits users by name", (long)geteuid());
        diag_hint(diags, e, "add an entry to /etc/passwd, or use a running server with -p USER");
        return false;
    }
    if (strpbrk(found->pw_name, "\"\n") || found->pw_name[0] == '/') {
        diag_error(diags, "Postgres cannot admit a user of this name: %s", found->pw_name);
        return false;
    }
    c->identity_map =
        mem_printf(c->server.ctx, "tool \"%s\" " SUPERUSER "\ntool \"%s\" " OWNER "\n", found->pw_name, found->pw_name);
    return true;
}

/* From the data directory: before it is known, nothing can be configured. */
static bool read_major(struct cluster *c, int *major, struct diags *diags)
{
    char *text = cluster_dir_tail(&c->dir, "data/PG_VERSION", c->server.ctx);
    *major = text ? atoi(text) : 0;
    if (*major >= OLDEST_MAJOR)
        return true;
    diag_error(diags, "the server programs in %s are of PostgreSQL %s; the oldest that works is %d", c->bindir,
               text ? mem_strndup(c->server.ctx, text, strcspn(text, "\n")) : "an unknown version", OLDEST_MAJOR);
    return false;
}

static bool write_configuration(struct cluster *c, struct diags *diags)
{
    int major;
    return read_major(c, &major, diags) &&
           cluster_dir_write(&c->dir, "postgresql.conf", configuration(major, c->server.ctx), &c->account, diags) &&
           cluster_dir_write(&c->dir, "pg_hba.conf", "local all all peer map=tool\n", &c->account, diags) &&
           cluster_dir_write(&c->dir, "pg_ident.conf", c->identity_map, &c->account, diags);
}

static bool start_postmaster(struct cluster *c, struct diags *diags)
{
    const char *program = mem_printf(c->server.ctx, "%s/postgres", c->bindir);
    const char *const argv[] = {program,
                                "-D",
                                "data",
                                "-c",
                                "config_file=postgresql.conf",
                                "-c",
                                "hba_file=pg_hba.conf",
                                "-c",
                                "ident_file=pg_ident.conf",
                                NULL};
    struct process_plan plan = {.argv = argv,
                                .directory = c->dir.path,
                                .log = "log",
                                .account = &c->account,
                                .death_signal = SIGQUIT,
                                .what = "the Postgres server",
                                .no_network = true,
                                .preload = getenv(LATER_CLOCK_VARIABLE)};
    return cluster_start_program(&c->dir, &c->postmaster, &plan, c->stop, diags);
}

static char *connection_string(const struct cluster *c, const char *user)
{
    /* What the environment may say about other servers must not reach this one. */
    static const char *const neutral[][2] = {{"hostaddr", ""},
                                             {"requirepeer", ""},
                                             {"require_auth", ""},
                                             {"sslmode", "disable"},
                                             {"gssencmode", "disable"},
                                             {"channel_binding", "prefer"},
                                             {"sslrootcert", ""},
                                             {"sslnegotiation", "postgres"},
                                             {"load_balance_hosts", "disable"},
                                             {"target_session_attrs", "any"},
                                             {"connect_timeout", "0"},
                                             {"replication", ""}};
    struct text t;
    PQconninfoOption *known = PQconndefaults();
    text_open(&t);
    conninfo_add(t.out, "host", c->dir.path);
    conninfo_add(t.out, "port", "5432");
    conninfo_add(t.out, "user", user);
    conninfo_add(t.out, "client_encoding", "UTF8");
    conninfo_add(t.out, "application_name", "fullschema");
    conninfo_add(t.out, "options", session_options(c->server.ctx));
    for (const PQconninfoOption *o = known; o && o->keyword; o++)
        for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++)
            if (strcmp(o->keyword, neutral[i][0]) == 0)
                conninfo_add(t.out, neutral[i][0], neutral[i][1]);
    PQconninfoFree(known);
    return text_close(&t, c->server.ctx);
}

/*
 * template1 gets the ordinary role and a public schema that is the same in
 * all versions: before 15 it belongs to the superuser and everybody may
 * create in it, from 15 on to the database's owner alone.
 */
static const char preparation[] = "CREATE ROLE " OWNER " LOGIN;"
                                  "ALTER SCHEMA public OWNER TO " OWNER ";"
                                  "REVOKE ALL ON SCHEMA public FROM PUBLIC;"
                                  "GRANT USAGE ON SCHEMA public TO PUBLIC;"
                                  "ALTER DATABASE template1 OWNER TO " OWNER;

static bool prepare(struct cluster *c, struct diags *diags)
{
    struct postgres_server *s = &c->server;
    s->conninfo = s->super_conninfo = connection_string(c, SUPERUSER);
    s->owner = OWNER;
    /* A template is copied while nobody else is connected to it: then there is no need for a third database. */
    if (!postgres_server_connect(s, "template1", diags))
        return false;
    if (c->resumed)
        return true;
    struct statement whole = {preparation, 0, strlen(preparation)};
    struct sql_failure failure;
    PGresult *result;
    enum link_end end = link_run(&s->admin, preparation, 0, &result);
    bool failed = failure_of_postgres(&failure, &whole, &s->admin, end, result, s->ctx);
    if (failed && !failure.stopped)
        diag_error(diags, "cannot prepare the Postgres server: %s", failure.message);
    return !failed && postgres_roles_make(s, diags);
}

static void cluster_stop(struct server *server, struct diags *diags)
{
    struct cluster *c = (struct cluster *)server;
    (void)diags;
    link_close(&c->server.admin);
    /* Nothing is to be kept, so it need not be written: SIGQUIT is the shutdown that does not. */
    process_end(&c->postmaster, SIGQUIT, false);
    if (c->dir.fd >= 0) {
        trace_lines("server log", trace_wants(TRACE_ALL) ? cluster_dir_log(&c->dir, c->server.ctx) : NULL);
        scratch_remove(&c->dir);
    }
    postgres_server_end(&c->server);
}

static bool has_cached(const struct server *server)
{
    return ((const struct cluster *)server)->resumed;
}

static bool keep(struct server *server, struct cache *cache, const uint8_t key[DIGEST_SIZE],
                 struct cached_databases *cached, void *ctx)
{
    struct cluster *c = (struct cluster *)server;
    return cluster_keep(&c->server, &c->postmaster, &c->dir, &(struct cluster_entry){cache, key}, cached, ctx);
}

static bool add_role(struct server *server, const char *name, void *ctx, struct sql_failure *failure)
{
    struct postgres_server *s = (struct postgres_server *)server;
    struct text t;
    text_open(&t);
    print_name(t.out, name);
    const char *quoted = text_close(&t, ctx);
    return postgres_admin_run(s, mem_printf(ctx, "CREATE ROLE %s", quoted), ctx, failure) &&
           postgres_admin_run(s, mem_printf(ctx, "GRANT %s TO " OWNER, quoted), ctx, failure);
}

static const struct server_ops ops = {.create = postgres_database_create,
                                      .stop = cluster_stop,
                                      .has_cached = has_cached,
                                      .keep = keep,
                                      .resume = postgres_database_resume,
                                      .copy = postgres_database_copy,
                                      .add_role = add_role};

struct server *postgres_cluster_start(const struct server_options *options, struct diags *diags)
{
    void *ctx = mem_root("cluster");
    struct cluster *c = mem_new(ctx, struct cluster);
    postgres_server_init(&c->server, options, ctx);
    c->server.base.ops = &ops;
    c->server.name_prefix = "";
    c->server.dropped_limit = DROPPED_LIMIT;
    c->stop = options->stop;
    c->dir.fd = c->dir.lock_fd = -1;

    c->bindir = postgres_locate(ctx, options->pg_bindir, diags);
    if (!c->bindir || !postgres_account(&c->account, ctx, diags) || !identity_map(c, diags) ||
        !cluster_dir_make(&c->dir, &c->account, ctx, diags))
        goto fail;
    c->server.space.directory = c->dir.path;
    cluster_dir_sweep(&c->dir, &c->account);
    const struct cluster_plan plan = {c->bindir, SUPERUSER, &c->account, c->stop, options->cache, options->resume};
    if (!cluster_data_make(&c->dir, &plan, &c->resumed, ctx, diags) || !write_configuration(c, diags) ||
        !start_postmaster(c, diags) || !prepare(c, diags))
        goto fail;
    c->server.conninfo = connection_string(c, OWNER);
    c->server.counter = c->resumed ? options->resume->counter : 0;
    /* Where there is a choice, copying files takes a fifth of the time of writing every page to the log. */
    c->server.create_clause = c->server.base.version >= 150000 ? "OWNER " OWNER " STRATEGY file_copy" : "OWNER " OWNER;
    return &c->server.base;
fail:
    cluster_stop(&c->server.base, diags);
    return NULL;
}
