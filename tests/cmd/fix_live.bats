#!/usr/bin/env bats
# check --fix: the statements for a live database.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/fix_setup

@test "check --fix: the statements for a live database, without what drift.txt expects" {
    put schema/main/delta/1/t.sql.postgres <<<'CREATE TABLE t (id integer PRIMARY KEY, a bigint); CREATE INDEX t_a ON t (a);'
    put_bookkeeping
    "$FULLSCHEMA" generate --engine postgres -q
    database live /dev/null "CREATE TABLE t (id integer PRIMARY KEY, a integer, mine text); CREATE TABLE mine (a integer);
        CREATE INDEX mine_i ON t (mine); INSERT INTO t VALUES (1, 2, 'x')"
    printf '%s\n' 'table mine: of the operators' 'index t.mine_i: of the operators' 'column t.mine: of the operators' >drift.txt
    run --separate-stderr "$FULLSCHEMA" check --against "$(url live)" --at head --fix
    printf '%s\n' "$output" >fix.sql
    expect_line 'ALTER TABLE t ALTER COLUMN a TYPE bigint;'
    refute_line 'DROP TABLE mine;'
    [ "$(grep -v '^--' fix.sql | grep -c mine || true)" = 0 ] || { show_run; return 1; }
    psql -Xq -v ON_ERROR_STOP=1 "$(url live)" -f fix.sql >/dev/null
    run --separate-stderr "$FULLSCHEMA" check --against "$(url live)" --at head --fix=fix2.sql
    [ ! -s fix2.sql ] || { show_run; return 1; }
}

@test "check --fix: what only a superuser makes is named, and the rest of the database is fixed" {
    put schema/main/delta/1/t.sql.postgres <<<'CREATE TABLE t (id integer PRIMARY KEY, a bigint);'
    put_bookkeeping
    "$FULLSCHEMA" generate --engine postgres -q
    database live /dev/null "CREATE TABLE t (id integer PRIMARY KEY, a integer); CREATE TABLE held (b integer, c integer)"
    as_boss "CREATE FUNCTION seen() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE EVENT TRIGGER watch ON sql_drop EXECUTE PROCEDURE seen();
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
        CREATE FOREIGN TABLE far (a integer) SERVER s; CREATE VIEW near AS SELECT a FROM far;
        CREATE VIEW on_both AS SELECT b FROM held, far; GRANT SELECT ON far TO plain; REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC" live
    run --separate-stderr "$FULLSCHEMA" check --against "postgres://boss@/live?host=$server&port=5432" --at head --fix --allow-loss
    expect_status 2
    expect_line 'ALTER TABLE t ALTER COLUMN a TYPE bigint;'
    expect_in_stderr 'other EVENT TRIGGER watch: ' 'foreign-data wrapper w: ' 'foreign server s: ' 'table far: ' 'view near: ' \
        'privilege LANGUAGE plpgsql: '
    expect_in_stderr 'table held: view on_both, which could not be made on the throwaway server, names it, so it stays as it is'
    # What these need is there, too, and is not taken from under them.
    expect_in_stderr 'function seen(): other EVENT TRIGGER watch, which could not be made on the throwaway server, names it'
    [ "$(grep -c '^[A-Z]' <<<"$output")" = 1 ] || { show_run; return 1; }
    printf '%s\n' "$output" >fix.sql
    psql -Xq -v ON_ERROR_STOP=1 "$(url live)" -f fix.sql
}

@test "an extension that only a superuser makes stays, and the rest is fixed beside it" {
    [ "$(as_boss "SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_buffercache'")" = 1 ] ||
        skip 'the server has no pg_buffercache'
    have "CREATE EXTENSION pg_buffercache;
COMMENT ON EXTENSION pg_buffercache IS 'a; b';
CREATE TABLE t (a integer);" 'CREATE TABLE t (a integer, b integer);'
    fix
    expect_status 2
    expect_line 'ALTER TABLE t ADD COLUMN b integer;'
    expect_in_stderr 'extension pg_buffercache: it cannot be made on the throwaway server'
    have 'CREATE EXTENSION pg_buffercache; CREATE TABLE t (a integer);' \
        'CREATE EXTENSION pg_buffercache; CREATE TABLE t (a integer, b integer);'
    fix
    expect_status 1
    [ -z "$stderr" ]
    expect_line 'ALTER TABLE t ADD COLUMN b integer;'
    # So does what needs it.
    have "CREATE EXTENSION of_nobody;
CREATE VIEW v AS SELECT of_nobody.f();
CREATE VIEW w AS SELECT * FROM v;
CREATE TABLE t (a integer);" 'CREATE TABLE t (a integer, b integer);'
    fix
    expect_status 2
    expect_line 'ALTER TABLE t ADD COLUMN b integer;'
    expect_in_stderr 'extension of_nobody: it cannot be made on the throwaway server, where statements are tried by a role that is no superuser: ' \
        'view v: it cannot be made on the throwaway server' 'view w: it cannot be made on the throwaway server'
    [ "$(grep -c '^[A-Z]' <<<"$output")" = 1 ] || { show_run; return 1; }
}

@test "the snapshots of this schema: from each version to the next" {
    cp -r "$repo/full_schemas" .
    run --separate-stderr "$FULLSCHEMA" diff full_schemas/54 full_schemas/59 --sql --engine postgres
    expect_status 1
    [ -z "$stderr" ] || { show_run; return 1; }
}

@test "a name that ends a line ends no comment" {
    have 'CREATE TABLE "a
SELECT 1/0;" (a integer, b integer);
CREATE TABLE t (a integer);' 'CREATE TABLE "a
SELECT 1/0;" (a bigint);
CREATE TABLE t (a integer);'
    fix
    expect_status 1
    refute_line 'SELECT 1/0;'
    refute_line 'SELECT 1/0;" DROP COLUMN b;'
    [ "$(grep -v '^--' <<<"$output" | grep -c '1/0')" = 1 ] || { show_run; return 1; }
}
