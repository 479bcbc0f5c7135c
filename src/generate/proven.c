#include "generate/proven.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "catalog/packed.h"
#include "trace/trace.h"

struct proofs {
    void *ctx;
    struct job *job;
    struct cache *cache;
    const struct keys *keys;
};

/* What is said of an answer of the cache: whether its snapshot need not be made. */
static void trace_proof(const struct target *t, const struct key_part *key)
{
    if (t->proven)
        trace_say(TRACE_STEPS, "%s: proved by an earlier run of the same files", t->name);
    else if (key->usable)
        trace_say(TRACE_STEPS, "%s: to be made: no earlier run of the same files, engine and options is kept", t->name);
    else
        trace_say(TRACE_STEPS, "%s: to be made: nothing is kept of it: %s%s%s", t->name, key->where ? key->where : "",
                  key->where ? ": " : "", key->why);
}

/* "NEEDS_COMMON OBJECTS", then the text. */
static void find_proof(struct proofs *p, size_t i)
{
    struct target *t = &p->job->targets[i];
    struct cache_entry entry;
    char *end;
    const struct key_part *key = &p->keys->proofs[i];
    if (!key->usable || !cache_find(p->cache, CACHE_PROOF, key->key, p->ctx, &entry))
        return;
    t->needs_common = strtoul(entry.index, &end, 10) != 0;
    t->n_objects = strtoul(end, &end, 10);
    t->proven = *end == '\n' ? end + 1 : NULL;
    cache_entry_close(&entry);
}

static void take(struct proofs *p, size_t i)
{
    find_proof(p, i);
    trace_proof(&p->job->targets[i], &p->keys->proofs[i]);
}

/* What others leave out of theirs need not be built where an earlier run has kept it. */
static bool take_catalog(struct proofs *p, size_t i)
{
    struct target *t = &p->job->targets[i];
    const struct key_part *key = &p->keys->proofs[i];
    struct cache_entry entry;
    if (!t->proven || !cache_find(p->cache, CACHE_CATALOG, key->key, p->ctx, &entry))
        return false;
    const char *rest = entry.index;
    t->snapshot = (struct snapshot){
        .path = t->path, .text = t->proven, .catalog = catalog_unpack(&rest, t->plan->engine, t->ctx)};
    cache_entry_close(&entry);
    if (!t->snapshot.catalog)
        cache_remove(p->cache, CACHE_CATALOG, key->key);
    return t->snapshot.catalog != NULL;
}

static bool is_left_out(const struct job *job, size_t i)
{
    for (size_t t = 0; t < job->n; t++)
        if (job->targets[t].common == &job->targets[i] && !job->targets[t].idle)
            return true;
    return false;
}

/* What nobody needs to be built is done. */
static void rest(struct proofs *p)
{
    struct job *job = p->job;
    for (size_t i = 0; i < job->n; i++)
        job->targets[i].idle = job->targets[i].proven || !job->targets[i].wanted;
    for (size_t i = 0; i < job->n; i++)
        if (job->targets[i].idle && is_left_out(job, i))
            job->targets[i].idle = take_catalog(p, i);
    for (size_t i = 0; i < job->n; i++)
        job->targets[i].ok = job->targets[i].idle;
}

struct proofs *proofs_find(struct job *job, const struct keys *keys)
{
    struct proofs *p = mem_new(job->ctx, struct proofs);
    *p = (struct proofs){.ctx = job->ctx, .job = job, .cache = job->options->server.cache, .keys = keys};
    for (size_t i = 0; i < job->n; i++)
        take(p, i);
    rest(p);
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

/* The catalog is for whoever leaves it out: where nobody can, nobody needs it. */
static bool put(const struct proofs *p, const struct target *t, const uint8_t key[DIGEST_SIZE])
{
    char *text = mem_printf(p->ctx, "%d %zu\n%s", t->needs_common, t->n_objects, t->snapshot.text);
    bool ok = cache_put(p->cache, CACHE_PROOF, key, text);
    mem_free(text);
    if (ok && strcmp(t->plan->database, COMMON_DATABASE) == 0) {
        struct text packed;
        text_open(&packed);
        catalog_pack(packed.out, t->snapshot.catalog);
        ok = cache_put(p->cache, CACHE_CATALOG, key, text_close(&packed, p->ctx));
    }
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
    const struct keys *now = any ? keys_make(p->job, p->ctx) : NULL;
    for (size_t i = 0; now && ok && i < p->job->n; i++)
        if (keys_same(&p->keys->proofs[i], &now->proofs[i]) && is_lasting(p, &p->job->targets[i]))
            ok = put(p, &p->job->targets[i], now->proofs[i].key);
    if (!ok)
        diag_warning(diags, "the proofs are not kept in the cache %s: %s", p->cache->path, strerror(errno));
}
