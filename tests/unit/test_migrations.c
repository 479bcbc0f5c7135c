/* Plain directories of migrations: which files run, and in which order. */
#include "support.h"

#include "schema/numbered.h"

/* The migrations of a directory with these files, as "version:name ..." */
static char *listed(struct fixture *p, const char *const *files)
{
    struct migrations m;
    char *dir;
    int n = 0;
    do {
        dir = mem_printf(p->ctx, "migrations_%d", n++);
    } while (is_directory(dir));
    for (; *files; files++)
        put(path_join(p->ctx, dir, *files), "");
    if (!migrations_list(p->ctx, root_open(p->ctx, dir, &p->diags), NULL, &m, &p->diags))
        return NULL;
    unrun_warn(&m.unrun, true, &p->diags);
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
    assert_string_equal(LISTED("001.do.a.sql", "002.do.sql", "002.undo.sql", "001.undo.a.sql"),
                        "1:001.do.a.sql 2:002.do.sql");
    assert_string_equal(LISTED("20240201120000_b.sql", "20240101120000_a.sql"),
                        "1:20240101120000_a.sql 2:20240201120000_b.sql");
    assert_string_equal(LISTED("20240131_02_b.sql", "20240131_01_a.sql", "20240201_01_c.sql"),
                        "1:20240131_01_a.sql 2:20240131_02_b.sql 3:20240201_01_c.sql");
    assert_string_equal(LISTED("20240201120000123456789012_b.sql", "20240201120000123456789011_a.sql"),
                        "1:20240201120000123456789011_a.sql 2:20240201120000123456789012_b.sql");
    assert_int_equal(p->diags.n, 0);
}

static void versions_are_compared_part_by_part(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("V1.10__c.sql", "V1.9__b.sql", "V1__a.sql", "V1_11__d.sql", "V1_2__2.sql"),
                        "1:V1__a.sql 2:V1_2__2.sql 3:V1.9__b.sql 4:V1.10__c.sql 5:V1_11__d.sql");
    assert_null(LISTED("V1__a.sql", "V1.0__b.sql"));
    assert_non_null(strstr(printed(p), "/V1__a.sql: has the number of V1.0__b.sql\n"));
}

static void numbers_that_cannot_be_versions_are_replaced_by_places(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("999999_b.sql", "3_a.sql"), "3:3_a.sql 999999:999999_b.sql");
    assert_string_equal(LISTED("1000000_b.sql", "3_a.sql"), "1:3_a.sql 2:1000000_b.sql");
    assert_string_equal(LISTED("0_a.sql", "7_b.sql"), "1:0_a.sql 2:7_b.sql");
    assert_int_equal(p->diags.n, 0);
}

static void repeated_ones_run_last_by_name(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("V7__a.sql", "R__views.sql", "R__rows.sql", "U7__a.sql"),
                        "1:V7__a.sql 2:R__rows.sql 3:R__views.sql");
    assert_string_equal(LISTED("V7__a.sql", "x/R__b.sql", "y/R__a.sql"), "1:V7__a.sql 2:y/R__a.sql 3:x/R__b.sql");
    assert_int_equal(p->diags.n, 0);
}

static void what_takes_back_runs_where_there_is_nothing_to_take_back(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("V1__a.sql", "U2__b.sql", "V3__c.sql", "U3__c.sql"),
                        "1:V1__a.sql 2:U2__b.sql 3:V3__c.sql");
    assert_int_equal(p->diags.n, 0);
}

static void a_baseline_stands_for_what_is_before_it(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("V1__a.sql", "V2__b.sql", "B2__all.sql", "B1__old.sql", "V3__c.sql", "R__v.sql"),
                        "1:B2__all.sql 2:V3__c.sql 3:R__v.sql");
    assert_int_equal(p->diags.n, 0);
}

static void directories_are_migrations_or_looked_into(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("2024-02-01-120000_b/up.sql", "2024-02-01-120000_b/down.sql", "20240101000000_a/up.sql",
                               "2024-01-20_between/up.sql"),
                        "1:20240101000000_a/up.sql 2:2024-01-20_between/up.sql 3:2024-02-01-120000_b/up.sql");
    assert_string_equal(LISTED("1_init/migration.sql", "10_later/migration.sql", "2_last/migration.sql",
                               "extra/migration.sql", "migration_lock.toml"),
                        "1:10_later/migration.sql 2:1_init/migration.sql 3:2_last/migration.sql "
                        "4:extra/migration.sql");
    assert_string_equal(LISTED("common/V1__a.sql", "postgres/more/V2__b.sql"),
                        "1:common/V1__a.sql 2:postgres/more/V2__b.sql");
    assert_int_equal(p->diags.n, 0);
}

