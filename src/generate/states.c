#include "generate/states.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"
#include "base/packed.h"
#include "catalog/packed.h"
#include "trace/trace.h"

struct states {
    void *ctx;
    struct job *job;
    const struct keys *keys;
    enum engine engine;
    struct cached_server server; /* n == 0: none */
    unsigned *databases;
};

/* A state as an entry tells of it. */
struct found {
    size_t target, step;
    uint8_t server[DIGEST_SIZE];
    unsigned counter, database;
    const char *name, *clock, *remarks;
    struct catalog *bookkeeping;
};

static bool is_to_build(const struct states *s, size_t i)
{
    const struct target *t = &s->job->targets[i];
    return t->plan->engine == s->engine && !t->idle;
}

/* ---- entries ---- */

static bool get_oid(const char **rest, unsigned *oid)
{
    long number;
    bool ok = packed_get_number(rest, &number) && number > 0;
    *oid = (unsigned)number;
    return ok;
}

static bool read_entry(const struct states *s, const char *rest, struct found *f)
{
    const char *hex;
    long counter;
    if (!packed_get(s->ctx, &rest, &hex) || !hex || strlen(hex) != DIGEST_HEX || !digest_from_hex(hex, f->server) ||
        !packed_get_number(&rest, &counter))
        return false;
    f->counter = (unsigned)counter;
    return get_oid(&rest, &f->database) && packed_get(s->ctx, &rest, &f->name) && f->name &&
           packed_get(s->ctx, &rest, &f->clock) && f->clock && packed_get(s->ctx, &rest, &f->remarks) &&
           (f->bookkeeping = catalog_unpack(&rest, s->engine, s->job->targets[f->target].ctx)) != NULL;
}

static char *entry_text(const struct states *s, const struct cached_databases *cached, size_t at,
                        const uint8_t server[DIGEST_SIZE], const struct cached_point *point,
                        const struct catalog *bookkeeping)
{
    char hex[DIGEST_HEX + 1];
    struct text t;
    digest_hex(server, hex);
    text_open(&t);
    packed_put(t.out, hex);
    packed_put_number(t.out, cached->counter);
    packed_put_number(t.out, cached->databases[at]);
    packed_put(t.out, cached->names[at]);
    packed_put(t.out, point->clock);
    packed_put(t.out, point->remarks);
    catalog_pack(t.out, bookkeeping);
    return text_close(&t, s->ctx);
}

/* ---- finding ---- */

/* The longest known part of a target's plan, behind which nothing asks for what the session did before. */
static bool find_longest(const struct states *s, size_t target, struct found *f)
{
    const struct key_part *steps = s->keys->steps[target];
    bool remembers = s->keys->sources.remembers;
    for (size_t step = s->job->targets[target].plan->n_steps; step-- > 1 && !remembers;
         remembers = steps[step].remembers) {
        struct key_part key = keys_state(s->keys, target, step);
        struct cache_entry entry;
        if (!key.usable || !cache_find(s->job->options->server.cache, CACHE_STATE, key.key, s->ctx, &entry))
            continue;
        *f = (struct found){.target = target, .step = step};
        bool ok = read_entry(s, entry.index, f);
        cache_entry_close(&entry);
        if (ok)
            return true;
        cache_remove(s->job->options->server.cache, CACHE_STATE, key.key);
    }
    return false;
}

/* Two targets cannot go on from one database. */
static bool is_taken(const struct states *s, unsigned database)
{
    for (size_t i = 0; i < s->server.n; i++)
        if (s->databases[i] == database)
            return true;
    return false;
}

static void add_database(struct states *s, unsigned database)
{
    size_t at = mem_grow(s->ctx, &s->databases, &s->server.n);
    s->databases[at] = database;
    s->server.databases = s->databases;
}

/* The server of the state that spares most; then whatever else it has. */
static void take_found(struct states *s, const struct found *found, size_t n)
{
    const struct found *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (!best || found[i].step > best->step)
            best = &found[i];
    if (!best)
        return;
    memcpy(s->server.key, best->server, DIGEST_SIZE);
    s->server.counter = best->counter;
    for (size_t i = 0; i < n; i++) {
        const struct found *f = &found[i];
        if (memcmp(f->server, best->server, DIGEST_SIZE) != 0 || is_taken(s, f->database))
            continue;
        add_database(s, f->database);
        const struct target *t = &s->job->targets[f->target];
        trace_say(TRACE_STEPS, "%s: goes on from the database that is kept of %s", t->name,
                  t->plan->steps[f->step].name);
        struct build_states *b = &s->job->targets[f->target].states;
        b->database = f->name;
        b->step = f->step;
        b->clock = f->clock;
        b->remarks = f->remarks;
        b->bookkeeping = f->bookkeeping;
    }
}

