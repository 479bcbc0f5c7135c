/* What differs between two models: the walk, the order of columns, what is swallowed, counting. */
#include "diffing.h"

static void nothing_differs(void **state)
{
    struct fixture *p = *state;
    struct written models[2];
    for (int i = 0; i < 2; i++) {
        models[i] = write_model(p->ctx, ENGINE_POSTGRES);
        put_item(&models[i], &model_table, "", "t", NULL);
        put_item(&models[i], &model_column, "t", "a", "type", "text", "position", "1", NULL);
    }
    struct comparison c = compare(&models[0], &models[1]);
    assert_int_equal(c.n_changes, 0);
}

static void attributes_are_told_by_name(void **state)
{
    struct fixture *p = *state;
    struct written a = write_model(p->ctx, ENGINE_POSTGRES), b = write_model(p->ctx, ENGINE_POSTGRES);
    put_item(&a, &model_column, "t", "a", "type", "text", "storage", "main", NULL);
    put_item(&b, &model_column, "t", "a", "type", "text", "statistics", "7", NULL);
    struct comparison c = compare(&a, &b);
    assert_told(p->ctx, &c, "safe changed column t.a (statistics: - -> 7) (storage: main -> -) [column-storage]");
}

static void a_whole_table_tells_its_columns_itself(void **state)
{
    struct fixture *p = *state;
    struct written a = write_model(p->ctx, ENGINE_POSTGRES), b = write_model(p->ctx, ENGINE_POSTGRES);
    put_item(&a, &model_table, "", "old", NULL);
    put_item(&a, &model_column, "old", "x", "type", "text", NULL);
    put_item(&a, &model_row, "old", "('1')", "x", "'1'", NULL);
    put_item(&b, &model_table, "", "new", NULL);
    put_item(&b, &model_column, "new", "a", "type", "text", NULL);
    put_item(&b, &model_constraint, "new", "k", "type", "UNIQUE", "definition", "UNIQUE (a)", NULL);
    put_item(&b, &model_index, "new", "i", "keys", "a", NULL);
    struct comparison c = compare(&a, &b);
    assert_told(p->ctx, &c, "safe added table new [table-added]", "safe added index new.i [table-added]",
                "breaking removed table old [table-removed]", "breaking removed row old.('1') [row-removed]");
}

static void columns_in(const struct written *m, const char *order)
{
    for (int i = 0; order[i]; i++)
        put_item(m, &model_column, "t", (char[]){order[i], '\0'}, "type", "text", "position",
                 (char[]){(char)('1' + i), '\0'}, NULL);
}

static void only_the_order_of_common_columns_counts(void **state)
{
    struct fixture *p = *state;
    struct written a = write_model(p->ctx, ENGINE_POSTGRES), b = write_model(p->ctx, ENGINE_POSTGRES);
    columns_in(&a, "xabc");
    columns_in(&b, "abyzc");
    struct comparison c = compare(&a, &b);
    assert_told(p->ctx, &c, "breaking removed column t.x [column-removed]", "safe added column t.y [column-added]",
                "safe added column t.z [column-added]");
}

static void the_fewest_columns_have_moved(void **state)
{
    struct fixture *p = *state;
    struct written a = write_model(p->ctx, ENGINE_POSTGRES), b = write_model(p->ctx, ENGINE_POSTGRES);
    columns_in(&a, "abcde");
    columns_in(&b, "bcdae");
    struct comparison c = compare(&a, &b);
    assert_told(p->ctx, &c, "care changed column t.a (position: 1 -> 4) [column-position]");
}

static void a_missing_side_counts_once(void **state)
{
    struct fixture *p = *state;
    struct written a = write_model(p->ctx, ENGINE_SQLITE);
    put_item(&a, &model_table, "", "t", NULL);
    put_item(&a, &model_view, "", "v", "definition", "SELECT 1", NULL);
    const struct model *model = model_finish(a.draft);
    struct comparison items[2] = {{0}, {0}};
    diff_models(p->ctx, model, NULL, &items[0]);
    diff_models(p->ctx, NULL, model, &items[1]);
    assert_told(p->ctx, &items[0], "breaking removed table t [table-removed]",
                "breaking removed view v [view-removed]");
    assert_told(p->ctx, &items[1], "safe added table t [table-added]", "safe added view v [view-added]");
    struct change_counts counts = difference_count(&(struct difference){.items = items, .n = 2});
    assert_int_equal(counts.total, 2);
    assert_int_equal(counts.of[CHANGE_BREAKING], 2);
}

static void changes_are_counted_by_class(void **state)
{
    struct fixture *p = *state;
    struct written a = write_model(p->ctx, ENGINE_POSTGRES), b = write_model(p->ctx, ENGINE_POSTGRES);
    put_item(&a, &model_column, "t", "a", "type", "text", NULL);
    put_item(&a, &model_column, "t", "b", "type", "integer", NULL);
    put_item(&b, &model_column, "t", "a", "type", "text", "collation", "\"C\"", NULL);
    put_item(&b, &model_table, "", "u", NULL);
    struct comparison c = compare(&a, &b);
    struct change_counts counts = difference_count(&(struct difference){.items = &c, .n = 1});
    assert_int_equal(counts.total, 3);
    assert_int_equal(counts.of[CHANGE_SAFE], 1);
    assert_int_equal(counts.of[CHANGE_CARE], 1);
    assert_int_equal(counts.of[CHANGE_BREAKING], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(nothing_differs),
        with_fixture(attributes_are_told_by_name),
        with_fixture(a_whole_table_tells_its_columns_itself),
        with_fixture(only_the_order_of_common_columns_counts),
        with_fixture(the_fewest_columns_have_moved),
        with_fixture(a_missing_side_counts_once),
        with_fixture(changes_are_counted_by_class),
    };
    return RUN_TAP("diff_compare", tests);
}
