/* What statements make of a model, and the names that the server would have chosen. */
#include "model_support.h"

static void test_table(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_all(f, "-- rooms\n"
                                        "CREATE TABLE rooms (\n"
                                        "    room_id TEXT PRIMARY KEY,\n"
                                        "    \"Name\" varchar(20) DEFAULT 'x',\n"
                                        "    n INT NOT NULL DEFAULT -1 CHECK (n > 0)\n"
                                        ");\n");
    const struct item *table = wanted(m, &model_table, "", "rooms");
    assert_int_equal(table->line, 2);
    assert_string_equal(table->text, "CREATE TABLE rooms (\n"
                                     "    room_id text NOT NULL,\n"
                                     "    \"Name\" character varying(20) DEFAULT 'x',\n"
                                     "    n integer NOT NULL DEFAULT -1,\n"
                                     "    CONSTRAINT rooms_n_check CHECK (n > 0),\n"
                                     "    CONSTRAINT rooms_pkey PRIMARY KEY (room_id)\n"
                                     ");");
    const struct item *column = wanted(m, &model_column, "rooms", "n");
    assert_int_equal(column->line, 5);
    assert_string_equal(value_of(column, "type"), "integer");
    assert_string_equal(value_of(column, "not null"), "NOT NULL");
    assert_string_equal(value_of(column, "position"), "3");
    assert_string_equal(column->text, "n integer NOT NULL DEFAULT -1");
}

static void test_chosen_names(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_all(
        f, "CREATE TABLE a (x int UNIQUE, y int, CHECK (x > 0), CHECK (x > 1), CHECK (x > y), UNIQUE (x, y));\n"
           "CREATE TABLE b (x int REFERENCES a (x), FOREIGN KEY (x) REFERENCES a (x));\n"
           "CREATE INDEX ON a (x, lower(y::text), (x + y));\n"
           "CREATE INDEX ON a (x, lower(y::text), (x + y));\n"
           "CREATE TABLE a_table_with_a_name_that_is_long (a_column_with_a_name_that_is_longer_still int UNIQUE);\n"
           "CREATE TABLE a_seq_of_ids (id serial);\n");
    static const char *const constraints[][2] = {{"a", "a_x_key"},  {"a", "a_x_check"}, {"a", "a_x_check1"},
                                                 {"a", "a_check"},  {"a", "a_x_y_key"}, {"b", "b_x_fkey"},
                                                 {"b", "b_x_fkey1"}};
    for (size_t i = 0; i < sizeof(constraints) / sizeof(*constraints); i++)
        wanted(m, &model_constraint, constraints[i][0], constraints[i][1]);
    wanted(m, &model_index, "a", "a_x_lower_expr_idx");
    wanted(m, &model_index, "a", "a_x_lower_expr_idx1");
    wanted(m, &model_constraint, "a_table_with_a_name_that_is_long",
           "a_table_with_a_name_that_is_l_a_column_with_a_name_that_is__key");
    wanted(m, &model_sequence, "", "a_seq_of_ids_id_seq");
}

static void test_serial(void **state)
{
    struct fixture *f = *state;
    assert_same(f, "CREATE TABLE t (id bigserial, n integer);",
                "CREATE SEQUENCE t_id_seq;\n"
                "CREATE TABLE t (id bigint NOT NULL DEFAULT nextval('t_id_seq'::regclass), n integer);\n"
                "ALTER SEQUENCE t_id_seq OWNED BY t.id;\n");
}

static void test_sequence_position(void **state)
{
    struct fixture *f = *state;
    assert_same(f, "CREATE SEQUENCE s START 3; ALTER SEQUENCE s RESTART WITH 8;",
                "CREATE SEQUENCE s START 3; SELECT setval('s', 8, false);");
    assert_same(f, "CREATE SEQUENCE s START 3; SELECT setval('s', 8); ALTER SEQUENCE s RESTART;",
                "CREATE SEQUENCE s START 3;");
    assert_same(f, "CREATE SEQUENCE s; SELECT setval('s', 8); ALTER SEQUENCE s RENAME TO t;",
                "CREATE SEQUENCE t; SELECT setval('t', 8);");
    assert_same(f, "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (START 5)); SELECT setval('t_a_seq', 5, false);",
                "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (START 5));");
    assert_same(f, "CREATE SEQUENCE s; SELECT setval('s', 8); DROP SEQUENCE s;", "");
}

