/* What pg_dump writes of a database and what fullschema writes of it are the same model. */
#include "model_support.h"

static void tables_sequences_and_rows_read_alike(void **state)
{
    struct fixture *f = *state;
    assert_same(
        f,
        "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\n-- Dumped from database version 15.4\n"
        "SET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n\n"
        "SET default_tablespace = '';\n\n"
        "CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;\n"
        "COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';\n"
        "CREATE TYPE public.mood AS ENUM (\n    'sad'\n);\nALTER TYPE public.mood OWNER TO postgres;\n"
        "CREATE TABLE public.rooms (\n    id integer NOT NULL,\n    name character varying(20) DEFAULT 'x'::character "
        "varying,\n"
        "    mood public.mood DEFAULT 'sad'::public.mood NOT NULL,\n    at timestamp without time zone,\n"
        "    ok boolean,\n    price numeric(5,2),\n"
        "    CONSTRAINT c CHECK (((name)::text = ANY ((ARRAY['a'::character varying, 'b'::character "
        "varying])::text[])))\n);\n"
        "ALTER TABLE public.rooms OWNER TO postgres;\n"
        "CREATE SEQUENCE public.rooms_id_seq\n    AS integer\n    START WITH 1\n    INCREMENT BY 1\n    NO MINVALUE\n"
        "    NO MAXVALUE\n    CACHE 1;\nALTER TABLE public.rooms_id_seq OWNER TO postgres;\n"
        "ALTER SEQUENCE public.rooms_id_seq OWNED BY public.rooms.id;\n"
        "CREATE SEQUENCE public.fresh START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;\n"
        "ALTER TABLE ONLY public.rooms ALTER COLUMN id SET DEFAULT nextval('public.rooms_id_seq'::regclass);\n"
        "COPY public.rooms (id, name, mood, at, ok, price) FROM stdin;\n"
        "1\t\\N\tsad\t2020-01-01 00:00:00\tt\t1.50\n2\ta\\tb;\tsad\t\\N\tf\t\\N\n\\.\n\n"
        "SELECT pg_catalog.setval('public.rooms_id_seq', 2, true);\n"
        "SELECT pg_catalog.setval('public.fresh', 1, false);\n"
        "ALTER TABLE ONLY public.rooms\n    ADD CONSTRAINT rooms_pkey PRIMARY KEY (id);\n"
        "CREATE INDEX i ON public.rooms USING btree (name, lower((name)::text));\n"
        "REVOKE ALL ON TABLE public.rooms FROM postgres;\n"
        "GRANT SELECT,REFERENCES,DELETE,TRIGGER,TRUNCATE,UPDATE ON TABLE public.rooms TO postgres;\n"
        "\\unrestrict abc\n",
        "CREATE TYPE mood AS ENUM ('sad');\n"
        "CREATE SEQUENCE fresh;\nCREATE SEQUENCE rooms_id_seq AS integer;\n"
        "CREATE TABLE rooms (\n    id integer NOT NULL DEFAULT nextval('rooms_id_seq'::regclass),\n"
        "    name character varying(20) DEFAULT 'x',\n    mood mood NOT NULL DEFAULT 'sad',\n"
        "    at timestamp without time zone,\n    ok boolean,\n    price numeric(5,2),\n"
        "    CONSTRAINT c CHECK (name IN ('a', 'b')),\n    CONSTRAINT rooms_pkey PRIMARY KEY (id)\n);\n"
        "ALTER SEQUENCE rooms_id_seq OWNED BY rooms.id;\n"
        "CREATE INDEX i ON rooms (name, lower(name::text));\n"
        "REVOKE INSERT ON TABLE rooms FROM CURRENT_USER;\n"
        "INSERT INTO rooms (id, name, mood, at, ok, price) VALUES (1, NULL, 'sad', '2020-01-01 00:00:00', true, "
        "1.50);\n"
        "INSERT INTO rooms (id, name, mood, at, ok, price) VALUES (2, E'a\\tb;', 'sad', NULL, false, NULL);\n"
        "SELECT pg_catalog.setval('rooms_id_seq', 2, true);\n");
}

