/* The user whose processes run what is started, and where that one may go. */
#ifndef BASE_ACCOUNT_H
#define BASE_ACCOUNT_H

#include <stdbool.h>
#include <sys/types.h>

/* Who runs a program: ourselves, or an unprivileged user where we are root. */
struct account {
    bool change; /* from root to uid and gid */
    uid_t uid;
    gid_t gid;
    const char *name;
};

/*
 * Ourselves, or where we are root the first of the NULL-terminated candidates
 * that is a user (and not root). False where there is none. Belongs to ctx.
 */
bool account_choose(struct account *account, const char *const *candidates, void *ctx);

/*
 * The uppermost directory on the way to `path`, which is absolute, that the account may not enter: its mode says so.
 * Belongs to ctx. NULL where none does.
 */
char *account_refused_by(const struct account *account, const char *path, void *ctx);

#endif
