#!/usr/bin/env bats
# Extensions: what they bring is not the snapshot's to say, what people added to it is.

load ../lib/common
load ../lib/server
load ../lib/round_trip
load ../lib/server_a_file

# From 18 on the server finds extensions of this file.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    chmod 755 .
    put_extensions
    if [ "$("$(server_programs)/postgres" --version | grep -oE '[0-9]+' | head -n 1)" -ge 18 ]; then
        start_server -c extension_control_path="$scratch/share:\$system"
    else
        start_server
    fi
}

# Servers find them from 18 on: theirs; needing, which needs theirs, in a schema that comes with it.
put_extensions() {
    put share/extension/theirs.control <<'END'
default_version = '1'
relocatable = true
END
    put share/extension/theirs--1.sql <<'SQL'
CREATE TABLE theirs (id serial PRIMARY KEY, v text NOT NULL CHECK (v <> ''), n int DEFAULT 3);
COMMENT ON COLUMN theirs.v IS 'theirs';
CREATE FUNCTION theirs_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER theirs_trigger BEFORE INSERT ON theirs FOR EACH ROW EXECUTE FUNCTION theirs_f();
CREATE STATISTICS theirs_statistics ON id, v FROM theirs;
CREATE RULE theirs_rule AS ON DELETE TO theirs DO ALSO NOTHING;
CREATE POLICY theirs_policy ON theirs USING (true);
CREATE INDEX theirs_index ON theirs (v);
SQL
    put share/extension/configured.control <<'END'
default_version = '1'
relocatable = false
END
    put share/extension/configured--1.sql <<'SQL'
CREATE TABLE setting (name text PRIMARY KEY, theirs bool NOT NULL DEFAULT false, v text);
INSERT INTO setting VALUES ('of the script', true, 'x');
SELECT pg_catalog.pg_extension_config_dump('setting', 'WHERE NOT theirs');
CREATE TABLE a_use (id serial, setting text REFERENCES setting);
SELECT pg_catalog.pg_extension_config_dump('a_use', '');
SELECT pg_catalog.pg_extension_config_dump('a_use_id_seq', '');
CREATE TABLE theirs_alone (a int);
INSERT INTO theirs_alone VALUES (1);
SQL
    put share/extension/needing.control <<'END'
default_version = '1'
relocatable = false
schema = needing_schema
requires = 'theirs'
END
    put share/extension/needing--1.sql <<'SQL'
CREATE TABLE needing (a int);
CREATE SCHEMA within;
CREATE TABLE within.t (a int);
SQL
}

# The additions of the tests, behind CREATE EXTENSION.
additions() {
    cat <<'SQL'
CREATE INDEX mine_index ON theirs (n);
COMMENT ON INDEX mine_index IS 'mine';
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER mine_trigger BEFORE INSERT ON theirs FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE theirs DISABLE TRIGGER mine_trigger;
CREATE RULE mine_rule AS ON UPDATE TO theirs DO ALSO NOTHING;
ALTER TABLE theirs ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine_policy ON theirs USING (n > 0);
ALTER TABLE theirs ADD CONSTRAINT mine_check CHECK (n > 0), ADD CONSTRAINT mine_key UNIQUE (n, v),
    ADD CONSTRAINT mine_unchecked CHECK (n > 2) NOT VALID;
CREATE STATISTICS mine_statistics ON v, n FROM theirs;
COMMENT ON COLUMN theirs.n IS 'mine';
COMMENT ON TABLE theirs IS 'mine';
CREATE TABLE k (a int PRIMARY KEY REFERENCES theirs);
ALTER TABLE theirs ADD CONSTRAINT mine_fkey FOREIGN KEY (n) REFERENCES k;
GRANT SELECT ON theirs TO plain;
SQL
}

