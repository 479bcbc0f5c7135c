#include "generate/keys.h"

#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "trace/trace.h"

struct making_keys {
    struct keys *keys;
    void *steps_ctx; /* of one of the threads */
};

/* The engines and the files, side by side: of SQLite a process has to be asked. */
static void make_part(void *ctx, size_t i)
{
    struct making_keys *m = ctx;
    struct keys *k = m->keys;
    if (i < ENGINE_COUNT) {
        if (k->job->options->engines[i])
            k->engines[i] = engine_key(k->job, (enum engine)i);
        return;
    }
    k->options = options_key(k->job);
    k->sources = sources_key(k->job);
    for (size_t t = 0; t < k->job->n; t++)
        k->steps[t] = plan_keys(k->job, k->job->targets[t].plan, m->steps_ctx);
}

static void join(struct key_part *to, struct digest *d, const struct key_part *part)
{
    digest_bytes(d, part->key, DIGEST_SIZE);
    if (to->usable && !part->usable) {
        to->usable = false;
        to->why = part->why;
        to->where = part->where;
    }
}

static void trace_part(FILE *out, const char *name, const struct key_part *part)
{
    char hex[DIGEST_HEX + 1];
    digest_hex(part->key, hex);
    fprintf(out, "%s%s %.12s", name[0] == 'e' ? "" : ", ", name, hex);
}

/* For --debug: two runs that disagree show which part it is. */
static void trace_key(const struct keys *k, const struct target *t)
{
    if (!trace_wants(TRACE_ALL))
        return;
    struct text parts;
    text_open(&parts);
    trace_part(parts.out, "engine", &k->engines[t->plan->engine]);
    trace_part(parts.out, "options", &k->options);
    trace_part(parts.out, "background updates", &k->sources);
    trace_part(parts.out, "files", &k->steps[t - k->job->targets][t->plan->n_steps - 1]);
    char *text = text_close(&parts, NULL);
    trace_say(TRACE_ALL, "%s: cache: made from %s", t->name, text);
    mem_free(text);
}

/* The version is said, for a plan may end with the same step as one of another version does. */
static void join_plan(const struct keys *k, struct key_part *to, struct digest *d, const struct target *t)
{
    digest_number(d, t->plan->target);
    join(to, d, &k->steps[t - k->job->targets][t->plan->n_steps - 1]);
}

static struct key_part proof_key(const struct keys *k, const struct target *t)
{
    struct key_part whole = {.usable = true};
    struct digest d;
    digest_begin(&d);
    digest_field(&d, "a proof");
    join(&whole, &d, &k->engines[t->plan->engine]);
    join(&whole, &d, &k->options);
    join(&whole, &d, &k->sources);
    join_plan(k, &whole, &d, t);
    digest_number(&d, t->common != NULL);
    if (t->common)
        join_plan(k, &whole, &d, t->common);
    digest_end(&d, whole.key);
    trace_key(k, t);
    return whole;
}

struct keys *keys_make(const struct job *job, void *ctx)
{
    struct keys *k = mem_new(ctx, struct keys);
    k->job = job;
    k->steps = mem_array(k, struct key_part *, job->n + 1);
    k->proofs = mem_array(k, struct key_part, job->n + 1);
    struct making_keys m = {k, mem_root("keys")};
    parallel_for(ENGINE_COUNT + 1, ENGINE_COUNT + 1, make_part, &m);
    mem_adopt(k, m.steps_ctx);
    for (size_t i = 0; i < job->n; i++)
        k->proofs[i] = proof_key(k, &job->targets[i]);
    return k;
}

struct key_part keys_state(const struct keys *k, size_t target, size_t step)
{
    struct key_part whole = {.usable = true};
    struct digest d;
    digest_begin(&d);
    digest_field(&d, "a state");
    join(&whole, &d, &k->engines[k->job->targets[target].plan->engine]);
    join(&whole, &d, &k->options);
    join(&whole, &d, &k->steps[target][step]);
    digest_end(&d, whole.key);
    return whole;
}

bool keys_same(const struct key_part *a, const struct key_part *b)
{
    return a->usable && b->usable && memcmp(a->key, b->key, DIGEST_SIZE) == 0;
}
