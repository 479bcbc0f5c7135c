#!/usr/bin/env bats
# What functions say, and who needs whom in a cycle, keeps no snapshot from loading: lib/round_trip.bash has the judges.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

off="SELECT pg_catalog.set_config('check_function_bodies', 'off', false);"
on="SELECT pg_catalog.set_config('check_function_bodies', 'on', false);"

# The snapshot of the last round trip loads whatever a tool makes of it: a transaction a statement, one, one message.
loads_every_way() {
    trip_databases trip_back && trip_run trip_back there.sql || return 1
    trip_databases trip_back && trip_run trip_back there.sql --single-transaction || return 1
    trip_databases trip_back
    psql -Xq -v ON_ERROR_STOP=1 -d trip_back -c "$(cat there.sql)" >trip.log 2>&1 || { cat trip.log; return 1; }
}

# unchecked: its first statement turns the checks off, its last one on.
unchecked() {
    [ "$(grep -v -e '^--' -e '^$' there.sql | sed -n '1p;$p')" = "$off"$'\n'"$on" ] || { cat there.sql; return 1; }
    loads_every_way
}

checked() {
    if grep check_function_bodies there.sql; then return 1; fi
    loads_every_way
}

@test "bodies: what only the search_path of the day found" {
    round_trip <<'SQL'
CREATE SCHEMA app;
SET search_path = app, public;
CREATE TYPE kind AS ENUM ('a');
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$DECLARE k kind; BEGIN RETURN 1; END$$;
SQL
    unchecked
}

@test "bodies: the tables and columns they name are gone or have other names" {
    round_trip <<'SQL'
CREATE TABLE t (a int);
CREATE TABLE u (a int);
CREATE FUNCTION counts() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t';
CREATE PROCEDURE adds() LANGUAGE sql AS 'INSERT INTO t VALUES (1)';
CREATE FUNCTION names() RETURNS bigint LANGUAGE sql AS 'SELECT count(a) FROM u';
CREATE FUNCTION declares() RETURNS int LANGUAGE plpgsql AS $$DECLARE x t%ROWTYPE; y t.a%TYPE; BEGIN RETURN 1; END$$;
DROP TABLE t;
ALTER TABLE u RENAME a TO b;
SQL
    unchecked
    round_trip <<'SQL'
SET check_function_bodies = off;
CREATE FUNCTION broken() RETURNS int LANGUAGE plpgsql AS 'no PL/pgSQL';
SQL
    unchecked
}

