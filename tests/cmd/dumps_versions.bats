#!/usr/bin/env bats
# What pg_dump and the shell of SQLite write otherwise than the server and the library say it, by version.

load ../lib/common
load ../lib/server
load ../lib/round_trip
load ../lib/dumps_setup

@test "control characters as shells of SQLite 3.50 and later write them, whichever library reads them" {
    put new.sql.sqlite <<'SQL'
CREATE TABLE t (a);
INSERT INTO t VALUES(unistr('x\u000aé\\\u001b\+01f600\U0001F601\0009'));
INSERT INTO t VALUES(unistr(NULL));
INSERT INTO t VALUES('plain \u000a');
SQL
    put own.sql.sqlite <<'SQL'
CREATE TABLE t (a);
INSERT INTO t VALUES ('x' || char(10) || 'é\' || char(27, 128512, 128513, 9));
INSERT INTO t VALUES (NULL);
INSERT INTO t VALUES ('plain \u000a');
SQL
    run -0 --separate-stderr "$FULLSCHEMA" diff new.sql.sqlite own.sql.sqlite
    [ "$output" = 'no changes' ]
    [ -z "$stderr" ]
    say odd.sql.sqlite "CREATE TABLE t (a); INSERT INTO t VALUES (unistr('\\u00'));"
    run --separate-stderr "$FULLSCHEMA" diff odd.sql.sqlite own.sql.sqlite
    expect_status 1
    expect_in_stderr 'invalid Unicode escape'
}

@test "a schema that calls functions of a later SQLite is read" {
    put new.sql.sqlite <<'SQL'
CREATE TABLE t (x, y GENERATED ALWAYS AS (jsonb(x)) STORED, CHECK (concat(x, 'a') <> 'b'));
CREATE INDEX i ON t (jsonb_extract(x, '$.a'), octet_length(x));
CREATE VIEW v AS SELECT string_agg(x, ',') AS a, median(x) AS m FROM t;
INSERT INTO t (x) VALUES ('{}');
SQL
    run -0 --separate-stderr "$FULLSCHEMA" diff new.sql.sqlite new.sql.sqlite
    sed 's/octet_length/length/; s/median/max/' new.sql.sqlite >other.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" diff new.sql.sqlite other.sql.sqlite
    expect_status 1
    [ -z "$stderr" ]
    [[ $output == *'index i'* && $output == *'view v'* && $output == *'2 changes'* ]]
}

@test "what pg_dump spells otherwise: operators, casts, ranges of other schemas, settings of a materialized view" {
    as_boss 'CREATE DATABASE otherwise'
    as_boss 'CREATE EXTENSION citext' otherwise || skip 'needs the contrib modules of the server'
    as_boss "CREATE SCHEMA s; CREATE TABLE s.own (x int PRIMARY KEY);
        CREATE TABLE t (a citext, b text, EXCLUDE USING btree (a WITH =), EXCLUDE USING hash (b WITH =) WHERE (b <> ''));
        CREATE TYPE s.pair AS (a int, b text);
        CREATE FUNCTION s.to_pair(int) RETURNS s.pair LANGUAGE sql IMMUTABLE AS 'SELECT ROW(\$1, NULL)::s.pair';
        CREATE FUNCTION s.less(s.pair, s.pair) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT (\$1).a < (\$2).a';
        CREATE CAST (int AS s.pair) WITH FUNCTION s.to_pair(int) AS ASSIGNMENT;
        CREATE TYPE s.floats AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
        CREATE TYPE s.daterange2 AS RANGE (SUBTYPE = date); CREATE TYPE words AS RANGE (SUBTYPE = text, COLLATION = \"C\");
        CREATE OPERATOR <<< (PROCEDURE = s.less, LEFTARG = s.pair, RIGHTARG = s.pair);
        CREATE OPERATOR === (PROCEDURE = s.less, LEFTARG = s.pair, RIGHTARG = s.pair);
        CREATE OPERATOR CLASS pairs FOR TYPE s.pair USING btree AS OPERATOR 1 <<<, OPERATOR 3 ===;
        CREATE VIEW sorted AS SELECT s.to_pair(1) AS p ORDER BY s.to_pair(1) USING <<<;
        CREATE MATERIALIZED VIEW m AS SELECT a, b || 'x' AS bx FROM t;
        ALTER MATERIALIZED VIEW m ALTER bx SET STATISTICS 500, ALTER bx SET STORAGE EXTERNAL, ALTER a SET (n_distinct = 5)" \
        otherwise
    if [ "$(server_major)" -ge 14 ]; then
        as_boss 'CREATE TYPE s.named AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = s.many);
            CREATE TYPE s.apart AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = public.apart_multirange)' otherwise
    fi
    if [ "$(server_major)" -ge 15 ]; then
        as_boss 'CREATE PUBLICATION p FOR TABLE s.own (x) WHERE (x > 3 AND x <> 7); CREATE PUBLICATION q FOR TABLES IN SCHEMA s' \
            otherwise
    fi
    same_as_live otherwise
    "$FULLSCHEMA" inspect -o own.sql "$(live otherwise)"
    as_boss 'CREATE DATABASE again'
    psql -Xq -v ON_ERROR_STOP=1 -1 -f own.sql "host=$server user=boss dbname=again"
    run -0 "$FULLSCHEMA" diff "$(live otherwise)" "$(live again)"
}

# dump_says SERVER TEXT OWN: pg_dump's text of such a server is the same as that text of our own.
dump_says() {
    say dump.sql.postgres "-- PostgreSQL database dump
-- Dumped from database version $1
$2"
    say own.sql.postgres "$3"
    run -0 "$FULLSCHEMA" diff dump.sql.postgres own.sql.postgres
    [ "$output" = 'no changes' ]
}

@test "the access method of a partitioned table, in a statement of its own" {
    dump_says 18.4 'SET default_table_access_method = heap2;
        CREATE TABLE public.p (a integer) PARTITION BY LIST (a); CREATE TABLE public.q (a integer) PARTITION BY LIST (a);
        CREATE TABLE public.t (a integer); ALTER TABLE public.p SET ACCESS METHOD heap3;' \
        'CREATE TABLE p (a integer) PARTITION BY LIST (a) USING heap3; CREATE TABLE q (a integer) PARTITION BY LIST (a);
        CREATE TABLE t (a integer) USING heap2;'
}

@test "schema public of a server before 15, as pg_dump from 15 on says what differs there from 15's" {
    local dumped='11.22
-- Dumped by pg_dump version 15.18 (Debian)' table='CREATE TABLE public.t (a integer); GRANT SELECT ON TABLE public.t TO w;'
    dump_says "$dumped" "$table GRANT ALL ON SCHEMA public TO PUBLIC;" "$table"
    dump_says "$dumped" "$table" "$table REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
    dump_says "$dumped" "$table GRANT CREATE ON SCHEMA public TO w;" \
        "$table REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO w;"
    dump_says "$dumped" "$table REVOKE USAGE ON SCHEMA public FROM PUBLIC;" "$table REVOKE ALL ON SCHEMA public FROM PUBLIC;"
    dump_says "${dumped/15.18/14.18}" "$table REVOKE CREATE ON SCHEMA public FROM PUBLIC;" \
        "$table REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
}

@test "columns that pg_dump 18 prints without VIRTUAL" {
    dump_says 18.4 'CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS ((a * (2 + 1))), c integer
        GENERATED ALWAYS AS ((a * 3)) STORED, d integer GENERATED ALWAYS AS (a), CONSTRAINT b CHECK ((b > 0)));' \
        'CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * (2 + 1)) VIRTUAL, c integer
        GENERATED ALWAYS AS (a * 3) STORED, d integer GENERATED ALWAYS AS (a) VIRTUAL, CONSTRAINT b CHECK (b > 0));'
}