static void what_is_no_migration_is_told(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("1_a.sql", "README.md", "seed.sql", ".hidden.sql", "Vx__b.sql", "V3_c.sql"),
                        "1:1_a.sql");
    assert_string_equal(LISTED("1_a.sql", "2_b.go", "3_c/run.sh", "4_d.down.sql", "below/5_e.sql", "V1__a.sql.conf"),
                        "1:1_a.sql");
    assert_string_equal(
        printed(p),
        "migrations_0/V3_c.sql: warning: passed over: not the name of a migration, such as 001_rooms.sql\n"
        "migrations_0/Vx__b.sql: warning: passed over: not the name of a migration, such as 001_rooms.sql\n"
        "migrations_0/seed.sql: warning: passed over: not the name of a migration, such as 001_rooms.sql\n"
        "migrations_1/2_b.go: warning: passed over: its number makes it a migration, but only those in SQL can be run\n"
        "migrations_1/3_c: warning: passed over: it has a migration's name, but neither up.sql nor migration.sql in "
        "it\n"
        "migrations_1/below: warning: passed over: SQL in directories below is read where its names are such as "
        "V1__rooms.sql\n"
        "migrations_1/4_d.down.sql: warning: passed over: it takes back a migration that is not there\n");
}

static void many_of_one_reason_are_counted(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(LISTED("1_a.sql", "2.go", "3.go", "4.go", "5.go", "6.go"), "1:1_a.sql");
    assert_int_equal(p->diags.n, 4);
    assert_non_null(strstr(printed(p), "migrations_0: warning: 2 more passed over: its number makes it"));
}

static void one_number_twice_has_no_order(void **state)
{
    struct fixture *p = *state;
    assert_null(LISTED("1_a.sql", "001_b.sql"));
    assert_string_equal(printed(p), "migrations_0/1_a.sql: has the number of 001_b.sql\n"
                                    "hint: migrations run in the order of their numbers; give one of them another\n");
    assert_null(LISTED("h2/V1__a.sql", "postgres/V1__a.sql"));
    assert_non_null(strstr(printed(p), "-s names one of them"));
    assert_null(LISTED("1_a.sql", "1_b.sql", "1_c.sql", "1_d.sql", "1_e.sql", "1_f.sql", "1_g.sql"));
    assert_non_null(strstr(printed(p), ": 1 more have the number of another"));
}

static void sql_migrate_orders_one_number_by_name(void **state)
{
    struct fixture *p = *state;
    struct migrations m;
    put("m/8_b.sql", "-- +migrate Up\n");
    put("m/8_a.sql", "-- +migrate Up\n");
    put("m/9_c.sql", "-- +migrate Up\n");
    assert_true(migrations_list(p->ctx, root_open(p->ctx, "m", &p->diags), NULL, &m, &p->diags));
    assert_string_equal(m.items[0].name, "8_a.sql");
    assert_string_equal(m.items[1].name, "8_b.sql");
    assert_int_equal(m.items[2].version, 3);
}

static void a_directory_without_migrations_is_refused_with_what_to_do(void **state)
{
    struct fixture *p = *state;
    assert_null(LISTED("README.md"));
    assert_null(LISTED("1_a.down.sql"));
    assert_null(LISTED("migrations/1_a.sql"));
    assert_null(LISTED("main/delta/1/01_a.sql"));
    const char *text = printed(p);
    assert_non_null(strstr(text, "migrations_0: there is no migration in it\nhint: migrations are files such as V1__"));
    assert_non_null(
        strstr(text, "migrations_1: there is no migration in it\nhint: 1_a.down.sql and its like are down"));
    assert_non_null(strstr(text, "hint: -s names the directory of the migrations themselves, perhaps "
                                 "migrations_2/migrations\n"));
    assert_non_null(strstr(text, "migrations_3: there is no migration in it\nhint: it is a schema directory: leave "
                                 "out --layout-in numbered\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(every_form_of_name_is_ordered_by_its_number),
        with_fixture(versions_are_compared_part_by_part),
        with_fixture(numbers_that_cannot_be_versions_are_replaced_by_places),
        with_fixture(repeated_ones_run_last_by_name),
        with_fixture(what_takes_back_runs_where_there_is_nothing_to_take_back),
        with_fixture(a_baseline_stands_for_what_is_before_it),
        with_fixture(directories_are_migrations_or_looked_into),
        with_fixture(what_is_no_migration_is_told),
        with_fixture(many_of_one_reason_are_counted),
        with_fixture(one_number_twice_has_no_order),
        with_fixture(sql_migrate_orders_one_number_by_name),
        with_fixture(a_directory_without_migrations_is_refused_with_what_to_do),
    };
    return RUN_TAP("migrations", tests);
}
