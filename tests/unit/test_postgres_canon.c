/* Canonical SQL: one text for what different server versions print, and no loss on the way. */
#include "support.h"

#include "sql/postgres/canon.h"

struct example {
    enum canon_form form;
    int version; /* major */
    const char *input, *expected;
};

static const struct example examples[] = {
    /* parentheses: only where they change something, or where AND meets OR */
    {CANON_EXPRESSION, 15, "((a > 0) AND ((b)::text = 'x'::text))", "a > 0 AND b::text = 'x'::text"},
    {CANON_EXPRESSION, 15, "(((a OR b) AND c) OR (d AND e))", "((a OR b) AND c) OR (d AND e)"},
    {CANON_EXPRESSION, 15, "((a + b) * (c - (d - e)))", "(a + b) * (c - (d - e))"},
    {CANON_EXPRESSION, 15, "((a - b) - c)", "a - b - c"},
    {CANON_EXPRESSION, 15, "(NOT (a = b))", "NOT a = b"},
    {CANON_EXPRESSION, 15, "((a = b) IS NULL)", "(a = b) IS NULL"},
    {CANON_EXPRESSION, 15, "((a || b) COLLATE \"C\")", "(a || b) COLLATE \"C\""},
    {CANON_EXPRESSION, 15, "(- (- a))", "- (-a)"},
    {CANON_EXPRESSION, 15, "((a).b)[1]", "((a).b)[1]"},
    {CANON_EXPRESSION, 15, "((ARRAY[1, 2])[1] + a[2])", "(ARRAY[1, 2])[1] + a[2]"},
    {CANON_EXPRESSION, 15, "(a ->> 'x'::text)", "a ->> 'x'::text"},
    {CANON_EXPRESSION, 15, "(a OPERATOR(archive.@@@) b)", "a OPERATOR(archive.@@@) b"},
    /* constants */
    {CANON_EXPRESSION, 15, "'-1'::integer", "-1"},
    {CANON_EXPRESSION, 15, "'-2147483648'::integer", "-2147483648"},
    {CANON_EXPRESSION, 15, "(a > '-5'::bigint)", "a > '-5'::bigint"},
    {CANON_EXPRESSION, 15, "'5000000000'::bigint", "5000000000"},
    {CANON_EXPRESSION, 15, "((-1))::bigint", "(-1)::bigint"},
    {CANON_EXPRESSION, 11, "'0.10000000000000001'::double precision", "'0.1'::double precision"},
    {CANON_EXPRESSION, 15, "'101'::\"bit\"", "'101'::\"bit\""},
    {CANON_EXPRESSION, 15, "NULL::character varying(10)", "NULL::character varying(10)"},
    /* TRIM and the like: since 14 the server keeps the syntax, before it prints the call */
    {CANON_EXPRESSION, 13, "btrim(v)", "btrim(v)"},
    {CANON_EXPRESSION, 15, "btrim((v)::text)", "btrim(v::text)"},
    {CANON_EXPRESSION, 15, "TRIM(BOTH FROM v)", "TRIM(BOTH FROM v)"},
    {CANON_EXPRESSION, 13, "ltrim((v)::text, 'x'::text)", "ltrim(v::text, 'x'::text)"},
    {CANON_EXPRESSION, 13, "\"substring\"(v, 1, 3)", "\"substring\"(v, 1, 3)"},
    {CANON_EXPRESSION, 15, "SUBSTRING(v FROM 1 FOR 3)", "SUBSTRING(v FROM 1 FOR 3)"},
    {CANON_EXPRESSION, 13, "\"position\"(v, 'x'::text)", "\"position\"(v, 'x'::text)"},
    {CANON_EXPRESSION, 15, "POSITION(('x'::text) IN (v))", "POSITION('x'::text IN v)"},
    {CANON_EXPRESSION, 13, "\"overlay\"(a, b, 1)", "\"overlay\"(a, b, 1)"},
    {CANON_EXPRESSION, 15, "OVERLAY(a PLACING b FROM 1)", "OVERLAY(a PLACING b FROM 1)"},
    {CANON_EXPRESSION, 13, "timezone('utc'::text, x)", "timezone('utc'::text, x)"},
    {CANON_EXPRESSION, 15, "(x AT TIME ZONE 'utc'::text)", "x AT TIME ZONE 'utc'::text"},
    {CANON_EXPRESSION, 13, "\"overlaps\"(a, b, c, d)", "\"overlaps\"(a, b, c, d)"},
    {CANON_EXPRESSION, 15, "((a, b) OVERLAPS (c, d))", "((a, b) OVERLAPS (c, d))"},
    {CANON_EXPRESSION, 13, "\"normalize\"(a, 'NFC'::text)", "\"normalize\"(a, 'NFC'::text)"},
    {CANON_EXPRESSION, 15, "NORMALIZE(a, NFC)", "NORMALIZE(a, NFC)"},
    {CANON_EXPRESSION, 13, "is_normalized(a, 'NFC'::text)", "is_normalized(a, 'NFC'::text)"},
    {CANON_EXPRESSION, 15, "(a IS NFC NORMALIZED)", "(a IS NFC NORMALIZED)"},
    {CANON_EXPRESSION, 13, "pg_collation_for(a)", "pg_collation_for(a)"},
    {CANON_EXPRESSION, 13, "date_part('epoch'::text, x)", "date_part('epoch'::text, x)"},
    {CANON_EXPRESSION, 15, "EXTRACT(epoch FROM x)", "EXTRACT(epoch FROM x)"},
    {CANON_EXPRESSION, 15, "date_part('epoch'::text, x)", "date_part('epoch'::text, x)"},
    {CANON_EXPRESSION, 13, "date_part(y, x)", "date_part(y, x)"},
    /* patterns */
    {CANON_EXPRESSION, 15, "(a ~~ 'x%'::text)", "a LIKE 'x%'::text"},
    {CANON_EXPRESSION, 15, "(a !~~* 'x%'::text)", "a NOT ILIKE 'x%'::text"},
    {CANON_EXPRESSION, 15, "(a ~~ like_escape('x'::text, '!'::text))", "a LIKE 'x'::text ESCAPE '!'::text"},
    {CANON_EXPRESSION, 12, "(a ~ similar_escape(b, NULL::text))", "a SIMILAR TO b"},
    {CANON_EXPRESSION, 15, "(a ~ similar_to_escape(b))", "a SIMILAR TO b"},
    {CANON_EXPRESSION, 15, "(a !~ similar_to_escape(b, '!'::text))", "a NOT SIMILAR TO b ESCAPE '!'::text"},
    /* 12 got operators between text and name */
    {CANON_EXPRESSION, 11, "(v = (CURRENT_USER)::text)", "v = CURRENT_USER"},
    {CANON_EXPRESSION, 11, "((v)::name = CURRENT_USER)", "v::text = CURRENT_USER"},
    {CANON_EXPRESSION, 15, "((v)::text = CURRENT_USER)", "v::text = CURRENT_USER"},
    /* a cast array is read back as an array of casts */
    {CANON_EXPRESSION, 15, "((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
     "v::text = ANY (ARRAY['a'::character varying, 'b'::character varying])"},
    {CANON_EXPRESSION, 15, "((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))",
     "v::text = ANY (ARRAY['a'::character varying::text, 'b'::character varying::text])"},
    {CANON_EXPRESSION, 15, "(n = ANY ((ARRAY[1, 2])::numeric[]))", "n = ANY (ARRAY[1, 2])"},
    {CANON_EXPRESSION, 15, "(n = ANY ((ARRAY[1.5])::integer[]))", "n = ANY (ARRAY[1.5]::anyarray::integer[])"},
    {CANON_EXPRESSION, 15, "(n = ANY ((ARRAY[a, 2])::integer[]))", "n = ANY (ARRAY[a::integer, 2::integer])"},
    {CANON_EXPRESSION, 15, "(f = ANY ((ARRAY[1.5, 2])::double precision[]))", "f = ANY (ARRAY[1.5, 2])"},
    {CANON_EXPRESSION, 15, "(n = ANY (ARRAY[(1)::numeric, (2)::numeric]))", "n = ANY (ARRAY[1::numeric, 2::numeric])"},
    {CANON_EXPRESSION, 15, "((ARRAY['a'::character varying, v])::text[])",
     "ARRAY['a'::character varying::text, v::text]"},
    {CANON_EXPRESSION, 15, "f((ARRAY['a'::character varying, lower(b)])::text[])",
     "f(ARRAY['a'::character varying, lower(b)]::anyarray::text[])"},
    {CANON_EXPRESSION, 11, "(CURRENT_USER = 'n'::name)", "CURRENT_USER = 'n'::name"},
    {CANON_EXPRESSION, 11, "((CURRENT_USER)::text !~ 'n'::text)", "CURRENT_USER::text !~ 'n'::text"},
    {CANON_EXPRESSION, 15, "'00:00:01.5'::interval(0)", "'00:00:01.5'::interval::interval(0)"},
    {CANON_EXPRESSION, 15, "'00:00:01.5'::interval(1)", "'00:00:01.5'::interval(1)"},
    {CANON_EXPRESSION, 15, "'1 year 2 mons'::interval year", "'1 year 2 mons'::interval::interval year"},
    {CANON_EXPRESSION, 15, "'-1 years'::interval year", "'-1 years'::interval year"},
    {CANON_EXPRESSION, 15, "'1 day 02:03:00'::interval day to minute", "'1 day 02:03:00'::interval day to minute"},
    {CANON_EXPRESSION, 15, "'1 day -02:03:04'::interval day to minute",
     "'1 day -02:03:04'::interval::interval day to minute"},
    {CANON_EXPRESSION, 15, "('00:00:00'::interval day to minute)::interval",
     "'00:00:00'::interval::interval day to minute::interval"},
    {CANON_EXPRESSION, 15, "('00:00:05.5'::interval second(1))::interval day to minute",
     "'00:00:05.5'::interval second(1)::interval day to minute"},
    {CANON_EXPRESSION, 15, "EXISTS ( SELECT 1 UNION SELECT NULL::integer)",
     "EXISTS (SELECT 1 UNION SELECT NULL::integer AS \"?column?\")"},
    {CANON_QUERY, 15, " SELECT (v.a + 1) AS \"?column?\",\n lower(v.b) AS lower FROM v",
     "SELECT\n    a + 1 AS \"?column?\",\n    lower(b) AS lower\nFROM v"},
    {CANON_QUERY, 14, " SELECT lower(v.b) FROM v", "SELECT lower(b) AS \"?column?\"\nFROM v"},
    {CANON_EXPRESSION, 15, "ARRAY[['a', 'b'], ['c', 'd']]::text[]",
     "ARRAY[ARRAY['a'::text, 'b'::text], ARRAY['c'::text, 'd'::text]]"},
    {CANON_EXPRESSION, 15, "((a > 0) AND ((b >= 1) AND (b <= 2)))", "a > 0 AND (b >= 1 AND b <= 2)"},
    {CANON_EXPRESSION, 15, "(((a > 0) AND (b >= 1)) AND (b <= 2))", "a > 0 AND b >= 1 AND b <= 2"},
    /* other kinds of expressions */
    {CANON_EXPRESSION, 15, "CASE WHEN (a = 1) THEN 'x'::text ELSE NULL::text END",
     "CASE WHEN a = 1 THEN 'x'::text ELSE NULL::text END"},
    {CANON_EXPRESSION, 15,
     "sum(a) FILTER (WHERE (a > 1)) OVER (PARTITION BY b ORDER BY c DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
     "sum(a) FILTER (WHERE a > 1) OVER (PARTITION BY b ORDER BY c DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"},
    {CANON_EXPRESSION, 15, "(a IS DISTINCT FROM b)", "a IS DISTINCT FROM b"},
    {CANON_EXPRESSION, 15, "f(VARIADIC a, b => 1)", "f(VARIADIC a, b => 1)"},
    {CANON_EXPRESSION, 15, "(ROW(a, 1) = ROW(b, 2))", "ROW(a, 1) = ROW(b, 2)"},
    {CANON_EXPRESSION, 15, "\"Odd\".\"user\"", "\"Odd\".\"user\""},
    {CANON_EXPRESSION, 15, "XMLSERIALIZE(CONTENT x AS text)", "XMLSERIALIZE(CONTENT x AS text)"},
    {CANON_EXPRESSION, 16, "XMLSERIALIZE(CONTENT x AS text NO INDENT)", "XMLSERIALIZE(CONTENT x AS text)"},
    /* newer than the parser: as the server says it */
    {CANON_EXPRESSION, 18, "JSON_OBJECT('a' : 1 RETURNING jsonb)", "JSON_OBJECT('a' : 1 RETURNING jsonb)"},
    {CANON_EXPRESSION, 18, "JSON_SCALAR(1)", "JSON_SCALAR(1)"},
    {CANON_EXPRESSION, 18, "(a = SYSTEM_USER)", "(a = SYSTEM_USER)"},
    {CANON_EXPRESSION, 18, "(a = (b)::json)", "a = b::json"},
    {CANON_EXPRESSION, 15, "json_scalar(a)", "\"json_scalar\"(a)"},
    /* where an expression stands */
    {CANON_DEFAULT, 15, "nextval('x'::regclass)", "nextval('x'::regclass)"},
    {CANON_DEFAULT, 15, "('a'::text || 'b'::text)", "('a'::text || 'b'::text)"},
    {CANON_DEFAULT, 15, "'-1'::integer", "-1"},
    {CANON_DEFAULT, 15, "timezone('utc'::text, now())", "timezone('utc'::text, now())"},
    /* types */
    {CANON_TYPE, 15, "character varying(255)[]", "character varying(255)[]"},
    {CANON_TYPE, 15, "timestamp(3) with time zone", "timestamp(3) with time zone"},
    {CANON_TYPE, 15, "interval day to second(3)", "interval day to second(3)"},
    {CANON_TYPE, 15, "numeric(10,-2)", "numeric(10,-2)"},
    {CANON_TYPE, 15, "\"char\"", "\"char\""},
    {CANON_TYPE, 15, "character(1)", "character(1)"},
    {CANON_TYPE, 15, "bpchar", "bpchar"},
    {CANON_TYPE, 15, "json", "json"},
    {CANON_TYPE, 15, "int4", "integer"},
    {CANON_TYPE, 15, "pg_catalog.int8[]", "bigint[]"},
    {CANON_TYPE, 15, "varchar(20)", "character varying(20)"},
    {CANON_TYPE, 15, "timestamptz(3)", "timestamp(3) with time zone"},
    {CANON_TYPE, 15, "pg_catalog.text", "text"},
    {CANON_TYPE, 15, "pg_catalog.\"char\"", "\"char\""},
    {CANON_TYPE, 15, "pg_catalog.bpchar", "bpchar"},
    {CANON_TYPE, 15, "archive.int4", "archive.int4"},
    {CANON_TYPE, 15, "archive.system_user", "archive.\"system_user\""},
    /* constraints */
    {CANON_CONSTRAINT, 15, "FOREIGN KEY (a) REFERENCES r(b) ON DELETE SET NULL (a) DEFERRABLE INITIALLY DEFERRED",
     "FOREIGN KEY (a) REFERENCES r (b) ON DELETE SET NULL (a) DEFERRABLE INITIALLY DEFERRED"},
    {CANON_CONSTRAINT, 15, "CHECK ((a > 0)) NO INHERIT", "CHECK (a > 0) NO INHERIT"},
    {CANON_CONSTRAINT, 15, "CHECK ((a > 0)) NOT VALID", "CHECK (a > 0) NOT VALID"},
    {CANON_CONSTRAINT, 15, "UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b)", "UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b)"},
    {CANON_CONSTRAINT, 15, "EXCLUDE USING gist (c WITH &&, ((a)::text) WITH =) WHERE ((a > 1))",
     "EXCLUDE USING gist (c WITH &&, (a::text) WITH =) WHERE (a > 1)"},
    {CANON_CONSTRAINT, 18, "PRIMARY KEY (id, at WITHOUT OVERLAPS)", "PRIMARY KEY (id, at WITHOUT OVERLAPS)"},
    {CANON_DOMAIN_CONSTRAINT, 15, "CHECK ((VALUE > 0))", "CHECK (VALUE > 0)"},
    /* statements */
    {CANON_INDEX, 15, "CREATE INDEX x ON public.t USING btree (a, b DESC) WHERE (a = 1)",
     "CREATE INDEX x ON t (a, b DESC) WHERE a = 1"},
    {CANON_INDEX, 15,
     "CREATE UNIQUE INDEX x ON archive.t USING btree (lower(a) COLLATE \"C\" text_pattern_ops NULLS LAST) INCLUDE (c) "
     "NULLS NOT DISTINCT WITH (fillfactor='70')",
     "CREATE UNIQUE INDEX x ON archive.t (lower(a) COLLATE \"C\" text_pattern_ops NULLS LAST) INCLUDE (c) NULLS NOT "
     "DISTINCT WITH (fillfactor = 70)"},
    {CANON_INDEX, 15, "CREATE INDEX x ON public.t USING gin (a jsonb_path_ops) WITH (fastupdate=off)",
     "CREATE INDEX x ON t USING gin (a jsonb_path_ops) WITH (fastupdate = off)"},
    {CANON_INDEX, 15, "CREATE INDEX x ON ONLY public.t USING btree (a)", "CREATE INDEX x ON t (a)"},
    {CANON_STATEMENT, 15, "CREATE INDEX x ON ONLY public.t USING btree (a)", "CREATE INDEX x ON ONLY t (a)"},
    {CANON_STATEMENT, 15,
     "CREATE TRIGGER t BEFORE INSERT OR UPDATE OF a ON public.x FOR EACH ROW WHEN ((new.a <> old.a)) EXECUTE FUNCTION "
     "f('a')",
     "CREATE TRIGGER t BEFORE INSERT OR UPDATE OF a ON x\n    FOR EACH ROW WHEN (new.a <> old.a) EXECUTE PROCEDURE "
     "f('a')"},
    {CANON_STATEMENT, 11, "CREATE TRIGGER t AFTER INSERT ON public.x FOR EACH STATEMENT EXECUTE PROCEDURE f()",
     "CREATE TRIGGER t AFTER INSERT ON x\n    FOR EACH STATEMENT EXECUTE PROCEDURE f()"},
    {CANON_STATEMENT, 15, "CREATE RULE r AS\n    ON DELETE TO public.x DO INSTEAD NOTHING;",
     "CREATE RULE r AS ON DELETE TO x\n    DO INSTEAD NOTHING"},
    {CANON_STATEMENT, 15, "CREATE STATISTICS public.s (ndistinct) ON a, b FROM t",
     "CREATE STATISTICS s (ndistinct) ON a, b FROM t"},
    /* queries: the prefix of an only relation goes, as it does since 16 */
    {CANON_QUERY, 13, " SELECT t.a,\n    t.b AS c\n   FROM t\n  WHERE ((t.a > 1) AND t.d)\n  ORDER BY t.a;",
     "SELECT\n    a,\n    b AS c\nFROM t\nWHERE a > 1\n    AND d\nORDER BY a"},
    {CANON_QUERY, 16, " SELECT a,\n    b AS c\n   FROM t\n  WHERE ((a > 1) AND d)\n  ORDER BY a;",
     "SELECT\n    a,\n    b AS c\nFROM t\nWHERE a > 1\n    AND d\nORDER BY a"},
    {CANON_QUERY, 13, " SELECT t.n AS name FROM t ORDER BY t.name;", "SELECT n AS name\nFROM t\nORDER BY t.name"},
    {CANON_QUERY, 13, " SELECT t.a FROM t WHERE EXISTS ( SELECT 1 FROM u WHERE u.id = t.id)",
     "SELECT a\nFROM t\nWHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id)"},
    {CANON_QUERY, 13, " SELECT t.a FROM t JOIN u ON u.id = t.id", "SELECT t.a\nFROM t\nJOIN u ON u.id = t.id"},
    {CANON_QUERY, 13, " SELECT t.* FROM t", "SELECT t.*\nFROM t"},
    {CANON_QUERY, 15, "SELECT 1 UNION ALL SELECT 2", "SELECT 1\nUNION ALL\nSELECT 2"},
    {CANON_QUERY, 15, " WITH x AS ( SELECT 1 AS a) SELECT x.a FROM x",
     "WITH x AS (\n    SELECT 1 AS a\n)\nSELECT a\nFROM x"},
    /* functions: since 14 procedures say IN */
    {CANON_PARAMETERS, 14, "IN a integer, INOUT b text, VARIADIC c text[] DEFAULT '{}'::text[]",
     "a integer, INOUT b text, VARIADIC c text[] DEFAULT '{}'::text[]"},
    {CANON_PARAMETERS, 15, "double precision ORDER BY integer", "double precision ORDER BY integer"},
    {CANON_PARAMETERS, 15, "", ""},
    {CANON_RESULT, 15, "SETOF text", "SETOF text"},
    {CANON_RESULT, 15, "TABLE(a integer, \"B\" text)", "TABLE(a integer, \"B\" text)"},
    {CANON_BODY, 15, "RETURN (a + 1)", "    RETURN a + 1"},
    {CANON_BODY, 15, "BEGIN ATOMIC\n SELECT (1 + 2);\n DELETE FROM t;\nEND",
     "    BEGIN ATOMIC\n        SELECT 1 + 2;\n        DELETE FROM t;\n    END"},
};

