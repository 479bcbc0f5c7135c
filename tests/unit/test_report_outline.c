/* What a snapshot's outline holds: SQL in, lines out. */
#include "support.h"

#include "model/read.h"
#include "report/outline.h"

static void check(enum engine engine, const char *sql, const char *expected)
{
    void *ctx = mem_root("test");
    struct diags diags;
    struct text t;
    diags_init(&diags, ctx);
    const struct model *model = model_read(ctx, engine, "x.sql", sql, &diags);
    assert_non_null(model);
    text_open(&t);
    outline_print(t.out, model);
    assert_string_equal(text_close(&t, ctx), expected);
    mem_free(ctx);
}

static void columns_in_their_order(void **state)
{
    (void)state;
    check(ENGINE_POSTGRES, "CREATE TABLE t (z int NOT NULL DEFAULT 1, a text, m bigint GENERATED ALWAYS AS IDENTITY);",
          "table t\n"
          "    column z: integer, NOT NULL, default 1\n"
          "    column a: text\n"
          "    column m: bigint, NOT NULL, identity ALWAYS\n");
    check(ENGINE_SQLITE, "CREATE TABLE t (b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, a11);",
          "table t\n    column b1\n    column b2\n    column b3\n    column b4\n    column b5\n    column b6\n"
          "    column b7\n    column b8\n    column b9\n    column b10\n    column a11\n");
}

static void what_belongs_to_a_table_below_it(void **state)
{
    (void)state;
    check(ENGINE_SQLITE,
          "CREATE TABLE b (id INTEGER PRIMARY KEY, CONSTRAINT named CHECK (id > 0));"
          "CREATE TABLE a (id INTEGER REFERENCES b (id)) ;"
          "CREATE UNIQUE INDEX i ON b (id) WHERE id > 1;"
          "INSERT INTO b VALUES (5);",
          "table a\n"
          "    column id: INTEGER\n"
          "    constraint FOREIGN KEY (id) REFERENCES b (id)\n"
          "\n"
          "table b\n"
          "    column id: INTEGER\n"
          "    constraint PRIMARY KEY (id)\n"
          "    constraint named: CHECK (id > 0)\n"
          "    index i: UNIQUE, keys id, where id > 1\n"
          "    row (5): id 5\n");
}

static void values_of_several_lines_are_whole(void **state)
{
    (void)state;
    check(ENGINE_POSTGRES, "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$\nSELECT\n\n    1\n$$;",
          "function f(): returns integer, language sql\n"
          "    body:\n"
          "\n"
          "        SELECT\n"
          "\n"
          "            1\n");
}

static void nothing_is_cut_and_no_name_makes_a_line(void **state)
{
    (void)state;
    char sql[600], expected[600], value[301];
    memset(value, 'x', 300);
    value[300] = '\0';
    snprintf(sql, sizeof(sql), "CREATE TABLE \"a\nb\" (c text DEFAULT '%s');", value);
    snprintf(expected, sizeof(expected), "table a\\nb\n    column c: TEXT, default '%s'\n", value);
    check(ENGINE_SQLITE, sql, expected);
}

static void what_is_not_known_is_told(void **state)
{
    (void)state;
    check(ENGINE_POSTGRES, "CREATE TABLE t (a int); CREATE SUBSCRIPTION f CONNECTION 'x' PUBLICATION p;",
          "statement SUBSCRIPTION f: CREATE subscription f connection 'x' publication p\n\ntable t\n    column a: "
          "integer\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_in_their_order),
        cmocka_unit_test(what_belongs_to_a_table_below_it),
        cmocka_unit_test(values_of_several_lines_are_whole),
        cmocka_unit_test(nothing_is_cut_and_no_name_makes_a_line),
        cmocka_unit_test(what_is_not_known_is_told),
    };
    return RUN_TAP("report: outline", tests);
}
