#include "support.h"

#include "schema/tree.h"

static void put_smallest_tree(void)
{
    put("s/common/schema_version.sql", "");
    put("s/common/delta/3/a.sql", "");
}

static const struct schema_tree *open_tree(struct fixture *p)
{
    return schema_tree_open(p->ctx, "s", &tree_layout_databases, NULL, &p->diags);
}

static void databases_and_versions_are_found(void **state)
{
    struct fixture *p = *state;
    put_smallest_tree();
    put("s/state/delta/10/a.sql", "");
    put("s/state/delta/9/a.sql", "");
    put("s/main/delta/9/b.sql", "");
    put("s/main/delta/100/b.sql", "");
    put("s/archive/full_schemas/9/full.sql.sqlite", "");
    put("s/util/helper.sql", "");
    put("s/.git/delta/1/a.sql", "");
    put("s/README.md", "");
    const struct schema_tree *t = open_tree(p);
    assert_non_null(t);
    assert_int_equal(t->n_databases, 3);
    assert_string_equal(t->databases[0], "archive");
    assert_string_equal(t->databases[1], "main");
    assert_string_equal(t->databases[2], "state");
    assert_int_equal(t->n_versions, 4);
    static const int versions[] = {3, 9, 10, 100};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(t->versions[i], versions[i]);
    assert_int_equal(t->version, 100);
    assert_true(schema_tree_has(t, "common"));
    assert_true(schema_tree_has(t, "main"));
    assert_false(schema_tree_has(t, "util"));
    assert_string_equal(printed(p), "");
}

static void holding_full_schemas_is_noticed(void **state)
{
    static const char *const places[] = {"s/common/full_schemas/1/x", "s/main/full_schemas/1/x"};
    struct fixture *p = *state;
    put_smallest_tree();
    put("s/main/delta/1/a.sql", "");
    put("s/full_schemas/1/common/full.sql.sqlite", "");
    assert_false(open_tree(p)->holds_full_schemas);
    for (size_t i = 0; i < 2; i++) {
        put(places[i], "");
        assert_true(open_tree(p)->holds_full_schemas);
        assert_int_equal(unlink(places[i]), 0);
        remove_tree(p->ctx, i ? "s/main/full_schemas" : "s/common/full_schemas");
    }
}

static void a_final_slash_is_no_part_of_the_path(void **state)
{
    struct fixture *p = *state;
    put_smallest_tree();
    assert_string_equal(schema_tree_open(p->ctx, "s///", &tree_layout_databases, NULL, &p->diags)->path, "s");
    assert_string_equal(
        schema_tree_open(p->ctx, mem_printf(p->ctx, "%s/s/", p->dir), &tree_layout_databases, NULL, &p->diags)->path,
        mem_printf(p->ctx, "%s/s", p->dir));
}

static void version_directories_spell_numbers(void **state)
{
    struct fixture *p = *state;
    put_smallest_tree();
    put("s/common/delta/0/a.sql", "");
    put("s/common/delta/007/a.sql", "");
    put("s/common/delta/8x/a.sql", "");
    put("s/common/delta/-1/a.sql", "");
    put("s/common/delta/12345678901234567890/a.sql", "");
    put("s/common/delta/__pycache__/a.pyc", "");
    put("s/common/delta/9", "a file");
    const struct schema_tree *t = open_tree(p);
    assert_int_equal(t->n_versions, 2);
    assert_int_equal(t->versions[0], 0);
    assert_int_equal(t->versions[1], 3);
    assert_string_equal(printed(p), "");
}

static void the_own_version_may_be_declared(void **state)
{
    static const struct {
        const char *init;
        int version;
    } cases[] = {
        {"SCHEMA_VERSION = 59\n", 59},
        {"SCHEMA_VERSION=59", 59},
        {"SCHEMA_VERSION\t=\t59  # remember to update the changelog\n", 59},
        {"SCHEMA_VERSION: int = 59\n", 59},
        {"SCHEMA_VERSION: Final = 59\n", 59},
        {"import os\n\n\"\"\"Text.\"\"\"\nSCHEMA_VERSION = 1\nSCHEMA_COMPAT_VERSION = 60\n", 1},
        {"SCHEMA_COMPAT_VERSION = 60\nSCHEMA_VERSION = 61\n", 61},
        {"SCHEMA_VERSION = 59  # was: SCHEMA_VERSION = 58\n", 59},
        /* None of these declares one: the highest delta directory counts. */
        {"", 3},
        {"# SCHEMA_VERSION = 59\n", 3},
        {"    SCHEMA_VERSION = 59\n", 3},
        {"OLD_SCHEMA_VERSION = 59\n", 3},
        {"SCHEMA_VERSION == 59\n", 3},
    };
    struct fixture *p = *state;
    put_smallest_tree();
    assert_int_equal(open_tree(p)->version, 3);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put("s/__init__.py", cases[i].init);
        const struct schema_tree *t = open_tree(p);
        if (!t || t->version != cases[i].version)
            fail_msg("%s: %d, %d expected", cases[i].init, t ? t->version : -1, cases[i].version);
    }
    put("s/__init__.py", "SCHEMA_VERSION = 59 # \xE9\n");
    assert_null(open_tree(p));
    assert_memory_equal(printed(p), "s/__init__.py:1:23: not UTF-8: byte 0xE9\n", 41);
}

static void what_is_no_schema_directory_is_refused(void **state)
{
    static const char layout[] = "hint: a schema directory holds common/schema_version.sql, common/delta/<N>/ and one "
                                 "directory with delta/<N>/ for each logical database\n";
    static const char none[] = "hint: -s DIR names it; fullschema init lays out a new one\n";
    static const char migrations[] = "hint: a schema directory holds common/schema_version.sql, common/delta/<N>/ and "
                                     "one directory with delta/<N>/ for each logical database; migrations are files "
                                     "such as 001_rooms.sql\n";
    struct fixture *p = *state;
    assert_null(open_tree(p));
    assert_int_equal(mkdir("s", 0700), 0);
    assert_null(open_tree(p));
    put("s/common/schema_version.sql", "");
    assert_null(open_tree(p));
    put("s/main/delta/1/a.sql", "");
    assert_non_null(open_tree(p));
    assert_int_equal(unlink("s/common/schema_version.sql"), 0);
    assert_null(open_tree(p));
    put("file", "");
    assert_null(schema_tree_open(p->ctx, "file", &tree_layout_databases, NULL, &p->diags));
    assert_string_equal(
        printed(p),
        mem_printf(p->ctx,
                   "s: no such schema directory\n%s"
                   "s: not a schema directory: there is no delta in it, and no migration\n%s"
                   "s: not a schema directory: there is no delta in it, and no migration\n%s"
                   "s/common/schema_version.sql: not found: it makes the bookkeeping tables and runs first\n%s"
                   "file: is no directory, so no schema directory\n%s",
                   none, migrations, migrations, layout, none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(databases_and_versions_are_found),     with_fixture(holding_full_schemas_is_noticed),
        with_fixture(a_final_slash_is_no_part_of_the_path), with_fixture(version_directories_spell_numbers),
        with_fixture(the_own_version_may_be_declared),      with_fixture(what_is_no_schema_directory_is_refused),
    };
    return RUN_TAP("schema/tree", tests);
}