static void canonical_texts(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
        assert_string_equal(canon_text(p->ctx, examples[i].form, examples[i].input, examples[i].version * 10000),
                            examples[i].expected);
}

/* What is canonical stays as it is, on every later version too. */
static void canonical_twice(void **state)
{
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
        assert_string_equal(canon_text(p->ctx, examples[i].form, examples[i].expected, 180000), examples[i].expected);
}

static void unparsable_default_gets_parentheses(void **state)
{
    struct fixture *p = *state;
    assert_string_equal(canon_text(p->ctx, CANON_DEFAULT, "JSON_OBJECT('a' : 1)", 180000), "(JSON_OBJECT('a' : 1))");
}

/* A table with a column of each type that matters, and another one. */
static const char *type_of(const void *data, const char *schema, const char *relation, const char *column)
{
    static const char *const columns[][2] = {
        {"t", "text"},   {"v", "character varying(20)"}, {"c", "character(3)"}, {"i", "integer"},
        {"b", "bigint"}, {"n", "numeric(8,2)"},          {"m", "mood"},         {"d", "date"},
    };
    (void)data;
    if (schema[0] && strcmp(schema, "public") != 0)
        return NULL;
    if (strcmp(relation, "x") != 0 && strcmp(relation, "y") != 0)
        return NULL;
    for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
        if (strcmp(columns[i][0], column) == 0)
            return columns[i][1];
    return NULL;
}

