/* Comments of deltas: which stand beside which table and column, what they say, and what becomes of them. */
#include "support.h"

#include "catalog/remarks.h"
#include "remark/read.h"
#include "remark/text.h"

/* What is known of a table once scripts have run, a step each: "t: its own; a: of its column". */
static const char *known(struct fixture *p, enum engine engine, const char *const *scripts, const char *table,
                         const char *const *columns)
{
    struct remarks *r = remarks_new(p->ctx, engine);
    struct remark_session session;
    remark_session_begin(&session, p->ctx, engine);
    for (; *scripts; scripts++) {
        remarks_read(r, &session, *scripts);
        remarks_end_step(r);
    }
    const char *schema = engine == ENGINE_POSTGRES ? "public" : "", *dot = strchr(table, '.');
    if (dot) {
        schema = mem_strndup(p->ctx, table, (size_t)(dot - table));
        table = dot + 1;
    }
    struct text t;
    text_open(&t);
    const char *own = remarks_of_table(r, schema, table);
    if (own)
        fprintf(t.out, "[%s]", own);
    for (; *columns; columns++) {
        const char *text = remarks_of_column(r, schema, table, *columns);
        if (text)
            fprintf(t.out, "[%s: %s]", *columns, text);
    }
    return text_close(&t, p->ctx);
}

/* Of the table t and its columns a, b, c, on both engines. */
static void expect(struct fixture *p, const char *script, const char *expected)
{
    static const char *const columns[] = {"a", "b", "c", NULL};
    const char *const scripts[] = {script, NULL};
    for (int e = 0; e < ENGINE_COUNT; e++)
        assert_string_equal(known(p, (enum engine)e, scripts, "t", columns), expected);
}

static void above_behind_and_inside(void **state)
{
    struct fixture *p = *state;
    expect(p, "CREATE TABLE t (\n  -- x\n  a int,\n  b int, -- y\n  c int -- z\n);", "[a: x][b: y][c: z]");
    expect(p, "CREATE TABLE t (\n  a int /* x */,\n  /* y */ b int,\n  c /* z */ int\n);", "[a: x][b: y][c: z]");
    expect(p, "CREATE TABLE t (\n  a int -- x\n  , b int -- y\n  -- z\n  , c int)", "[a: x][b: y][c: z]");
    expect(p, "CREATE TABLE t (\n  a int, -- x\n         -- and on\n  -- y\n  b int)", "[a: x and on][b: y]");
    expect(p, "CREATE TABLE t (\n  -- x\n  a int, -- y\n  b int)", "[a: x; y]");
    expect(p, "CREATE TABLE t (\n  -- One.\n  a int, -- y\n  b int)", "[a: One. y]");
    expect(p, "CREATE TABLE t (\n  a int\n  -- x\n  CHECK (a > 0), b numeric(3, 2) -- y\n)", "[a: x][b: y]");
    expect(p, "CREATE TABLE t (\n  -- a heading\n\n  a int,\n  -- another\n\n  -- y\n  b int)", "[b: y]");
    expect(p, "CREATE TABLE t (\n a int,\n -- of a constraint\n UNIQUE (a), -- and\n PRIMARY KEY (a) -- more\n)", "");
}

static void of_the_table(void **state)
{
    struct fixture *p = *state;
    expect(p, "-- one\n-- two\nCREATE TABLE t (a int);", "[one two]");
    expect(p, "/* one\n * two */\nCREATE TABLE t (a int);", "[one two]");
    expect(p, "-- one\n\n-- two\nCREATE TABLE t (a int);", "[two]");
    expect(p, "-- one\n\nCREATE TABLE t (a int);", "");
    expect(p, "CREATE TABLE t ( -- one\n  -- x\n  a int\n  -- two\n); -- three\n-- no more", "[one; two; three][a: x]");
    expect(p, "CREATE TABLE t -- one\n(a int) /* two */;", "[one; two]");
    expect(p, "CREATE TABLE x (a int); -- of x\n-- of t\nCREATE TABLE t (a int);", "[of t]");
    expect(p, "SELECT 1; -- of nothing\nCREATE TABLE t (a int);", "");
    expect(p, "SELECT 1; /* of t */ CREATE TABLE t (a int);", "[of t]");
    expect(p, "-- of an index\nCREATE INDEX i ON t (a);\nCREATE TABLE t (a int);", "");
}

static void columns_that_are_added(void **state)
{
    struct fixture *p = *state;
    expect(p, "-- x\nALTER TABLE t ADD COLUMN a int; -- y\nALTER TABLE t ADD b int -- z\n;", "[a: x; y][b: z]");
    expect(p, "ALTER TABLE t -- x\n  ADD COLUMN a int;", "[a: x]");
    static const char *const columns[] = {"a", "b", "c", NULL};
    const char *const several[] = {"-- of all\nALTER TABLE ONLY t ADD COLUMN a int, -- x\n  -- y\n  ADD COLUMN IF NOT "
                                   "EXISTS b int,\n  ADD COLUMN c int,\n  ADD CONSTRAINT d CHECK (true);",
                                   NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, several, "t", columns), "[a: x][b: y][c: of all]");
}