static void partitions_identities_and_parents_read_alike(void **state)
{
    struct fixture *f = *state;
    assert_same(
        f,
        "CREATE TABLE public.m (at date NOT NULL, v integer) PARTITION BY RANGE (at);\n"
        "CREATE TABLE public.m_1 (at date NOT NULL, v integer);\n"
        "ALTER TABLE ONLY public.m ATTACH PARTITION public.m_1 FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);\n"
        "CREATE INDEX m_v ON ONLY public.m USING btree (v);\nCREATE INDEX m_1_v ON public.m_1 USING btree (v);\n"
        "ALTER INDEX public.m_v ATTACH PARTITION public.m_1_v;\n"
        "CREATE TABLE public.p (a text DEFAULT 'p'::text, b integer);\n"
        "CREATE TABLE public.c (d integer)\nINHERITS (public.p);\n"
        "ALTER TABLE ONLY public.c ALTER COLUMN a SET DEFAULT 'p'::text;\n"
        "ALTER TABLE ONLY public.c ALTER COLUMN b SET DEFAULT 9;\n"
        "CREATE TABLE public.ids (id bigint NOT NULL);\n"
        "ALTER TABLE public.ids ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (\n    SEQUENCE NAME "
        "public.ids_id_seq\n"
        "    START WITH 10\n    INCREMENT BY 1\n    NO MINVALUE\n    NO MAXVALUE\n    CACHE 1\n);\n",
        "CREATE TABLE m (at date NOT NULL, v integer) PARTITION BY RANGE (at);\n"
        "CREATE TABLE m_1 (at date NOT NULL, v integer);\nCREATE INDEX m_1_v ON m_1 (v);\n"
        "ALTER TABLE m ATTACH PARTITION m_1 FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);\n"
        "CREATE INDEX m_v ON m (v);\n"
        "CREATE TABLE p (a text DEFAULT 'p', b integer);\nCREATE TABLE c (d integer) INHERITS (p);\n"
        "ALTER TABLE c ALTER COLUMN b SET DEFAULT 9;\n"
        "CREATE TABLE ids (id bigint NOT NULL GENERATED ALWAYS AS IDENTITY (START WITH 10));\n");
}

static void views_rules_and_the_rest_read_alike(void **state)
{
    struct fixture *f = *state;
    assert_same(
        f,
        "CREATE TABLE public.t (a character varying, n integer);\nALTER TABLE public.t OWNER TO postgres;\n"
        "CREATE VIEW public.v WITH (security_barrier='true') AS\n SELECT t.a,\n    (t.n + 1) AS n\n   FROM public.t\n"
        "  WHERE ((t.a)::text = 'x'::text)\n  WITH LOCAL CHECK OPTION;\n"
        "CREATE VIEW public.w AS\n SELECT v.a\n   FROM public.v\n  WHERE ((v.a)::text = ANY (ARRAY['x'::text, "
        "'y'::text]));\n"
        "ALTER TABLE public.v OWNER TO postgres;\nALTER TABLE public.w OWNER TO postgres;\n"
        "ALTER TABLE ONLY public.v ALTER COLUMN a SET DEFAULT 'd'::character varying;\n"
        "CREATE FUNCTION public.f() RETURNS trigger\n    LANGUAGE plpgsql\n    SET search_path TO 'public', 'pg_temp'\n"
        "    AS $$BEGIN END$$;\nALTER FUNCTION public.f() OWNER TO postgres;\n"
        "CREATE TRIGGER g AFTER INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();\n"
        "ALTER TABLE public.t DISABLE TRIGGER g;\n"
        "CREATE RULE r AS\n    ON DELETE TO public.t\n   WHERE (old.n = 1) DO INSTEAD NOTHING;\n"
        "CREATE POLICY p ON public.t TO postgres USING (((a)::text = 'x'::text));\n"
        "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;\n"
        "CREATE OPERATOR public.=== (\n    FUNCTION = public.eq,\n    LEFTARG = text,\n    RIGHTARG = text,\n"
        "    COMMUTATOR = OPERATOR(public.===)\n);\n"
        "COMMENT ON COLUMN public.t.a IS 'text';\nREVOKE ALL ON FUNCTION public.f() FROM PUBLIC;\n"
        "ALTER DEFAULT PRIVILEGES FOR ROLE postgres REVOKE ALL ON FUNCTIONS FROM PUBLIC;\n",
        "CREATE TABLE t (a character varying, n integer);\n"
        "CREATE VIEW v WITH (check_option = local, security_barrier = true) AS\nSELECT\n    a,\n    n + 1 AS n\nFROM "
        "t\n"
        "WHERE a = 'x';\nALTER VIEW v ALTER COLUMN a SET DEFAULT 'd';\n"
        "CREATE VIEW w AS\nSELECT a\nFROM v\nWHERE a::text IN ('x', 'y');\n"
        "CREATE FUNCTION f() RETURNS trigger\n    LANGUAGE plpgsql\n    SET search_path TO public, pg_temp\n"
        "    AS $$BEGIN END$$;\n"
        "CREATE TRIGGER g AFTER INSERT ON t\n    FOR EACH ROW EXECUTE PROCEDURE f();\nALTER TABLE t DISABLE TRIGGER "
        "g;\n"
        "CREATE RULE r AS ON DELETE TO t\n    WHERE old.n = 1\n    DO INSTEAD NOTHING;\n"
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON t TO CURRENT_USER\n    USING (a = 'x');\n"
        "CREATE OPERATOR === (\n    PROCEDURE = eq,\n    LEFTARG = text,\n    RIGHTARG = text,\n    COMMUTATOR = "
        "===\n);\n"
        "COMMENT ON COLUMN t.a IS 'text';\nREVOKE ALL ON FUNCTION f() FROM PUBLIC;\n"
        "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;\n");
}

