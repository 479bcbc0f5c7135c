/*
 * Snapshots that an earlier run has made and proved from the same files: taken
 * from the cache instead of being made again. docs/cache.md tells of what a
 * proof is the proof.
 */
#ifndef GENERATE_PROVEN_H
#define GENERATE_PROVEN_H

#include "generate/job.h"
#include "generate/keys.h"

struct proofs;

/*
 * Looks for the proof of each target and notes it there: `proven`, and `idle`
 * where nobody needs it to be built. Belongs to job->ctx; for jobs that have
 * a cache.
 */
struct proofs *proofs_find(struct job *job, const struct keys *keys);

/*
 * Keeps a proof of each target that was made and proved now, if no file it was
 * made from has changed meanwhile and nothing in it can come out otherwise
 * another time. NULL is allowed.
 */
void proofs_keep(struct proofs *proofs, struct diags *diags);

#endif
