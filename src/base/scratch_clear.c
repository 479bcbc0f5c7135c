#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/scratch.h"

static void clear(int fd, const char *last);

static void remove_entry(int dir, const struct dirent *d)
{
    if (d->d_type != DT_DIR && unlinkat(dir, d->d_name, 0) == 0)
        return;
    int below = openat(dir, d->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below >= 0)
        clear(below, NULL);
    unlinkat(dir, d->d_name, AT_REMOVEDIR);
}

/* False where the directory could not be read to its end. */
static bool clear_once(DIR *dir, const char *last)
{
    struct dirent *d;
    while (errno = 0, (d = readdir(dir))) {
        bool itself = strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0;
        if (!itself && !(last && strcmp(d->d_name, last) == 0))
            remove_entry(dirfd(dir), d);
    }
    return errno == 0;
}

/* What failed for want of memory, say, may work again: nobody else comes to remove the rest. */
static void clear(int fd, const char *last)
{
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return;
    }
    if (!clear_once(dir, last)) {
        rewinddir(dir);
        clear_once(dir, last);
    }
    closedir(dir);
}

void scratch_clear(int fd, const char *last)
{
    int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (copy >= 0)
        clear(copy, last);
    unlinkat(fd, last, 0);
}
