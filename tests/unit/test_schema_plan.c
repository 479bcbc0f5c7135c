#include "support.h"

#include "schema/plan.h"
#include "schema/unrun_find.h"

static const struct schema_tree *open_tree(struct fixture *p)
{
    const struct schema_tree *t = schema_tree_open(p->ctx, "s", &tree_layout_databases, NULL, &p->diags);
    assert_non_null(t);
    return t;
}

/* One line a step: b (bookkeeping), s (base snapshot) or d (delta), version, path. */
static const char *steps(struct fixture *p, const struct plan *plan)
{
    struct text t;
    assert_non_null(plan);
    text_open(&t);
    for (size_t i = 0; i < plan->n_steps; i++)
        fprintf(t.out, "%c %d %s\n", "bsd"[plan->steps[i].kind], plan -> steps[i].version, plan->steps[i].path);
    return text_close(&t, p->ctx);
}

static const char *plan_of(struct fixture *p, const char *database, enum engine engine, int base, int target)
{
    return steps(p, plan_make(p->ctx, open_tree(p), database, engine, base, target, &p->diags));
}

static void put_tree(void)
{
    put("s/common/schema_version.sql", "");
    put("s/common/delta/1/20_c.sql", "");
    put("s/common/delta/3/b.sql.postgres", "");
    put("s/main/delta/1/100_m.sql", "");
    put("s/main/delta/1/20_b.sql", "");
    put("s/main/delta/1/20_d.sql.sqlite", "");
    put("s/main/delta/2/_.sql", "");
    put("s/main/delta/2/Z.sql", "");
    put("s/main/delta/2/a.sql", "");
    put("s/main/delta/10/a.sql", "");
    put("s/state/delta/1/0.sql", "");
}

static void deltas_of_a_version_run_together_by_file_name(void **state)
{
    struct fixture *p = *state;
    put_tree();
    assert_string_equal(plan_of(p, "main", ENGINE_SQLITE, NO_BASE, 10), "b 0 s/common/schema_version.sql\n"
                                                                        "d 1 s/main/delta/1/100_m.sql\n"
                                                                        "d 1 s/main/delta/1/20_b.sql\n"
                                                                        "d 1 s/common/delta/1/20_c.sql\n"
                                                                        "d 1 s/main/delta/1/20_d.sql.sqlite\n"
                                                                        "d 2 s/main/delta/2/Z.sql\n"
                                                                        "d 2 s/main/delta/2/_.sql\n"
                                                                        "d 2 s/main/delta/2/a.sql\n"
                                                                        "d 10 s/main/delta/10/a.sql\n");
}

static void each_database_and_engine_has_its_own_files(void **state)
{
    struct fixture *p = *state;
    put_tree();
    assert_string_equal(plan_of(p, "common", ENGINE_POSTGRES, NO_BASE, 10), "b 0 s/common/schema_version.sql\n"
                                                                            "d 1 s/common/delta/1/20_c.sql\n"
                                                                            "d 3 s/common/delta/3/b.sql.postgres\n");
    assert_string_equal(plan_of(p, "state", ENGINE_SQLITE, NO_BASE, 10), "b 0 s/common/schema_version.sql\n"
                                                                         "d 1 s/state/delta/1/0.sql\n"
                                                                         "d 1 s/common/delta/1/20_c.sql\n");
}

static void a_plan_ends_at_its_target(void **state)
{
    struct fixture *p = *state;
    put_tree();
    assert_string_equal(plan_of(p, "common", ENGINE_POSTGRES, NO_BASE, 2), "b 0 s/common/schema_version.sql\n"
                                                                           "d 1 s/common/delta/1/20_c.sql\n");
}