static const struct {
    const char *input, *expected;
} short_forms[] = {
    {"t = 'a'::text", "t = 'a'"},
    {"'a'::text = t", "'a' = t"},
    {"v::text = 'a'::text", "v = 'a'"},
    {"c = 'a'::bpchar", "c = 'a'"},
    {"m <> 'sad'::mood", "m <> 'sad'"},
    {"d > '2020-01-01'::date", "d > '2020-01-01'"},
    {"n > 0::numeric", "n > 0"},
    {"i > 0::numeric", "i > 0::numeric"},
    {"i::text = 'a'::text", "i::text = 'a'"},
    {"unknown = 'a'::text", "unknown = 'a'::text"},
    {"t = 'a'::character varying", "t = 'a'::character varying"},
    {"t LIKE 'a%'::text ESCAPE '!'::text", "t LIKE 'a%' ESCAPE '!'"},
    {"new.t IS DISTINCT FROM 'a'::text", "new.t IS DISTINCT FROM 'a'"},
    {"other.t = 'a'::text", "other.t = 'a'::text"},
    {"t = ANY (ARRAY['a'::text, 'b'::text])", "t IN ('a', 'b')"},
    {"v::text = ANY (ARRAY['a'::text, 'b'::text])", "v::text IN ('a', 'b')"},
    {"v::text = ANY (ARRAY['a'::character varying, 'b'::character varying])", "v IN ('a', 'b')"},
    {"v::text <> ALL (ARRAY['a'::character varying, 'b'::character varying])", "v NOT IN ('a', 'b')"},
    {"t::text = ANY (ARRAY['a'::character varying, 'b'::character varying])",
     "t::text = ANY (ARRAY['a'::character varying, 'b'::character varying])"},
    {"v::text = ANY (ARRAY['a'::character varying::text, 'b'::character varying::text])",
     "v::text = ANY (ARRAY['a'::character varying::text, 'b'::character varying::text])"},
    {"v::text = 'a'::character varying(3)::text", "v::text = 'a'::character varying(3)::text"},
    {"t IS DISTINCT FROM lower('B'::text)", "t IS DISTINCT FROM lower('B'::text)"},
    {"EXTRACT(dow FROM d) / 1.5::numeric", "EXTRACT(dow FROM d) / 1.5"},
    {"EXTRACT(dow FROM d) / 1.5::numeric(10,2)", "EXTRACT(dow FROM d) / 1.5::numeric(10,2)"},
    {"t LIKE lower('B'::text)", "t LIKE lower('B'::text)"},
    {"m <> ALL (ARRAY['sad'::mood, 'ok'::mood])", "m NOT IN ('sad', 'ok')"},
    {"i = ANY (ARRAY[1, 2])", "i IN (1, 2)"},
    {"b = ANY (ARRAY[1::bigint, 2::bigint])", "b IN (1, 2)"},
    {"b = ANY (ARRAY[1, 2])", "b = ANY (ARRAY[1, 2])"},
    {"t = ANY (ARRAY['a'::text])", "t = ANY (ARRAY['a'::text])"},
    {"t = ALL (ARRAY['a'::text, 'b'::text])", "t = ALL (ARRAY['a'::text, 'b'::text])"},
    {"t = ANY (ARRAY['a'::text, lower('B'::text)])", "t = ANY (ARRAY['a'::text, lower('B'::text)])"},
    /* inside queries names belong to what is in FROM */
    {"EXISTS (SELECT 1 FROM y WHERE y.t = 'a'::text AND x.t = 'b'::text)",
     "EXISTS (SELECT 1 FROM y WHERE y.t = 'a' AND x.t = 'b'::text)"},
    {"EXISTS (SELECT 1 FROM y q WHERE q.v::text = 'a'::text)", "EXISTS (SELECT 1 FROM y q WHERE q.v = 'a')"},
    {"EXISTS (SELECT 1 FROM y q(t) WHERE q.t = 'a'::text)", "EXISTS (SELECT 1 FROM y q(t) WHERE q.t = 'a'::text)"},
    {"EXISTS (SELECT 1 FROM y, z WHERE t = 'a'::text)", "EXISTS (SELECT 1 FROM y, z WHERE t = 'a'::text)"},
    {"EXISTS (SELECT 1 FROM archive.y WHERE y.t = 'a'::text)",
     "EXISTS (SELECT 1 FROM archive.y WHERE y.t = 'a'::text)"},
    {"EXISTS (WITH y AS (SELECT 1 AS t) SELECT 1 FROM y WHERE y.t = 'a'::text)",
     "EXISTS (WITH y AS (SELECT 1 AS t) SELECT 1 FROM y WHERE y.t = 'a'::text)"},
};

