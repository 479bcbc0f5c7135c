#!/usr/bin/env bats
# What a person is told when a delta fails on Postgres: file, line, column, the
# line with a caret, the server's hint. After each nothing is written or left.

load ../lib/common
engine=postgres

setup() {
    enter_scratch
    file_cache
    put_bookkeeping
    mkdir -p schema/main/delta/1
}

@test "a failing statement: place, line, caret, hint" {
    put schema/main/delta/1/rooms.sql <<'SQL'
-- Räume: la première ligne, 日本語
CREATE TABLE rooms (room_id text, name text);

INSERT INTO rooms VALUES ('a;b', $x$ ; $x$);
	SELECT 'é日', nmae FROM rooms;
CREATE TABLE never (x int);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/rooms.sql:5:15: postgres: column "nmae" does not exist (42703)
    	SELECT 'é日', nmae FROM rooms;
    	              ^
hint: Perhaps you meant to reference the column "rooms.name".
END
}

@test "a syntax error in a file that no parser can split" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x text DEFAULT 'a;b');
/* ; */ CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
CREATE TABLE b (
    x int,
    y int FROB
);
CREATE TABLE c (x int);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:5:11: postgres: syntax error at or near "FROB" (42601)
        y int FROB
              ^
END
}

@test "a text that does not end" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x text);
INSERT INTO a VALUES ('oops);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:2:23: postgres: unterminated quoted string at or near "'oops); (42601)
    INSERT INTO a VALUES ('oops);
                          ^
END
}

@test "a word that is no SQL is not passed over" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x text);
frob a;
CREATE TABLE b (x text);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:2:1: postgres: syntax error at or near "frob" (42601)
    frob a;
    ^
END
}

@test "a command for psql is no SQL" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x text);
\connect other
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:2:1: postgres: syntax error at or near "\" (42601)
    \connect other
    ^
END
}

@test "where the server gives no place, the statement is pointed at, with the server's detail" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x int PRIMARY KEY);
-- Twice the same.
INSERT INTO a VALUES (1); INSERT INTO a
    VALUES (1);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:3:27: postgres: duplicate key value violates unique constraint "a_pkey" (23505)
    INSERT INTO a VALUES (1); INSERT INTO a
                              ^
    Key (x)=(1) already exists.
END
}

@test "a constraint that speaks at commit" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x int PRIMARY KEY, y int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
INSERT INTO a VALUES (1, 2);
SQL
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql: ' 'violates foreign key constraint "a_y_fkey"' '(23503)' \
        'Key (y)=(2) is not present in table "a".'
}

@test "a failing background update" {
    put_schema
    put schema/main/background_updates/rooms_name_idx.sql <<'SQL'
-- Over a column that there is not.
CREATE INDEX rooms_name_idx
    ON rooms (title);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/background_updates/rooms_name_idx.sql:2:1: postgres: column "title" does not exist (42703)
    CREATE INDEX rooms_name_idx
    ^
END
}

@test "a background update that cannot run in a transaction runs without" {
    put_schema
    put schema/main/background_updates/rooms_name_idx.sql <<'SQL'
CREATE INDEX CONCURRENTLY rooms_name_idx ON rooms (name);
SQL
    generate --engine postgres --database main
    expect_status 0
    grep -qx 'CREATE INDEX rooms_name_idx ON rooms (name);' full_schemas/2/main/full.sql.postgres
}

@test "a statement that takes too long" {
    put schema/main/delta/1/a.sql <<'SQL'
SELECT 1;
SELECT pg_sleep(600);
SQL
    generate_fails --statement-timeout 1
    expect_stderr <<'END'
schema/main/delta/1/a.sql:2:1: postgres: cancelled after 1 s, the statement timeout (57014)
    SELECT pg_sleep(600);
    ^
END
}

# put_each < "statement|message" lines: a database for each statement, so that
# one run tells what the server says to all of them.
put_each() {
    local n=10 statement message
    expected=()
    while IFS='|' read -r statement message; do
        n=$((n + 1))
        printf -- '-- A remark.\n%s\n' "$statement" | put "schema/d$n/delta/1/d$n.sql"
        expected+=("schema/d$n/delta/1/d$n.sql:2:1: postgres: $message")
    done
}

@test "a delta that would end its transaction" {
    put_each <<'END'
COMMIT;|the statement ends the transaction that the script runs in
ROLLBACK;|the statement ends the transaction that the script runs in
COMMIT AND CHAIN;|the statement ends the transaction that the script runs in
END;|the statement ends the transaction that the script runs in
ABORT;|the statement ends the transaction that the script runs in
PREPARE TRANSACTION 'x';|
END
    generate_fails
    expect_in_stderr "${expected[@]}" '
    COMMIT AND CHAIN;
    ^
'
}

