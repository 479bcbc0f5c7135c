#include "base/sandbox_paths.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef SYS_landlock_create_ruleset

/*
 * All rights about files that this kernel knows: 13 with the first version of the interface, one each with the next
 * two, one with the fifth. 0 where it has none.
 */
static unsigned long long known_rights(void)
{
    static const unsigned rights[] = {0, 13, 14, 15, 15, 16};
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return 0;
    size_t newest = sizeof rights / sizeof *rights - 1;
    return (1ULL << rights[(size_t)version < newest ? (size_t)version : newest]) - 1;
}

/* What cannot be opened is not there for the process, whatever the reason. */
static void allow_reading(int ruleset, const char *path)
{
    struct stat st;
    struct landlock_path_beneath_attr rule = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE,
        .parent_fd = open(path, O_PATH | O_CLOEXEC),
    };
    if (rule.parent_fd < 0)
        return;
    if (fstat(rule.parent_fd, &st) == 0 && S_ISDIR(st.st_mode))
        rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

bool sandbox_close_paths(const char *const *readable)
{
    struct landlock_ruleset_attr all = {.handled_access_fs = known_rights()};
    if (all.handled_access_fs == 0)
        return false;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    if (ruleset < 0)
        return false;
    for (; *readable; readable++)
        allow_reading(ruleset, *readable);
    bool closed = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return closed;
}

#else

bool sandbox_close_paths(const char *const *readable)
{
    (void)readable;
    return false;
}

#endif