/* A stranger's comment may say anything. */
static void a_version_that_no_server_has_is_none(void **state)
{
    struct fixture *f = *state;
    assert_same(f,
                "-- Dumped from database version 281467245000000000000.1\n-- Dumped by pg_dump version -7\n"
                "CREATE TABLE t (\n    a integer CONSTRAINT t_a_not_null NOT NULL,\n    b integer DEFAULT (-1)\n);\n",
                "CREATE TABLE t (\n    a integer NOT NULL,\n    b integer DEFAULT (-1)\n);\n");
}

/* pg_dump 18 names whatever is not called as the server would call it today. */
static void names_of_not_null_read_alike(void **state)
{
    struct fixture *f = *state;
    assert_same(
        f,
        "-- Dumped from database version 18.4\n"
        "CREATE DOMAIN public.d AS integer\n\tCONSTRAINT d_required_not_null NOT NULL;\n"
        "CREATE TABLE public.copy (\n    a integer CONSTRAINT mail_required_not_null NOT NULL,\n"
        "    b integer CONSTRAINT t_b_not_null NOT NULL,\n    c integer CONSTRAINT t_c_not_null NOT NULL NO "
        "INHERIT\n);\n"
        "CREATE TABLE public.renamed (\n    a integer CONSTRAINT old_a_not_null NOT NULL,\n"
        "    b integer CONSTRAINT old_older_not_null NOT NULL\n);\n"
        "CREATE TABLE public.both_ways (\n    b integer CONSTRAINT past_a_not_null NOT NULL\n);\n"
        "CREATE TABLE public.said (\n    a integer CONSTRAINT past_a_not_null NOT NULL\n);\n"
        "COMMENT ON CONSTRAINT past_a_not_null ON public.said IS 'x';\n"
        "CREATE TABLE public.p (\n    a integer NOT NULL,\n    b integer CONSTRAINT p_own NOT NULL\n)\n"
        "PARTITION BY LIST (a);\n"
        "CREATE TABLE public.p1 (\n    a integer CONSTRAINT p_older_not_null NOT NULL,\n"
        "    b integer CONSTRAINT p_own NOT NULL\n);\n"
        "CREATE TABLE public.parent (\n    a integer NOT NULL NO INHERIT,\n    b integer\n);\n"
        "CREATE TABLE public.child (\n    CONSTRAINT child_a_not_null NOT NULL a,\n    CONSTRAINT nn NOT NULL b\n)\n"
        "INHERITS (public.parent);\n"
        "ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);\n"
        "ALTER TABLE ONLY public.both_ways\n    ADD CONSTRAINT past_pkey PRIMARY KEY (b);\n"
        "ALTER TABLE public.copy\n    ADD CONSTRAINT copy_b_not_null NOT NULL b NOT VALID;\n",
        "CREATE DOMAIN d AS integer CONSTRAINT d_required_not_null NOT NULL;\n"
        "CREATE TABLE copy (\n    a integer CONSTRAINT mail_required_not_null NOT NULL,\n    b integer,\n"
        "    c integer NOT NULL NO INHERIT\n);\n"
        "ALTER TABLE copy ADD CONSTRAINT copy_b_not_null NOT NULL b NOT VALID;\n"
        "CREATE TABLE renamed (\n    a integer NOT NULL,\n    b integer NOT NULL\n);\n"
        "CREATE TABLE both_ways (\n    b integer NOT NULL,\n    CONSTRAINT past_pkey PRIMARY KEY (b)\n);\n"
        "CREATE TABLE said (\n    a integer CONSTRAINT past_a_not_null NOT NULL\n);\n"
        "COMMENT ON CONSTRAINT past_a_not_null ON said IS 'x';\n"
        "CREATE TABLE p (\n    a integer NOT NULL,\n    b integer CONSTRAINT p_own NOT NULL\n) PARTITION BY LIST (a);\n"
        "CREATE TABLE p1 (\n    a integer NOT NULL,\n    b integer CONSTRAINT p_own NOT NULL\n);\n"
        "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);\n"
        "CREATE TABLE parent (\n    a integer NOT NULL NO INHERIT,\n    b integer\n);\n"
        "CREATE TABLE child (\n    CONSTRAINT nn NOT NULL b\n) INHERITS (parent);\n"
        "ALTER TABLE child ALTER COLUMN a SET NOT NULL;\n");
}

