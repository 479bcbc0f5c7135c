#!/usr/bin/env bats
# What an expression is stored as comes back: the server's functions say the same of both databases.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

# said DATABASE: what the server prints of its checks, defaults and views.
said() {
    psql -XAtq -d "$1" -c "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' ORDER BY 1" \
        -c "SELECT adrelid::regclass::text, adnum, pg_get_expr(adbin, adrelid) FROM pg_attrdef ORDER BY 1, 2" \
        -c "SELECT oid::regclass::text, pg_get_viewdef(oid) FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace ORDER BY 1"
}

# stays [LINE...]: the SQL of standard input comes back as it was, by way of these lines.
stays() {
    round_trip && expect_same <(said trip_there) <(said trip_back) && expect_there "$@"
}

@test "varchar: IN, IN of what is cast to text, and an array of cast strings are three things" {
    stays "    CONSTRAINT k_as_text CHECK (v::text IN ('a', 'b'))," \
        "    CONSTRAINT k_each_cast CHECK (v::text = ANY (ARRAY['a'::character varying::text, 'b'::character varying::text]))," \
        "    CONSTRAINT k_in CHECK (v IN ('a', 'b'))," \
        "    CONSTRAINT k_not_in CHECK (v NOT IN ('a', 'b'))," \
        "    CONSTRAINT k_one_cast CHECK (v::text = 'a'::character varying::text)" \
        "    CONSTRAINT k_array CHECK (v::text = ANY (ARRAY[v, w]))," <<'SQL'
CREATE TABLE k (v varchar, w varchar(5), CONSTRAINT k_in CHECK (v IN ('a', 'b')), CONSTRAINT k_not_in CHECK (v NOT IN ('a', 'b')),
    CONSTRAINT k_as_text CHECK (v = ANY (ARRAY['a', 'b'])), CONSTRAINT k_one_cast CHECK (v = 'a'::varchar),
    CONSTRAINT k_each_cast CHECK (v = ANY (ARRAY['a'::varchar::text, 'b'::varchar::text])), CONSTRAINT k_array CHECK (v = ANY (ARRAY[v, w])));
CREATE VIEW k_seen AS SELECT v IN ('a', 'b') AS i, v = ANY (ARRAY['a', 'b']) AS a, w IN ('x', 'y') AS w FROM k;
SQL
}

@test "arrays converted as a whole, casts with a modifier, arguments of calls beside LIKE and IS DISTINCT FROM" {
    stays <<'SQL'
CREATE TABLE c (n numeric, t text, b bytea, d timestamp, c char(4),
    CHECK (n = ANY (ARRAY[1, 2])), CHECK (n IN (1, 2)), CHECK (n <> ALL (ARRAY[1, 2]::numeric[])),
    CHECK (b IS DISTINCT FROM substring(''::bytea, -5)), CHECK (t NOT LIKE lower('B')), CHECK (t LIKE 'a!%' ESCAPE '!'),
    CHECK (d > '2020-01-01'::timestamp(0)), CHECK (c = 'ab'::char(2)), CHECK (c IN ('a', 'b')), CHECK (n = 1::numeric(4, 1)),
    CHECK (array_length(ARRAY['a'::varchar, 'b'::varchar]::varchar[]::text[], 1) > n));
CREATE VIEW c_seen AS SELECT t FROM c;
CREATE VIEW c_like AS SELECT t FROM c_seen WHERE t LIKE t ESCAPE '!';
SQL
}

@test "AND within AND; intervals with less digits or units than their constant" {
    stays "    CONSTRAINT n_check CHECK (a > 0 AND (b >= 1 AND b <= 2))" \
        "    i interval(0) DEFAULT '00:00:01.5'::interval," <<'SQL'
CREATE TABLE n (a int, b int, i interval(0) DEFAULT '1.5 s'::interval, j interval year DEFAULT '1 year 2 mons'::interval,
    c char(5) DEFAULT 'ab'::char(5), v varchar(5) DEFAULT 'ab', t timestamp(0) DEFAULT '2020-01-01 00:00:01.5',
    k interval day to minute DEFAULT '1 day 02:03'::interval,
    l interval DEFAULT ('1 day'::interval)::interval day to minute::interval, CONSTRAINT n_check CHECK (a > 0 AND b BETWEEN 1 AND 2));
SQL
}

@test "columns that nobody named, where nobody sees them: the server is kept from naming them" {
    stays <<'SQL'
CREATE TABLE u (a int, b text, d date);
CREATE VIEW below AS SELECT q.a FROM (SELECT a FROM u UNION ALL SELECT NULL) AS q;
CREATE VIEW inner_case AS SELECT (SELECT a FROM u UNION SELECT NULL LIMIT 1) AS a,
    EXISTS (SELECT true, 'x'::varchar, lower(b), CASE WHEN a > 1 THEN b END, ARRAY[1], a::bigint AS "?column?", d AS "?column?" FROM u) AS e;
CREATE VIEW at_the_top AS SELECT a + 1 AS "?column?", lower(b) AS lower FROM u;
CREATE VIEW of_rows AS WITH w AS (SELECT a AS int4 FROM u EXCEPT SELECT '5') SELECT int4 FROM w;
CREATE RULE r AS ON UPDATE TO u DO ALSO INSERT INTO u (a, b) SELECT new.a, NULL::text;
SQL
}