static void what_is_no_sql_is_not_run(void **state)
{
    struct fixture *p = *state;
    put("s/common/schema_version.sql", "");
    put("s/common/delta/1/a.sql", "");
    put("s/common/delta/1/.b.sql", "");
    put("s/common/delta/1/c.md", "");
    put("s/common/delta/1/d.sql/inside.sql", "");
    put("s/common/delta/1/e.pyc", "");
    put("s/common/delta/1/__pycache__/f.sql", "");
    assert_string_equal(plan_of(p, "common", ENGINE_SQLITE, NO_BASE, 1), "b 0 s/common/schema_version.sql\n"
                                                                         "d 1 s/common/delta/1/a.sql\n");
}

static void put_bases(void)
{
    put_tree();
    put("s/common/full_schemas/1/full.sql.postgres", "");
    put("s/common/full_schemas/1/full.sql.sqlite", "");
    put("s/common/full_schemas/2/full.sql", "");
    put("s/common/full_schemas/2/README.txt", "");
    put("s/main/full_schemas/2/full2.sql.sqlite", "");
    put("s/main/full_schemas/2/another.sql.sqlite", "");
    put("s/main/full_schemas/3/full.sql.sqlite", "");
    put("s/common/full_schemas/10/full.sql", "");
}

static void a_base_snapshot_replaces_the_deltas_up_to_it(void **state)
{
    struct fixture *p = *state;
    put_bases();
    assert_string_equal(plan_of(p, "main", ENGINE_SQLITE, 2, 10), "b 0 s/common/schema_version.sql\n"
                                                                  "s 2 s/main/full_schemas/2/another.sql.sqlite\n"
                                                                  "s 2 s/common/full_schemas/2/full.sql\n"
                                                                  "s 2 s/main/full_schemas/2/full2.sql.sqlite\n"
                                                                  "d 10 s/main/delta/10/a.sql\n");
    assert_string_equal(plan_of(p, "common", ENGINE_POSTGRES, 1, 3), "b 0 s/common/schema_version.sql\n"
                                                                     "s 1 s/common/full_schemas/1/full.sql.postgres\n"
                                                                     "d 3 s/common/delta/3/b.sql.postgres\n");
}

static void the_base_is_the_highest_below_unless_chosen(void **state)
{
    static const struct {
        int target, wanted, base; /* base -9: refused */
    } cases[] = {
        {10, BASE_HIGHEST, 2},
        {11, BASE_HIGHEST, 10},
        {3, BASE_HIGHEST, 2},
        {2, BASE_HIGHEST, 1},
        {1, BASE_HIGHEST, NO_BASE},
        {10, NO_BASE, NO_BASE},
        {10, 1, 1},
        {10, 2, 2},
        /* main alone has a 3; what counts is common's. */
        {10, 3, -9},
        {10, 10, -9},
        {2, 10, -9},
        {10, 7, -9},
    };
    struct fixture *p = *state;
    put_bases();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int base = 1234;
        bool ok = plan_base(p->ctx, open_tree(p), cases[i].target, cases[i].wanted, &base, &p->diags);
        assert_int_equal(ok, cases[i].base != -9);
        if (ok)
            assert_int_equal(base, cases[i].base);
    }
    assert_string_equal(printed(p), "s/common/full_schemas/3: no such base snapshot\n"
                                    "s/common/full_schemas/10: the base must be below the version to make, 10\n"
                                    "s/common/full_schemas/10: the base must be below the version to make, 2\n"
                                    "s/common/full_schemas/7: no such base snapshot\n");
}

static void without_snapshots_there_is_no_base(void **state)
{
    struct fixture *p = *state;
    int base = 1234;
    put_tree();
    assert_true(plan_base(p->ctx, open_tree(p), 10, BASE_HIGHEST, &base, &p->diags));
    assert_int_equal(base, NO_BASE);
}

static void programs_stand_among_the_deltas_by_name(void **state)
{
    struct fixture *p = *state;
    put_tree();
    put("s/main/delta/9/a.sql", "");
    put("s/main/delta/9/b.py", "");
    put("s/common/delta/9/c.sql", "");
    put("s/main/delta/9/dir.py/x", "");
    const struct plan *plan = plan_make(p->ctx, open_tree(p), "main", ENGINE_SQLITE, 8, 9, &p->diags);
    assert_non_null(plan);
    assert_int_equal(plan->n_steps, 4);
    assert_string_equal(plan->steps[2].name, "b.py");
    for (size_t i = 0; i < plan->n_steps; i++)
        assert_int_equal(plan->steps[i].program, i == 2);
}

