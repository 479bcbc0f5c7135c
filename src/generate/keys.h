/* The keys of all that a job's snapshots are made from, and of what is kept of them (docs/cache.md). */
#ifndef GENERATE_KEYS_H
#define GENERATE_KEYS_H

#include "generate/proven_key.h"

struct keys {
    const struct job *job;
    struct key_part engines[ENGINE_COUNT];
    struct key_part options, sources;
    struct key_part **steps; /* of each target's plan: see plan_keys */
    struct key_part *proofs; /* of each target's snapshot */
};

/* Reads all files. Belongs to ctx, which no other thread may use meanwhile. */
struct keys *keys_make(const struct job *job, void *ctx);

/* The key of a target's database after a step of its plan, before background updates are carried out. */
struct key_part keys_state(const struct keys *keys, size_t target, size_t step);

/* Whether both are the key of the same thing, and one that may be kept. */
bool keys_same(const struct key_part *a, const struct key_part *b);

#endif
