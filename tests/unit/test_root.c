/* What a person names, what stands beneath it, and what nobody named. */
#include "support.h"

#include <errno.h>
#include <fcntl.h>

#include "base/regular.h"
#include "base/root.h"

/* home/repo is a work tree with schema/ in it, home/other another one, home/plain none; outside/ is beside them. */
static void put_home(void)
{
    put("outside/file", "SECRET\n");
    put("home/repo/schema/a.sql", "A;\n");
    put("home/repo/shared/b.sql", "B;\n");
    assert_true(make_directories("home/repo/.git") && make_directories("home/other/.git"));
    put("home/other/schema/c.sql", "C;\n");
    put("home/plain/schema/d.sql", "D;\n");
    assert_int_equal(symlink("../shared/b.sql", "home/repo/schema/inside.sql"), 0);
    assert_int_equal(symlink("../../../outside/file", "home/repo/schema/outside.sql"), 0);
    assert_int_equal(symlink("../../plain/schema/d.sql", "home/repo/schema/plain.sql"), 0);
    assert_int_equal(symlink("a.sql", "home/repo/schema/near.sql"), 0);
    assert_int_equal(symlink("d.sql", "home/plain/schema/near.sql"), 0);
    assert_int_equal(symlink("../e.sql", "home/plain/schema/above.sql"), 0);
    put("home/plain/e.sql", "E;\n");
    assert_int_equal(symlink("../other/schema", "home/repo/other"), 0);
    assert_int_equal(symlink("../plain/schema", "home/repo/elsewhere"), 0);
    assert_int_equal(symlink("schema", "home/repo/same"), 0);
    assert_int_equal(symlink("../repo/schema", "home/plain/repository"), 0);
}

/* The text of a file beneath a directory that is named; what was said of it where there is none. */
static const char *read_beneath(struct fixture *p, const char *directory, const char *name)
{
    diags_init(&p->diags, p->ctx);
    const struct root *root = root_open(p->ctx, directory, &p->diags);
    char *text = root ? file_read_text(p->ctx, root, path_join(p->ctx, directory, name), &p->diags) : NULL;
    return text ? text : p->diags.items[0].message;
}

static const char out_of_repository[] = "is a symbolic link that leads out of the git repository";

static void links_stay_in_the_work_tree_or_the_directory(void **state)
{
    struct fixture *p = *state;
    put_home();
    const char *const ways[] = {"home/repo/schema", mem_printf(p->ctx, "%s/home/repo/schema/", p->dir),
                                "home/plain/repository", "./home/../home/repo/same"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_string_equal(read_beneath(p, ways[i], "a.sql"), "A;\n");
        assert_string_equal(read_beneath(p, ways[i], "near.sql"), "A;\n");
        assert_string_equal(read_beneath(p, ways[i], "inside.sql"), "B;\n");
        assert_string_equal(read_beneath(p, ways[i], "outside.sql"), out_of_repository);
        assert_string_equal(read_beneath(p, ways[i], "plain.sql"), out_of_repository);
    }
    assert_string_equal(read_beneath(p, "home/plain/schema", "near.sql"), "D;\n");
    assert_string_equal(read_beneath(p, "home/plain/schema", "above.sql"),
                        "is a symbolic link that leads out of the directory home/plain/schema");
}

static void a_named_directory_leads_out_of_no_work_tree(void **state)
{
    struct fixture *p = *state;
    put_home();
    assert_string_equal(read_beneath(p, "home/repo/other", "c.sql"), out_of_repository);
    assert_string_equal(read_beneath(p, "home/repo/elsewhere", "d.sql"), out_of_repository);
    assert_string_equal(p->diags.items[0].file, "home/repo/elsewhere");
    assert_int_equal(chdir("home/repo"), 0);
    assert_string_equal(read_beneath(p, "elsewhere", "d.sql"), out_of_repository);
    assert_string_equal(read_beneath(p, mem_printf(p->ctx, "%s/home/repo/other", p->dir), "c.sql"), out_of_repository);
    assert_string_equal(read_beneath(p, "same", "inside.sql"), "B;\n");
    assert_string_equal(read_beneath(p, "../plain/schema", "d.sql"), "D;\n");
    assert_string_equal(read_beneath(p, "schema/../../plain/schema", "d.sql"), "D;\n");
    assert_int_equal(chdir("schema"), 0);
    assert_string_equal(read_beneath(p, ".", "a.sql"), "A;\n");
    assert_string_equal(read_beneath(p, ".", "inside.sql"), "B;\n");
    assert_string_equal(read_beneath(p, "..", "elsewhere/d.sql"), out_of_repository);
    assert_string_equal(read_beneath(p, "../elsewhere", "d.sql"), out_of_repository);
}