/* Newer than the parser's grammar. */
static void syntax_of_16_to_18_is_read(void **state)
{
    struct fixture *f = *state;
    const struct model *m =
        read_all(f, "CREATE TABLE t (\n    a integer CONSTRAINT named NOT NULL NO INHERIT,\n"
                    "    b integer GENERATED ALWAYS AS ((a + 1)) VIRTUAL,\n    c tstzrange,\n"
                    "    CONSTRAINT t_c_not_null NOT NULL c,\n    CONSTRAINT k UNIQUE (b, c WITHOUT OVERLAPS)\n);\n"
                    "ALTER TABLE t ADD CONSTRAINT ue CHECK ((a > 0)) NOT ENFORCED;\n"
                    "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (b, PERIOD c) REFERENCES t(b, PERIOD c);\n"
                    "CREATE VIEW j AS\n SELECT JSON_SCALAR(1) AS a\n   FROM public.t;\n"
                    "CREATE VIEW x AS\n SELECT XMLSERIALIZE(CONTENT a AS text NO INDENT) AS a\n   FROM public.t;\n");
    assert_string_equal(wanted(m, &model_column, "t", "a")->text, "a integer CONSTRAINT named NOT NULL NO INHERIT");
    assert_string_equal(value_of(wanted(m, &model_column, "t", "a"), "not null name"), "named");
    assert_string_equal(value_of(wanted(m, &model_column, "t", "b"), "generated"), "(a + 1) VIRTUAL");
    assert_string_equal(value_of(wanted(m, &model_column, "t", "c"), "not null"), "NOT NULL");
    assert_string_equal(value_of(wanted(m, &model_constraint, "t", "k"), "definition"),
                        "UNIQUE (b, c WITHOUT OVERLAPS)");
    assert_string_equal(value_of(wanted(m, &model_constraint, "t", "ue"), "definition"), "CHECK (a > 0) NOT ENFORCED");
    assert_string_equal(value_of(wanted(m, &model_constraint, "t", "fk"), "definition"),
                        "FOREIGN KEY (b, PERIOD c) REFERENCES t (b, PERIOD c)");
    assert_string_equal(value_of(wanted(m, &model_view, "", "j"), "definition"), "SELECT JSON_SCALAR(1) AS a FROM t");
    assert_string_equal(value_of(wanted(m, &model_view, "", "x"), "definition"),
                        "SELECT XMLSERIALIZE(CONTENT a AS text) AS a\nFROM t");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        with_fixture(tables_sequences_and_rows_read_alike), with_fixture(partitions_identities_and_parents_read_alike),
        with_fixture(a_version_that_no_server_has_is_none), with_fixture(views_rules_and_the_rest_read_alike),
        with_fixture(names_of_not_null_read_alike),         with_fixture(syntax_of_16_to_18_is_read),
    };
    return RUN_TAP("model_postgres_dump", tests);
}