static void names_that_change(void **state)
{
    struct fixture *p = *state;
    expect(p,
           "-- one\nCREATE TABLE x (\n  a int, -- of a\n  d int -- of d\n);\nALTER TABLE x RENAME d TO b;\n"
           "ALTER TABLE x RENAME COLUMN a TO c;\nALTER TABLE x RENAME TO t;",
           "[one][b: of d][c: of a]");
    expect(p, "CREATE TABLE t (\n  a int, -- of a\n  b int -- of b\n);\nALTER TABLE t DROP COLUMN a;", "[b: of b]");
    static const char *const columns[] = {"a", "b", "c", NULL};
    const char *const later[] = {"-- one\nCREATE TABLE t (a int /* x */, b int /* y */)", "ALTER TABLE t DROP COLUMN a",
                                 "ALTER TABLE t ADD COLUMN a text", NULL};
    assert_string_equal(known(p, ENGINE_SQLITE, later, "t", columns), "[one][b: y]");
    const char *const gone[] = {"-- one\nCREATE TABLE t (a int /* x */)", "DROP TABLE t", "CREATE TABLE t (a int)",
                                NULL};
    assert_string_equal(known(p, ENGINE_SQLITE, gone, "t", columns), "");
}

/* A step that makes a table again says what it was. */
static void a_table_made_again(void **state)
{
    struct fixture *p = *state;
    static const char *const columns[] = {"a", "b", "c", NULL};
    static const char before[] = "-- one\nCREATE TABLE t (\n  a int, -- x\n  b int -- y\n);";
    static const char *const ways[] = {
        "CREATE TABLE n (a text, b int /* new */);\nINSERT INTO n SELECT a, b FROM t;\nDROP TABLE t;\nALTER TABLE n "
        "RENAME TO t;",
        "ALTER TABLE t RENAME TO o;\nCREATE TABLE t (a text, b int /* new */);\nDROP TABLE o;",
        "CREATE TEMP TABLE k AS SELECT * FROM t;\nDROP TABLE t;\nCREATE TABLE t (a text, b int /* new */);"};
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
        for (int e = 0; e < ENGINE_COUNT; e++) {
            const char *const scripts[] = {before, ways[i], NULL};
            assert_string_equal(known(p, (enum engine)e, scripts, "t", columns), "[one][a: x][b: new]");
        }
    const char *const by_query[] = {before,
                                    "CREATE TABLE n AS SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t", NULL};
    assert_string_equal(known(p, ENGINE_SQLITE, by_query, "t", columns), "[one][a: x][b: y]");
    const char *const idle[] = {before, "-- other\nCREATE TABLE IF NOT EXISTS t (a int /* z */, c int /* none */)",
                                NULL};
    assert_string_equal(known(p, ENGINE_SQLITE, idle, "t", columns), "[one][a: x][b: y]");
}

static void names_as_the_engine_has_them(void **state)
{
    struct fixture *p = *state;
    static const char *const columns[] = {"aB", "ab", NULL};
    const char *const quoted[] = {"CREATE TABLE \"T\" (\"aB\" int, -- x\n AB int -- y\n);", NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, quoted, "T", columns), "[aB: x][ab: y]");
    const char *const sqlite[] = {"CREATE TABLE [T] ('aB' int -- x\n);\nALTER TABLE main.t RENAME aB TO `ab`", NULL};
    assert_string_equal(known(p, ENGINE_SQLITE, sqlite, "t", columns), "[aB: x][ab: x]");
    const char *const temporary[] = {"CREATE TEMP TABLE t (ab int -- x\n); CREATE TABLE temp.t (ab int -- x\n);", NULL};
    assert_string_equal(known(p, ENGINE_SQLITE, temporary, "t", columns), "");
    const char *const words[] = {"CREATE TABLE t (like text, -- of like\n exclude int -- of exclude\n)", NULL};
    static const char *const odd[] = {"like", "exclude", NULL};
    assert_string_equal(known(p, ENGINE_SQLITE, words, "t", odd), "[like: of like][exclude: of exclude]");
}

static void schemas_of_postgres(void **state)
{
    struct fixture *p = *state;
    static const char *const columns[] = {"a", NULL};
    static const char create[] = "CREATE TABLE t (a int -- x\n)";
    const char *const named[] = {"CREATE TABLE app.t (a int -- x\n)", NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, named, "app.t", columns), "[a: x]");
    const char *const path[] = {"SET search_path TO \"$user\", app, public;", create, NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, path, "app.t", columns), "[a: x]");
    const char *const config[] = {"SELECT pg_catalog.set_config('search_path', 'app, b', false);", create, NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, config, "app.t", columns), "[a: x]");
    const char *const local[] = {"SET LOCAL search_path = app;", create, NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, local, "t", columns), "[a: x]");
    const char *const back[] = {"SET search_path = app; RESET ALL;", create, NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, back, "t", columns), "[a: x]");
    const char *const moved[] = {create, "ALTER TABLE t SET SCHEMA app; ALTER SCHEMA app RENAME TO b", NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, moved, "b.t", columns), "[a: x]");
    const char *const elsewhere[] = {"CREATE TABLE app.t (a int -- x\n)", "ALTER TABLE t ADD COLUMN b int -- y\n",
                                     NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, elsewhere, "app.t", (const char *const[]){"b", NULL}), "[b: y]");
}

