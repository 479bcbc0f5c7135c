#!/usr/bin/env bats
# fullschema load: snapshots into empty databases, all or nothing.

load ../lib/common
load ../lib/server

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss 'CREATE DATABASE filled OWNER maker'
    as_boss 'CREATE TABLE rooms (id bigint); CREATE VIEW names AS SELECT id FROM rooms' filled
    leave_snapshots
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

# Two versions of two databases over what they have in common.
leave_snapshots() {
    local engine version
    for engine in postgres sqlite; do
        for version in 1 2; do
            say "full_schemas/$version/common/full.sql.$engine" 'CREATE TABLE servers (name text PRIMARY KEY);'
            say "full_schemas/$version/main/full.sql.$engine" "CREATE TABLE rooms (id integer PRIMARY KEY, made_by_$version text, server text REFERENCES servers (name));
INSERT INTO servers VALUES ('a');"
            say "full_schemas/$version/state/full.sql.$engine" 'CREATE TABLE groups (id integer PRIMARY KEY);'
        done
    done
}

setup() {
    enter_scratch
    cp -r "$file_scratch/full_schemas" .
}

load_() { run --separate-stderr "$FULLSCHEMA" load "$@"; }

url() { echo "postgres://maker@/$1?host=$server&port=5432"; }

empty_database() {
    as_boss "CREATE DATABASE $1 OWNER maker"
    as_boss "GRANT ALL ON SCHEMA public TO maker" "$1"
}

tables() { as_boss "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace" "$1"; }

columns() { as_boss "SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '$2'::regclass AND attnum > 0" "$1"; }

