/* Opening beneath a directory: by the kernel, by walking, and by walking because the kernel cannot. */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "base/beneath.h"

typedef int (*opener)(const struct beneath *, const char *, int, mode_t, int, size_t *);

/* in/ is the boundary, in/deep/er a directory in it, out/ beside it. */
static struct beneath put_boundary(struct fixture *p)
{
    put("in/file", "inside\n");
    put("in/deep/er/file", "deeper\n");
    put("in/.git/config", "secret\n");
    put("out/file", "outside\n");
    char *real = realpath("in", NULL);
    const struct {
        const char *target, *link;
    } links[] = {
        {"file", "in/near"},
        {"../file", "in/deep/up"},
        {"deep/er", "in/directory"},
        {"../out/file", "in/leads_out"},
        {"../out", "in/leads_out_dir"},
        {"deep/../../out/file", "in/leads_round"},
        {"leads_out", "in/second"},
        {"directory/../up", "in/third"},
        {"/etc/passwd", "in/absolute"},
        {mem_printf(p->ctx, "%s/deep/er/file", real), "in/absolute_inside"},
        {mem_printf(p->ctx, "%s_not/file", real), "in/absolute_alike"},
        {"/proc/self/root", "in/magic"},
        {".git/config", "in/token"},
        {".GIT", "in/gits"},
        {"nothing", "in/dangling"},
        {"loop", "in/loop"},
        {"deep/loop", "in/loops"},
        {"../loops", "in/deep/loop"},
    };
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        assert_int_equal(symlink(links[i].target, links[i].link), 0);
    struct beneath b = {open("in", O_PATH | O_DIRECTORY | O_CLOEXEC), mem_strdup(p->ctx, real)};
    free(real);
    assert_true(b.fd >= 0);
    return b;
}

static const struct {
    const char *path;
    const char *text; /* NULL: refused */
    int error;
    size_t link; /* of a refusal */
} cases[] = {
    {"file", "inside\n", 0, 0},
    {"deep/er/file", "deeper\n", 0, 0},
    {"deep//./er/../er/file", "deeper\n", 0, 0},
    {"near", "inside\n", 0, 0},
    {"deep/up", "inside\n", 0, 0},
    {"directory/file", "deeper\n", 0, 0},
    {"directory/../up", "inside\n", 0, 0},
    {"third", "inside\n", 0, 0},
    {"absolute_inside", "deeper\n", 0, 0},
    {".git/config", "secret\n", 0, 0}, /* whoever names it */
    {"leads_out", NULL, EXDEV, 9},
    {"leads_out_dir/file", NULL, EXDEV, 13},
    {"deep/../leads_out", NULL, EXDEV, 17},
    {"leads_round", NULL, EXDEV, 11},
    {"second", NULL, EXDEV, 6},
    {"absolute", NULL, EXDEV, 8},
    {"absolute_alike", NULL, EXDEV, 14},
    {"magic/etc/passwd", NULL, EXDEV, 5},
    {"token", NULL, EXDEV, 5},
    {"gits/config", NULL, EXDEV, 4},
    {"../out/file", NULL, EXDEV, 0},
    {"deep/../../out/file", NULL, EXDEV, 0},
    {"/etc/passwd", NULL, EXDEV, 0},
    {"dangling", NULL, ENOENT, 8},
    {"loop", NULL, ELOOP, 4},
    {"loops", NULL, ELOOP, 5},
    {"missing", NULL, ENOENT, 0},
    {"missing/file", NULL, ENOENT, 0},
    {"file/below", NULL, ENOTDIR, 0},
    {"near/below", NULL, ENOTDIR, 4},
};

static void check_cases(const struct beneath *b, opener opens)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t link = 0;
        char got[64] = "";
        int fd = opens(b, cases[i].path, O_RDONLY, 0, 0, &link);
        if (cases[i].text && (fd < 0 || read(fd, got, sizeof got - 1) < 0 || strcmp(got, cases[i].text) != 0))
            fail_msg("%s: %s", cases[i].path, fd < 0 ? strerror(errno) : got);
        if (!cases[i].text && (fd >= 0 || errno != cases[i].error || link != cases[i].link))
            fail_msg("%s: descriptor %d, %s, link %zu", cases[i].path, fd, strerror(errno), link);
        if (fd >= 0) {
            assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
            close(fd);
        }
    }
}

static void what_is_beneath_is_opened_and_nothing_else(void **state)
{
    struct beneath b = put_boundary(*state);
    check_cases(&b, beneath_open);
    close(b.fd);
}

static void walking_comes_to_the_same(void **state)
{
    struct beneath b = put_boundary(*state);
    check_cases(&b, beneath_walk);
    close(b.fd);
}

/* As on a kernel before 5.6, or under a container's filter: the call is refused. */
static void refuse_openat2(int error)
{
    const struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog filter = {sizeof program / sizeof *program, (struct sock_filter *)program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) != 0)
        _exit(77);
    if (syscall(SYS_openat2, AT_FDCWD, ".", NULL, 0) != -1 || errno != error)
        _exit(78);
}