expect_additions() {
    diff -u - <(grep -E 'theirs|mine' "$1") <<'END'
CREATE EXTENSION theirs;
ALTER TABLE theirs ADD CONSTRAINT mine_check CHECK (n > 0);
ALTER TABLE theirs ADD CONSTRAINT mine_key UNIQUE (n, v);
CREATE INDEX mine_index ON theirs (n);
ALTER TABLE theirs ADD CONSTRAINT mine_unchecked CHECK (n > 2) NOT VALID;
CREATE STATISTICS mine_statistics ON v, n FROM theirs;
ALTER TABLE theirs ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine_policy ON theirs
COMMENT ON INDEX mine_index IS 'mine';
GRANT SELECT ON TABLE theirs TO plain;
CREATE TRIGGER mine_trigger BEFORE INSERT ON theirs
ALTER TABLE theirs DISABLE TRIGGER mine_trigger;
CREATE RULE mine_rule AS ON UPDATE TO theirs
ALTER TABLE k ADD CONSTRAINT k_a_fkey FOREIGN KEY (a) REFERENCES theirs (id);
ALTER TABLE theirs ADD CONSTRAINT mine_fkey FOREIGN KEY (n) REFERENCES k (a);
COMMENT ON COLUMN theirs.n IS 'mine';
COMMENT ON TABLE theirs IS 'mine';
END
}

@test "what people added to a table of an extension comes after it, what its script added does not" {
    needs_server 18
    # pg_dump says none of it.
    trip_pg_dump() { :; }
    { echo 'CREATE EXTENSION theirs;'; additions; } >added.sql
    round_trip added.sql
    expect_additions there.sql
    trip_options='--rows all' round_trip added.sql
    # In one transaction, where something else was made between.
    { echo 'BEGIN; CREATE EXTENSION theirs; CREATE TABLE other (a int);'; additions; echo 'COMMIT;'; } >added.sql
    round_trip added.sql
    expect_additions there.sql
}

@test "a delta that makes an extension and adds to it at once" {
    needs_server 18
    put_bookkeeping
    { echo 'CREATE EXTENSION theirs;'; additions; } | put schema/main/delta/1/1.sql.postgres
    "$FULLSCHEMA" generate --quiet --engine postgres --database main -n 1 -p boss --trust-deltas -o out
    expect_additions out/1/main/full.sql.postgres
    sed -i 's/mine_index ON theirs (n)/mine_index ON theirs (v)/' schema/main/delta/1/1.sql.postgres
    "$FULLSCHEMA" generate --quiet --engine postgres --database main -n 1 -p boss --trust-deltas -o new
    run -1 "$FULLSCHEMA" diff out/1/main/full.sql.postgres new/1/main/full.sql.postgres
    [[ $output == *'~ index mine_index'*'keys: n -> v'*'1 change: '* ]]
}

@test "columns that were added or altered, and tables made members, are named, and the exit status says so" {
    needs_server 18
    trip_databases app
    psql -Xq -d app -c 'CREATE EXTENSION theirs' -c 'ALTER TABLE theirs ADD COLUMN c int' \
        -c 'ALTER TABLE theirs ALTER n SET DEFAULT 6' -c 'CREATE TABLE t (a int)' -c 'ALTER EXTENSION theirs ADD TABLE t'
    run --separate-stderr "$FULLSCHEMA" inspect postgres:///app
    expect_status 2
    expect_stderr <<'END'
fullschema: column theirs.c: it was added to what an extension made, or altered, and a snapshot leaves that out
hint: keep it in a table of your own, or run its ALTER TABLE once the snapshot is loaded
fullschema: column theirs.n: it was added to what an extension made, or altered, and a snapshot leaves that out
hint: keep it in a table of your own, or run its ALTER TABLE once the snapshot is loaded
fullschema: table public.t: ALTER EXTENSION theirs ADD made it a member, and a snapshot leaves it out
hint: ALTER EXTENSION theirs DROP table public.t
END
}