static void test_index(void **state)
{
    struct fixture *f = *state;
    const struct model *m =
        read_all(f, "CREATE TABLE t (a text, b jsonb);\n"
                    "CREATE UNIQUE INDEX i ON t USING btree (lower(a) DESC, a) INCLUDE (b) WITH (fillfactor='70')"
                    " WHERE ((a)::text <> 'x'::text);\n"
                    "CREATE INDEX g ON public.t USING gin (b jsonb_path_ops);\n");
    const struct item *index = wanted(m, &model_index, "t", "i");
    assert_string_equal(value_of(index, "unique"), "UNIQUE");
    assert_string_equal(value_of(index, "keys"), "lower(a) DESC, a");
    assert_string_equal(value_of(index, "include"), "b");
    assert_string_equal(value_of(index, "options"), "fillfactor = 70");
    assert_string_equal(value_of(index, "method"), "");
    assert_string_equal(value_of(wanted(m, &model_index, "t", "g"), "method"), "gin");
    assert_string_equal(wanted(m, &model_index, "t", "g")->text, "CREATE INDEX g ON t USING gin (b jsonb_path_ops);");
}

static void test_rows(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_all(f, "CREATE TABLE t (id integer, flag boolean, n text, PRIMARY KEY (id));\n"
                                        "INSERT INTO t (id, flag, n) VALUES ('2', 't', 5), (3, false, E'a\\tb');\n"
                                        "INSERT INTO t VALUES (4, NULL, 'it''s');\n"
                                        "CREATE TABLE u (n text);\n"
                                        "INSERT INTO u VALUES ('same');\n"
                                        "INSERT INTO u VALUES ('same');\n");
    const struct item *row = wanted(m, &model_row, "t", "(2)");
    assert_string_equal(value_of(row, "flag"), "true");
    assert_string_equal(value_of(row, "n"), "'5'");
    assert_string_equal(row->text, "INSERT INTO t (id, flag, n) VALUES (2, true, '5');");
    assert_int_equal(row->line, 2);
    assert_string_equal(value_of(wanted(m, &model_row, "t", "(3)"), "n"), "E'a\\tb'");
    assert_string_equal(value_of(wanted(m, &model_row, "t", "(4)"), "flag"), "NULL");
    wanted(m, &model_row, "u", "('same')");
    wanted(m, &model_row, "u", "('same') (2)");
}

static void test_changes_in_order(void **state)
{
    struct fixture *f = *state;
    assert_same(f,
                "CREATE TABLE old (a int PRIMARY KEY, b text, c int UNIQUE);\n"
                "CREATE INDEX i ON old (b);\n"
                "CREATE INDEX gone ON old (a);\n"
                "ALTER TABLE old ADD COLUMN d bigint DEFAULT 0, DROP COLUMN c, ALTER b SET NOT NULL;\n"
                "ALTER TABLE old RENAME COLUMN b TO beta;\n"
                "ALTER INDEX i RENAME TO j;\n"
                "DROP INDEX gone;\n"
                "ALTER TABLE old RENAME TO new;\n"
                "CREATE TABLE dropped (a serial);\n"
                "DROP TABLE IF EXISTS dropped, never;\n",
                "CREATE TABLE new (a integer NOT NULL, beta text NOT NULL, d bigint DEFAULT 0,\n"
                "    CONSTRAINT old_pkey PRIMARY KEY (a));\n"
                "CREATE INDEX j ON new (beta);\n");
    assert_same(f,
                "CREATE TABLE app.old (id serial, n serial, \"m\" serial);\nALTER TABLE app.old RENAME TO \"New\";\n"
                "ALTER TABLE app.\"New\" RENAME COLUMN id TO key;\nALTER TABLE app.\"New\" DROP COLUMN n;\n"
                "ALTER SEQUENCE app.old_m_seq OWNED BY NONE;\n",
                "CREATE SEQUENCE app.old_id_seq AS integer;\nCREATE SEQUENCE app.old_m_seq AS integer;\n"
                "CREATE TABLE app.\"New\" (key integer NOT NULL DEFAULT nextval('app.old_id_seq'::regclass),\n"
                "    m integer NOT NULL DEFAULT nextval('app.old_m_seq'::regclass));\n"
                "ALTER SEQUENCE app.old_id_seq OWNED BY app.\"New\".key;\n");
}

