/* Removing what is in a directory that cannot be read to its end the first time. */
#include "support.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/scratch.h"

/* Called in the place of the C library's: the readdir that comes after so many fails; -1: none. */
static int readdirs_that_work = -1;

struct dirent *readdir(DIR *dir)
{
    static struct dirent *(*real)(DIR *);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "readdir");
    if (readdirs_that_work >= 0 && readdirs_that_work-- == 0) {
        errno = EIO;
        return NULL;
    }
    return real(dir);
}

static void make_file(int dir, const char *name)
{
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_true(fd >= 0);
    close(fd);
}

static int count(int fd)
{
    DIR *dir = fdopendir(openat(fd, ".", O_RDONLY | O_DIRECTORY));
    int n = 0;
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2;
}

static void whichever_read_fails_nothing_stays(void **state)
{
    for (int k = 0; k < 16; k++) {
        struct fixture *p = *state;
        char *path = mem_printf(p->ctx, "%s/directory-XXXXXX", p->dir);
        assert_non_null(mkdtemp(path));
        int fd = open(path, O_RDONLY | O_DIRECTORY);
        make_file(fd, "lock");
        make_file(fd, "a");
        assert_int_equal(mkdirat(fd, "below", 0700), 0);
        make_file(fd, "below/b");
        assert_int_equal(mkdirat(fd, "below/deeper", 0700), 0);
        make_file(fd, "below/deeper/c");
        readdirs_that_work = k;
        scratch_clear(fd, "lock");
        readdirs_that_work = -1;
        assert_int_equal(count(fd), 0);
        close(fd);
        assert_int_equal(rmdir(path), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(whichever_read_fails_nothing_stays),
    };
    return RUN_TAP("scratch: a directory that cannot be read", tests);
}
