/* One grammar, whichever libpg_query is linked: what 16 and 17 added is no syntax, and their words are names. */
#include "support.h"

#include "sql/postgres/newer.h"
#include "sql/postgres/tree.h"

static json_t *parse(void *ctx, const char *sql, struct tree_failure *failure)
{
    *failure = (struct tree_failure){0};
    return tree_parse_located(ctx, sql, failure);
}

/* The parser of 15 refuses these, those of 16 and 17 do not. */
static const char *const newer[] = {
    "MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED BY SOURCE THEN DELETE",
    "MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED BY TARGET THEN DO NOTHING",
    "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE RETURNING t.a",
    "WITH m AS (MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE) SELECT 1",
    "SELECT * FROM (SELECT 1)",
    "SELECT * FROM (VALUES (1))",
    "SELECT now() AT LOCAL",
    "SELECT a IS JSON FROM t",
    "SELECT JSON_OBJECT('a': 1)",
    "SELECT JSON_ARRAY(1, 2 RETURNING jsonb)",
    "SELECT JSON_ARRAYAGG(a ORDER BY a ABSENT ON NULL) FROM t",
    "SELECT JSON_QUERY(a, '$' WITH CONDITIONAL WRAPPER) FROM t",
    "SELECT JSON_VALUE(a, '$' DEFAULT 1 ON EMPTY) FROM t",
    "SELECT * FROM JSON_TABLE(jsonb '1', '$' COLUMNS (a int PATH '$'))",
    "SELECT XMLSERIALIZE(CONTENT a AS text INDENT) FROM t",
    "CREATE TABLE t (a text STORAGE external)",
    "CREATE STATISTICS ON a, b FROM t",
    "ALTER TABLE t ALTER a SET EXPRESSION AS (b + 1)",
    "ALTER TABLE t ALTER a SET STATISTICS DEFAULT",
    "ALTER TABLE t ALTER a SET STORAGE DEFAULT",
    "ALTER TABLE t SET ACCESS METHOD DEFAULT",
    "ALTER DOMAIN d ADD NOT NULL",
    "GRANT a TO b WITH INHERIT FALSE",
    "REINDEX DATABASE",
};

static void newer_syntax_is_none(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(newer) / sizeof(*newer); i++) {
        struct tree_failure failure;
        json_t *tree = parse(p->ctx, newer[i], &failure);
        if (tree)
            fail_msg("%s", newer[i]);
        assert_non_null(failure.message);
    }
}

/* Of these, all parsers make the tree of the text beside them. */
static const char *const same[][2] = {
    {"SELECT json_value(a), Json_Table(b) FROM t", "SELECT \"json_value\"(a), \"json_table\"(b) FROM t"},
    {"SELECT system_user, path FROM source", "SELECT \"system_user\", \"path\" FROM \"source\""},
    {"CREATE TABLE t (format json, a json[], \"json_value\" pg_catalog.json)",
     "CREATE TABLE t (\"format\" \"json\", a \"json\"[], \"json_value\" pg_catalog.json)"},
    {"SELECT 0xFF, 0o17, 0B11, 1_000_000, 1_0.2_5e1_0, 0xFFFF_FFFF_FFFF_FFFF_F, 0x0",
     "SELECT 255, 15, 3, 1000000, 10.25e10, 295147905179352825855, 0"},
    {"CREATE TABLE t (a int) PARTITION BY RANGE (a)", "CREATE TABLE t (a int) PARTITION BY range (a)"},
    {"ALTER STATISTICS s SET STATISTICS -1", "ALTER STATISTICS s SET STATISTICS 0"},
};

static void forget_places(json_t *value)
{
    size_t i;
    const char *name;
    json_t *item;
    json_array_foreach(value, i, item) forget_places(item);
    json_object_foreach(value, name, item) forget_places(item);
    if (json_is_integer(field_node(value, "location")))
        json_object_del(value, "location");
}

static void newer_words_are_names(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        struct tree_failure failure;
        json_t *tree = parse(p->ctx, same[i][0], &failure), *plain = parse(p->ctx, same[i][1], &failure);
        assert_non_null(tree);
        forget_places(tree);
        forget_places(plain);
        if (!json_equal(tree, plain))
            fail_msg("%s", same[i][0]);
        json_decref(tree);
        json_decref(plain);
    }
}

static const json_t *call_in(json_t *tree, size_t i)
{
    const json_t *target = json_array_get(field_node(node_body(tree_statement(tree)), "targetList"), i);
    return node_as(field_node(node_as(target, "ResTarget"), "val"), "FuncCall");
}

/* Places and messages are those of the text as it was written. */
static void places_are_those_of_the_text(void **state)
{
    struct fixture *p = *state;
    struct tree_failure failure;
    static const char sql[] = "SELECT json_value(0xff), 'é', path(keys), f(1)";
    json_t *tree = parse(p->ctx, sql, &failure);
    assert_int_equal(field_number(call_in(tree, 0), "location"), strstr(sql, "json_value") - sql);
    assert_int_equal(field_number(call_in(tree, 2), "location"), strstr(sql, "path") - sql);
    assert_int_equal(field_number(call_in(tree, 3), "location"), strstr(sql, "f(1)") - sql);
    json_decref(tree);
    assert_null(parse(p->ctx, "SELECT 'é', json_value(a) FROM FROM", &failure));
    assert_int_equal(failure.character, strlen("SELECT 'e', json_value(a) FROM "));
    assert_null(parse(p->ctx, "SELECT a FROM target source keys", &failure));
    assert_string_equal(failure.message, "syntax error at or near \"keys\"");
    assert_int_equal(failure.character, strlen("SELECT a FROM target source "));
}

static void words_are_newer_by_version(void **state)
{
    struct fixture *p = *state;
    assert_false(has_newer_keywords("json_object(a)", 150000));
    assert_true(has_newer_keywords("json_object(a)", 160000));
    assert_false(has_newer_keywords("json_scalar(a)", 160000));
    assert_true(has_newer_keywords("JSON_SCALAR (a)", 170000));
    assert_true(has_newer_keywords("SYSTEM_USER", 160000));
    assert_false(has_newer_keywords("t.system_user = \"json_scalar\"(json_value)", 180000));
    assert_false(has_newer_keywords("'json_scalar(a)'::json", 180000));
    assert_string_equal(with_newer_keywords_quoted(p->ctx, "json_scalar(json_object(a), t.json)", 160000),
                        "\"json_scalar\"(json_object(a), t.json)");
    assert_string_equal(with_newer_keywords_quoted(p->ctx, "a::json", 150000), "a::json");
    assert_string_equal(with_newer_keywords_quoted(p->ctx, "normalize(a)", 120000), "\"normalize\"(a)");
    assert_string_equal(with_newer_keywords_quoted(p->ctx, "NORMALIZE(a, NFC)", 130000), "NORMALIZE(a, NFC)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(newer_syntax_is_none, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(newer_words_are_names, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(places_are_those_of_the_text, setup_fixture, teardown_fixture),
        cmocka_unit_test_setup_teardown(words_are_newer_by_version, setup_fixture, teardown_fixture),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("sql/postgres/grammar", tests, NULL, NULL);
}