@test "MAINTAIN: pg_dump 17 of an older server, and a server that has it" {
    local seven='SELECT,INSERT,REFERENCES,DELETE,TRIGGER,TRUNCATE,UPDATE'
    dump_says 15.4 "CREATE TABLE public.t (a integer); GRANT $seven ON TABLE public.t TO app;" \
        'CREATE TABLE t (a integer); GRANT ALL ON TABLE t TO app;'
    dump_says 17.4 "CREATE TABLE public.t (a integer); GRANT $seven ON TABLE public.t TO app;" \
        "CREATE TABLE t (a integer); GRANT $seven ON TABLE t TO app;"
    dump_says 17.4 "CREATE TABLE public.t (a integer); ALTER TABLE public.t OWNER TO boss;
        REVOKE ALL ON TABLE public.t FROM boss; GRANT $seven ON TABLE public.t TO boss;" \
        'CREATE TABLE t (a integer); REVOKE MAINTAIN ON TABLE t FROM CURRENT_USER;'
}

@test "what a server notes of columns for itself is no setting of theirs" {
    dump_says 15.20 'CREATE TABLE public.t (a integer, b text);
        ALTER TABLE ONLY public.t ALTER COLUMN a SET (pg_attver=2);
        ALTER TABLE ONLY public.t ALTER COLUMN b SET (n_distinct=5, pg_attver=2);
        CREATE VIEW public.v AS SELECT t.a FROM public.t; ALTER VIEW public.v ALTER COLUMN a SET (pg_attver=1);' \
        'CREATE TABLE t (a integer, b text); ALTER TABLE t ALTER COLUMN b SET (n_distinct = 5);
        CREATE VIEW v AS SELECT a FROM t;'
}