static void test_plain_way_is_the_parsers_way(void **state)
{
    struct fixture *f = *state;
    /* IF NOT EXISTS is no plain shape: the parser reads the second text. */
    assert_same(f,
                "CREATE TABLE t (a text NOT NULL DEFAULT 'x', \"B\" bigint DEFAULT 12, c boolean DEFAULT TRUE,\n"
                "    d double precision, CONSTRAINT k PRIMARY KEY (a, \"B\"), CONSTRAINT u UNIQUE (c));\n"
                "CREATE UNIQUE INDEX i ON t (\"B\" DESC, a);\nCREATE INDEX h ON t USING hash (a);\n",
                "CREATE TABLE IF NOT EXISTS t (a text NOT NULL DEFAULT 'x', \"B\" bigint DEFAULT 12,\n"
                "    c boolean DEFAULT TRUE, d double precision, CONSTRAINT k PRIMARY KEY (a, \"B\"),\n"
                "    CONSTRAINT u UNIQUE (c));\n"
                "CREATE UNIQUE INDEX IF NOT EXISTS i ON t (\"B\" DESC, a);\n"
                "CREATE INDEX IF NOT EXISTS h ON t USING hash (a);\n");
}

static void test_views_and_functions(void **state)
{
    struct fixture *f = *state;
    const struct model *m =
        read_all(f, "CREATE TABLE t (a varchar, n integer);\n"
                    "CREATE VIEW v AS SELECT t.a, t.n FROM t WHERE ((t.a)::text = 'x'::text);\n"
                    "CREATE OR REPLACE FUNCTION f(x integer, y text DEFAULT 'q') RETURNS trigger AS $f$BEGIN END$f$\n"
                    "    LANGUAGE plpgsql STABLE;\n"
                    "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n");
    assert_string_equal(value_of(wanted(m, &model_view, "", "v"), "definition"),
                        "SELECT\n    a,\n    n\nFROM t\nWHERE a = 'x'");
    const struct item *function = wanted(m, &model_function, "", "f(integer, text)");
    assert_string_equal(value_of(function, "body"), "BEGIN END");
    assert_string_equal(value_of(function, "language"), "plpgsql");
    assert_string_equal(wanted(m, &model_trigger, "t", "tr")->text,
                        "CREATE TRIGGER tr BEFORE INSERT ON t\n    FOR EACH ROW EXECUTE PROCEDURE f();");
}

static void test_types(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_all(f, "CREATE TYPE e AS ENUM ('a', 'c');\n"
                                        "ALTER TYPE e ADD VALUE 'b' BEFORE 'c';\n"
                                        "ALTER TYPE e RENAME VALUE 'a' TO 'z';\n"
                                        "CREATE DOMAIN d AS integer NOT NULL CHECK (VALUE > 0);\n"
                                        "CREATE TABLE t (n d);\n"
                                        "INSERT INTO t (n) VALUES ('7');\n");
    assert_string_equal(value_of(wanted(m, &model_type, "", "e"), "labels"), "'z', 'b', 'c'");
    assert_string_equal(value_of(wanted(m, &model_type, "", "d"), "type"), "integer");
    assert_string_equal(value_of(wanted(m, &model_type, "", "d"), "not null"), "NOT NULL");
    assert_string_equal(value_of(wanted(m, &model_constraint, "d", "d_check"), "definition"), "CHECK (VALUE > 0)");
    wanted(m, &model_row, "t", "(7)");
}

