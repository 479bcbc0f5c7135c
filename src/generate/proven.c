#include "generate/proven.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "generate/proven_key.h"

/* A key, or a part of one. */
struct part {
    bool usable;
    uint8_t key[DIGEST_SIZE];
};

struct proofs {
    void *ctx;
    struct job *job;
    struct cache *cache;
    struct part engines[ENGINE_COUNT];
    struct part *keys; /* of each target */
};

/* Keys of all targets, being made. */
struct keys {
    struct proofs *proofs;
    struct part sources;
    struct part *plans; /* of each target; becomes its key */
};

/* The engines and the files, side by side: of SQLite a process has to be asked. */
static void make_part(void *ctx, size_t i)
{
    struct keys *k = ctx;
    const struct job *job = k->proofs->job;
    struct part *engine = &k->proofs->engines[i];
    if (i < ENGINE_COUNT) {
        if (job->options->engines[i])
            engine->usable = engine_key(job, (enum engine)i, engine->key);
        return;
    }
    k->sources.usable = sources_key(job, k->sources.key);
    for (size_t t = 0; t < job->n; t++)
        k->plans[t].usable = plan_key(job, job->targets[t].plan, k->plans[t].key);
}

static void join(struct part *to, struct digest *d, const struct part *part)
{
    digest_bytes(d, part->key, DIGEST_SIZE);
    to->usable = to->usable && part->usable;
}

/* The whole of a target's key: common's stands before those that leave it out. */
static void finish_key(const struct keys *k, size_t i)
{
    static const struct part none = {.usable = true};
    const struct job *job = k->proofs->job;
    const struct target *t = &job->targets[i];
    struct part whole = {.usable = true};
    struct digest d;
    digest_begin(&d);
    join(&whole, &d, &k->proofs->engines[t->plan->engine]);
    join(&whole, &d, &k->sources);
    join(&whole, &d, &k->plans[i]);
    join(&whole, &d, t->common ? &k->plans[t->common - job->targets] : &none);
    digest_end(&d, whole.key);
    k->plans[i] = whole;
}

static struct part *make_keys(struct proofs *p)
{
    struct keys k = {.proofs = p, .plans = mem_array(p->ctx, struct part, p->job->n + 1)};
    parallel_for(ENGINE_COUNT + 1, ENGINE_COUNT + 1, make_part, &k);
    for (size_t i = 0; i < p->job->n; i++)
        finish_key(&k, i);
    return k.plans;
}

/* "NEEDS_COMMON OBJECTS", then the text. */
static void take(struct proofs *p, size_t i)
{
    struct target *t = &p->job->targets[i];
    struct cache_entry entry;
    char *end;
    if (!p->keys[i].usable || !cache_find(p->cache, CACHE_PROOF, p->keys[i].key, p->ctx, &entry))
        return;
    t->needs_common = strtoul(entry.index, &end, 10) != 0;
    t->n_objects = strtoul(end, &end, 10);
    t->proven = *end == '\n' ? end + 1 : NULL;
    cache_entry_close(&entry);
}

/* What nobody needs to be built is done. */
static void rest(struct job *job)
{
    for (size_t i = 0; i < job->n; i++)
        job->targets[i].idle = job->targets[i].proven || !job->targets[i].wanted;
    for (size_t i = 0; i < job->n; i++)
        for (size_t c = 0; c < job->n && !job->targets[i].idle; c++)
            if (job->targets[i].common == &job->targets[c])
                job->targets[c].idle = false;
    for (size_t i = 0; i < job->n; i++)
        job->targets[i].ok = job->targets[i].idle;
}

struct proofs *proofs_find(struct job *job)
{
    struct cache *cache = job->options->server.cache;
    if (!cache)
        return NULL;
    struct proofs *p = mem_new(job->ctx, struct proofs);
    *p = (struct proofs){.ctx = job->ctx, .job = job, .cache = cache};
    p->keys = make_keys(p);
    for (size_t i = 0; i < job->n; i++)
        take(p, i);
    rest(job);
    return p;
}

/* Whether what came out depends on nothing but what the key is made of. */
static bool is_lasting(const struct proofs *p, const struct target *t)
{
    bool accepted = false;
    for (size_t i = 0; i < job_n_accepted(p->job); i++)
        accepted = accepted || t->accepted.needed[i];
    return t->ok && t->wanted && !t->proven && !t->built.dated && !accepted && t->diags.n == 0 &&
           (!t->common || t->common->idle || (!t->common->built.dated && t->common->diags.n == 0));
}

static bool put(const struct proofs *p, const struct target *t, const uint8_t key[DIGEST_SIZE])
{
    char *text = mem_printf(p->ctx, "%d %zu\n%s", t->needs_common, t->n_objects, t->snapshot.text);
    bool ok = cache_put(p->cache, CACHE_PROOF, key, text);
    mem_free(text);
    return ok;
}

void proofs_keep(struct proofs *p, struct diags *diags)
{
    if (!p || updates_have_read_sources(p->job->updates))
        return;
    bool any = false, ok = true;
    for (size_t i = 0; i < p->job->n; i++)
        any = any || is_lasting(p, &p->job->targets[i]);
    /* A file may have changed after it was hashed and before it ran. */
    const struct part *now = any ? make_keys(p) : NULL;
    for (size_t i = 0; now && ok && i < p->job->n; i++)
        if (p->keys[i].usable && memcmp(p->keys[i].key, now[i].key, DIGEST_SIZE) == 0 &&
            is_lasting(p, &p->job->targets[i]))
            ok = put(p, &p->job->targets[i], now[i].key);
    if (!ok)
        diag_warning(diags, "the proofs are not kept in the cache %s: %s", p->cache->path, strerror(errno));
}
