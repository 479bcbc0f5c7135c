/* What is reported as renamed, and what is not because something else may have happened. */
#include "diffing.h"

#include "base/root.h"
#include "model/read.h"

struct pair {
    struct written a, b;
};

static struct pair two_models(void *ctx)
{
    return (struct pair){write_model(ctx, ENGINE_POSTGRES), write_model(ctx, ENGINE_POSTGRES)};
}

static void an_index_of_one_definition(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_item(&m.a, &model_index, "t", "i", "keys", "a, b", NULL);
    put_item(&m.b, &model_index, "t", "j", "keys", "a, b", NULL);
    struct comparison c = compare(&m.a, &m.b);
    assert_told(p->ctx, &c, "safe renamed index t.j from i [index-renamed]");
    assert_non_null(c.changes[0].certain);
}

static void two_candidates_are_no_proof(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_item(&m.a, &model_index, "t", "i", "keys", "a", NULL);
    put_item(&m.b, &model_index, "t", "j", "keys", "a", NULL);
    put_item(&m.b, &model_index, "t", "k", "keys", "a", NULL);
    put_item(&m.a, &model_index, "u", "l", "keys", "a", NULL);
    put_item(&m.a, &model_index, "u", "m", "keys", "a", NULL);
    put_item(&m.b, &model_index, "u", "n", "keys", "a", NULL);
    struct comparison c = compare(&m.a, &m.b);
    assert_int_equal(c.n_changes, 6);
    for (size_t i = 0; i < c.n_changes; i++)
        assert_int_not_equal(c.changes[i].action, CHANGE_RENAMED);
}

static void a_constraint_and_a_view(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_item(&m.a, &model_constraint, "t", "c", "type", "CHECK", "definition", "CHECK (a > 0)", NULL);
    put_item(&m.b, &model_constraint, "t", "d", "type", "CHECK", "definition", "CHECK (a > 0)", NULL);
    put_item(&m.a, &model_view, "", "v", "definition", "SELECT 1", NULL);
    put_item(&m.b, &model_view, "", "w", "definition", "SELECT 1", NULL);
    struct comparison c = compare(&m.a, &m.b);
    assert_told(p->ctx, &c, "safe renamed constraint t.d from c [constraint-renamed]",
                "breaking renamed view w from v [other-renamed]");
}

/* A table with what belongs to it; `extra` adds a column that the other one has not. */
static void put_table(const struct written *m, const char *name, bool extra)
{
    void *ctx = m->ctx;
    put_item(m, &model_table, "", name, NULL);
    put_item(m, &model_column, name, "id", "type", "bigint", "default",
             mem_printf(ctx, "nextval('%s_id_seq'::regclass)", name), "position", "1", NULL);
    if (extra)
        put_item(m, &model_column, name, "extra", "type", "text", "position", "2", NULL);
    put_item(m, &model_constraint, name, mem_printf(ctx, "%s_pkey", name), "type", "PRIMARY KEY", "definition",
             "PRIMARY KEY (id)", NULL);
    put_item(m, &model_index, name, "made_by_hand", "keys", "id", NULL);
    struct item *sequence = put_item(m, &model_sequence, "", mem_printf(ctx, "%s_id_seq", name), "owner",
                                     mem_printf(ctx, "%s.id", name), NULL);
    const char *const owner[] = {"", name, "id"};
    for (size_t i = 0; i < 3; i++)
        model_add_fact(m->draft, sequence, "owner", owner[i]);
    put_item(m, &model_comment, name, mem_printf(ctx, "TABLE %s", name), "text", "'x'", NULL);
}

static void put_reference(const struct written *m, const char *to)
{
    put_item(m, &model_table, "", "z", NULL);
    put_item(m, &model_constraint, "z", "z_fkey", "type", "FOREIGN KEY", "definition",
             mem_printf(m->ctx, "FOREIGN KEY (id) REFERENCES %s (id)", to), NULL);
}

static void a_table_and_what_is_named_after_it(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_table(&m.a, "old", false);
    put_table(&m.b, "new", false);
    put_reference(&m.a, "old");
    put_reference(&m.b, "new");
    struct comparison c = compare(&m.a, &m.b);
    assert_told(p->ctx, &c, "breaking renamed table new from old [table-renamed]");
    assert_non_null(c.changes[0].certain);
}

static struct comparison compare_texts(struct fixture *p, const char *before, const char *after)
{
    struct comparison c = {.database = ""};
    const struct model *a = model_read(p->ctx, ENGINE_POSTGRES, "a", before, &p->diags);
    const struct model *b = model_read(p->ctx, ENGINE_POSTGRES, "b", after, &p->diags);
    diff_models(p->ctx, a, b, &c);
    return c;
}

/* Of a schema, and of a name in quotes. */
static void a_sequence_goes_with_its_table_whatever_that_is_called(void **state)
{
    struct fixture *p = *state;
    struct comparison c =
        compare_texts(p, "CREATE TABLE app.old (id serial, a text);", "CREATE TABLE app.new (id serial, a text);");
    assert_told(p->ctx, &c, "breaking renamed table app.new from old [table-renamed]");
    c = compare_texts(p, "CREATE TABLE \"Old\" (id serial, a text);", "CREATE TABLE \"New\" (id serial, a text);");
    assert_told(p->ctx, &c, "breaking renamed table New from Old [table-renamed]");
}

