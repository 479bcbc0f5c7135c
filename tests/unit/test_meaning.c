/* Stored trees: what they refer to. */
#include "kind/postgres/meaning.h"
#include "support.h"

static const char *meaning(struct fixture *f, const char *text)
{
    const struct tree_node *tree = tree_read(f->ctx, text);
    assert_non_null(tree);
    return stored_meaning(f->ctx, tree, 16384, NULL);
}

#define QUERY(entries, quals)                                                                                          \
    "({QUERY :commandType 1 :rtable (" entries                                                                         \
    ") :jointree {FROMEXPR :fromlist ({RANGETBLREF :rtindex 1}) :quals " quals "} :targetList <>})"
#define TABLE        "{RTE :alias <> :eref {ALIAS :aliasname users :colnames (\"id\" \"a\\ b\")} :rtekind 0 :relid 16390}"
#define EQUAL(a, b)  "{OPEXPR :opno 96 :args (" a " " b ") :location 9}"
#define VAR(no, att) "{VAR :varno " no " :varattno " att " :varlevelsup 0 :location 7}"
#define PARAMETER    "{PARAM :paramkind 0 :paramid 1 :location -1}"

static void a_parameter_is_no_column(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(meaning(f, QUERY(TABLE, EQUAL(VAR("1", "1"), PARAMETER))),
                        "item 1 of FROM, relation number 16390 of the server, column number 1\nparameter 1\n");
    assert_string_not_equal(meaning(f, QUERY(TABLE, EQUAL(VAR("1", "1"), PARAMETER))),
                            meaning(f, QUERY(TABLE, EQUAL(VAR("1", "1"), VAR("1", "1")))));
}

static void where_it_stood_and_what_it_was_called_does_not_matter(void **state)
{
    struct fixture *f = *state;
    static const char other[] =
        "({QUERY :rtable ({RANGETBLENTRY :alias {ALIAS :aliasname u :colnames <>} :eref {ALIAS :aliasname u :colnames "
        "(\"x\")} :rtekind 0 :relid 16390}) :jointree {FROMEXPR :quals {OPEXPR :opno 96 :args ({VAR :varno 1 :varattno "
        "1 "
        ":varlevelsup 0 :location 70} {PARAM :paramkind 0 :paramid 1 :location 1})}}})";
    assert_string_equal(meaning(f, other), meaning(f, QUERY(TABLE, EQUAL(VAR("1", "1"), PARAMETER))));
}

/* A column of a join or of a group is one of what these are made of. */
static void columns_of_joins_and_groups_are_those_of_tables(void **state)
{
    struct fixture *f = *state;
    const char *direct = meaning(f, QUERY(TABLE, EQUAL(VAR("1", "2"), PARAMETER)));
    assert_string_equal(meaning(f, QUERY(TABLE " {RTE :rtekind 2 :joinaliasvars (<> " VAR("1", "2") ")}",
                                         EQUAL(VAR("2", "2"), PARAMETER))),
                        direct);
    assert_string_equal(
        meaning(f, QUERY(TABLE " {RTE :rtekind 9 :groupexprs (" VAR("1", "2") ")}", EQUAL(VAR("2", "1"), PARAMETER))),
        direct);
}

/* The third column of a row of two is its number; where the row has grown it is another. */
static void the_ordinality_is_no_column(void **state)
{
    struct fixture *f = *state;
#define ROWS(columns) "{RTE :rtekind 3 :functions ({RANGETBLFUNCTION :funcexpr <> :funccolcount " columns "})}"
    assert_string_equal(meaning(f, QUERY(ROWS("2"), VAR("1", "3"))), "item 1 of FROM, the ordinality\n");
    assert_string_equal(meaning(f, QUERY(ROWS("3"), VAR("1", "3"))), "item 1 of FROM, column number 3\n");
}

static void casts_that_go_without_saying_are_passed_over(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(meaning(f, "{FUNCEXPR :funcid 16400 :funcformat 2 :args (" PARAMETER ")}"), "parameter 1\n");
    assert_string_equal(meaning(f, VAR("1", "2")), "relation number 16384 of the server, row 1, column number 2\n");
}

static void constants_are_passed_over_with_their_bytes(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(
        meaning(f, "({CONST :consttype 23 :constvalue 4 [ 1 0 0 0 0 0 0 0 ] :location 3} " PARAMETER ")"),
        "parameter 1\n");
}

static void what_is_no_tree_is_none(void **state)
{
    struct fixture *f = *state;
    static const char *const texts[] = {")", "{VAR", "{VAR :varno}", "{VAR :varno 1", "(}", "{A :b {C :d (}}}"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        assert_null(tree_read(f->ctx, texts[i]));
    char *deep = mem_array(f->ctx, char, 100001);
    memset(deep, '(', 100000);
    assert_null(tree_read(f->ctx, deep));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        with_fixture(a_parameter_is_no_column),
        with_fixture(where_it_stood_and_what_it_was_called_does_not_matter),
        with_fixture(columns_of_joins_and_groups_are_those_of_tables),
        with_fixture(the_ordinality_is_no_column),
        with_fixture(casts_that_go_without_saying_are_passed_over),
        with_fixture(constants_are_passed_over_with_their_bytes),
        with_fixture(what_is_no_tree_is_none),
    };
    return RUN_TAP("meaning", tests);
}