/* The server knows types by several names, and prints one. */
static void test_other_names_of_types(void **state)
{
    struct fixture *f = *state;
    assert_same(
        f,
        "CREATE TABLE t (a int4, b int8[], c bool, d float8, e varchar(20), f timestamptz(3), g decimal(10,2),\n"
        "    h \"int4\", i pg_catalog.text, j varbit(3), k timetz, l float4, m int2, n bpchar, o dec, p interval);\n"
        "CREATE INDEX i ON t ((a::int8));\n"
        "CREATE FUNCTION f(a int4, VARIADIC b bool[]) RETURNS float8 LANGUAGE sql AS 'x';\n"
        "COMMENT ON FUNCTION f(int4, bool[]) IS 'F';\n"
        "CREATE DOMAIN d AS int4 CHECK (VALUE::int8 > 0);\n"
        "CREATE TYPE c AS (a int4, b timestamptz);\n"
        "CREATE SEQUENCE s AS int4;\nCREATE SEQUENCE s2 AS int2 MAXVALUE 32767;\n"
        "CREATE VIEW v AS SELECT a::int8 AS x, CAST(c AS int4) AS y, int4 '7' AS z FROM t;\n"
        "CREATE AGGREGATE g (int4) (SFUNC = int4pl, STYPE = int4);\n"
        "CREATE AGGREGATE h (text ORDER\n BY int4) (SFUNC = i, STYPE = text);\n",
        "CREATE TABLE t (a integer, b bigint[], c boolean, d double precision, e character varying(20),\n"
        "    f timestamp(3) with time zone, g numeric(10,2), h integer, i text, j bit varying(3),\n"
        "    k time with time zone, l real, m smallint, n bpchar, o numeric, p interval);\n"
        "CREATE INDEX i ON t ((a::bigint));\n"
        "CREATE FUNCTION f(a integer, VARIADIC b boolean[]) RETURNS double precision LANGUAGE sql AS 'x';\n"
        "COMMENT ON FUNCTION f(integer, boolean[]) IS 'F';\n"
        "CREATE DOMAIN d AS integer CHECK (VALUE::bigint > 0);\n"
        "CREATE TYPE c AS (a integer, b timestamp with time zone);\n"
        "CREATE SEQUENCE s AS integer;\nCREATE SEQUENCE s2 AS smallint;\n"
        "CREATE VIEW v AS SELECT a::bigint AS x, CAST(c AS integer) AS y, '7'::integer AS z FROM t;\n"
        "CREATE AGGREGATE g (integer) (SFUNC = int4pl, STYPE = integer);\n"
        "CREATE AGGREGATE h (text ORDER BY integer) (SFUNC = i, STYPE = text);\n");
}

/* archive.int4 is no number, and neither is a type of that name in public. */
static void test_types_named_as_the_servers(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_all(f, "CREATE TABLE t (a archive.int4, b public.int4, c int4);\n");
    assert_string_equal(value_of(wanted(m, &model_column, "t", "a"), "type"), "archive.int4");
    assert_string_equal(value_of(wanted(m, &model_column, "t", "b"), "type"), "int4");
    assert_string_equal(value_of(wanted(m, &model_column, "t", "c"), "type"), "integer");
}

