/* What a text drops, and schemas: what is left is what a text says that never made it. */
#include "model_support.h"

static void assert_nothing_left(struct fixture *f, const char *text)
{
    assert_same(f, text, "");
}

static void what_is_said_of_an_object_goes_with_it(void **state)
{
    struct fixture *f = *state;
    assert_nothing_left(f, "CREATE SCHEMA s; COMMENT ON SCHEMA s IS 'x'; GRANT USAGE ON SCHEMA s TO PUBLIC;"
                           "ALTER SCHEMA s OWNER TO x; DROP SCHEMA s;");
    assert_nothing_left(f, "CREATE EXTENSION hstore; COMMENT ON EXTENSION hstore IS 'mine'; DROP EXTENSION hstore;");
    assert_nothing_left(f, "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p DEFAULT;"
                           "COMMENT ON TABLE q IS 'x'; DROP TABLE p;");
    assert_nothing_left(f, "CREATE TABLE p (a int); CREATE TABLE c () INHERITS (p); DROP TABLE p CASCADE;");
}

static void a_schema_goes_with_what_is_in_it(void **state)
{
    struct fixture *f = *state;
    assert_nothing_left(
        f, "CREATE SCHEMA s; CREATE TABLE s.t (a serial PRIMARY KEY); COMMENT ON TABLE s.t IS 'x';"
           "GRANT SELECT ON s.t TO PUBLIC; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
           "REVOKE ALL ON FUNCTION s.f() FROM PUBLIC; CREATE EXTENSION hstore SCHEMA s; CREATE TYPE s.e AS ENUM ();"
           "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO PUBLIC; DROP SCHEMA s CASCADE;");
    assert_same(
        f,
        "CREATE TABLE t (a int); CREATE TYPE e AS ENUM ('a'); GRANT SELECT ON t TO x; COMMENT ON TABLE t IS 'x';"
        "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE t (b int);",
        "COMMENT ON SCHEMA public IS NULL; REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE TABLE t (b int);");
}

/* An extension whose members another schema may use, or that may stand in one; names that may be of several things. */
static void what_may_not_be_all_is_compared_as_text(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_text(f, "CREATE SCHEMA s; CREATE TABLE s.rooms (a hstore); CREATE EXTENSION hstore;"
                                         "DROP SCHEMA public CASCADE;");
    assert_non_null(model_find(m, &model_statement, "", "", "SCHEMA public"));
    m = read_text(f, "CREATE EXTENSION somebodys; DROP SCHEMA public CASCADE;");
    assert_non_null(model_find(m, &model_statement, "", "", "SCHEMA public"));
    m = read_text(f,
                  "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS ''; CREATE FUNCTION f(text) RETURNS int LANGUAGE"
                  " sql AS ''; CREATE VIEW v AS SELECT f(x) AS y FROM z; DROP FUNCTION f(int) CASCADE;");
    assert_non_null(model_find(m, &model_statement, "", "", "FUNCTION f(INT)"));
    m = read_text(f, "CREATE TABLE t (a int, b int); CREATE TABLE u (b int);"
                     "CREATE VIEW v AS SELECT a FROM t WHERE a IN (SELECT b FROM u); ALTER TABLE t DROP b CASCADE;");
    assert_non_null(model_find(m, &model_statement, "", "", "TABLE t"));
    m = read_text(f, "CREATE TABLE t (a int); CREATE VIEW v AS WITH t AS (SELECT 1 AS a) SELECT a FROM t;"
                     "DROP TABLE t CASCADE;");
    assert_non_null(model_find(m, &model_statement, "", "", "TABLE t"));
    m = read_text(
        f, "CREATE TABLE t (a int PRIMARY KEY); ALTER TABLE t ADD UNIQUE (a); CREATE TABLE u (a int REFERENCES t (a));"
           "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE;");
    assert_non_null(model_find(m, &model_statement, "", "", "TABLE t"));
    m = read_text(f, "CREATE TABLE t (a int); DROP SCHEMA public;");
    assert_non_null(model_find(m, &model_statement, "", "", "SCHEMA public"));
    m = read_text(f, "DROP SCHEMA never;");
    assert_non_null(model_find(m, &model_statement, "", "", "SCHEMA never"));
    m = read_text(f, "CREATE ROLE x; DROP ROLE IF EXISTS x;");
    assert_non_null(strstr(model_find(m, &model_statement, "", "", "ROLE x")->text, "DROP"));
}

static void schema_public_is_gone_and_comes_again(void **state)
{
    struct fixture *f = *state;
    assert_same(f, "COMMENT ON SCHEMA public IS 'x'; GRANT ALL ON SCHEMA public TO x; DROP SCHEMA public;",
                "DROP SCHEMA IF EXISTS public CASCADE;");
    wanted(read_all(f, "DROP SCHEMA public;"), &model_other, "", MODEL_NO_PUBLIC);
    assert_same(f, "DROP SCHEMA public; CREATE SCHEMA IF NOT EXISTS public; CREATE SCHEMA IF NOT EXISTS public;",
                "COMMENT ON SCHEMA public IS NULL; REVOKE ALL ON SCHEMA public FROM PUBLIC;");
    assert_same(f,
                "DROP SCHEMA public; CREATE SCHEMA public; COMMENT ON SCHEMA public IS 'standard public schema';"
                "GRANT USAGE ON SCHEMA public TO PUBLIC;",
                "CREATE SCHEMA public;");
}