static void a_name_twice_in_one_version_is_an_error(void **state)
{
    struct fixture *p = *state;
    put_tree();
    assert_true(plan_check_tree(p->ctx, open_tree(p), NO_BASE, 10, &p->diags));
    put("s/state/delta/1/20_c.sql", "");
    put("s/state/delta/10/a.sql", "");
    put("s/state/delta/3/a.sql", ""); /* another version has it: no error */
    assert_false(plan_check_tree(p->ctx, open_tree(p), NO_BASE, 10, &p->diags));
    assert_string_equal(
        printed(p), "s/state/delta/1/20_c.sql: the same delta name twice in version 1: also s/common/delta/1/20_c.sql\n"
                    "hint: rename one: applied deltas are recorded by version and file name\n"
                    "s/state/delta/10/a.sql: the same delta name twice in version 10: also s/main/delta/10/a.sql\n"
                    "hint: rename one: applied deltas are recorded by version and file name\n");
    diags_init(&p->diags, p->ctx);
    assert_true(plan_check_tree(p->ctx, open_tree(p), 1, 9, &p->diags));
    assert_string_equal(printed(p), "");
}

static void what_does_not_run_is_told(void **state)
{
    struct fixture *p = *state;
    const struct unrun_scope scope = {NO_BASE, 10, false, NULL};
    struct unrun_list unrun;
    put_tree();
    put("s/main/delta/1/notes.txt", "");
    put("s/main/delta/1/b.sql.mysql", "");
    put("s/main/delta/1/sub/c.sql", "");
    put("s/main/delta/1/__pycache__/c.pyc", "");
    put("s/main/delta/1/d.pyc", "");
    put("s/main/delta/1/.e.sql.swp", "");
    assert_true(unrun_find(p->ctx, open_tree(p), &scope, &unrun, &p->diags));
    unrun_warn(&unrun, true, &p->diags);
    assert_string_equal(
        printed(p),
        "s/main/delta/1/b.sql.mysql: warning: passed over: not x.sql, x.sql.postgres, x.sql.sqlite or x.py\n"
        "s/main/delta/1/notes.txt: warning: passed over: not x.sql, x.sql.postgres, x.sql.sqlite or x.py\n"
        "s/main/delta/1/sub: warning: passed over: not x.sql, x.sql.postgres, x.sql.sqlite or x.py\n");
    assert_true(unrun.items[0].is_delta);
    assert_false(unrun.items[1].is_delta);
    assert_string_equal(unrun.items[2].file, "s/main/delta/1/sub/c.sql");
    diags_init(&p->diags, p->ctx);
    unrun_accept(&unrun, "s", (const char *const[]){"main/delta/1/sub", "main/delta/1/b.sql.mysql", NULL}, &p->diags);
    unrun_warn(&unrun, false, &p->diags);
    assert_string_equal(
        printed(p),
        "s/main/delta/1/notes.txt: warning: passed over: not x.sql, x.sql.postgres, x.sql.sqlite or x.py\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(deltas_of_a_version_run_together_by_file_name),
        with_fixture(each_database_and_engine_has_its_own_files),
        with_fixture(a_plan_ends_at_its_target),
        with_fixture(what_is_no_sql_is_not_run),
        with_fixture(a_base_snapshot_replaces_the_deltas_up_to_it),
        with_fixture(the_base_is_the_highest_below_unless_chosen),
        with_fixture(without_snapshots_there_is_no_base),
        with_fixture(programs_stand_among_the_deltas_by_name),
        with_fixture(a_name_twice_in_one_version_is_an_error),
        with_fixture(what_does_not_run_is_told),
    };
    return RUN_TAP("schema/plan", tests);
}