static int status_without_openat2(const struct beneath *b, int error)
{
    int status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        refuse_openat2(error);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            size_t link = 0;
            char got[64] = "";
            int fd = beneath_open(b, cases[i].path, O_RDONLY, 0, 0, &link);
            bool ok = cases[i].text ? fd >= 0 && read(fd, got, sizeof got - 1) >= 0 && strcmp(got, cases[i].text) == 0
                                    : fd < 0 && errno == cases[i].error && link == cases[i].link;
            if (!ok)
                _exit((int)i + 1);
            close(fd);
        }
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WEXITSTATUS(status);
}

static void a_kernel_without_openat2_is_no_matter(void **state)
{
    struct beneath b = put_boundary(*state);
    assert_int_equal(status_without_openat2(&b, ENOSYS), 0);
    assert_int_equal(status_without_openat2(&b, EPERM), 0);
    close(b.fd);
}

static void links_may_be_refused_altogether(void **state)
{
    struct beneath b = put_boundary(*state);
    const opener ways[] = {beneath_open, beneath_walk};
    for (size_t i = 0; i < 2; i++) {
        size_t link = 0;
        assert_int_equal(ways[i](&b, "near", O_RDONLY, 0, BENEATH_NO_LINKS, &link), -1);
        assert_int_equal(errno, ELOOP);
        assert_int_equal(link, 4);
        assert_int_equal(ways[i](&b, "directory/file", O_RDONLY, 0, BENEATH_NO_LINKS, &link), -1);
        assert_int_equal(errno, ELOOP);
        assert_int_equal(link, 9);
        int fd = ways[i](&b, "deep/er/file", O_RDONLY, 0, BENEATH_NO_LINKS, &link);
        assert_true(fd >= 0);
        close(fd);
    }
    close(b.fd);
}

static void directories_are_made_beneath_and_behind_no_link(void **state)
{
    struct beneath b = put_boundary(*state);
    size_t link;
    const int make = BENEATH_MAKE_DIRS;
    int fd = beneath_open(&b, "new/er/est", O_PATH | O_DIRECTORY, 0, make, &link);
    assert_true(fd >= 0);
    close(fd);
    assert_true(is_directory("in/new/er/est"));
    /* A link inside is a way to what is there; what it leads to is not made. */
    fd = beneath_open(&b, "directory", O_PATH | O_DIRECTORY, 0, make, &link);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(beneath_open(&b, "dangling", O_PATH | O_DIRECTORY, 0, make, &link), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(beneath_open(&b, "directory/x", O_PATH | O_DIRECTORY, 0, make | BENEATH_NO_LINKS, &link), -1);
    assert_int_equal(errno, ELOOP);
    assert_int_equal(beneath_open(&b, "leads_out_dir/x", O_PATH | O_DIRECTORY, 0, make, &link), -1);
    assert_int_equal(errno, EXDEV);
    assert_int_equal(beneath_open(&b, "file/x", O_PATH | O_DIRECTORY, 0, make, &link), -1);
    assert_int_equal(errno, ENOTDIR);
    assert_false(is_there("in/nothing") || is_there("out/x") || is_there("in/deep/er/x"));
    close(b.fd);
}

static void files_are_made_where_no_link_stands(void **state)
{
    struct beneath b = put_boundary(*state);
    size_t link;
    const opener ways[] = {beneath_open, beneath_walk};
    for (size_t i = 0; i < 2; i++) {
        int fd = ways[i](&b, i ? "a" : "b", O_WRONLY | O_CREAT | O_EXCL, 0640, BENEATH_NO_LINKS, &link);
        assert_true(fd >= 0);
        close(fd);
        assert_int_equal(ways[i](&b, "dangling", O_WRONLY | O_CREAT | O_EXCL, 0640, BENEATH_NO_LINKS, &link), -1);
    }
    assert_true(is_file("in/a") && is_file("in/b") && !is_there("in/nothing"));
    close(b.fd);
}

/* More links than the kernel follows, and a path deeper than a walk goes, end. */
static void long_ways_end(void **state)
{
    struct fixture *p = *state;
    struct beneath b = put_boundary(p);
    size_t link;
    for (int i = 0; i < 50; i++)
        assert_int_equal(symlink(i ? mem_printf(p->ctx, "l%d", i - 1) : "file", mem_printf(p->ctx, "in/l%d", i)), 0);
    int fd = beneath_open(&b, "l39", O_RDONLY, 0, 0, &link);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(beneath_open(&b, "l49", O_RDONLY, 0, 0, &link), -1);
    assert_int_equal(errno, ELOOP);
    char *deep = mem_strdup(p->ctx, "");
    for (int i = 0; i < 300; i++)
        deep = mem_printf(p->ctx, "%sd/", deep);
    assert_int_equal(beneath_walk(&b, deep, O_PATH | O_DIRECTORY, 0, BENEATH_MAKE_DIRS, &link), -1);
    assert_int_equal(errno, ENAMETOOLONG);
    close(b.fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(what_is_beneath_is_opened_and_nothing_else),
        with_fixture(walking_comes_to_the_same),
        with_fixture(a_kernel_without_openat2_is_no_matter),
        with_fixture(links_may_be_refused_altogether),
        with_fixture(directories_are_made_beneath_and_behind_no_link),
        with_fixture(files_are_made_where_no_link_stands),
        with_fixture(long_ways_end),
    };
    return RUN_TAP("beneath", tests);
}
