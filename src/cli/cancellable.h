/*
 * Running a job so that signals and the time limit of a run end it cleanly: the job
 * runs on a thread of its own; the calling thread turns SIGINT, SIGTERM, SIGHUP and
 * the end of that time into a cancellation, and ticks ten times a second meanwhile.
 */
#ifndef CLI_CANCELLABLE_H
#define CLI_CANCELLABLE_H

#include "base/cancellation.h"

/*
 * Returns when the job has; where one has been cancelled and goes on for half a minute, the process is ended. False
 * when no thread or descriptor could be had (errno is set); the job did not run.
 */
bool run_cancellable(struct cancellation *stop, void (*job)(void *arg), void *arg, void (*tick)(void *tick_arg),
                     void *tick_arg);

/* Of all jobs of this process together, from now on; 0: no limit. To be called before there are threads. */
void limit_run(int ms);

/* What has cancelled a job. */
struct run_end {
    int signal;   /* 0: none has */
    bool is_late; /* the limit has */
};
struct run_end run_end(void);

/* So that a shell ends the script or loop that this is a part of, as it does for programs that catch no signal. */
void end_by_signal(int number);

/* For a job of which nothing is shown meanwhile. */
void no_tick(void *unused);

#endif