@test "bodies: sequences, functions and types that they name in a text" {
    round_trip <<'SQL'
CREATE TABLE company (id serial, own bigint GENERATED ALWAYS AS IDENTITY);
CREATE SEQUENCE z_free;
CREATE TYPE z_kind AS ENUM ('a');
CREATE FUNCTION z_other(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION a_next() RETURNS bigint LANGUAGE sql AS $$SELECT nextval('company_id_seq')$$;
CREATE FUNCTION a_own() RETURNS bigint LANGUAGE sql AS $$SELECT currval('public."company_own_seq"')$$;
CREATE FUNCTION a_free() RETURNS bigint LANGUAGE sql AS $$SELECT setval('z_free', 1)$$;
CREATE FUNCTION a_size() RETURNS bigint LANGUAGE sql AS $$SELECT pg_relation_size('company')$$;
CREATE FUNCTION a_oids() RETURNS SETOF oid LANGUAGE sql AS $$SELECT 'z_other(int)'::regprocedure::oid UNION SELECT 'z_other'::regproc
    UNION SELECT 'z_kind'::regtype UNION SELECT 'company'::regclass UNION SELECT 'company'::regtype$$;
SQL
    checked
}

@test "bodies: overloads, functions that call each other, tables whose default reads them" {
    round_trip <<'SQL'
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT f(1)';
CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT g()';
SQL
    unchecked
    round_trip <<'SQL'
CREATE FUNCTION a(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION b(int) RETURNS int LANGUAGE sql AS 'SELECT a($1)';
CREATE OR REPLACE FUNCTION a(int) RETURNS int LANGUAGE sql AS 'SELECT CASE WHEN $1 > 0 THEN b($1 - 1) END';
SQL
    unchecked
    round_trip <<'SQL'
CREATE TABLE t (id int);
CREATE FUNCTION next_id() RETURNS int LANGUAGE sql AS 'SELECT max(id) + 1 FROM t';
ALTER TABLE t ALTER id SET DEFAULT next_id();
SQL
    unchecked
    expect_lines_there 'CREATE TABLE t (
    id integer DEFAULT next_id()
);'
}

@test "bodies: those that the server can check are checked" {
    round_trip <<'SQL'
CREATE SCHEMA app;
CREATE TABLE app.t (a int);
CREATE FUNCTION app.f() RETURNS bigint LANGUAGE sql SET search_path = app AS 'SELECT count(*) FROM t';
CREATE FUNCTION z() RETURNS int LANGUAGE plpgsql SET search_path = app, pg_temp
    AS $$DECLARE x t%ROWTYPE; BEGIN RETURN 1; END$$;
CREATE TABLE a (x bigint DEFAULT app.f());
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM a';
CREATE FUNCTION c(int) RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN d($1); END$$;
CREATE FUNCTION d(int) RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN c($1); END$$;
CREATE TYPE app.ci AS (t text);
CREATE FUNCTION app.eq(app.ci, app.ci) RETURNS boolean LANGUAGE sql AS 'SELECT lower($1.t) = lower($2.t)';
CREATE OPERATOR app.= (LEFTARG = app.ci, RIGHTARG = app.ci, PROCEDURE = app.eq);
SQL
    checked
}

@test "bodies: an operator of the schema that they look in" {
    round_trip <<'SQL'
CREATE SCHEMA app;
CREATE TYPE app.ci AS (t text);
CREATE FUNCTION app.eq(app.ci, app.ci) RETURNS boolean LANGUAGE sql SET search_path = app
    AS 'SELECT lower($1.t) = lower($2.t)';
CREATE OPERATOR app.= (LEFTARG = app.ci, RIGHTARG = app.ci, PROCEDURE = app.eq);
SQL
    unchecked
}

@test "cycles: checks, defaults and exclusions that call a function of the table's own rows" {
    round_trip <<'SQL'
CREATE TABLE t (a int, r int4range, b int, c int);
CREATE FUNCTION ok(t) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1.a > 0';
CREATE FUNCTION b(t) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION span(t) RETURNS int4range IMMUTABLE LANGUAGE sql AS 'SELECT $1.r';
ALTER TABLE t ADD CHECK (ok(t)), ADD CONSTRAINT few CHECK (a < 10), ADD CONSTRAINT nv CHECK (ok(t) AND a > 1) NOT VALID;
ALTER TABLE t ALTER b SET DEFAULT b(NULL);
ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING gist ((span(t)) WITH &&);
CREATE INDEX i ON t ((ok(t))) WHERE ok(t);
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 100;
ALTER TABLE t CLUSTER ON apart;
COMMENT ON CONSTRAINT t_check ON t IS 'x';
CREATE POLICY p ON t USING (ok(t));
SQL
    expect_lines_there '    CONSTRAINT few CHECK (a < 10)
);'
    expect_lines_there 'ALTER TABLE t ALTER COLUMN b SET DEFAULT b(NULL::t);'
    expect_lines_there 'ALTER TABLE t ADD CONSTRAINT t_check CHECK (ok(t.*));'
    checked
}

@test "cycles: domains" {
    round_trip <<'SQL'
CREATE DOMAIN d AS int CONSTRAINT positive CHECK (VALUE > 0);
CREATE TYPE pair AS (x d);
CREATE FUNCTION ok(pair) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN true; END';
ALTER DOMAIN d ADD CONSTRAINT c CHECK (ok(NULL));
CREATE DOMAIN e AS int;
CREATE TABLE t (a d, b e);
CREATE FUNCTION ok(t) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN true; END';
ALTER DOMAIN e ADD CHECK (ok(NULL::t) AND VALUE > 0);
COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x';
CREATE DOMAIN f AS int;
CREATE TYPE other AS (x f);
CREATE FUNCTION first(other) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
ALTER DOMAIN f SET DEFAULT first(NULL);
CREATE DOMAIN n AS int;
CREATE TYPE third AS (x n);
CREATE FUNCTION okn(third) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN true; END';
ALTER DOMAIN n ADD CONSTRAINT nv CHECK (okn(NULL)) NOT VALID;
SQL
    expect_lines_there 'ALTER DOMAIN d ADD CONSTRAINT c CHECK (ok(NULL::pair));'
    expect_lines_there 'ALTER DOMAIN f SET DEFAULT first(NULL::other);'
    checked
}

@test "cycles: views that need themselves or each other" {
    round_trip <<'SQL'
CREATE VIEW v AS SELECT 1 AS a, 'x'::text COLLATE "C" AS b;
CREATE FUNCTION f(v) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE VIEW v WITH (security_barrier) AS SELECT 1 AS a, 'x'::text COLLATE "C" AS b, f(NULL) AS c;
ALTER VIEW v ALTER COLUMN a SET DEFAULT f(NULL);
CREATE RULE r AS ON INSERT TO v DO INSTEAD SELECT f(NULL);
CREATE VIEW m AS SELECT 1 AS x;
CREATE VIEW n AS SELECT x FROM m;
CREATE OR REPLACE VIEW m AS SELECT x FROM n;
CREATE VIEW w AS SELECT * FROM v;
GRANT SELECT ON v TO PUBLIC;
COMMENT ON COLUMN v.c IS 'c';
SQL
    expect_lines_there 'CREATE VIEW m AS
SELECT NULL::integer AS x;'
    checked
}

