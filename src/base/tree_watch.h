/* Waiting for files of directories to change, as editors and git change them: by the kernel's word (inotify). */
#ifndef BASE_TREE_WATCH_H
#define BASE_TREE_WATCH_H

#include "base/cancellation.h"
#include "base/diag.h"
#include "base/wait.h"

struct tree_watch;

/* Belongs to ctx. NULL with a diagnostic. */
struct tree_watch *tree_watch_new(void *ctx, struct diags *diags);

/*
 * Watches a directory and all below it, but for links, and whether another one or something else comes in its place;
 * one that is not there is waited for. Called again it finds the directories that came since. False with a
 * diagnostic, as where the system allows no more watches.
 */
bool tree_watch_add(struct tree_watch *watch, const char *path, struct diags *diags);

/*
 * Watches one file, wherever it stands, and whether it is there yet or not; what else changes in its directory is not a
 * change.
 */
bool tree_watch_add_file(struct tree_watch *watch, const char *path, struct diags *diags);

/*
 * Waits for a change, and then until nothing changes for a moment, since an editor saves in several steps.
 * WAITED_READY, WAITED_STOPPED or WAITED_FAILED.
 */
enum waited tree_watch_wait(struct tree_watch *watch, const struct cancellation *stop);

#endif