static void short_comparisons(void **state)
{
    struct fixture *p = *state;
    const struct canon_columns columns = {"public", "x", type_of, NULL, NULL};
    for (size_t i = 0; i < sizeof(short_forms) / sizeof(*short_forms); i++)
        assert_string_equal(canon_short(p->ctx, CANON_EXPRESSION, short_forms[i].input, &columns),
                            short_forms[i].expected);
}

static void short_defaults(void **state)
{
    static const struct {
        const char *type, *input, *expected;
    } cases[] = {
        {"text", "'x'::text", "'x'"},
        {"character varying(255)", "'x'::character varying", "'x'"},
        {"character(1)", "'X'::bpchar", "'X'"},
        {"bit(3)", "'101'::\"bit\"", "'101'"},
        {"timestamp(3) with time zone", "'2020-01-01 00:00:00+00'::timestamp with time zone",
         "'2020-01-01 00:00:00+00'"},
        {"text", "'x'::character varying", "'x'::character varying"},
        {"text", "NULL::text", "NULL::text"},
        {"bigint", "nextval('s'::regclass)", "nextval('s'::regclass)"},
        {"text[]", "'{}'::text[]", "'{}'"},
        {"integer", "-1", "-1"},
        {"bigint", "(EXTRACT(epoch FROM now()) * 1000::numeric)", "(EXTRACT(epoch FROM now()) * 1000)"},
        {"bigint", "(EXTRACT(epoch FROM now()) * 1000::double precision)", "(EXTRACT(epoch FROM now()) * 1000)"},
        {"bigint", "(EXTRACT(epoch FROM now()) * 1000::bigint)", "(EXTRACT(epoch FROM now()) * 1000::bigint)"},
    };
    struct fixture *p = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_string_equal(canon_short_default(p->ctx, cases[i].input, cases[i].type), cases[i].expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(canonical_texts),
        with_fixture(canonical_twice),
        with_fixture(unparsable_default_gets_parentheses),
        with_fixture(short_comparisons),
        with_fixture(short_defaults),
    };
    return RUN_TAP("sql/postgres/canon", tests);
}