@test "the newest version of the project's snapshots, common first, into either engine" {
    empty_database newest
    load_ "$(url newest)"
    expect_status 0
    [ -z "$stderr" ]
    [ "$output" = "postgres://maker@:5432/newest?host=$server:
  full_schemas/2/common/full.sql.postgres: loaded
  full_schemas/2/main/full.sql.postgres: loaded
  full_schemas/2/state/full.sql.postgres: loaded" ] || { show_run; false; }
    [ "$(tables newest)" = 'groups rooms servers' ]
    [ "$(as_boss 'SELECT name FROM servers' newest)" = a ]
    [ "$(as_boss "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'" newest)" = maker ]
    load_ app.db
    expect_status 0
    [ "${lines[0]}" = 'app.db, made:' ]
    [ "$(sqlite3 app.db "SELECT group_concat(name) FROM pragma_table_info('rooms')" 'SELECT name FROM servers')" = $'id,made_by_2,server\na' ]
    [ "$(echo app.db*)" = app.db ]
    [ "$(sqlite3 app.db 'PRAGMA integrity_check')" = ok ]
}

@test "a version, a file with what its layout has in common, one logical database, a directory, a revision" {
    for database in version file one revision; do empty_database "$database"; done
    load_ "$(url version)" 1
    expect_status 0
    [ "$(columns version rooms)" = 'id made_by_1 server' ]
    load_ -q "$(url file)" full_schemas/1/main/full.sql.postgres
    expect_status 0
    [ -z "$output" ]
    [ "$(tables file)" = 'rooms servers' ]
    load_ "$(url one)" --database state
    expect_status 0
    [ "$(tables one)" = 'groups servers' ]
    load_ one.db full_schemas/1
    expect_status 0
    [ "$(sqlite3 one.db "SELECT group_concat(name) FROM pragma_table_info('rooms')")" = id,made_by_1,server ]
    git init -q -b main .
    git add full_schemas
    git commit -qm all
    rm -r full_schemas
    load_ "$(url revision)" HEAD:full_schemas
    expect_status 0
    [ "$(columns revision rooms)" = 'id made_by_2 server' ]
}

@test "one fixed path, named by fullschema.ini" {
    say db/schema.sqlite.sql 'CREATE TABLE words (word TEXT);'
    say fullschema.ini $'layout-in = numbered\nengine = sqlite\noutput = db/schema.{engine}.sql'
    load_ words.db
    expect_status 0
    [ "$output" = $'words.db, made:\n  db/schema.sqlite.sql: loaded' ]
    [ "$(sqlite3 words.db .schema)" = 'CREATE TABLE words (word TEXT);' ]
}

@test "a database that is not empty stays as it is, and what it has is named" {
    load_ "$(url filled)"
    expect_status 2
    expect_in_stderr "postgres://maker@:5432/filled?host=$server is not empty, and was left as it is" 'it has table rooms, view names'
    [ "$(tables filled)" = rooms ]
    sqlite3 full.db 'CREATE TABLE a (b); CREATE TABLE c (d); CREATE TABLE e (f); CREATE TABLE g (h); CREATE TABLE i (j); CREATE TABLE k (l)'
    local before
    before=$(sha256sum full.db)
    load_ full.db
    expect_status 2
    expect_in_stderr 'full.db is not empty' 'it has table a, table c, table e, table g, table i, and 1 more'
    [ "$(sha256sum full.db)" = "$before" ]
    [ "$(echo full.db*)" = full.db ]
}

@test "of Postgres a type, a function, a schema, a sequence alone are something" {
    local statement name
    while read -r name statement; do
        empty_database "has_$name"
        as_boss "$statement" "has_$name"
        load_ "$(url "has_$name")"
        expect_status 2
        expect_in_stderr 'is not empty' "it has $name"
    done <<'END'
schema CREATE SCHEMA other
function CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'
sequence CREATE SEQUENCE s
enum CREATE TYPE e AS ENUM ('a')
domain CREATE DOMAIN d AS int
END
}

@test "what an administrator prepares is none: extensions, who may do what, a comment; an extension that is there is not made again" {
    empty_database prepared
    as_boss "CREATE EXTENSION plpgsql" prepared 2>/dev/null || true
    as_boss "COMMENT ON SCHEMA public IS 'ours'; GRANT USAGE ON SCHEMA public TO plain;
        ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO plain" prepared
    local extension=''
    if as_boss 'CREATE EXTENSION pgcrypto' prepared; then
        extension='CREATE EXTENSION pgcrypto;'
    fi
    say full.sql.postgres "$extension
CREATE TABLE rooms (id int, body text DEFAULT 'CREATE EXTENSION pgcrypto;');"
    load_ "$(url prepared)" full.sql.postgres
    expect_status 0
    [ "$(as_boss "SELECT has_table_privilege('plain', 'rooms', 'SELECT')" prepared)" = t ]
    [ "$(as_boss "INSERT INTO rooms DEFAULT VALUES RETURNING body" prepared)" = 'CREATE EXTENSION pgcrypto;' ]
}

@test "SQLite: an empty file, one in WAL mode, one whose tables are gone, one with settings" {
    : >none.db
    sqlite3 wal.db 'PRAGMA journal_mode = wal' >/dev/null
    sqlite3 gone.db 'PRAGMA auto_vacuum = 2; CREATE TABLE a (b); DROP TABLE a; PRAGMA user_version = 7'
    local file
    for file in none wal gone; do
        load_ "$file.db"
        expect_status 0
        [ "${lines[0]}" = "$file.db:" ]
        [ "$(sqlite3 "$file.db" 'SELECT name FROM servers' 'PRAGMA integrity_check')" = $'a\nok' ]
        [ "$(echo "$file".db*)" = "$file.db" ]
    done
    [ "$(sqlite3 wal.db 'PRAGMA journal_mode')" = wal ]
    [ "$(sqlite3 gone.db 'PRAGMA user_version')" = 7 ]
}

@test "where a statement fails, file, line and statement are named and nothing is left" {
    empty_database fails
    say full_schemas/2/state/full.sql.postgres $'CREATE TABLE groups (id integer PRIMARY KEY);\n\nCREATE TABLE more (\n    at nosuchtype\n);'
    load_ "$(url fails)"
    expect_status 2
    expect_in_stderr 'full_schemas/2/state/full.sql.postgres:4:8: postgres: type "nosuchtype" does not exist (42704); nothing was loaded' 'at nosuchtype'
    [ -z "$(tables fails)" ]
    say full_schemas/2/state/full.sql.sqlite $'CREATE TABLE groups (id integer PRIMARY KEY);\nCREATE TABLE twice (a, a);'
    load_ new.db
    expect_status 2
    expect_in_stderr 'full_schemas/2/state/full.sql.sqlite:2:1: sqlite: duplicate column name: a (SQLITE_ERROR); nothing was loaded'
    [ "$(echo new.db*)" = 'new.db*' ]
    : >old.db
    load_ old.db
    expect_status 2
    [ ! -s old.db ]
    [ "$(echo old.db*)" = old.db ]
}

@test "a constraint that speaks up at the end, a statement that ends the transaction" {
    empty_database late
    say late.sql.postgres 'CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED); INSERT INTO b VALUES (1);'
    load_ "$(url late)" late.sql.postgres
    expect_status 2
    expect_in_stderr 'violates foreign key constraint' 'at the end of the transaction; nothing was loaded'
    say commit.sql.postgres 'CREATE TABLE a (id int); COMMIT; CREATE TABLE b (id int);'
    load_ "$(url late)" commit.sql.postgres
    expect_status 2
    expect_in_stderr 'commit.sql.postgres:1:26: ' 'ends the transaction'
    say late.sql.sqlite 'CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED); INSERT INTO b VALUES (1);'
    load_ late.db late.sql.sqlite
    expect_status 2
    expect_in_stderr 'FOREIGN KEY constraint failed' 'nothing was loaded'
    [ ! -e late.db ]
}

@test "SQLite: no other file is written to: text, links, pipes, directories, files beside a database" {
    echo text >text.txt
    load_ text.txt
    expect_status 2
    expect_in_stderr 'text.txt: cannot open the SQLite database: the file is no SQLite database, and stays as it is'
    [ "$(cat text.txt)" = text ]
    : >victim
    ln -s victim link.db
    ln -s nothing dangling.db
    ln -s victim beside.db-journal
    mkfifo pipe.db
    mkdir directory.db
    local name
    while read -r name message; do
        load_ "$name"
        expect_status 2
        expect_in_stderr "$message"
    done <<'END'
link.db link.db is a symbolic link, and nothing is written through one
dangling.db dangling.db is a symbolic link, and nothing is written through one
beside.db beside.db-journal
pipe.db is a FIFO (named pipe), not a regular file
directory.db Is a directory
nowhere/new.db No such file or directory
END
    [ ! -s victim ]
    [ ! -e nothing ]
    [ ! -e nowhere ]
    [ ! -e beside.db ]
    echo old >stale.db-wal
    load_ stale.db
    expect_status 2
    expect_in_stderr 'stale.db-wal stands beside it, and is not empty'
    [ "$(cat stale.db-wal)" = old ]
    [ ! -e stale.db ]
}

@test "SQLite: a file that another program has open" {
    sqlite3 open.db 'PRAGMA user_version = 1'
    sqlite3 open.db 'BEGIN EXCLUSIVE' '.shell touch begun; sleep 20' >/dev/null 2>&1 3>&- &
    background+=" $!"
    within 10 test -e begun
    load_ open.db
    expect_status 2
    expect_in_stderr 'open.db: cannot open the SQLite database: database is locked' 'another program has it open'
}

@test "words that name no database, no snapshot, none of the engine" {
    load_ mysql://root:hush@host/app
    expect_status 2
    expect_in_stderr 'mysql://: a database of another kind'
    [[ $stderr != *hush* ]]
    load_ a.db 7
    expect_status 2
    expect_in_stderr 'full_schemas: the directory has no snapshots of version 7'
    load_ a.db full_schemas/1/main/full.sql.postgres
    expect_status 2
    expect_in_stderr 'full_schemas/1/main/full.sql.postgres has no snapshot for SQLite'
    load_ a.db --database nosuch
    expect_status 2
    expect_in_stderr 'has no snapshot of nosuch'
    load_ a.db nosuch.sql.sqlite
    expect_status 2
    sqlite3 b.db 'CREATE TABLE a (b)'
    load_ a.db b.db
    expect_status 2
    expect_in_stderr 'b.db is a database, not a snapshot'
    [ ! -e a.db ]
}

@test "Ctrl-C and --timeout end it, and nothing is left" {
    empty_database slow
    say slow.sql.postgres 'CREATE TABLE rooms (id int); SELECT pg_sleep(600);'
    load_ --timeout 2 "$(url slow)" slow.sql.postgres
    expect_status 2
    [ "$stderr" = 'fullschema: stopped after 2 s, the limit of the whole run (--timeout); nothing was loaded' ] || { show_run; return 1; }
    [ -z "$(tables slow)" ]
    start run "$FULLSCHEMA" load --statement-timeout 600 "$(url slow)" slow.sql.postgres
    within 20 sleeps
    kill -INT "$started"
    within 10 ended
    [ "$(cat run.err)" = 'fullschema: stopped; nothing was loaded' ]
    [ -z "$(tables slow)" ]
    [ "$(as_boss "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid() AND state = 'active'")" = 0 ]
    say slow.sql.sqlite 'CREATE TABLE n (i); INSERT INTO n WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0;'
    load_ --timeout 2 slow.db slow.sql.sqlite
    expect_status 2
    [ "$stderr" = 'fullschema: stopped after 2 s, the limit of the whole run (--timeout); nothing was loaded' ] || { show_run; return 1; }
    [ "$(echo slow.db*)" = 'slow.db*' ]
    load_ --statement-timeout 1 slow.db slow.sql.sqlite
    expect_status 2
    expect_in_stderr 'slow.sql.sqlite:1:21: sqlite: cancelled after 1 s, the statement timeout'
    [ "$(echo slow.db*)" = 'slow.db*' ]
    say conflict.sql.sqlite 'CREATE TABLE a (b UNIQUE); INSERT OR ROLLBACK INTO a VALUES (1), (1);'
    load_ slow.db conflict.sql.sqlite
    expect_status 2
    expect_in_stderr 'conflict.sql.sqlite:1:28: sqlite: UNIQUE constraint failed: a.b'
}

sleeps() { [ "$(as_boss "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND state = 'active' AND pid <> pg_backend_pid()")" = 1 ]; }
ended() { ! kill -0 "$started" 2>/dev/null; }
