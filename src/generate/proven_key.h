/* What a snapshot is made from, as the key of its proof. */
#ifndef GENERATE_PROVEN_KEY_H
#define GENERATE_PROVEN_KEY_H

#include "base/digest.h"
#include "generate/job.h"

/*
 * The parts of a key, each false where something is among them that is no pure
 * function of it: a running server, a program, SQL made up while it runs, an
 * extension. Each may be made in a thread of its own.
 */

/* This program, and what decides how the engine behaves. */
bool engine_key(const struct job *job, enum engine engine, uint8_t key[DIGEST_SIZE]);

/* What a person says of all of them, and every file that may implement a background update. */
bool sources_key(const struct job *job, uint8_t key[DIGEST_SIZE]);

/* A plan with every file of it. */
bool plan_key(const struct job *job, const struct plan *plan, uint8_t key[DIGEST_SIZE]);

#endif