static void what_is_not_beneath_is_refused(void **state)
{
    struct fixture *p = *state;
    put_home();
    const struct root *root = root_open(p->ctx, "home/plain/schema", &p->diags);
    const char *const paths[] = {"outside/file", "home/plain/schema2/x", "/etc/passwd", "",
                                 "home/plain/schema/../e.sql"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        errno = 0;
        assert_int_equal(root_open_at(root, paths[i], O_RDONLY, "", NULL), -1);
        assert_int_equal(errno, EXDEV);
    }
}

static bool holds(struct fixture *p, const char *project, const char *path, int how)
{
    diags_init(&p->diags, p->ctx);
    return project_holds(project, path, how, &p->diags);
}

static void what_nobody_named_is_in_the_project(void **state)
{
    struct fixture *p = *state;
    put_home();
    assert_int_equal(chdir("home/plain"), 0);
    assert_true(holds(p, "", "schema", 0));
    assert_true(holds(p, "", "not/there/yet", BENEATH_NO_LINKS));
    assert_true(holds(p, "", mem_printf(p->ctx, "%s/home/plain/schema", p->dir), 0));
    assert_false(holds(p, "", "repository", 0));
    assert_false(holds(p, "", "../plain", 0));
    assert_false(holds(p, "", "/etc", 0));
    assert_false(holds(p, "", "schema/../../x", 0));
    assert_false(holds(p, "", "schema/.git/x", 0));
    assert_int_equal(chdir(".."), 0);
    assert_true(holds(p, "plain/", "plain/schema", 0));
    assert_false(holds(p, "plain/", "plain/../repo", 0));
    assert_true(holds(p, "repo/schema", "repo/schema/../shared", 0));
    assert_true(holds(p, "repo", "repo/same", 0));
    assert_false(holds(p, "repo", "repo/same", BENEATH_NO_LINKS));
    assert_false(holds(p, "repo", "repo/elsewhere/deep/er", 0));
    assert_string_equal(p->diags.items[0].file, "repo/elsewhere");
}

static void descriptors_of_the_process_have_names(void **state)
{
    (void)state;
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    char inherited[32], own[32];
    snprintf(inherited, sizeof inherited, "/dev/fd/%d", fds[0]);
    snprintf(own, sizeof own, "/proc/self/fd/%d", fds[1]);
    assert_int_equal(own_descriptor(inherited), fds[0]);
    assert_int_equal(own_descriptor(own), fds[1]);
    /* What this program has opened is none that it was given. */
    assert_int_equal(fcntl(fds[1], F_SETFD, FD_CLOEXEC), 0);
    assert_int_equal(own_descriptor(own), -1);
    assert_int_equal(own_descriptor("/dev/stdin"), 0);
    static const char *const others[] = {"/dev/fd/",   "/dev/fd/1x", "/dev/fd/-1",      "/dev/fd/99999999999999",
                                         "dev/fd/0",   "/dev/null",  "/dev/fd/../fd/0", "/proc/self/fd/0/x",
                                         "/dev/fd/999"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(own_descriptor(others[i]), -1);
    close(fds[0]);
    close(fds[1]);
}

static void a_pipe_is_read_until_its_writers_are_gone(void **state)
{
    struct fixture *p = *state;
    int fds[2];
    size_t size;
    assert_int_equal(pipe(fds), 0);
    assert_int_equal(write(fds[1], "told\n", 5), 5);
    close(fds[1]);
    char *path = mem_printf(p->ctx, "/dev/fd/%d", fds[0]);
    assert_string_equal(input_read(p->ctx, path, NULL, &size), "told\n");
    assert_string_equal(input_read(p->ctx, path, NULL, &size), "");
    close(fds[0]);
    /* With a writer that says nothing, a cancellation ends it. */
    assert_int_equal(pipe(fds), 0);
    struct cancellation *stop = cancellation_new(p->ctx);
    cancellation_request(stop);
    assert_null(input_read(p->ctx, mem_printf(p->ctx, "/dev/fd/%d", fds[0]), stop, &size));
    assert_int_equal(errno, ECANCELED);
    assert_null(input_read_text(p->ctx, mem_printf(p->ctx, "/dev/fd/%d", fds[0]), stop, &p->diags));
    assert_int_equal(p->diags.n, 0);
    close(fds[0]);
    close(fds[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(links_stay_in_the_work_tree_or_the_directory),
        with_fixture(a_named_directory_leads_out_of_no_work_tree),
        with_fixture(what_is_not_beneath_is_refused),
        with_fixture(what_nobody_named_is_in_the_project),
        with_fixture(descriptors_of_the_process_have_names),
        with_fixture(a_pipe_is_read_until_its_writers_are_gone),
    };
    return RUN_TAP("root", tests);
}
