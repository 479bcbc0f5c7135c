/* Writing files where renaming fails, and on file systems that lack what it is done with. */
#include "published.h"

#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/publish.h"

/*
 * A file system that fails from some rename on, or has neither exchange nor second names: these are called in place of
 * the C library's.
 */
static int renames_that_work = -1;  /* -1: all */
static int renames_that_fail = 100; /* behind them */
static bool has_exchange = true, has_links = true;

static bool rename_fails(void)
{
    errno = EIO;
    if (renames_that_work == 0)
        return renames_that_fail-- > 0;
    renames_that_work--;
    return false;
}

static void repair(void)
{
    renames_that_work = -1;
    renames_that_fail = 100;
    has_exchange = has_links = true;
}

int renameat(int from, const char *a, int to, const char *b)
{
    return rename_fails() ? -1 : (int)syscall(SYS_renameat2, from, a, to, b, 0U);
}

int renameat2(int from, const char *a, int to, const char *b, unsigned flags)
{
    errno = EINVAL;
    if ((flags && !has_exchange) || rename_fails())
        return -1;
    return (int)syscall(SYS_renameat2, from, a, to, b, flags);
}

int linkat(int from, const char *a, int to, const char *b, int flags)
{
    errno = EPERM;
    return has_links ? (int)syscall(SYS_linkat, from, a, to, b, flags) : -1;
}

/* Where the old text is, if it is not in its place; two outputs, and every rename from the k-th on fails. */
static const char *where_old_is(struct fixture *p)
{
    static const char *const names[] = {"a", ".a.new", ".a.was.new", ".a.old"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(content(p, names[i]), "old a\n") == 0)
            return names[i];
    return NULL;
}

static void an_old_text_is_never_lost(void **state)
{
    struct fixture *p = *state;
    for (int systems = 0; systems < 2; systems++)
        for (int k = 0; k < 4; k++) {
            put("a", "old a\n");
            put("b", "old b\n");
            struct output outputs[] = {{.path = "a", .text = "new a\n"}, {.path = "b", .text = "new b\n"}};
            has_exchange = systems == 0;
            renames_that_work = k;
            bool ok = publish_outputs(outputs, 2, &p->diags);
            repair();
            const char *old = where_old_is(p);
            assert_int_equal(ok, k >= 2);
            assert_true(ok || old);
            if (!ok && strcmp(old, "a") != 0)
                assert_non_null(strstr(printed(p), old));
            if (ok)
                assert_int_equal(entries(p, "."), 2);
        }
}

static void what_could_not_be_put_back_is_named_and_stays(void **state)
{
    struct fixture *p = *state;
    put("a", "old a\n");
    put("b", "old b\n");
    struct output outputs[] = {{.path = "a", .text = "new a\n"}, {.path = "b", .text = "new b\n"}};
    renames_that_work = 1;
    assert_false(publish_outputs(outputs, 2, &p->diags));
    repair();
    assert_string_equal(printed(p), "b: cannot replace: Input/output error\n"
                                    "a: cannot be put back as it was: Input/output error\n"
                                    "hint: what it was is in .a.new beside it, until the next run\n");
    assert_string_equal(content(p, "a"), "new a\n");
    assert_string_equal(content(p, ".a.new"), "old a\n");
}

/* The disk has recovered by then: the next run does not clear it. */
static void it_gets_a_name_that_no_run_clears(void **state)
{
    struct fixture *p = *state;
    put("a", "old a\n");
    put("b", "old b\n");
    struct output outputs[] = {{.path = "a", .text = "new a\n"}, {.path = "b", .text = "new b\n"}};
    renames_that_work = 1;
    renames_that_fail = 2;
    assert_false(publish_outputs(outputs, 2, &p->diags));
    repair();
    assert_non_null(strstr(printed(p), "hint: what it was is in .a.old beside it\n"));
    assert_true(publish_outputs(outputs, 2, &p->diags));
    assert_string_equal(content(p, ".a.old"), "old a\n");
    assert_int_equal(entries(p, "."), 3);
}

/* Without exchange a file is put back all the same; without second names that cannot be, and is said. */
static void file_systems_without_exchange(void **state)
{
    struct fixture *p = *state;
    struct output outputs[] = {
        {.path = "a", .text = "new a\n"}, {.path = "b", .text = "new b\n"}, {.path = "c", .text = "new c\n"}};
    put("a", "old a\n");
    put("b", "old b\n");
    put("c/inside", "");
    put(".a.was.new", "of a run that was killed");
    has_exchange = false;
    assert_true(publish_outputs(outputs, 2, &p->diags));
    assert_string_equal(content(p, "a"), "new a\n");
    assert_string_equal(content(p, "b"), "new b\n");
    assert_int_equal(entries(p, "."), 3);
    put("a", "old a\n");
    struct output twice[] = {{.path = "a", .text = "x"}, {.path = "d", .text = "y"}, {.path = "d", .text = "y"}};
    assert_false(publish_outputs(twice, 3, &p->diags));
    assert_string_equal(content(p, "a"), "old a\n");
    assert_int_equal(entries(p, "."), 3);
    has_links = false;
    assert_false(publish_outputs(twice, 3, &p->diags));
    repair();
    assert_string_equal(content(p, "a"), "x");
    assert_non_null(strstr(printed(p), "a: cannot be put back as it was: the file system does not exchange files\n"));
    assert_int_equal(entries(p, "."), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(an_old_text_is_never_lost),
        with_fixture(what_could_not_be_put_back_is_named_and_stays),
        with_fixture(it_gets_a_name_that_no_run_clears),
        with_fixture(file_systems_without_exchange),
    };
    return RUN_TAP("publish_faults", tests);
}
