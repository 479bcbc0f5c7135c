/*
 * States of databases that earlier runs have kept: a run goes on from the
 * longest part of a plan that is known, and carries out what is new.
 * docs/cache.md tells what a state is and when there is none.
 */
#ifndef GENERATE_STATES_H
#define GENERATE_STATES_H

#include "generate/job.h"
#include "generate/keys.h"

struct states;

/*
 * Looks for the states of an engine's targets that are to be built, notes in
 * each what it goes on from and where it is to be kept, and says with
 * states_server which server has them. Belongs to ctx.
 */
struct states *states_find(struct job *job, const struct keys *keys, enum engine engine, void *ctx);

/* The server to start; NULL: an empty one. */
const struct cached_server *states_server(const struct states *states);

/* Nothing is gone on from: the server is not there, or what was made with it failed. */
void states_forget(struct states *states);

/*
 * Keeps those that the builds have copied, of whose files none has changed
 * since they were read. The server has ended then, if there are any. A cache
 * that cannot be written to is a warning.
 */
void states_keep(struct states *states, struct server *server, struct diags *diags);

#endif
