/*
 * Running a job so that signals end it cleanly: the job runs on a thread of
 * its own; the calling thread turns SIGINT, SIGTERM and SIGHUP into the wish
 * to stop, and ticks ten times a second meanwhile.
 */
#ifndef CLI_CANCELLABLE_H
#define CLI_CANCELLABLE_H

#include "base/cancellation.h"

/* Returns when the job has. False when no thread or descriptor could be had (errno is set); the job did not run. */
bool run_cancellable(struct cancellation *stop, void (*job)(void *arg), void *arg, void (*tick)(void *tick_arg),
                     void *tick_arg);

/* For a job of which nothing is shown meanwhile. */
void no_tick(void *unused);

#endif