/* The role that owns most of a text goes without saying, whatever it is called. */
static void test_owners(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_all(
        f,
        "CREATE TABLE t (a int);\nALTER TABLE t OWNER TO app;\nCREATE SEQUENCE s;\nALTER SEQUENCE s OWNER TO app;\n"
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\nALTER FUNCTION f() OWNER TO boss;\n"
        "CREATE TYPE e AS ENUM ('a');\nALTER TYPE e OWNER TO app;\nCREATE SCHEMA x;\nALTER SCHEMA x OWNER TO boss;\n"
        "REVOKE INSERT ON t FROM app;\nREVOKE ALL ON FUNCTION f() FROM boss;\nGRANT EXECUTE ON FUNCTION f() TO app;\n"
        "CREATE POLICY p ON t TO z, app;\nCREATE POLICY q ON t TO boss;\n"
        "ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO z;\n"
        "ALTER DEFAULT PRIVILEGES FOR ROLE boss, z GRANT SELECT ON TABLES TO app;\n");
    assert_null(model_find(m, &model_owner, "", "t", "TABLE t"));
    assert_null(model_find(m, &model_owner, "", "", "SEQUENCE s"));
    assert_null(model_find(m, &model_owner, "", "", "TYPE e"));
    assert_string_equal(value_of(wanted(m, &model_owner, "", "FUNCTION f()"), "role"), "boss");
    assert_string_equal(value_of(wanted(m, &model_owner, "", "SCHEMA x"), "role"), "boss");
    assert_string_equal(value_of(wanted(m, &model_privilege, "t", "TABLE t"), "grants"),
                        "REVOKE INSERT FROM CURRENT_USER");
    assert_string_equal(value_of(wanted(m, &model_privilege, "", "FUNCTION f()"), "grants"),
                        "REVOKE ALL FROM CURRENT_USER; GRANT ALL TO app");
    assert_string_equal(value_of(wanted(m, &model_policy, "t", "p"), "roles"), "CURRENT_USER, z");
    assert_string_equal(wanted(m, &model_policy, "t", "p")->text, "CREATE POLICY p ON t TO CURRENT_USER, z;");
    assert_string_equal(value_of(wanted(m, &model_policy, "t", "q"), "roles"), "boss");
    wanted(m, &model_privilege, "", "DEFAULT PRIVILEGES ON TABLES");
    wanted(m, &model_privilege, "", "DEFAULT PRIVILEGES FOR ROLE boss ON TABLES");
    wanted(m, &model_privilege, "", "DEFAULT PRIVILEGES FOR ROLE z ON TABLES");
    /* Of a snapshot nothing is said of most: they are the loader's. */
    m = read_all(f, "CREATE TABLE t (a int);\nCREATE TABLE u (a int);\nALTER TABLE u OWNER TO app;\n");
    assert_string_equal(value_of(wanted(m, &model_owner, "u", "TABLE u"), "role"), "app");
}

/* A person names all tables at once, pg_dump and a snapshot each in a statement of its own. */
static void test_publications(void **state)
{
    struct fixture *f = *state;
#define TABLES "CREATE TABLE a (x int, y int);\nCREATE TABLE b (x varchar(5));\nCREATE TABLE c () INHERITS (b);\n"
    const char *expected = TABLES "CREATE PUBLICATION p WITH (publish = 'insert');\n"
                                  "ALTER PUBLICATION p ADD TABLE ONLY a (x, y);\n"
                                  "ALTER PUBLICATION p ADD TABLE ONLY b WHERE (x > 'z');\n"
                                  "ALTER PUBLICATION p ADD TABLE ONLY c WHERE (x > 'z');\n"
                                  "ALTER PUBLICATION p ADD TABLES IN SCHEMA public;\n";
    assert_same(f,
                TABLES "CREATE PUBLICATION p FOR TABLE a (y, x), public.b WHERE (((x)::text > 'z'::text)),\n"
                       "    TABLES IN SCHEMA CURRENT_SCHEMA WITH (publish = 'insert');\n",
                expected);
    assert_same(f,
                TABLES "CREATE PUBLICATION p FOR TABLE a WITH (publish = 'insert');\n"
                       "ALTER PUBLICATION p DROP TABLE a;\nALTER PUBLICATION p ADD TABLES IN SCHEMA public;\n"
                       "ALTER PUBLICATION p ADD TABLE a (x, y), b WHERE (x > 'z');\n",
                expected);
    assert_same(f,
                TABLES "CREATE PUBLICATION p FOR TABLES IN SCHEMA x WITH (publish = 'insert');\n"
                       "ALTER PUBLICATION p SET TABLE a (x, y), b WHERE (x > 'z'), TABLES IN SCHEMA public;\n"
                       "CREATE PUBLICATION q;\nDROP PUBLICATION q;\n",
                expected);
#undef TABLES
}

static void test_casts(void **state)
{
    struct fixture *f = *state;
    assert_same(f,
                "CREATE CAST (timestamptz AS x) with function public.f(timestamptz) as assignment;\n"
                "CREATE CAST (x AS y)\n    WITHOUT   FUNCTION;\nCREATE CAST (y AS x) WITH INOUT AS IMPLICIT;\n",
                "CREATE CAST (timestamp with time zone AS x) WITH FUNCTION f(timestamp with time zone) AS ASSIGNMENT;\n"
                "CREATE CAST (x AS y) WITHOUT FUNCTION;\nCREATE CAST (y AS x) WITH INOUT AS IMPLICIT;\n");
    const struct model *m = read_all(f, "CREATE CAST (timestamptz AS x) WITH FUNCTION a.f(timestamptz);");
    assert_string_equal(wanted(m, &model_other, "", "CAST (timestamp with time zone AS x)")->text,
                        "CREATE CAST (timestamp with time zone AS x) WITH FUNCTION a.f(timestamp with time zone);");
}