/* The table's name in a string is a value. */
static void a_changed_value_is_no_renamed_table(void **state)
{
    struct fixture *p = *state;
    struct comparison c = compare_texts(p, "CREATE TABLE old (a text, CONSTRAINT k CHECK (a <> 'old'));",
                                        "CREATE TABLE new (a text, CONSTRAINT k CHECK (a <> 'new'));");
    assert_told(p->ctx, &c, "safe added table new [table-added]", "breaking removed table old [table-removed]");
}

static size_t count(const struct comparison *c, enum change_action action, const struct model_kind *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_changes; i++)
        n += c->changes[i].action == action && change_item(&c->changes[i])->kind == kind;
    return n;
}

static void a_table_that_differs_is_another(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_table(&m.a, "old", false);
    put_table(&m.b, "new", true);
    struct comparison c = compare(&m.a, &m.b);
    assert_int_equal(count(&c, CHANGE_RENAMED, &model_table), 0);
    assert_int_equal(count(&c, CHANGE_REMOVED, &model_table), 1);
}

static void a_table_with_a_twin_is_not_certain(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_table(&m.a, "old", false);
    put_table(&m.b, "new", false);
    put_table(&m.b, "newer", false);
    struct comparison c = compare(&m.a, &m.b);
    assert_int_equal(count(&c, CHANGE_RENAMED, &model_table), 0);
}

/* A word that is both the table and a column may mean either: CHECK (a > 0) and CHECK (b > 0) are not the same. */
static void a_column_of_the_tables_name_forbids_it(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    for (int i = 0; i < 2; i++) {
        const struct written *w = i ? &m.b : &m.a;
        const char *name = i ? "b" : "a";
        put_item(w, &model_table, "", name, NULL);
        put_item(w, &model_column, name, "a", "type", "text", NULL);
        put_item(w, &model_column, name, "b", "type", "text", NULL);
        put_item(w, &model_constraint, name, "c", "type", "CHECK", "definition", i ? "CHECK (b > 0)" : "CHECK (a > 0)",
                 NULL);
    }
    struct comparison c = compare(&m.a, &m.b);
    assert_int_equal(count(&c, CHANGE_RENAMED, &model_table), 0);
}

static void put_columns(const struct written *m, const char *first, const char *second, const char *third)
{
    const char *const names[] = {first, second, third};
    for (int i = 0; i < 3; i++)
        put_item(m, &model_column, "t", names[i], "type", "text", "position", (char[]){(char)('1' + i), '\0'}, NULL);
}

static void a_column_in_its_place(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_columns(&m.a, "a", "old", "z");
    put_columns(&m.b, "a", "new", "z");
    put_item(&m.a, &model_index, "t", "i", "keys", "a, old", NULL);
    put_item(&m.b, &model_index, "t", "i", "keys", "a, new", NULL);
    put_item(&m.a, &model_constraint, "t", "UNIQUE (old)", "type", "UNIQUE", "definition", "UNIQUE (old)", NULL);
    put_item(&m.b, &model_constraint, "t", "UNIQUE (new)", "type", "UNIQUE", "definition", "UNIQUE (new)", NULL);
    put_item(&m.a, &model_row, "t", "(1)", "a", "1", "old", "2", NULL);
    put_item(&m.b, &model_row, "t", "(1)", "a", "1", "new", "2", NULL);
    struct comparison c = compare(&m.a, &m.b);
    assert_told(p->ctx, &c, "breaking renamed column t.new from old [column-renamed]");
}

static void the_last_column_may_be_a_new_one(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_columns(&m.a, "a", "b", "old");
    put_columns(&m.b, "a", "b", "new");
    struct comparison c = compare(&m.a, &m.b);
    assert_told(p->ctx, &c, "safe added column t.new [column-added]", "breaking removed column t.old [column-removed]");
}

static void an_index_that_does_not_follow_contradicts(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_columns(&m.a, "a", "old", "z");
    put_columns(&m.b, "a", "new", "z");
    put_item(&m.a, &model_index, "t", "i", "keys", "old", NULL);
    put_item(&m.b, &model_index, "t", "i", "keys", "z", NULL);
    struct comparison c = compare(&m.a, &m.b);
    assert_int_equal(count(&c, CHANGE_RENAMED, &model_column), 0);
    assert_int_equal(count(&c, CHANGE_ALTERED, &model_index), 1);
}

static void a_column_of_another_type_is_another(void **state)
{
    struct fixture *p = *state;
    struct pair m = two_models(p->ctx);
    put_columns(&m.a, "a", "b", "z");
    put_item(&m.b, &model_column, "t", "a", "type", "text", "position", "1", NULL);
    put_item(&m.b, &model_column, "t", "new", "type", "bytea", "position", "2", NULL);
    put_item(&m.b, &model_column, "t", "z", "type", "text", "position", "3", NULL);
    struct comparison c = compare(&m.a, &m.b);
    assert_int_equal(count(&c, CHANGE_RENAMED, &model_column), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(an_index_of_one_definition),
        with_fixture(two_candidates_are_no_proof),
        with_fixture(a_constraint_and_a_view),
        with_fixture(a_table_and_what_is_named_after_it),
        with_fixture(a_sequence_goes_with_its_table_whatever_that_is_called),
        with_fixture(a_changed_value_is_no_renamed_table),
        with_fixture(a_table_that_differs_is_another),
        with_fixture(a_table_with_a_twin_is_not_certain),
        with_fixture(a_column_of_the_tables_name_forbids_it),
        with_fixture(a_column_in_its_place),
        with_fixture(the_last_column_may_be_a_new_one),
        with_fixture(an_index_that_does_not_follow_contradicts),
        with_fixture(a_column_of_another_type_is_another),
    };
    return RUN_TAP("diff_rename", tests);
}
