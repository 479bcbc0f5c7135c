/* Which python3 is taken from PATH. */
#include "support.h"

#include "base/python.h"

static const struct account self = {.change = false}, other = {.change = true, .uid = 65534, .gid = 65534};

/* A python3 below the fixture's directory; PATH names the directories given, in order. */
static void put_python(const char *path, const char *content, mode_t mode)
{
    put(path, content);
    assert_int_equal(chmod(path, mode), 0);
}

static void set_path(struct fixture *p, const char *first, const char *second)
{
    setenv("PATH", mem_printf(p->ctx, "%s/%s:%s/%s", p->dir, first, p->dir, second), 1);
}

static void test_a_script_is_passed_over(void **state)
{
    struct fixture *p = *state;
    put_python("script/python3", "#!/bin/sh\n", 0755);
    put_python("program/python3", "\177ELF", 0755);
    set_path(p, "script", "program");
    assert_string_equal(python_find(p->ctx, &self), path_join(p->ctx, p->dir, "program/python3"));
}

static void test_what_cannot_run_is_passed_over(void **state)
{
    struct fixture *p = *state;
    put_python("data/python3", "\177ELF", 0644);
    set_path(p, "data", "nowhere");
    assert_null(python_find(p->ctx, &self));
}

static void test_relative_directories_are_passed_over(void **state)
{
    struct fixture *p = *state;
    put_python("program/python3", "\177ELF", 0755);
    setenv("PATH", "program::./program", 1);
    assert_null(python_find(p->ctx, &self));
}

static void test_no_path_no_python(void **state)
{
    struct fixture *p = *state;
    unsetenv("PATH");
    assert_null(python_find(p->ctx, &self));
}

/* The fixture's directory is nobody's but ours. */
static void test_another_user_must_get_there(void **state)
{
    struct fixture *p = *state;
    put_python("hidden/python3", "\177ELF", 0755);
    put_python("open/python3", "\177ELF", 0755);
    chmod("hidden", 0700);
    chmod("open", 0755);
    set_path(p, "hidden", "open");
    assert_null(python_find(p->ctx, &other));
    chmod(p->dir, 0755);
    assert_string_equal(python_find(p->ctx, &other), path_join(p->ctx, p->dir, "open/python3"));
    assert_string_equal(python_find(p->ctx, &self), path_join(p->ctx, p->dir, "hidden/python3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(test_a_script_is_passed_over),
        with_fixture(test_what_cannot_run_is_passed_over),
        with_fixture(test_relative_directories_are_passed_over),
        with_fixture(test_no_path_no_python),
        with_fixture(test_another_user_must_get_there),
    };
    return RUN_TAP("python", tests);
}