static void test_privileges(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_all(f, "CREATE TABLE t (a integer);\n"
                                        "GRANT SELECT, UPDATE (a) ON TABLE t TO PUBLIC;\n"
                                        "GRANT DELETE ON t TO x;\n"
                                        "REVOKE DELETE ON t FROM x;\n");
    const struct item *item = wanted(m, &model_privilege, "t", "TABLE t");
    assert_string_equal(value_of(item, "grants"), "GRANT SELECT TO PUBLIC; GRANT UPDATE (a) TO PUBLIC");
    assert_string_equal(item->text, "GRANT SELECT ON TABLE t TO PUBLIC;\nGRANT UPDATE (a) ON TABLE t TO PUBLIC;");
}

static void test_nothing_is_dropped_silently(void **state)
{
    struct fixture *f = *state;
    const struct model *m = read_text(f, "SET x = 1;\nBEGIN;\nCREATE SUBSCRIPTION s CONNECTION 'w' PUBLICATION p;\n"
                                         "CREATE TABLE t (a integer);\nUPDATE t SET a = 1;\nCOMMIT;\n");
    const struct item *server = wanted(m, &model_statement, "", "SUBSCRIPTION s");
    const struct item *update = wanted(m, &model_statement, "", "UPDATE t");
    assert_int_equal(server->line, 3);
    assert_string_equal(value_of(server, "sql"), "CREATE subscription s connection 'w' publication p");
    assert_string_equal(server->text, "CREATE SUBSCRIPTION s CONNECTION 'w' PUBLICATION p;");
    assert_int_equal(update->line, 5);
}

/* No column definition can say it. */
static void test_not_null_of_later_rows(void **state)
{
    static const char text[] = "CREATE TABLE t (\n"
                               "    a integer\n"
                               ");\n"
                               "ALTER TABLE t ADD CONSTRAINT later NOT NULL a NO INHERIT NOT VALID;";
    const struct model *m = read_all(*state, text);
    assert_string_equal(value_of(wanted(m, &model_column, "t", "a"), "not null validated"), "NOT VALID");
    assert_string_equal(wanted(m, &model_table, "", "t")->text, text);
}

static void test_a_column_that_is_inherited_and_the_tables_own(void **state)
{
    const struct model *m = read_all(*state, "CREATE TABLE a (x integer, y integer);\n"
                                             "CREATE TABLE b (x integer) INHERITS (a);\n"
                                             "CREATE TABLE p (x integer) PARTITION BY LIST (x);\n"
                                             "CREATE TABLE q (x integer);\n"
                                             "ALTER TABLE p ATTACH PARTITION q DEFAULT;");
    assert_string_equal(value_of(wanted(m, &model_column, "b", "x"), "inheritance"), "OWN AS WELL");
    assert_string_equal(value_of(wanted(m, &model_column, "a", "x"), "inheritance"), "");
    assert_string_equal(value_of(wanted(m, &model_column, "b", "y"), "inheritance"), "");
    assert_string_equal(value_of(wanted(m, &model_column, "q", "x"), "inheritance"), "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        with_fixture(test_table),
        with_fixture(test_chosen_names),
        with_fixture(test_serial),
        with_fixture(test_sequence_position),
        with_fixture(test_index),
        with_fixture(test_rows),
        with_fixture(test_changes_in_order),
        with_fixture(test_plain_way_is_the_parsers_way),
        with_fixture(test_views_and_functions),
        with_fixture(test_types),
        with_fixture(test_other_names_of_types),
        with_fixture(test_types_named_as_the_servers),
        with_fixture(test_owners),
        with_fixture(test_publications),
        with_fixture(test_casts),
        with_fixture(test_privileges),
        with_fixture(test_nothing_is_dropped_silently),
        with_fixture(test_not_null_of_later_rows),
        with_fixture(test_a_column_that_is_inherited_and_the_tables_own),
    };
    return RUN_TAP("model_postgres", tests);
}
