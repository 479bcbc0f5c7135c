/* Cells that are read as expressions. */
#include "catalog/volatile.h"
#include "support.h"

static const char *const columns[] = {"id", "at"};

static struct cell text(const char *value)
{
    return (struct cell){value ? CELL_TEXT : CELL_NULL, value, value ? strlen(value) : 0};
}

static const char *expression_of(const struct volatiles *kept, const char *table, const char *id, const char *at)
{
    const struct cell cells[] = {text(id), text(at)};
    return volatiles_expression(kept, &(struct volatile_row){"", table, 2, columns, cells}, 1);
}

static struct volatiles *one_kept(struct fixture *p, const char *at)
{
    const struct cell cells[] = {text("1"), text(at)};
    struct volatiles *kept = volatiles_new(p->ctx);
    volatiles_add(kept, &(struct volatile_row){"", "t", 2, columns, cells}, 1, "now()");
    return kept;
}

static void a_telling_value_is_enough(void **state)
{
    const struct volatiles *kept = one_kept(*state, "2024-01-02 03:04:05");
    assert_string_equal(expression_of(kept, "t", "1", "2024-01-02 03:04:05"), "now()");
    assert_string_equal(expression_of(kept, "t", "2", "2024-01-02 03:04:05"), "now()");
    assert_null(expression_of(kept, "u", "1", "2024-01-02 03:04:05"));
    assert_null(expression_of(kept, "t", "1", "2024-01-02 03:04:06"));
    assert_null(expression_of(NULL, "t", "1", "2024-01-02 03:04:05"));
}

static void a_short_value_needs_its_row(void **state)
{
    const struct volatiles *kept = one_kept(*state, "3");
    assert_string_equal(expression_of(kept, "t", "1", "3"), "now()");
    assert_null(expression_of(kept, "t", "2", "3"));
    assert_null(expression_of(kept, "t", "1", NULL));
}

static void names_change(void **state)
{
    struct volatiles *kept = one_kept(*state, "2024-01-02");
    assert_true(volatiles_in_table(kept, "T"));
    assert_true(volatiles_in_column(kept, "at"));
    assert_false(volatiles_in_column(kept, "id"));
    volatiles_rename_table(kept, "t", "u");
    assert_false(volatiles_in_table(kept, "t"));
    assert_string_equal(expression_of(kept, "u", "1", "2024-01-02"), "now()");
    volatiles_rename_column(kept, "u", "at", "since");
    assert_null(expression_of(kept, "u", "1", "2024-01-02"));
    assert_true(volatiles_in_column(kept, "since"));
}

static void cells_compare_by_bytes(void **state)
{
    (void)state;
    const struct cell a = {CELL_BLOB, "a\0b", 3}, b = {CELL_BLOB, "a\0c", 3}, c = {CELL_TEXT, "a\0b", 3};
    assert_true(cells_equal(&a, &a));
    assert_false(cells_equal(&a, &b));
    assert_false(cells_equal(&a, &c));
}

static void names_of_the_server_are_known_once_told(void **state)
{
    (void)state;
    void *ctx = mem_root("kept");
    struct volatiles *kept = volatiles_new(ctx);
    static const char *const names[] = {"m", "z", "a", "m", "mm", ""};
    assert_false(volatiles_is_server_name(NULL, "m"));
    assert_false(volatiles_is_server_name(kept, "m"));
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        volatiles_add_server_name(kept, names[i]);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        assert_true(volatiles_is_server_name(kept, names[i]));
    assert_false(volatiles_is_server_name(kept, "b"));
    assert_false(volatiles_is_server_name(kept, "zz"));
    assert_true(volatiles_empty(kept));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(a_telling_value_is_enough),
        with_fixture(a_short_value_needs_its_row),
        with_fixture(names_change),
        cmocka_unit_test(cells_compare_by_bytes),
        cmocka_unit_test(names_of_the_server_are_known_once_told),
    };
    return RUN_TAP("volatile cells", tests);
}
