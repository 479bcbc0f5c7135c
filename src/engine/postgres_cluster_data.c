/* The data directory of a throwaway server: what initdb makes, cached from run to run. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "cache/identity.h"
#include "engine/cluster.h"

/* What initdb is called with, behind -D and -U: another list makes another directory. */
static const char *const settings[] = {"-A", "peer", "-E", "UTF8", "--locale=C", "--no-sync", "--wal-segsize=1", NULL};

enum { MOST_WORDS = 6 + sizeof settings / sizeof *settings };

/* In the guard of initdb: the shared memory of servers that it killed. */
static void clear_memory(void)
{
    int data = open("data", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (data < 0)
        return;
    cluster_memory_clear(data, geteuid());
    close(data);
}

static void clear_all_memory(void)
{
    clear_memory();
    cluster_memory_clear_noted(geteuid());
}

static bool run_initdb(const struct scratch *dir, const struct cluster_plan *plan, void *ctx, struct diags *diags)
{
    const char *program = mem_printf(ctx, "%s/initdb", plan->bindir);
    const char *argv[MOST_WORDS] = {program, "-D", "data", "-U", plan->superuser};
    for (size_t i = 0; settings[i]; i++)
        argv[5 + i] = settings[i];
    static const struct process_family family = {cluster_memory_note, clear_all_memory};
    const struct process_plan start = {.argv = argv,
                                       .directory = dir->path,
                                       .log = "log",
                                       .account = plan->account,
                                       .family = &family,
                                       .what = "the Postgres server"};
    struct process initdb;
    int status;
    long any_time = -1;
    if (!process_start(&initdb, &start, diags))
        return false;
    if (process_wait(&initdb, -1, plan->stop, &any_time, &status) != PROCESS_ENDED) {
        process_end(&initdb, SIGTERM, false);
        return false;
    }
    return status == 0 || cluster_dir_fail(dir, mem_printf(ctx, "%s %s", program, process_ending(status, ctx)), diags);
}

/* Its programs, what initdb is called with, and the locales, which it notes. */
void cluster_identity(const char *bindir, struct digest *key)
{
    void *ctx = mem_root("cluster_identity");
    for (size_t i = 0; settings[i]; i++)
        digest_field(key, settings[i]);
    identity_add_program(key, mem_printf(ctx, "%s/initdb", bindir));
    identity_add_program(key, mem_printf(ctx, "%s/postgres", bindir));
    identity_add_locales(key);
    mem_free(ctx);
}

static void make_key(const struct cluster_plan *plan, uint8_t key[DIGEST_SIZE])
{
    struct digest d;
    digest_begin(&d);
    digest_field(&d, "a data directory, 1");
    digest_field(&d, plan->superuser);
    cluster_identity(plan->bindir, &d);
    digest_end(&d, key);
}

int cluster_data_open(const struct scratch *dir)
{
    return openat(dir->fd, "data", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

bool cluster_data_state(int data_fd, int line, char *text, size_t size)
{
    char all[4096], *at = all;
    int fd = openat(data_fd, "postmaster.pid", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, all, sizeof all - 1);
    close(fd);
    all[n > 0 ? n : 0] = '\0';
    for (int i = 1; i < line && at; i++)
        at = (at = strchr(at, '\n')) ? at + 1 : NULL;
    if (!at || !*at)
        return false;
    snprintf(text, size, "%.*s", (int)strcspn(at, "\n"), at);
    return true;
}

static bool make_empty(const struct scratch *dir, const struct account *account, int *data)
{
    if (mkdirat(dir->fd, "data", 0700) != 0)
        return false;
    *data = cluster_data_open(dir);
    return *data >= 0 && (!account->change || fchown(*data, account->uid, account->gid) == 0);
}

/* The one database of every new server, from which others are made: its OID. */
enum { TEMPLATE1 = 1 };

bool cluster_is_of(const char *path, const unsigned *databases, size_t n)
{
    if (strncmp(path, "base/", 5) != 0)
        return true;
    unsigned long database = strtoul(path + 5, NULL, 10);
    for (size_t i = 0; i < n; i++)
        if (databases[i] == database)
            return true;
    return database == TEMPLATE1;
}

/* Of the databases that initdb makes only template1 is used. */
static bool is_used(void *data, const char *path)
{
    (void)data;
    return cluster_is_of(path, NULL, 0);
}

static bool is_of_cached(void *data, const char *path)
{
    const struct cached_server *cached = data;
    return cluster_is_of(path, cached->databases, cached->n);
}

/* Makes it again from an entry. Of one that is damaged nothing is left, here and in the cache. */
static bool take(const struct cluster_plan *plan, enum cache_kind kind, const uint8_t key[DIGEST_SIZE],
                 const struct scratch *dir, const struct cache_filter *filter, void *ctx)
{
    struct cache_entry entry;
    if (!cache_find(plan->cache, kind, key, ctx, &entry))
        return false;
    int data = -1;
    const struct cache_owner owner = {plan->account->uid, plan->account->gid};
    bool ok = make_empty(dir, plan->account, &data) && cache_unpack(&entry, data, &owner, filter);
    if (!ok && data >= 0) {
        scratch_clear(data, "");
        cache_remove(plan->cache, kind, key);
    }
    if (data >= 0)
        close(data);
    if (!ok)
        unlinkat(dir->fd, "data", AT_REMOVEDIR);
    cache_entry_close(&entry);
    return ok;
}

/* Nobody but initdb has written to it yet. */
static void keep(struct cache *cache, const uint8_t key[DIGEST_SIZE], const struct scratch *dir, struct diags *diags)
{
    int data = cluster_data_open(dir);
    if (data < 0 || !cache_pack(cache, CACHE_CLUSTER, key, data, NULL))
        diag_warning(diags, "the new server is not kept in the cache %s: %s", cache->path, strerror(errno));
    if (data >= 0)
        close(data);
}

bool cluster_data_make(const struct scratch *dir, const struct cluster_plan *plan, bool *resumed, void *ctx,
                       struct diags *diags)
{
    static const struct cache_filter used = {is_used, NULL};
    const struct cache_filter of_cached = {is_of_cached, (void *)plan->resume};
    uint8_t key[DIGEST_SIZE];
    void *work = mem_context(ctx);
    struct cache *cache = plan->cache;
    *resumed = cache && plan->resume && take(plan, CACHE_DATABASES, plan->resume->key, dir, &of_cached, work);
    if (cache)
        make_key(plan, key);
    bool ok = *resumed || (cache && take(plan, CACHE_CLUSTER, key, dir, &used, work));
    if (!ok) {
        ok = run_initdb(dir, plan, work, diags);
        /* Where its guard was killed, nobody has ended what it had started. */
        if (!ok)
            cluster_end_server(dir->fd, plan->account->change ? plan->account->uid : geteuid());
        if (ok && cache)
            keep(cache, key, dir, diags);
    }
    mem_free(work);
    return ok;
}
