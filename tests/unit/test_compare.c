/* What stands behind comparing: places of snapshots, tokens of deltas, parts of models. */
#include "support.h"

#include "check/tokens.h"
#include "engine/engine.h"
#include "model/kinds.h"
#include "model/read.h"
#include "model/subset.h"
#include "source/private.h"

static void places_tell_database_and_version(void **state)
{
    struct fixture *p = *state;
    static const struct {
        const char *place;
        const char *database; /* NULL: no snapshot */
        int version;
        bool named;
    } cases[] = {
        {"/out/59/main/full.sql.postgres", "main", 59, false},
        {"/out/59/main/full.sql.postgres", "main", 59, true},
        {"59/main/full.sql.sqlite", "main", 59, false},
        {"/s/main/full_schemas/59/full.sql.sqlite", "main", 59, true},
        {"/full_schemas/59/main/full.sql.sqlite", "main", 59, false},
        {"/old/main/full.sql.sqlite", "main", -1, false},
        {"/old/main/full.sql.sqlite", "", -1, true},
        {"full.sql.sqlite", "", -1, true},
        {"/out/59/main/full.sqlite", NULL, 0, false},
        {"/out/59/main/full.sql.", NULL, 0, false},
        {"/out/59/main/full.sql.oracle", NULL, 0, false},
        {"/out/59/main/other.sql.sqlite", NULL, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct candidates found = {0};
        candidates_add(p->ctx, &found, cases[i].place, "x", cases[i].named, NULL);
        assert_int_equal(found.n, cases[i].database != NULL);
        if (!cases[i].database)
            continue;
        assert_string_equal(found.items[0].database, cases[i].database);
        assert_int_equal(found.items[0].version, cases[i].version);
    }
}

static void without_an_engine_it_is_for_both(void **state)
{
    struct fixture *p = *state;
    struct candidates found = {0};
    candidates_add(p->ctx, &found, "s/common/full_schemas/54/full.sql", "x", false, NULL);
    assert_int_equal(found.n, ENGINE_COUNT);
    for (size_t i = 0; i < found.n; i++) {
        assert_int_equal(found.items[i].engine, i);
        assert_string_equal(found.items[i].database, "common");
        assert_int_equal(found.items[i].version, 54);
    }
}

static void one_version_of_a_directory_counts(void **state)
{
    struct fixture *p = *state;
    struct candidates found = {0};
    candidates_add(p->ctx, &found, "o/58/main/full.sql.sqlite", "a", false, NULL);
    candidates_add(p->ctx, &found, "o/59/main/full.sql.sqlite", "b", false, NULL);
    struct candidates highest = found, none = found;
    highest.items = mem_copy(p->ctx, found.items, 2 * sizeof(*found.items));
    assert_true(candidates_choose(&highest, VERSION_HIGHEST, "o", &p->diags));
    assert_int_equal(highest.n, 1);
    assert_string_equal(highest.items[0].path, "b");
    assert_false(candidates_choose(&none, 60, "o", &p->diags));
    assert_non_null(strstr(printed(p), "it has those of 58, 59"));
    candidates_add(p->ctx, &found, "o/main/full_schemas/59/full.sql.sqlite", "c", false, NULL);
    assert_false(candidates_choose(&found, 59, "o", &p->diags));
    assert_non_null(strstr(printed(p), "two snapshots of main for sqlite: b and c"));
}

static void expect_word(const struct tokens *tokens, size_t i, const char *text, int line, int statement, bool literal)
{
    assert_true(i < tokens->n);
    assert_string_equal(tokens->items[i].text, text);
    assert_int_equal(tokens->items[i].line, line);
    assert_int_equal(tokens->items[i].statement, statement);
    assert_int_equal(tokens->items[i].literal, literal);
}

static void words_are_names_as_the_engine_folds_them(void **state)
{
    struct fixture *p = *state;
    static const char sql[] = "-- Rooms\nDROP Rooms;\nINSERT \"Big\" 'text'";
    struct tokens postgres = tokens_of_sql(p->ctx, ENGINE_POSTGRES, sql);
    assert_int_equal(postgres.n, 5);
    expect_word(&postgres, 1, "rooms", 2, 0, false);
    expect_word(&postgres, 3, "Big", 3, 1, false);
    expect_word(&postgres, 4, "text", 3, 1, true);
    struct tokens sqlite = tokens_of_sql(p->ctx, ENGINE_SQLITE, sql);
    expect_word(&sqlite, 1, "Rooms", 2, 0, false);
    expect_word(&sqlite, 4, "text", 3, 1, true);
    assert_true(engine_same_name(ENGINE_SQLITE, "Rooms", "rooms"));
    assert_false(engine_same_name(ENGINE_POSTGRES, "Rooms", "rooms"));
    struct tokens program = tokens_of_program(p->ctx, "x = 'a_1'\n(b)");
    assert_int_equal(program.n, 3);
    expect_word(&program, 2, "b", 2, 0, false);
}

static bool no_tables(void *unused, const struct item *item)
{
    (void)unused;
    return item->kind != &model_table;
}

static void models_of_models(void **state)
{
    struct fixture *p = *state;
    const struct model_part parts[] = {
        {model_read_sqlite(p->ctx, "a", "CREATE TABLE a (x INT);\nCREATE TABLE both (x INT);\n", &p->diags), "a"},
        {model_read_sqlite(p->ctx, "b", "CREATE TABLE b (x INT);\nCREATE TABLE both (x TEXT);\n", &p->diags), "b"},
    };
    assert_non_null(parts[0].model);
    assert_non_null(parts[1].model);
    const struct model *whole = model_union(p->ctx, ENGINE_SQLITE, parts, 2);
    assert_int_equal(whole->n_items, 6);
    assert_string_equal(item_attribute(model_find(whole, &model_column, "", "both", "x"), "type"), "INT");
    assert_string_equal(model_find(whole, &model_table, "", "", "a")->path, "a");
    assert_string_equal(model_find(whole, &model_table, "", "", "b")->path, "b");
    assert_string_equal(model_find(whole, &model_table, "", "", "both")->path, "a");
    const struct model *part = model_subset(p->ctx, whole, no_tables, NULL);
    assert_int_equal(part->n_items, 3);
    assert_null(model_find(part, &model_table, "", "", "b"));
    assert_int_equal(whole->n_items, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(places_tell_database_and_version),
        with_fixture(without_an_engine_it_is_for_both),
        with_fixture(one_version_of_a_directory_counts),
        with_fixture(words_are_names_as_the_engine_folds_them),
        with_fixture(models_of_models),
    };
    return RUN_TAP("compare", tests);
}