static void a_schema_or_a_table_has_another_name(void **state)
{
    struct fixture *f = *state;
#define APP(name)                                                                                                      \
    "CREATE SCHEMA " name "; COMMENT ON SCHEMA " name " IS 'x'; GRANT USAGE ON SCHEMA " name " TO x;"                  \
    "CREATE TABLE " name ".rooms (id serial); CREATE TYPE " name ".kind AS ENUM ('x');"                                \
    "CREATE EXTENSION hstore SCHEMA " name "; COMMENT ON TABLE " name ".rooms IS 't';"                                 \
    "ALTER DEFAULT PRIVILEGES IN SCHEMA " name " GRANT SELECT ON TABLES TO x;"
    assert_same(f,
                "CREATE TABLE rooms (x int); COMMENT ON TABLE rooms IS 'x'; COMMENT ON COLUMN rooms.x IS 'x';"
                "ALTER TABLE rooms OWNER TO x; CREATE TABLE b (x int); ALTER TABLE rooms RENAME TO halls;",
                "CREATE TABLE halls (x int); COMMENT ON TABLE halls IS 'x'; COMMENT ON COLUMN halls.x IS 'x';"
                "ALTER TABLE halls OWNER TO x; CREATE TABLE b (x int);");
    assert_same(f, APP("app") "ALTER SCHEMA app RENAME TO archive;", APP("archive"));
    assert_same(f, "CREATE TABLE t (a int); ALTER SCHEMA public RENAME TO old;",
                "DROP SCHEMA public; CREATE SCHEMA old; COMMENT ON SCHEMA old IS 'standard public schema';"
                "GRANT USAGE ON SCHEMA old TO PUBLIC; CREATE TABLE old.t (a int);");
    assert_same(f, "CREATE SCHEMA AUTHORIZATION x;", "CREATE SCHEMA x; ALTER SCHEMA x OWNER TO x;");
}

static void the_sequence_of_an_identity_follows_its_column(void **state)
{
    struct fixture *f = *state;
#define SAID(name) "COMMENT ON SEQUENCE " name " IS 'c'; GRANT USAGE ON SEQUENCE " name " TO r;"
    static const char *const gone[] = {"DROP TABLE t; CREATE TABLE t (b int)", "ALTER TABLE t DROP COLUMN a",
                                       "ALTER TABLE t ALTER a DROP IDENTITY, DROP COLUMN a"};
    assert_same(
        f,
        "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY);" SAID(
            "t_a_seq") "ALTER SEQUENCE t_a_seq RENAME TO x; ALTER SEQUENCE x INCREMENT BY 2; CREATE SEQUENCE t_a_seq;",
        "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME x INCREMENT BY 2));" SAID(
            "x") "CREATE SEQUENCE t_a_seq;");
    assert_same(f,
                "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME x)); ALTER TABLE t SET SCHEMA app;"
                "ALTER SEQUENCE app.x INCREMENT BY 2;",
                "CREATE TABLE app.t (a int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME app.x INCREMENT BY 2));");
    for (size_t i = 0; i < sizeof(gone) / sizeof(*gone); i++) {
        char text[400];
        snprintf(text, sizeof(text), "%s%s;",
                 "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int);" SAID("t_a_seq"), gone[i]);
        assert_same(f, text, "CREATE TABLE t (b int);");
    }
}

/* Without IF EXISTS pg_dump --clean drops what the text makes below. */
static void a_dump_clears_first(void **state)
{
    struct fixture *f = *state;
    static const char clears[] = "--\n-- PostgreSQL database dump\n--\n\n"
                                 "ALTER TABLE ONLY public.t DROP CONSTRAINT t_pkey;\n"
                                 "ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;\n"
                                 "ALTER DOMAIN public.d DROP CONSTRAINT c;\n"
                                 "DROP USER MAPPING FOR x SERVER s;\nDROP FUNCTION public.f(integer);\n"
                                 "DROP TABLE public.t;\nDROP EXTENSION hstore;\nDROP SCHEMA app;\n";
    assert_same(f, clears, "--\n-- PostgreSQL database dump\n--\n\n");
    const struct model *m = read_text(f, "ALTER TABLE t DROP CONSTRAINT c; DROP TABLE t;");
    assert_non_null(model_find(m, &model_statement, "", "", "TABLE t"));
}

static void nothing_is_there_to_drop(void **state)
{
    struct fixture *f = *state;
    assert_nothing_left(f,
                        "DROP ROLE IF EXISTS x; DROP USER IF EXISTS x; DROP SUBSCRIPTION IF EXISTS x;"
                        "DROP TABLESPACE IF EXISTS x; DROP SCHEMA IF EXISTS x CASCADE; DROP VIEW IF EXISTS x CASCADE;");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        with_fixture(what_is_said_of_an_object_goes_with_it),
        with_fixture(a_schema_goes_with_what_is_in_it),
        with_fixture(what_may_not_be_all_is_compared_as_text),
        with_fixture(schema_public_is_gone_and_comes_again),
        with_fixture(a_schema_or_a_table_has_another_name),
        with_fixture(the_sequence_of_an_identity_follows_its_column),
        with_fixture(a_dump_clears_first),
        with_fixture(nothing_is_there_to_drop),
    };
    return RUN_TAP("model_postgres_drop", tests);
}