/* Where a target is kept: before the deltas of its version, which are those that people still work on, and at the end.
 */
static void choose_points(const struct states *s, size_t target)
{
    struct target *t = &s->job->targets[target];
    const struct plan *plan = t->plan;
    size_t last = plan->n_steps - 1, before = last;
    while (before > 0 && plan->steps[before].kind == STEP_DELTA && plan->steps[before].version == plan->target)
        before--;
    const size_t wanted[] = {before, last};
    for (size_t i = 0; i < 2; i++)
        if (wanted[i] > t->states.step && (i == 0 || wanted[i] != wanted[0]) &&
            keys_state(s->keys, target, wanted[i]).usable)
            t->states.wanted[t->states.n_wanted++] = wanted[i];
}

/* Of all versions that a run makes only the last one's. */
static bool is_of_last_version(const struct states *s, size_t target)
{
    for (size_t i = 0; i < s->job->n; i++)
        if (s->job->targets[i].plan->target > s->job->targets[target].plan->target)
            return false;
    return true;
}

static void choose_all(const struct states *s)
{
    for (size_t i = 0; i < s->job->n; i++)
        if (is_to_build(s, i) && is_of_last_version(s, i))
            choose_points(s, i);
}

struct states *states_find(struct job *job, const struct keys *keys, enum engine engine, void *ctx)
{
    struct states *s = mem_new(ctx, struct states);
    *s = (struct states){.ctx = s, .job = job, .keys = keys, .engine = engine};
    struct found *found = mem_array(ctx, struct found, job->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < job->n; i++)
        if (is_to_build(s, i) && find_longest(s, i, &found[n]))
            n++;
    take_found(s, found, n);
    choose_all(s);
    return s;
}

const struct cached_server *states_server(const struct states *s)
{
    return s->server.n ? &s->server : NULL;
}

void states_forget(struct states *s)
{
    s->server.n = 0;
    for (size_t i = 0; i < s->job->n; i++)
        if (is_to_build(s, i))
            s->job->targets[i].states = (struct build_states){.with_remarks = s->job->options->comments};
    choose_all(s);
}

/* ---- keeping ---- */

/* A state that was copied. */
struct made {
    const struct target *target;
    const struct cached_point *point;
    struct key_part key;
};

/* Those whose files are what they were when their keys were made: one may have changed before it ran. */
static struct made *list_made(const struct states *s, size_t *n)
{
    struct made *made = NULL;
    *n = 0;
    for (size_t i = 0; i < s->job->n; i++) {
        const struct target *t = &s->job->targets[i];
        if (!is_to_build(s, i) || t->states.n_points == 0)
            continue;
        const struct key_part *now = plan_keys(s->job, t->plan, s->ctx);
        for (size_t p = 0; p < t->states.n_points; p++) {
            const struct cached_point *point = &t->states.points[p];
            if (!keys_same(&s->keys->steps[i][point->step], &now[point->step]))
                continue;
            size_t at = mem_grow(s->ctx, &made, n);
            made[at] = (struct made){t, point, keys_state(s->keys, i, point->step)};
        }
    }
    return made;
}

/* One server for all of them: what is kept together is found together. */
static void server_key(const struct made *made, size_t n, uint8_t key[DIGEST_SIZE])
{
    struct digest d;
    digest_begin(&d);
    digest_field(&d, "a server with states");
    for (size_t i = 0; i < n; i++)
        digest_bytes(&d, made[i].key.key, DIGEST_SIZE);
    digest_end(&d, key);
}

static struct cached_databases list_databases(const struct states *s, const struct made *made, size_t n)
{
    const char **names = mem_array(s->ctx, const char *, n);
    for (size_t i = 0; i < n; i++)
        names[i] = made[i].point->database;
    return (struct cached_databases){.names = names, .n = n, .databases = mem_array(s->ctx, unsigned, n)};
}

void states_keep(struct states *s, struct server *server, struct diags *diags)
{
    size_t n;
    uint8_t key[DIGEST_SIZE];
    const struct made *made = list_made(s, &n);
    if (n == 0)
        return;
    struct cache *cache = s->job->options->server.cache;
    struct cached_databases databases = list_databases(s, made, n);
    server_key(made, n, key);
    bool ok = server_keep(server, cache, key, &databases, s->ctx);
    for (size_t i = 0; ok && i < n; i++) {
        const char *text = entry_text(s, &databases, i, key, made[i].point, made[i].target->built.bookkeeping);
        ok = cache_put(cache, CACHE_STATE, made[i].key.key, text);
    }
    if (!ok && errno)
        diag_warning(diags, "the states of databases are not kept in the cache %s: %s", cache->path, strerror(errno));
}
