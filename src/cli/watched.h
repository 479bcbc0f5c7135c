/*
 * Running a job so that signals end it cleanly: the job runs on a thread of
 * its own; the calling thread turns SIGINT, SIGTERM and SIGHUP into the wish
 * to stop, and ticks ten times a second meanwhile.
 */
#ifndef CLI_WATCHED_H
#define CLI_WATCHED_H

#include "base/stop.h"

/* Returns when the job has. False when no thread or descriptor could be had (errno is set); the job did not run. */
bool run_watched(struct stop *stop, void (*job)(void *arg), void *arg, void (*tick)(void *tick_arg), void *tick_arg);

/* For a job of which nothing is shown meanwhile. */
void no_tick(void *unused);

#endif
