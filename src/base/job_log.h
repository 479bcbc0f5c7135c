/*
 * The logs of continuous integration. A service reads commands out of what a
 * job prints: GitHub obeys a line that begins with `::name::`, whatever blanks
 * precede it, and `##[name]` anywhere in a line; others have marks alike.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
#ifndef BASE_JOB_LOG_H
#define BASE_JOB_LOG_H

#include <stdbool.h>

/* True in a job of GitHub Actions, which shows annotations. */
bool job_log_is_github(void);

/* True where what is printed may be read by such a service. */
bool job_log_obeys(void);

/*
 * A text that has been shown (base/shown.h), in which nothing is a command any
 * more: \x3a:name:: and \x23#[name]. Belongs to ctx.
 */
char *job_log_quoted(void *ctx, const char *text);

#endif
