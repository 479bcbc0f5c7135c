#include "base/account.h"

#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

bool account_choose(struct account *account, const char *const *candidates, void *ctx)
{
    *account = (struct account){.uid = geteuid(), .gid = getegid()};
    if (account->uid != 0)
        return true;
    char *buffer = mem_array(ctx, char, 16384);
    for (size_t i = 0; candidates[i]; i++) {
        struct passwd entry;
        struct passwd *found = NULL;
        if (getpwnam_r(candidates[i], &entry, buffer, 16384, &found) == 0 && found && found->pw_uid != 0) {
            *account = (struct account){true, found->pw_uid, found->pw_gid, candidates[i]};
            return true;
        }
    }
    return false;
}

/* Without supplementary groups, which a change of user drops. */
static bool may_enter(const struct account *account, const struct stat *directory)
{
    mode_t bit = directory->st_uid == account->uid ? S_IXUSR : directory->st_gid == account->gid ? S_IXGRP : S_IXOTH;
    return directory->st_mode & bit;
}

char *account_refused_by(const struct account *account, const char *path, void *ctx)
{
    for (const char *end = path; *end == '/'; end += 1 + strcspn(end + 1, "/")) {
        char *above = mem_strndup(ctx, path, end == path ? 1 : (size_t)(end - path));
        struct stat directory;
        if (stat(above, &directory) == 0 && !may_enter(account, &directory))
            return above;
    }
    return NULL;
}