static void what_says_nothing(void **state)
{
    struct fixture *p = *state;
    expect(p, "-- Copyright 2020 Somebody\n-- All rights reserved.\nCREATE TABLE t (a int);", "");
    expect(p, "/* Copyright 2020\n * Licensed under the X License */\n-- one\nCREATE TABLE t (a int);", "[one]");
    expect(p, "-- SPDX-License-Identifier: MIT\n--\n-- one\nCREATE TABLE t (a int);", "[one]");
    expect(p, "CREATE TABLE t (a text); -- the copyright of a picture", "[the copyright of a picture]");
    expect(p, "-- +goose Up\n-- one\nCREATE TABLE t (a int);", "[one]");
    expect(p, "-- migrate:up transaction:false\nCREATE TABLE t (a int);", "");
    expect(p, "--\n-- Name: t; Type: TABLE; Schema: public; Owner: x\n--\nCREATE TABLE t (a int);", "");
    expect(p, "-- ----------\n-- == one ==\n-- ***\nCREATE TABLE t (a int);", "[one]");
    expect(p, "-------- one --------\nCREATE TABLE t (a int);", "[one]");
    expect(p, "/****\n ** one\n ****/\nCREATE TABLE t (a int);", "[one]");
    expect(p, "CREATE TABLE t (\n  -- b text,\n  a int -- -1 is none\n  -- c text not null\n);", "[a: -1 is none]");
    expect(p, "-- DROP TABLE t;\nCREATE TABLE t (a int);", "");
    expect(p,
           "CREATE TABLE t (\n  -- CONSTRAINT x CHECK (a > 0)\n  a int,\n  -- the date\n  b int,\n  -- host:port\n  c "
           "text)",
           "[b: the date][c: host:port]");
    expect(p, "CREATE TABLE t (\n  -- Unix time,\n  -- in ms\n  a int,\n  -- unique (per room)\n  b int)",
           "[a: Unix time, in ms][b: unique (per room)]");
    expect(p, "CREATE TABLE t (a text DEFAULT '-- no comment', b text DEFAULT '/* none */');", "");
}

static void hostile_texts_stay_in_their_line(void **state)
{
    struct fixture *p = *state;
    expect(p, "CREATE TABLE t (a int /* x\r\n); DROP TABLE t; \x1b[31m\v\x7f \xe2\x80\xae */);",
           "[a: x ); DROP TABLE t; \\x1b[31m \\x7f \\u202e]");
    char *long_comment = mem_printf(p->ctx, "CREATE TABLE t (a int -- %05000d\n);", 1);
    const char *const scripts[] = {long_comment, NULL};
    const char *text = known(p, ENGINE_SQLITE, scripts, "t", (const char *const[]){"a", NULL});
    assert_int_equal(strlen(text), strlen("[a: ]") + REMARK_MOST);
    assert_string_equal(text + strlen(text) - 4, "...]");
    /* What the lexer cannot cut does nothing. */
    const char *const open[] = {"CREATE TABLE t (a int -- x\n); SELECT '", NULL};
    assert_string_equal(known(p, ENGINE_POSTGRES, open, "t", (const char *const[]){"a", NULL}), "");
}

static void what_is_packed_is_the_same_again(void **state)
{
    struct fixture *p = *state;
    struct remarks *r = remarks_new(p->ctx, ENGINE_SQLITE);
    struct remark_session session;
    remark_session_begin(&session, p->ctx, ENGINE_SQLITE);
    remarks_read(r, &session, "-- one\nCREATE TABLE t (a int, -- x\n b int); CREATE TABLE u (a int); DROP TABLE u;");
    struct text t;
    text_open(&t);
    remarks_pack(t.out, r);
    const char *packed = text_close(&t, p->ctx), *rest = packed;
    struct remarks *again = remarks_unpack(&rest, ENGINE_SQLITE, p->ctx);
    assert_non_null(again);
    assert_string_equal(rest, "");
    assert_string_equal(remarks_of_table(again, "", "T"), "one");
    assert_string_equal(remarks_of_column(again, "", "t", "A"), "x");
    assert_null(remarks_of_column(again, "", "t", "b"));
    rest = "3\n0\n";
    assert_null(remarks_unpack(&rest, ENGINE_SQLITE, p->ctx));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(above_behind_and_inside),
        with_fixture(of_the_table),
        with_fixture(columns_that_are_added),
        with_fixture(names_that_change),
        with_fixture(a_table_made_again),
        with_fixture(names_as_the_engine_has_them),
        with_fixture(schemas_of_postgres),
        with_fixture(what_says_nothing),
        with_fixture(hostile_texts_stay_in_their_line),
        with_fixture(what_is_packed_is_the_same_again),
    };
    return RUN_TAP("remarks", tests);
}