@test "a column that is nobody's but called ?column? keeps that name" {
    stays "SELECT lower(b) AS \"?column?\"" <<'SQL'
CREATE TABLE u (b text);
CREATE VIEW nameless AS SELECT lower(b) AS "?column?" FROM u;
SQL
    # Up to 14 true is called bool where nobody names it.
    stays <<'SQL'
CREATE VIEW by_one AS SELECT (SELECT true) AS x, (SELECT false AS "?column?") AS y, EXISTS (SELECT true AS "?column?") AS z;
CREATE VIEW by_another AS WITH w AS (SELECT true AS "?column?" UNION ALL SELECT false AS "?column?") SELECT "?column?" AS z FROM w;
SQL
}

@test "a parameter that a body's query gives" {
    needs_server 14
    stays <<'SQL'
CREATE TABLE u (a int);
CREATE FUNCTION first_of("b c" int, c int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT $1; END;
CREATE FUNCTION second_of("b c" int, c int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT $2 FROM u; END;
CREATE FUNCTION named("b c" int, c int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT c FROM u; END;
SQL
}

@test "random expressions mean what they meant" {
    run env PG_BINDIR="$(server_programs)" SHOW=20 "$repo/tests/lib/postgres_meaning.py" "$FULLSCHEMA" --random 1 8
    expect_status 0
}

@test "columns of RETURNING that have no name get none when they are read again" {
    round_trip <<'SQL'
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE RULE i AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.a, 1) RETURNING t.a, 5::bigint::int;
CREATE RULE d AS ON DELETE TO v DO INSTEAD DELETE FROM t WHERE t.a = old.a RETURNING CASE WHEN t.a > 1 THEN 3 END, t.b::smallint::int;
SQL
    [ "$(server_major)" -ge 14 ] || return 0
    round_trip <<'SQL'
CREATE TABLE t (a int, b text);
CREATE FUNCTION f(x int, OUT y int, OUT z text) LANGUAGE sql BEGIN ATOMIC
    INSERT INTO t VALUES (x, 'y') RETURNING a, 'x';
END;
CREATE FUNCTION g() RETURNS text LANGUAGE sql BEGIN ATOMIC
    UPDATE t SET a = 1 RETURNING 'x';
END;
SQL
}

@test "a person's function whose name later is a syntax" {
    round_trip <<'SQL'
CREATE FUNCTION "normalize"(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION "json_value"(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE t (a int DEFAULT "normalize"(1), b int, CHECK ("normalize"(b) > "json_value"(a)));
CREATE VIEW v AS SELECT "normalize"(a) AS n, "json_value"(b) AS j FROM t;
SQL
    expect_there '    a integer DEFAULT "normalize"(1),' '    "normalize"(a) AS n,'
}

@test "AND that stands first in AND, beside syntax that the grammar does not know: the same bytes the second time" {
    needs_server 17
    # pg_dump sees that the server took parentheses off.
    trip_pg_dump() { :; }
    cat >newer.sql <<'SQL'
CREATE TABLE t (a int, b int, c int, CHECK ((a BETWEEN 1 AND 2) AND JSON_EXISTS('{}'::jsonb, '$.a')));
CREATE VIEW v AS SELECT b BETWEEN 2 AND 3 AND c > 1 AS x, JSON_EXISTS('{}'::jsonb, '$.a') AS j FROM t
    WHERE (a BETWEEN 1 AND 2 AND b BETWEEN 3 AND 4 AND c = 5) OR NOT (a BETWEEN 1 AND 2 AND c = 1);
CREATE VIEW w AS SELECT JSON_EXISTS('{}'::jsonb, '$.a') AS j, CASE WHEN a NOT BETWEEN 1 AND 2 OR t.c = 3 THEN 1 END
    FROM t JOIN t u USING (a) WHERE t.a NOT BETWEEN 3 AND 4 OR t.b = 1 OR u.c = 2;
CREATE POLICY p ON t USING (a BETWEEN 1 AND 2 AND JSON_EXISTS('{}'::jsonb, '$.a'));
CREATE FUNCTION f(x int) RETURNS bool RETURN ((x BETWEEN 1 AND 2) AND JSON_EXISTS('{}'::jsonb, '$.a'));
SQL
    round_trip newer.sql
    expect_there "SELECT ((b >= 2) AND (b <= 3) AND (c > 1)) AS x,"
    # Only the first: the server keeps the others, and so are they kept apart.
    psql -XAtq -d trip_there -c "SELECT pg_get_viewdef('v')" | grep -qF '((((a >= 1) AND (a <= 2)) AND ((b >= 3) AND (b <= 4)) AND (c = 5)) OR'
    expect_there "  WHERE (((a >= 1) AND (a <= 2) AND ((b >= 3) AND (b <= 4)) AND (c = 5)) OR (NOT ((a >= 1) AND (a <= 2) AND (c = 1))));"
    # The server's own text is the same to diff.
    psql -XAtq -d trip_there -c "SELECT 'CREATE VIEW v AS ' || pg_get_viewdef('v')" >server.sql.postgres
    { echo 'CREATE VIEW v AS'; psql -XAtq -d trip_back -c "SELECT pg_get_viewdef('v')"; } >back.sql.postgres
    run -0 "$FULLSCHEMA" diff server.sql.postgres back.sql.postgres
}