@test "extensions that need others, and schemas that come with them" {
    needs_server 18
    round_trip <<'SQL'
CREATE EXTENSION needing CASCADE;
CREATE TABLE needing_schema.t (a int);
CREATE TABLE within.mine (a int);
SQL
    diff -u - <(grep -E '^CREATE' there.sql) <<'END'
CREATE EXTENSION theirs;
CREATE SCHEMA needing_schema;
CREATE EXTENSION needing SCHEMA needing_schema;
CREATE TABLE needing_schema.t (
CREATE TABLE within.mine (
END
}

@test "triggers and comments on what contrib's extensions made" {
    trip_databases app
    psql -Xq -d app -c 'CREATE EXTENSION pg_stat_statements' -c 'CREATE EXTENSION hstore' -c 'CREATE EXTENSION cube' ||
        skip 'needs the contrib modules of the server'
    run --separate-stderr "$FULLSCHEMA" inspect postgres:///app
    expect_status 0
    [ -z "$stderr" ]
    [ "$(grep -c ';' <<<"$output")" -eq 3 ]
    trip_pg_dump() { :; }
    round_trip <<'SQL'
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION hstore;
CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER mine INSTEAD OF INSERT ON pg_stat_statements FOR EACH ROW EXECUTE PROCEDURE t();
CREATE VIEW v AS SELECT calls FROM pg_stat_statements;
CREATE TABLE other (a int);
COMMENT ON TYPE hstore IS 'mine';
COMMENT ON COLUMN pg_stat_statements.calls IS 'mine';
SQL
    # A name that begins like the server's own says its schema.
    grep -q '^CREATE TRIGGER mine INSTEAD OF INSERT ON public.pg_stat_statements' there.sql
    grep -qx "COMMENT ON TYPE hstore IS 'mine';" there.sql
    grep -qx "COMMENT ON COLUMN pg_stat_statements.calls IS 'mine';" there.sql
}

@test "rows of tables that an extension asks to keep: those its condition selects, and where their sequences stand" {
    needs_server 18
    trip_options='--rows all' round_trip <<'SQL'
CREATE EXTENSION configured;
INSERT INTO setting (name, v) VALUES ('colour', 'red'), ('size', NULL);
INSERT INTO setting VALUES ('also theirs', true);
INSERT INTO a_use (setting) VALUES ('size'), ('of the script');
INSERT INTO theirs_alone VALUES (2);
SQL
    expect_lines_there "INSERT INTO setting (name, theirs, v) VALUES ('colour', false, 'red');
INSERT INTO setting (name, theirs, v) VALUES ('size', false, NULL);"
    expect_there "INSERT INTO a_use (id, setting) VALUES (1, 'size');" "SELECT pg_catalog.setval('a_use_id_seq', 2, true);"
    [ "$(grep -c INSERT there.sql)" -eq 4 ]
    "$FULLSCHEMA" inspect --rows setting -o some.sql postgres:///trip_there
    [ "$(grep -c INSERT some.sql)" -eq 2 ]
    "$FULLSCHEMA" inspect -o none.sql postgres:///trip_there
    run -1 grep INSERT none.sql
}

@test "members that ALTER EXTENSION made or took out are named, of every kind; what is made beside or updated is not" {
    trip_pg_dump() { :; }
    round_trip <<'SQL' || skip 'needs the contrib modules of the server'
BEGIN;
CREATE TABLE before (a int);
CREATE EXTENSION citext;
CREATE FUNCTION between_two(citext) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE EXTENSION hstore VERSION '1.4';
CREATE DOMAIN after AS citext;
COMMIT;
CREATE SCHEMA other;
ALTER EXTENSION hstore UPDATE;
ALTER EXTENSION hstore SET SCHEMA other;
ALTER EXTENSION citext UPDATE;
SQL
    trip_databases app
    psql -Xq -v ON_ERROR_STOP=1 -d app <<'SQL'
CREATE EXTENSION hstore;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE t AS (a int);
CREATE DOMAIN d AS int;
CREATE SCHEMA s;
CREATE TABLE s.inside (a int);
CREATE CAST (t AS text) WITH INOUT;
CREATE OPERATOR === (PROCEDURE = int4eq, LEFTARG = int, RIGHTARG = int);
ALTER EXTENSION hstore ADD FUNCTION f();
ALTER EXTENSION hstore ADD TYPE t;
ALTER EXTENSION hstore ADD DOMAIN d;
ALTER EXTENSION hstore ADD SCHEMA s;
ALTER EXTENSION hstore ADD CAST (t AS text);
ALTER EXTENSION hstore ADD OPERATOR === (int, int);
ALTER EXTENSION hstore DROP FUNCTION hstore(text, text);
ALTER EXTENSION hstore DROP OPERATOR ?& (hstore, text[]);
SQL
    run --separate-stderr "$FULLSCHEMA" inspect -o there.sql postgres:///app
    expect_status 2
    expect_same - <(grep -v '^hint' <<<"$stderr" | sed 's/^fullschema: //; s/, and.*//') <<'END'
cast (public.t AS pg_catalog.text): ALTER EXTENSION hstore ADD made it a member
function public.f(): ALTER EXTENSION hstore ADD made it a member
function public.hstore(pg_catalog.text,pg_catalog.text): ALTER EXTENSION hstore DROP took it out
operator public.===(integer,integer): ALTER EXTENSION hstore ADD made it a member
operator public.?&(public.hstore,pg_catalog.text[]): ALTER EXTENSION hstore DROP took it out
schema s: ALTER EXTENSION hstore ADD made it a member
type public.d: ALTER EXTENSION hstore ADD made it a member
type public.t: ALTER EXTENSION hstore ADD made it a member
table s.inside is left out of the snapshot: it needs schema s
END
    grep -qxF 'hint: ALTER EXTENSION hstore ADD function public.hstore(pg_catalog.text,pg_catalog.text)' <<<"$stderr"
    trip_databases trip_back
    trip_run trip_back there.sql --single-transaction
}

@test "members that people altered are named, those that an extension's update altered are not" {
    trip_databases app
    psql -Xq -d app -c 'CREATE EXTENSION hstore VERSION "1.4"' -c 'CREATE EXTENSION citext' -c 'CREATE EXTENSION pgcrypto' ||
        skip 'needs the contrib modules of the server'
    psql -Xq -d app -c 'ALTER FUNCTION gen_random_bytes(int) COST 7' -c 'ALTER FUNCTION hstore(text, text) COST 7' \
        -c 'ALTER EXTENSION hstore UPDATE' -c 'CREATE SCHEMA other' -c 'ALTER EXTENSION citext SET SCHEMA other' \
        -c 'GRANT EXECUTE ON FUNCTION digest(text, text) TO pg_monitor' -c 'ALTER TYPE hstore OWNER TO pg_monitor' \
        -c 'ALTER OPERATOR ? (hstore, text) SET (JOIN = NONE)'
    run --separate-stderr "$FULLSCHEMA" inspect postgres:///app
    expect_status 2
    grep -qx 'GRANT ALL ON FUNCTION digest(text, text) TO pg_monitor;' <<<"$output"
    expect_stderr <<'END'
fullschema: function public.gen_random_bytes(integer): extension pgcrypto made it, it was altered since, and a snapshot does not say how
hint: DROP EXTENSION pgcrypto and CREATE EXTENSION pgcrypto make it as it was; else run its ALTER once the snapshot is loaded
fullschema: operator public.?(public.hstore,pg_catalog.text): extension hstore made it, it was altered since, and a snapshot does not say how
hint: DROP EXTENSION hstore and CREATE EXTENSION hstore make it as it was; else run its ALTER once the snapshot is loaded
END
}

# plpgsql is everywhere.
depending() {
    cat <<'SQL'
CREATE SCHEMA app;
CREATE FUNCTION app."F"(a int, b text[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app."F"() RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE PROCEDURE p(INOUT a int) LANGUAGE plpgsql AS 'BEGIN END';
CREATE TABLE app.t (a int PRIMARY KEY);
CREATE INDEX "I" ON app.t (a);
CREATE MATERIALIZED VIEW m AS SELECT a FROM app.t;
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER tr AFTER INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION tr();
SQL
}

depend() { # depend WORDS: the statements, which begin and end so
    printf 'ALTER %s DEPENDS ON EXTENSION plpgsql;\n' 'FUNCTION app."F"(integer, text[])' 'INDEX app."I"' 'INDEX app.t_pkey' \
        'TRIGGER tr ON app.t' 'MATERIALIZED VIEW m' 'PROCEDURE p(integer)' | sed "s/ DEPENDS/$1 DEPENDS/"
}

@test "what somebody made to depend on an extension: in the snapshot, as pg_dump says it, in differences and statements" {
    { depending; depend ''; } >made.sql
    round_trip made.sql
    mapfile -t lines < <(depend '')
    expect_there "${lines[@]}"
    depending >before.sql
    run --separate-stderr "$FULLSCHEMA" diff --engine postgres before.sql made.sql
    expect_status 1
    grep -q '^  + other DEPENDS ON EXTENSION plpgsql: TRIGGER tr ON app.t: ' <<<"$output"
    run --separate-stderr "$FULLSCHEMA" diff --sql --engine postgres before.sql made.sql
    expect_status 1
    expect_same <(depend '' | sort) <(grep ' DEPENDS' <<<"$output" | sort)
    [ "$(server_major)" -ge 13 ] || return 0
    { cat made.sql; depend ' NO'; } >back.sql
    run --separate-stderr "$FULLSCHEMA" diff --engine postgres before.sql back.sql
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" diff --sql --engine postgres made.sql before.sql
    expect_status 1
    expect_same <(depend ' NO' | sort) <(grep ' DEPENDS' <<<"$output" | sort)
}
