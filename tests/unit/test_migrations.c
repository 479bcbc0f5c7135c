/* Plain directories of migrations: their names, and the marks in their files. */
#include "support.h"

#include "apply/marks.h"
#include "schema/numbered.h"

/* The migrations of a directory with these files, as "version:name ..." */
static char *listed(struct fixture *p, const char *const *files)
{
    static int n;
    struct migrations m;
    char *dir = mem_printf(p->ctx, "migrations_%d", n++);
    assert_int_equal(mkdir(dir, 0700), 0);
    for (; *files; files++)
        put(path_join(p->ctx, dir, *files), "");
    if (!migrations_list(p->ctx, dir, &m, &p->diags))
        return NULL;
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < m.n; i++)
        fprintf(t.out, "%s%d:%s", i ? " " : "", m.items[i].version, m.items[i].name);
    return text_close(&t, p->ctx);
}

#define LISTED(...) listed(p, (const char *const[]){__VA_ARGS__, NULL})

static void every_form_of_name_is_ordered_by_its_number(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("V2__b.sql", "V10__c.sql", "V1__a.sql"), "1:V1__a.sql 2:V2__b.sql 10:V10__c.sql");
    assert_string_equal(LISTED("002_b.up.sql", "002_b.down.sql", "001_a.up.sql", "001_a.down.sql"),
                        "1:001_a.up.sql 2:002_b.up.sql");
    assert_string_equal(LISTED("9-b.sql", "10-c.sql", "8.sql"), "8:8.sql 9:9-b.sql 10:10-c.sql");
    assert_string_equal(LISTED("V1.10__c.sql", "V1.9__b.sql", "V1__a.sql", "V1_11__d.sql"),
                        "1:V1__a.sql 2:V1.9__b.sql 3:V1.10__c.sql 4:V1_11__d.sql");
    assert_string_equal(LISTED("20240201120000_b.sql", "20240101120000_a.sql"),
                        "1:20240101120000_a.sql 2:20240201120000_b.sql");
    assert_string_equal(LISTED("V1__a.sql", "R__views.sql", "R__rows.sql", "U1__a.sql"),
                        "1:V1__a.sql 2:R__rows.sql 3:R__views.sql");
    assert_int_equal(p->diags.n, 0);
}

static void what_is_no_migration_is_told(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("1_a.sql", "README.md", "seed.sql", ".hidden.sql", "Vx__b.sql", "1a.sql"), "1:1_a.sql");
    assert_int_equal(p->diags.n, 4);
    assert_int_equal(p->diags.n_errors, 0);
}

static void one_number_twice_has_no_order(void **state)
{
    struct fixture *p = *state;
    assert_null(LISTED("1_a.sql", "001_b.sql"));
    assert_non_null(strstr(printed(p), "/1_a.sql: has the number of 001_b.sql\n"));
}

static void a_directory_without_migrations_is_refused(void **state)
{
    struct fixture *p = *state;
    assert_null(LISTED("README.md"));
    assert_non_null(strstr(printed(p), "there is no migration in it"));
}

static void only_the_way_up_is_kept(void **state)
{
    static const char *const cases[][2] = {
        {"CREATE TABLE a (b);\n", "CREATE TABLE a (b);\n"},
        {"-- migrate:up\nA;\n-- migrate:down\nB;\n", "-- migrate:up\nA;\n               \n  \n"},
        {"old\n-- migrate:up transaction:false\nA;\n", "   \n-- migrate:up transaction:false\nA;\n"},
        {"-- +goose Up\nA;\n-- +goose Down\nB;", "-- +goose Up\nA;\n              \n  "},
        {"-- migrate:upward\nA;\n", "-- migrate:upward\nA;\n"},
        {"-- migrate:down\nB;\n-- migrate:up\nA;\n", "               \n  \n-- migrate:up\nA;\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, "%s", cases[i][0]);
        marks_keep_up(text);
        assert_string_equal(text, cases[i][1]);
    }
}

static void marks_may_refuse_a_transaction(void **state)
{
    (void)state;
    assert_true(marks_refuse_transaction("-- migrate:up transaction:false\nA;\n"));
    assert_true(marks_refuse_transaction("-- +goose NO TRANSACTION\n-- +goose Up\nA;\n"));
    assert_false(marks_refuse_transaction("-- migrate:up\nA;\n-- migrate:down transaction:false\nB;\n"));
    assert_false(marks_refuse_transaction("-- transaction:false\nA;\n"));
    assert_false(marks_refuse_transaction(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(every_form_of_name_is_ordered_by_its_number),
        with_fixture(what_is_no_migration_is_told),
        with_fixture(one_number_twice_has_no_order),
        with_fixture(a_directory_without_migrations_is_refused),
        with_fixture(only_the_way_up_is_kept),
        with_fixture(marks_may_refuse_a_transaction),
    };
    return RUN_TAP("migrations", tests);
}