@test "COPY has no data to read and nowhere to write" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x int);
COPY a FROM STDIN;
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:2:1: postgres: COPY FROM STDIN waits for data that a script cannot give
    COPY a FROM STDIN;
    ^
hint: use INSERT
END
    echo 'COPY (SELECT 1) TO STDOUT;' | put schema/main/delta/1/a.sql
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:1:1: postgres: COPY TO STDOUT has nowhere to go
    COPY (SELECT 1) TO STDOUT;
    ^
END
}

@test "deltas are not superuser: roles, programs, the server's files and settings are out of reach" {
    put_each <<END
CREATE ROLE boss SUPERUSER;|
COPY (SELECT 1) TO PROGRAM 'touch $scratch/made';|
COPY (SELECT 1) TO '$scratch/made';|
SELECT pg_read_file('/etc/passwd');|permission denied for function pg_read_file
SELECT lo_export(1, '$scratch/made');|permission denied for function lo_export
CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/tmp/x';|permission denied for language c
SET SESSION AUTHORIZATION fullschema_super;|permission denied
END
    generate_fails
    expect_in_stderr "${expected[@]}" program file
    [ "$(grep -c '(42501)$' <<<"$stderr")" = ${#expected[@]} ]
    [ ! -e made ]
}

@test "background updates are not superuser either" {
    put_schema
    while IFS='|' read -r statement message; do
        say schema/main/background_updates/rooms_name_idx.sql "$statement"
        generate --engine postgres --database main
        expect_status 2
        expect_in_stderr 'schema/main/background_updates/rooms_name_idx.sql:1:1: postgres: ' "$message (42501)"
    done <<'END'
ALTER SYSTEM SET work_mem = '1GB';|
CREATE DATABASE other;|permission denied to create database
END
    nothing_left
}

# What common makes and another changes cannot be determined by a snapshot of that one.
@test "a database that changes, drops or adds to a table of common" {
    put schema/common/delta/1/queue.sql <<'SQL'
CREATE TABLE queue (name text NOT NULL, place int, CONSTRAINT queue_name UNIQUE (name));
CREATE INDEX queue_place ON queue (place);
SQL
    messages=()
    while IFS='|' read -r name statement message; do
        echo "$statement" | put "schema/$name/delta/1/zz_$name.sql"
        messages+=("schema/$name/delta/1/zz_$name.sql: $name $message, which belongs to common
hint: a snapshot of $name leaves out what common makes: move the change into a delta of common
")
    done <<'END'
alters|ALTER TABLE queue ALTER COLUMN place TYPE bigint;|changes type of column queue.place
adds|ALTER TABLE queue ADD COLUMN added int;|adds column queue.added
drops|DROP TABLE queue;|drops table queue
unindexes|DROP INDEX queue_place;|drops index queue.queue_place
unbinds|ALTER TABLE queue DROP CONSTRAINT queue_name;|drops constraint queue.queue_name
END
    generate_fails
    stderr+=$'\n'
    expect_in_stderr "${messages[@]}"
}

@test "errors of several databases come in a fixed order, each once" {
    put schema/common/delta/1/0_common.sql <<'SQL'
SELECT common;
SQL
    mkdir -p schema/state/delta/1
    generate_fails
    expect_stderr <<'END'
schema/common/delta/1/0_common.sql:1:8: postgres: column "common" does not exist (42703)
    SELECT common;
           ^
END
    rm schema/common/delta/1/0_common.sql
    echo 'SELECT of_main;' | put schema/main/delta/1/a.sql
    echo 'SELECT of_state;' | put schema/state/delta/1/b.sql
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:1:8: postgres: column "of_main" does not exist (42703)
    SELECT of_main;
           ^
schema/state/delta/1/b.sql:1:8: postgres: column "of_state" does not exist (42703)
    SELECT of_state;
           ^
END
}

@test "a server that dies is an error" {
    put schema/main/delta/1/a.sql <<'SQL'
SELECT pg_terminate_backend(pg_backend_pid());
SQL
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql:1:1: postgres: '
}

@test "a dependency cycle that nothing breaks is named" {
    [ "$(server_major)" -ge 12 ] || skip 'generated columns are there since 12'
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x int);
CREATE FUNCTION f(a) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
ALTER TABLE a ADD y int GENERATED ALWAYS AS (f(NULL::a)) STORED;
SQL
    generate_fails
    [[ $stderr != *'uses its row type'* ]] || skip 'this release of the server makes no such table'
    expect_in_stderr 'table a' 'function f(a)'
}