@test "EXCLUDE of a partitioned table, which pg_dump makes of its partitions, too" {
    dump_says 18.4 "CREATE TABLE public.room (a int, b int) PARTITION BY RANGE (a);
        CREATE TABLE public.room1 (a int, b int);
        ALTER TABLE ONLY public.room ATTACH PARTITION public.room1 FOR VALUES FROM (1) TO (10);
        ALTER TABLE ONLY public.room1 ADD CONSTRAINT own EXCLUDE USING gist (b WITH =);
        ALTER TABLE ONLY public.room ADD CONSTRAINT room_a_excl EXCLUDE USING gist (a WITH =);
        ALTER TABLE ONLY public.room1 ADD CONSTRAINT room1_a_excl EXCLUDE USING gist (a WITH =);
        ALTER INDEX public.room_a_excl ATTACH PARTITION public.room1_a_excl;" \
        "CREATE TABLE room (a int, b int, CONSTRAINT room_a_excl EXCLUDE USING gist (a WITH =)) PARTITION BY RANGE (a);
        CREATE TABLE room1 (a int, b int, CONSTRAINT own EXCLUDE USING gist (b WITH =));
        ALTER TABLE room ATTACH PARTITION room1 FOR VALUES FROM (1) TO (10);"
}

@test "EXCLUDE of partitions under partitions, whose indexes pg_dump attaches from above" {
    dump_says 18.4 "CREATE TABLE public.p (a int) PARTITION BY RANGE (a); CREATE TABLE public.q (a int) PARTITION BY RANGE (a);
        ALTER TABLE ONLY public.p ATTACH PARTITION public.q FOR VALUES FROM (1) TO (10); CREATE TABLE public.r (a int);
        ALTER TABLE ONLY public.q ATTACH PARTITION public.r FOR VALUES FROM (1) TO (5);
        ALTER TABLE ONLY public.p ADD CONSTRAINT e EXCLUDE USING btree (a WITH =);
        ALTER TABLE ONLY public.q ADD CONSTRAINT q_a_excl EXCLUDE USING btree (a WITH =);
        ALTER TABLE ONLY public.r ADD CONSTRAINT r_a_excl EXCLUDE USING btree (a WITH =);
        ALTER INDEX public.e ATTACH PARTITION public.q_a_excl; ALTER INDEX public.q_a_excl ATTACH PARTITION public.r_a_excl;" \
        "CREATE TABLE p (a int, CONSTRAINT e EXCLUDE USING btree (a WITH =)) PARTITION BY RANGE (a);
        CREATE TABLE q (a int) PARTITION BY RANGE (a); ALTER TABLE p ATTACH PARTITION q FOR VALUES FROM (1) TO (10);
        CREATE TABLE r (a int); ALTER TABLE q ATTACH PARTITION r FOR VALUES FROM (1) TO (5);"
}

@test "extensions in pg_catalog: those that stand there by themselves, and those that somebody put there" {
    as_boss 'CREATE DATABASE in_catalog'
    as_boss 'CREATE EXTENSION hstore SCHEMA pg_catalog' in_catalog || skip 'needs the contrib modules of the server'
    as_boss 'CREATE EXTENSION adminpack' in_catalog || : # until 16
    same_as_live in_catalog
    "$FULLSCHEMA" inspect "$(live in_catalog)" | grep -qx 'CREATE EXTENSION hstore SCHEMA pg_catalog;'
}

@test "a column of two parents, one of which has it NOT NULL" {
    dump_says 15.4 "CREATE TABLE public.p (a integer, b text DEFAULT 'p'); CREATE TABLE public.q (b text NOT NULL);
        CREATE TABLE public.c (b text DEFAULT 'own', x integer) INHERITS (public.p, public.q);" \
        "CREATE TABLE p (a integer, b text DEFAULT 'p'); CREATE TABLE q (b text NOT NULL);
        CREATE TABLE c (b text NOT NULL DEFAULT 'own', x integer) INHERITS (p, q);"
}
