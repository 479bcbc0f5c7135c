/* Names that the server chooses, and those that a person did. */
#include "support.h"

#include "base/mem.h"
#include "sql/postgres/server_name.h"

static void names_are_cut_as_the_server_cuts(void **state)
{
    struct fixture *p = *state;
    static const char long_table[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_string_equal(server_name(p->ctx, "t", "a", "not_null"), "t_a_not_null");
    assert_string_equal(server_name(p->ctx, "t", "", "pkey"), "t_pkey");
    assert_string_equal(
        server_name(p->ctx, long_table, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "not_null"),
        "aaaaaaaaaaaaaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbb_not_null");
    assert_string_equal(server_name(p->ctx, long_table, "éééééééééééééééééééééééééééééé", "not_null"),
                        "aaaaaaaaaaaaaaaaaaaaaaaaaaa_ééééééééééééé_not_null");
}

/* Of a server that answers as it likes; no byte before the names is read. */
static void a_label_too_long_for_any_name_leaves_no_room(void **state)
{
    struct fixture *p = *state;
    const char *label = "llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll";
    assert_string_equal(server_name(p->ctx, "t", "a", label), mem_printf(p->ctx, "__%s", label));
}

/* One column of a table t (a, b, ...): what its constraint is called, and whether that was chosen. */
struct name_case {
    const char *table, *column, *name;
    const char *primary_key, *parent;
    const char *other_column, *other_name;
    bool chosen, used;
};

static const struct name_case cases[] = {
    {"t", "a", "t_a_not_null", .chosen = false},
    {"t", "a", "t_a_not_null2", .chosen = false},
    {"t", "a", "mail_required_not_null", .chosen = true},
    {"t", "a", "a_not_null", .chosen = true},
    {"t", "a", "t_a_not_null_x", .chosen = true},
    {"t", "a", "t_a_notnull", .chosen = true},
    {"t", "a", "nn", .chosen = true},
    {"t", "a", "_a_not_null", .chosen = true},
    /* Longer than any name: of a server that answers as it likes. */
    {"t", "a", "t_a_not_null1111111111111111111111111111111111111111111111111111111111111111", .chosen = true},
    /* The table was renamed, or is a copy. */
    {"t", "a", "old_a_not_null", .chosen = false},
    {"t", "a", "old_a_not_null", .used = true, .chosen = true},
    {"t", "a", "t_a_not_null", .used = true, .chosen = false},
    /* The column was. */
    {"t", "a", "t_old_not_null", .chosen = false},
    {"t", "a", "tt_old_not_null", .chosen = true},
    /* Both were: something else still has the old name. */
    {"t", "a", "old_older_not_null", .chosen = true},
    {"t", "a", "old_older_not_null", .primary_key = "old_pkey", .chosen = false},
    {"t", "a", "old_older_not_null", .primary_key = "older_pkey", .chosen = true},
    {"t", "a", "old_older_not_null", .other_column = "b", .other_name = "old_b_not_null", .chosen = false},
    {"t", "a", "old_older_not_null", .other_column = "b", .other_name = "old_c_not_null", .chosen = true},
    {"t", "a", "parent_old_not_null", .parent = "parent", .chosen = false},
    {"t", "a", "parent_old_not_null", .parent = "paren", .chosen = true},
    /* Cut names. */
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbc",
     "aaaaaaaaaaaaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbb_not_null1", .chosen = false},
    {"renamed", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbc",
     "aaaaaaaaaaaaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbb_not_null1", .chosen = false},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "renamed",
     "aaaaaaaaaaaaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbb_not_null1", .chosen = false},
    {"t", "éééééééééééééééééééééééééééééé", "aaaaaaaaaaaaaaaaaaaaaaaaaaa_ééééééééééééé_not_null", .chosen = false},
    {"t", "b", "aaaaaaaaaaaaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbb_not_null1", .chosen = true},
};

static void only_what_a_person_chose_is_a_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const struct name_case *c = &cases[i];
        const struct not_null_names all = {
            .table = c->table,
            .primary_key = c->primary_key,
            .parents = (const char *const[]){c->parent, NULL},
            .columns = (const char *const[]){c->column, c->other_column ? c->other_column : "other"},
            .names = (const char *const[]){c->name, c->other_name},
            .used = (const bool[]){c->used, false},
            .n = 2,
        };
        if (not_null_is_chosen(&all, 0) != c->chosen)
            fail_msg("%s of %s.%s: expected to be %s", c->name, c->table, c->column, c->chosen ? "chosen" : "usual");
    }
}

static void domains_are_alike(void **state)
{
    static const char *const none[] = {NULL}, *const checks[] = {"old_check1", NULL};
    (void)state;
    assert_false(domain_not_null_is_chosen("d", "d_not_null", false, none));
    assert_false(domain_not_null_is_chosen("d", "d_not_null", true, none));
    assert_false(domain_not_null_is_chosen("d", "d_not_null1", false, none));
    assert_true(domain_not_null_is_chosen("d", "d_required_not_null", false, none));
    assert_true(domain_not_null_is_chosen("d", "old_not_null", false, none));
    assert_false(domain_not_null_is_chosen("d", "old_not_null", false, checks));
    assert_true(domain_not_null_is_chosen("d", "old_not_null", true, checks));
    assert_true(domain_not_null_is_chosen("d", "nn", false, checks));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        with_fixture(names_are_cut_as_the_server_cuts),
        with_fixture(a_label_too_long_for_any_name_leaves_no_room),
        with_fixture(only_what_a_person_chose_is_a_name),
        with_fixture(domains_are_alike),
    };
    return RUN_TAP("server_name", tests);
}
