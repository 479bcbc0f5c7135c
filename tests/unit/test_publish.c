#include "published.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/publish.h"

/* Sets a file's times far back, so that any write shows. */
static void make_old(const char *path)
{
    const struct timespec times[] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static time_t modified(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mtime;
}

static void new_files_are_made_with_their_directories(void **state)
{
    struct fixture *p = *state;
    struct output outputs[] = {{.path = "out/59/main/full.sql.sqlite", .text = "one\n"},
                               {.path = "out/59/main/full.sql.postgres", .text = "two\n"},
                               {.path = "here.sql", .text = ""}};
    mode_t before = umask(027);
    assert_true(publish_outputs(outputs, 3, &p->diags));
    umask(before);
    assert_string_equal(content(p, outputs[0].path), "one\n");
    assert_string_equal(content(p, outputs[1].path), "two\n");
    assert_string_equal(content(p, outputs[2].path), "");
    assert_int_equal(entries(p, "out/59/main"), 2);
    for (size_t i = 0; i < 3; i++) {
        struct stat st;
        assert_int_equal(stat(outputs[i].path, &st), 0);
        assert_int_equal(st.st_mode & 07777, 0640);
        assert_true(outputs[i].changed);
        assert_true(outputs[i].created);
    }
    assert_string_equal(printed(p), "");
}

static void a_changed_file_is_replaced_and_keeps_its_mode(void **state)
{
    struct fixture *p = *state;
    put("a", "old and longer\n");
    assert_int_equal(chmod("a", 0604), 0);
    struct output output = {.path = "a", .text = "new\n"};
    assert_true(publish_outputs(&output, 1, &p->diags));
    assert_string_equal(content(p, "a"), "new\n");
    assert_true(output.changed);
    assert_false(output.created);
    struct stat st;
    assert_int_equal(stat("a", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0604);
    assert_int_equal(entries(p, "."), 1);
}

/* A reader that has the old file open goes on reading it: replaced, not overwritten. */
static void replacing_is_atomic(void **state)
{
    struct fixture *p = *state;
    char text[8] = "";
    put("a", "old\n");
    int fd = open("a", O_RDONLY | O_CLOEXEC);
    struct output output = {.path = "a", .text = "new\n"};
    assert_true(publish_outputs(&output, 1, &p->diags));
    assert_int_equal(read(fd, text, sizeof text), 4);
    assert_string_equal(text, "old\n");
    close(fd);
}

static void what_does_not_change_is_not_touched(void **state)
{
    struct fixture *p = *state;
    put("same", "same\n");
    put("other", "old\n");
    make_old("same");
    make_old("other");
    struct output outputs[] = {{.path = "same", .text = "same\n"}, {.path = "other", .text = "new\n"}};
    assert_true(publish_outputs(outputs, 2, &p->diags));
    assert_false(outputs[0].changed);
    assert_true(outputs[1].changed);
    assert_int_equal(modified("same"), 1000);
    assert_int_not_equal(modified("other"), 1000);
}

/* Only the length or only the last byte tells them apart. */
static void the_whole_text_is_compared(void **state)
{
    static const char *const old[] = {"abc", "abcde", "abcx", "", "abc\0d"};
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
        put_bytes("a", old[i], i == 4 ? 5 : strlen(old[i]));
        struct output output = {.path = "a", .text = "abcd"};
        assert_true(publish_outputs(&output, 1, &p->diags));
        assert_true(output.changed);
        assert_string_equal(content(p, "a"), "abcd");
    }
}

static void nothing_is_written_when_one_file_cannot_be(void **state)
{
    struct fixture *p = *state;
    put("one/a", "old a\n");
    put("blocked", "a file where a directory has to be\n");
    struct output outputs[] = {{.path = "one/a", .text = "new a\n"},
                               {.path = "one/new", .text = "new\n"},
                               {.path = "blocked/b", .text = "new b\n"}};
    assert_false(publish_outputs(outputs, 3, &p->diags));
    assert_string_equal(content(p, "one/a"), "old a\n");
    assert_string_equal(content(p, "one/new"), "(none)");
    assert_int_equal(entries(p, "one"), 1);
    assert_string_equal(printed(p), "blocked: cannot make the directory: Not a directory\n"
                                    "hint: nothing was written; choose another place, or fix its permissions\n");
}

/* A path given twice is staged once and can be exchanged once: what was exchanged by then is taken back. */
static void exchanges_are_taken_back(void **state)
{
    struct fixture *p = *state;
    put("a", "old a\n");
    make_old("a");
    struct output outputs[] = {
        {.path = "a", .text = "new a\n"}, {.path = "b", .text = "new b\n"}, {.path = "b", .text = "new b\n"}};
    assert_false(publish_outputs(outputs, 3, &p->diags));
    assert_string_equal(content(p, "a"), "old a\n");
    assert_int_equal(modified("a"), 1000);
    assert_string_equal(content(p, "b"), "(none)");
    assert_int_equal(entries(p, "."), 1);
    assert_string_equal(printed(p), "b: cannot replace: No such file or directory\n"
                                    "hint: nothing was written; choose another place, or fix its permissions\n");
}

static void what_is_there_and_cannot_be_read_is_left_alone(void **state)
{
    struct fixture *p = *state;
    put("a", "old a\n");
    put("b/inside", "");
    struct output outputs[] = {{.path = "a", .text = "new a\n"}, {.path = "b", .text = "new b\n"}};
    assert_false(publish_outputs(outputs, 2, &p->diags));
    assert_string_equal(content(p, "a"), "old a\n");
    assert_int_equal(entries(p, "."), 2);
    assert_int_equal(entries(p, "b"), 1);
    assert_string_equal(printed(p), "b: is a directory, not a regular file\n"
                                    "hint: nothing was written; choose another place, or fix its permissions\n");
}

/* An unwritable directory; root may write anywhere, so the test gives that up in a child. */
static void an_unwritable_directory_is_reported(void **state)
{
    struct fixture *p = *state;
    put("one/a", "old a\n");
    put("two/b", "old b\n");
    assert_int_equal(chmod(".", 0755), 0);
    assert_int_equal(chmod("one", 0777), 0);
    assert_int_equal(chmod("two", 0555), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(99);
        struct output outputs[] = {{.path = "one/a", .text = "new a\n"}, {.path = "two/b", .text = "new b\n"}};
        bool ok = publish_outputs(outputs, 2, &p->diags);
        bool told = strcmp(printed(p), "two/b: cannot write: Permission denied\n"
                                       "hint: nothing was written; choose another place, or fix its "
                                       "permissions\n") == 0;
        _exit(ok ? 1 : told ? 0 : 2);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_string_equal(content(p, "one/a"), "old a\n");
    assert_string_equal(content(p, "two/b"), "old b\n");
    assert_int_equal(entries(p, "one"), 1);
}

static void what_a_killed_run_staged_is_replaced(void **state)
{
    struct fixture *p = *state;
    put("out/.a.new", "half of a te");
    put("out/a", "old\n");
    struct output output = {.path = "out/a", .text = "new\n"};
    assert_true(publish_outputs(&output, 1, &p->diags));
    assert_string_equal(content(p, "out/a"), "new\n");
    assert_int_equal(entries(p, "out"), 1);
}

static void what_a_killed_run_staged_goes_even_when_nothing_changes(void **state)
{
    struct fixture *p = *state;
    put("out/.a.new", "half of a te");
    put("out/a", "same\n");
    struct output output = {.path = "out/a", .text = "same\n"};
    assert_true(publish_outputs(&output, 1, &p->diags));
    assert_false(output.changed);
    assert_int_equal(entries(p, "out"), 1);
}

/* Many at once, each time from the old state: all succeed, and the new text stays. */
static void runs_at_the_same_time_take_turns(void **state)
{
    struct fixture *p = *state;
    for (int round = 0; round < 20; round++) {
        pid_t children[8];
        put("one/a", "old a\n");
        put("two/b", "old b\n");
        for (int i = 0; i < 8; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                struct output outputs[] = {{.path = "one/a", .text = "new a\n"}, {.path = "two/b", .text = "new b\n"}};
                _exit(publish_outputs(outputs, 2, &p->diags) ? 0 : 1);
            }
        }
        for (int i = 0; i < 8; i++) {
            int status = -1;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_int_equal(status, 0);
        }
        assert_string_equal(content(p, "one/a"), "new a\n");
        assert_string_equal(content(p, "two/b"), "new b\n");
        assert_int_equal(entries(p, "one"), 1);
    }
}

/* A pipe, or /dev/null, is no file to be replaced. */
static void a_pipe_is_written_into(void **state)
{
    struct fixture *p = *state;
    char got[16] = "";
    struct stat st;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    int reading = open("pipe", O_RDONLY | O_NONBLOCK);
    struct output outputs[] = {{.path = "pipe", .text = "told\n"}, {.path = "file", .text = "kept\n"}};
    assert_true(publish_outputs(outputs, 2, &p->diags));
    assert_int_equal(read(reading, got, sizeof(got) - 1), 5);
    close(reading);
    assert_string_equal(got, "told\n");
    assert_int_equal(stat("pipe", &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
    assert_string_equal(content(p, "file"), "kept\n");
    assert_int_equal(entries(p, "."), 2);
}

static void nothing_is_written_through_a_link(void **state)
{
    static const char *const links[] = {"out/2", "out/2/main", "out/2/main/full.sql"};
    struct fixture *p = *state;
    put("elsewhere/main/full.sql", "theirs\n");
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        diags_init(&p->diags, p->ctx);
        char *name = mem_printf(p->ctx, "place%zu", i), *link = mem_printf(p->ctx, "%s/%s", name, links[i]);
        put(mem_printf(p->ctx, "%s/out/2/main/other", name), "");
        remove_tree(p->ctx, link);
        unlink(link);
        assert_int_equal(symlink("../../elsewhere", link), 0);
        struct output output = {.directory = mem_printf(p->ctx, "%s/out", name),
                                .path = mem_printf(p->ctx, "%s/out/2/main/full.sql", name),
                                .text = "ours\n"};
        assert_false(publish_outputs(&output, 1, &p->diags));
        assert_string_equal(p->diags.items[0].file, link);
        assert_string_equal(p->diags.items[0].message, "is a symbolic link, and nothing is written through one");
        assert_string_equal(content(p, "elsewhere/main/full.sql"), "theirs\n");
    }
    /* The directory that was named may be one. */
    assert_int_equal(symlink("elsewhere", "chosen"), 0);
    struct output output = {.directory = "chosen", .path = "chosen/main/full.sql", .text = "ours\n"};
    diags_init(&p->diags, p->ctx);
    assert_true(publish_outputs(&output, 1, &p->diags));
    assert_string_equal(content(p, "elsewhere/main/full.sql"), "ours\n");
    assert_int_equal(symlink("../outside", "elsewhere/main/.full.sql.new"), 0);
    output.text = "again\n";
    assert_true(publish_outputs(&output, 1, &p->diags));
    assert_string_equal(content(p, "elsewhere/main/full.sql"), "again\n");
    assert_int_equal(entries(p, "elsewhere/main"), 1);
    assert_false(is_there("outside"));
}

/* More directories than a process may have open by default. */
static void many_directories_are_written(void **state)
{
    enum { MANY = 300 };
    struct fixture *p = *state;
    struct output *outputs = mem_array(p->ctx, struct output, MANY);
    for (int i = 0; i < MANY; i++)
        outputs[i] = (struct output){.directory = "out", .path = mem_printf(p->ctx, "out/%d/full.sql", i), .text = "x"};
    struct rlimit limit = {0, 0};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < 2 * MANY + 100)
        skip();
    limit.rlim_cur = 256;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_true(publish_outputs(outputs, MANY, &p->diags));
    assert_int_equal(entries(p, "out"), MANY);
}

static void no_output_is_no_error(void **state)
{
    struct fixture *p = *state;
    assert_true(publish_outputs(NULL, 0, &p->diags));
    assert_int_equal(entries(p, "."), 0);
}

static void what_has_no_text_goes_with_the_others(void **state)
{
    struct fixture *p = *state;
    put("a", "old a\n");
    put("b", "old b\n");
    struct output outputs[] = {{.path = "a"}, {.path = "b", .text = "new b\n"}, {.path = "c"}};
    assert_true(publish_outputs(outputs, 3, &p->diags));
    assert_string_equal(content(p, "a"), "(none)");
    assert_string_equal(content(p, "b"), "new b\n");
    assert_true(outputs[0].changed && outputs[1].changed && !outputs[2].changed);
    assert_false(outputs[0].created || outputs[2].created);
    assert_int_equal(entries(p, "."), 1);
}

static void what_went_comes_back(void **state)
{
    struct fixture *p = *state;
    put("a", "old a\n");
    struct output outputs[] = {{.path = "a"}, {.path = "b", .text = "new b\n"}, {.path = "b", .text = "new b\n"}};
    assert_false(publish_outputs(outputs, 3, &p->diags));
    assert_string_equal(content(p, "a"), "old a\n");
    assert_string_equal(content(p, "b"), "(none)");
    assert_int_equal(entries(p, "."), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(new_files_are_made_with_their_directories),
        with_fixture(a_changed_file_is_replaced_and_keeps_its_mode),
        with_fixture(replacing_is_atomic),
        with_fixture(what_does_not_change_is_not_touched),
        with_fixture(the_whole_text_is_compared),
        with_fixture(nothing_is_written_when_one_file_cannot_be),
        with_fixture(exchanges_are_taken_back),
        with_fixture(what_is_there_and_cannot_be_read_is_left_alone),
        with_fixture(an_unwritable_directory_is_reported),
        with_fixture(what_a_killed_run_staged_is_replaced),
        with_fixture(what_a_killed_run_staged_goes_even_when_nothing_changes),
        with_fixture(runs_at_the_same_time_take_turns),
        with_fixture(a_pipe_is_written_into),
        with_fixture(nothing_is_written_through_a_link),
        with_fixture(many_directories_are_written),
        with_fixture(no_output_is_no_error),
        with_fixture(what_has_no_text_goes_with_the_others),
        with_fixture(what_went_comes_back),
    };
    return RUN_TAP("publish", tests);
}
