/* What a snapshot is made from, as the parts of keys of what is kept of it. */
#ifndef GENERATE_PROVEN_KEY_H
#define GENERATE_PROVEN_KEY_H

#include "base/digest.h"
#include "generate/job.h"

/*
 * A key or a part of one. It is not usable where something is among what it
 * stands for that is no pure function of it: a running server, a program, SQL
 * made up while it runs, an extension. Each may be made in a thread of its own.
 */
struct key_part {
    bool usable;
    const char *why, *where; /* not usable: a few words and the file they are of, or NULL; as long as the job's plans */
    bool remembers;          /* of a step, of sources: it may ask for what its session did before (currval) */
    uint8_t key[DIGEST_SIZE];
};

/* This program, and what decides how the engine behaves. */
struct key_part engine_key(const struct job *job, enum engine engine);

/* What a person says of how files are run. */
struct key_part options_key(const struct job *job);

/* Every file that may implement a background update, and what a person says of them. */
struct key_part sources_key(const struct job *job);

/* The steps of a plan with their files: each key stands for a step and all before it. They belong to ctx. */
struct key_part *plan_keys(const struct job *job, const struct plan *plan, void *ctx);

#endif
