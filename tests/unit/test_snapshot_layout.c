/* Which file is which snapshot: there and back, for each form; names that are none. */
#include "support.h"

#include "layout/layout.h"

static void paths_and_what_they_mean(void **state)
{
    static const struct {
        const char *output, *path;
        enum layout_form form;
        bool several;
    } cases[] = {
        {"out", "out/7/main/full.sql.sqlite", LAYOUT_FLAT, true},
        {"out", "out/main/full_schemas/7/full.sql.sqlite", LAYOUT_NESTED, true},
        {"out", "out/full.sql.sqlite", LAYOUT_ONE, false},
        {"out", "out/main/full.sql.sqlite", LAYOUT_ONE, true},
        {"db/schema.sql", "db/schema.sql", LAYOUT_AUTO, false},
        {"{engine}.sql", "sqlite.sql", LAYOUT_AUTO, false},
        {"/a/{database}.{engine}", "/a/main.sqlite", LAYOUT_ONE, true},
        {"/{database}/x{engine}y.sql", "/main/xsqlitey.sql", LAYOUT_ONE, true},
        {"a/{database}/{database}.sql", "a/main/main.sql", LAYOUT_ONE, true},
    };
    struct fixture *p = *state;
    void *ctx = p->ctx;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct snapshot_layout layout;
        assert_true(layout_below(ctx, cases[i].form, cases[i].output, cases[i].several, &layout, &p->diags));
        const char *path = layout_path(ctx, &layout, &(struct snapshot_identity){"main", 7, ENGINE_SQLITE});
        assert_string_equal(path, cases[i].path);
        struct snapshot_identity place;
        const char *below = path + strlen(layout.directory);
        assert_true(layout_match(ctx, layout.below, below + strspn(below, "/"), &place));
        assert_string_equal(place.database, strstr(layout.below, "{database}") ? "main" : "");
        assert_int_equal(place.version, strstr(layout.below, "{version}") ? 7 : -1);
        assert_int_equal(place.engine, strstr(layout.below, "{engine}") ? ENGINE_SQLITE : ENGINE_POSTGRES);
    }
}

static void other_paths_are_no_snapshots(void **state)
{
    static const struct {
        const char *below, *path;
    } cases[] = {
        {"{engine}.sql", "mysql.sql"},           {"{engine}.sql", "sqlite.sql.new"},
        {"{version}/{engine}", "x/sqlite"},      {"{version}/{engine}", "123456789/sqlite"},
        {"{database}.{engine}", "a/b.sqlite"},   {"{database}/{database}.sql", "a/b.sql"},
        {"{database}.{engine}", "main.sqlite/"},
    };
    struct fixture *p = *state;
    struct snapshot_identity place;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(layout_match(p->ctx, cases[i].below, cases[i].path, &place));
}

static void directories_of_snapshots(void **state)
{
    static const struct {
        const char *path, *directory;
    } cases[] = {
        {"db/59/main/full.sql.sqlite", "db"},
        {"59/main/full.sql", ""},
        {"a/main/full_schemas/59/full.sql.postgres", "a"},
        {"a/full_schemas/full.sql.sqlite", "a/full_schemas"},
        {"full_schemas/main/full.sql.sqlite", "full_schemas"},
        {"a/b/full.sql.sqlite", NULL},
        {"59/main/other.sql", NULL},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *directory = layout_directory(p->ctx, cases[i].path);
        if (cases[i].directory)
            assert_string_equal(directory, cases[i].directory);
        else
            assert_null(directory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(paths_and_what_they_mean),
        with_fixture(other_paths_are_no_snapshots),
        with_fixture(directories_of_snapshots),
    };
    return RUN_TAP("layout/layout", tests);
}