@test "cycles: views that read themselves, or have values of their own rows" {
    round_trip <<'SQL'
CREATE TABLE t (id int, name text);
CREATE VIEW v AS SELECT id, name FROM t;
CREATE OR REPLACE VIEW v AS SELECT v.id, v.name FROM v;
ALTER VIEW v ALTER COLUMN id SET DEFAULT 3;
CREATE RULE i AS ON INSERT TO v DO INSTEAD INSERT INTO t (id) SELECT new.id;
CREATE VIEW counts AS SELECT 1::bigint AS n;
CREATE OR REPLACE VIEW counts AS SELECT count(*) AS n FROM counts;
CREATE VIEW of_rows AS SELECT 1 AS a;
CREATE OR REPLACE VIEW of_rows WITH (security_barrier) AS SELECT 1 AS a, (NULL::of_rows).a AS b, (SELECT count(*) FROM v) AS c;
CREATE VIEW "X y" AS SELECT 1 AS "a b", 'x'::text COLLATE "C" AS c;
CREATE VIEW above AS SELECT "a b" FROM "X y";
CREATE OR REPLACE VIEW "X y" AS SELECT 1 AS "a b", x.c FROM "X y" AS x, above;
CREATE VIEW plain AS SELECT a, c FROM of_rows;
COMMENT ON VIEW of_rows IS 'odd';
SQL
    expect_lines_there 'CREATE VIEW plain AS
SELECT
    a,
    c
FROM of_rows;'
    expect_lines_there 'CREATE VIEW counts AS
SELECT NULL::bigint AS n;
CREATE OR REPLACE VIEW counts AS
SELECT count(*) AS n
FROM counts;'
    checked
}

@test "cycles: bodies that the server has parsed" {
    [ "$(server_major)" -ge 14 ] || skip 'since 14'
    round_trip <<'SQL'
CREATE TABLE t (id int, n int);
CREATE FUNCTION cnt() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t; END;
ALTER TABLE t ALTER n SET DEFAULT cnt(), ADD CONSTRAINT small CHECK (cnt() < 10), ADD CONSTRAINT pos CHECK (n > 0);
CREATE TABLE ch (n int DEFAULT 5) INHERITS (t);
CREATE TABLE ch2 () INHERITS (t);
CREATE TABLE ch3 () INHERITS (t);
ALTER TABLE ch3 ALTER n DROP DEFAULT;
CREATE TABLE p (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);
CREATE FUNCTION of_p() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM p; END;
CREATE FUNCTION of_p1() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM p1; END;
ALTER TABLE p ADD CONSTRAINT k CHECK (of_p() < 10), ALTER b SET DEFAULT of_p();
ALTER TABLE p ADD CONSTRAINT l CHECK (of_p1() < 10);
SQL
    expect_lines_there 'ALTER TABLE ONLY t ALTER COLUMN n SET DEFAULT cnt();'
    checked
}

@test "cycles: what cannot be broken is refused, and the cycle named" {
    [ "$(server_major)" -ge 14 ] || skip 'since 14'
    trip_databases trip_there
    psql -Xq -d trip_there <<'SQL'
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT f(); END;
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT g(); END;
CREATE VIEW v AS SELECT g();
SQL
    run "$FULLSCHEMA" inspect postgres:///trip_there
    [ "$status" -eq 2 ]
    [[ $output == *'these objects are a dependency cycle'*'function f() needs function g()'*'function g() needs function f()'* ]]
    [[ $output != *'view v'* ]]
}

@test "bodies: a snapshot made from deltas, which its proof loads" {
    put_bookkeeping
    put schema/main/delta/1/bodies.sql.postgres <<'SQL'
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t';
CREATE FUNCTION ok(t) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE TABLE u (a int);
CREATE FUNCTION ok(u) RETURNS boolean LANGUAGE sql AS 'SELECT $1.a > 0';
ALTER TABLE u ADD CHECK (ok(u));
INSERT INTO u VALUES (1);
DROP TABLE t CASCADE;
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM u';
ALTER TABLE u RENAME TO v;
SQL
    "$FULLSCHEMA" generate --engine postgres --output out
    grep -qF "$off" out/1/main/full.sql.postgres
    grep -qxF 'ALTER TABLE v ADD CONSTRAINT u_check CHECK (ok(v.*));' out/1/main/full.sql.postgres
}
