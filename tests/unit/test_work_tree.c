/* The work tree around the working directory, and paths from its top. */
#include "base/work_tree.h"
#include "support.h"

static void paths_are_told_from_the_top(void **state)
{
    const struct work_tree tree = {"/srv/app", "/srv/app/db"};
    static const char *const cases[][2] = {
        {"schema/x.sql", "db/schema/x.sql"},
        {"./schema//./x.sql", "db/schema/x.sql"},
        {"../full/x.sql", "full/x.sql"},
        {"/srv/app/x.sql", "x.sql"},
        {"/srv/app/db/../x.sql", "x.sql"},
        {"/srv/application/x.sql", "/srv/application/x.sql"},
        {"../../other/x.sql", "../../other/x.sql"},
        {"/tmp/x.sql", "/tmp/x.sql"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_string_equal(work_tree_path(((struct fixture *)*state)->ctx, &tree, cases[i][0]), cases[i][1]);
}

static void without_a_tree_they_stay(void **state)
{
    const struct work_tree none = {NULL, "/srv"};
    assert_string_equal(work_tree_path(((struct fixture *)*state)->ctx, &none, "schema/x.sql"), "schema/x.sql");
    assert_string_equal(work_tree_path(((struct fixture *)*state)->ctx, &none, ".//./schema/x.sql"), "schema/x.sql");
    assert_string_equal(work_tree_path(((struct fixture *)*state)->ctx, &none, "/x"), "/x");
}

static void the_nearest_top_counts(void **state)
{
    struct fixture *p = *state;
    char *place = realpath(p->dir, NULL);
    assert_true(make_directories(".git") && make_directories("a/b"));
    assert_int_equal(chdir("a/b"), 0);
    struct work_tree tree = work_tree_around(p->ctx);
    assert_string_equal(tree.top, place);
    assert_string_equal(tree.here, mem_printf(p->ctx, "%s/a/b", place));
    put("../.git", "gitdir: elsewhere\n"); /* of a linked work tree */
    assert_string_equal(work_tree_around(p->ctx).top, mem_printf(p->ctx, "%s/a", place));
    free(place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(paths_are_told_from_the_top),
        with_fixture(without_a_tree_they_stay),
        with_fixture(the_nearest_top_counts),
    };
    return RUN_TAP("work tree", tests);
}
