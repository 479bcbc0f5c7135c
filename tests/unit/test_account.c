/* Which directory on the way to a place keeps a user out. */
#include "report_support.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/account.h"
#include "base/mem.h"

/* DIRECTORY/open/closed/place, of which `closed` has that mode; the last is not looked at. */
static char *put_place(void *ctx, const char *directory, mode_t mode)
{
    const char *closed = mem_printf(ctx, "%s/open/closed", directory);
    assert_int_equal(chmod(directory, 0755), 0);
    assert_int_equal(mkdir(mem_printf(ctx, "%s/open", directory), 0755), 0);
    assert_int_equal(mkdir(closed, 0755), 0);
    char *place = mem_printf(ctx, "%s/place", closed);
    assert_int_equal(mkdir(place, 0), 0);
    assert_int_equal(chmod(closed, mode), 0);
    return place;
}

static void remove_place(void *ctx, const char *directory)
{
    static const char *const below[] = {"/open/closed/place", "/open/closed", "/open", ""};
    chmod(mem_printf(ctx, "%s/open/closed", directory), 0700);
    for (size_t i = 0; i < sizeof(below) / sizeof(*below); i++)
        assert_int_equal(rmdir(mem_printf(ctx, "%s%s", directory, below[i])), 0);
}

static void the_directory_that_refuses_is_found(void **state)
{
    const struct account stranger = {true, geteuid() + 1, getegid() + 1, "stranger"};
    const struct account fellow = {true, geteuid() + 1, getegid(), "fellow"};
    const struct account owner = {false, geteuid(), getegid(), NULL};
    static const struct {
        mode_t mode;
        bool stranger, fellow, owner; /* whether these may enter */
    } cases[] = {
        {0700, false, false, true}, {0710, false, true, true}, {0701, true, false, true}, {0071, true, true, false}};
    void *ctx = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        char directory[] = "/tmp/account-XXXXXX";
        assert_non_null(mkdtemp(directory));
        const char *place = put_place(ctx, directory, cases[i].mode);
        const char *closed = mem_printf(ctx, "%s/open/closed", directory);
        const struct account *who[] = {&stranger, &fellow, &owner};
        const bool enters[] = {cases[i].stranger, cases[i].fellow, cases[i].owner};
        for (size_t k = 0; k < sizeof(who) / sizeof(*who); k++) {
            const char *refuses = account_refused_by(who[k], place, ctx);
            if (enters[k])
                assert_null(refuses);
            else
                assert_string_equal(refuses, closed);
        }
        remove_place(ctx, directory);
    }
    assert_null(account_refused_by(&stranger, "/", ctx));
}

int main(void)
{
    const struct CMUnitTest tests[] = {with_memory(the_directory_that_refuses_is_found)};
    return RUN_TAP("base: accounts", tests);
}
