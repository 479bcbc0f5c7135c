#!/usr/bin/env bats
# Plain directories of migrations: --layout-in numbered.

load ../lib/common
load ../lib/numbered_setup

@test "dbmate takes its files by their names, others theirs by their numbers" {
    mkdir dbmate plain
    printf '%s\n' '-- migrate:up' 'ALTER TABLE rooms ADD COLUMN topic TEXT;' >dbmate/20240102_topic.sql
    printf '%s\n' '-- migrate:up' 'CREATE TABLE rooms (id INTEGER);' >dbmate/20240101120000_rooms.sql
    makes dbmate sqlite rooms
    cp dbmate/20240102_topic.sql plain/1_topic.sql
    say plain/20240101120000_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    numbered -s plain --engine sqlite
    expect_status 2
    [[ $stderr == *'plain/1_topic.sql:2:'*'no such table'* ]]
    # One number twice is no order there either.
    say dbmate/20240102_more.sql '-- migrate:up'
    numbered -s dbmate --engine sqlite
    expect_status 2
    [[ $stderr == *'has the number of'* ]]
}

@test "dbmate's files run up to their marks, without a transaction where they say so" {
    put migrations/20240101120000_rooms.sql <<'SQL'
-- migrate:up
CREATE TABLE rooms (id bigint PRIMARY KEY);

-- migrate:down
DROP TABLE rooms;
SQL
    put migrations/20240102120000_index.sql <<'SQL'
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY rooms_idx ON rooms (id DESC);
-- migrate:down
DROP INDEX rooms_idx;
SQL
    numbered --engine postgres
    expect_status 0
    [ "${lines[0]}" = 'full_schemas/full.sql.postgres: new, 4 objects' ]
    grep -qxF "${lines[0]}" "$repo/docs/numbered.md"
    expect_files full_schemas <<<full.sql.postgres
    expect_file full_schemas/full.sql.postgres <<'SQL'
-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.

CREATE TABLE rooms (
    id bigint NOT NULL,
    CONSTRAINT rooms_pkey PRIMARY KEY (id)
);
CREATE INDEX rooms_idx ON rooms (id DESC);
SQL
    run --separate-stderr "$FULLSCHEMA" check -s migrations --layout-in numbered --engine postgres
    expect_status 0
    nothing_left
}

@test "numbers small enough are versions, and -n stops at one" {
    say migrations/V3__users.sql 'CREATE TABLE users (id INTEGER);'
    say migrations/V10__rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    say migrations/R__view.sql 'CREATE VIEW everybody AS SELECT id FROM users;'
    mv migrations/R__view.sql view.sql
    numbered --engine sqlite --layout flat
    expect_status 0
    expect_files full_schemas <<<10/main/full.sql.sqlite
    # directories by version that are there go on
    numbered --engine sqlite -n 3
    expect_status 0
    grep -q 'CREATE TABLE users' full_schemas/3/main/full.sql.sqlite
    run -1 grep -q 'CREATE TABLE rooms' full_schemas/3/main/full.sql.sqlite
    mv view.sql migrations/R__view.sql
    numbered --engine sqlite --layout flat -o with_view
    expect_status 0
    grep -q 'CREATE VIEW everybody' with_view/3/main/full.sql.sqlite
}

@test "up and down in files of their own" {
    say migrations/001_rooms.up.sql 'CREATE TABLE rooms (id INTEGER);'
    say migrations/001_rooms.down.sql 'DROP TABLE rooms;'
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    grep -q 'CREATE TABLE rooms' full_schemas/full.sql.sqlite
}

@test "an error is where it stands in the file, marks or not" {
    put migrations/1_rooms.sql <<'SQL'
-- migrate:up
CREATE TABLE rooms (id INTEGER);
CREATE INDEX rooms_idx ON room (id);
-- migrate:down
this is never run
SQL
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations/1_rooms.sql:3:1: sqlite: no such table: main.room'
}

@test "what the layout cannot know is asked for" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    numbered
    expect_status 2
    expect_stderr <<'END'
fullschema: migrations: the migrations are for one engine
hint: say which with --engine postgres or --engine sqlite; for both, a section [database main] of fullschema.ini says `postgres = DIR` and `sqlite = DIR`, which may be one directory
END
}

@test "a directory of migrations is seen to be one" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    run --separate-stderr "$FULLSCHEMA" generate -s migrations --engine sqlite -o schema.sql
    expect_status 0
    [[ $(<schema.sql) == *'CREATE TABLE rooms'* ]]
    run --separate-stderr "$FULLSCHEMA" check -s migrations --engine sqlite -o schema.sql
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" generate -s migrations
    expect_status 2
    expect_in_stderr 'say which with --engine postgres or --engine sqlite'
    run --separate-stderr "$FULLSCHEMA" generate migrations
    expect_status 2
    expect_in_stderr 'hint: the schema directory is named as -s migrations'
    sqlite3 some.db <schema.sql
    run --separate-stderr "$FULLSCHEMA" inspect -s migrations some.db
    expect_status 0
}

@test "what has deltas is no directory of migrations, whatever else is in it" {
    say schema/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    say schema/main/delta/1/01_users.sql 'CREATE TABLE users (id INTEGER);'
    run --separate-stderr "$FULLSCHEMA" generate --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/common/schema_version.sql: not found'
}

@test "plan says whose way the migrations run" {
    say migrations/V1__rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    run "$FULLSCHEMA" plan -s migrations --layout-in numbered --engine sqlite
    expect_status 0
    [ "${lines[0]}" = 'main 1 on sqlite, as flyway runs them:' ]
    run "$FULLSCHEMA" plan -s migrations --layout-in numbered --engine sqlite --migration-tool refinery
    [ "${lines[0]}" = 'main 1 on sqlite, as refinery runs them:' ]
}

@test "what is passed over is said, and what cannot be distinguished is refused" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    say migrations/2_fill.go 'package migrations'
    say migrations/seed.sql 'INSERT INTO rooms VALUES (1);'
    say migrations/3_gone.down.sql 'DROP TABLE gone;'
    say migrations/README.md 'Migrations.'
    numbered --engine sqlite
    expect_status 0
    expect_stderr <<'END'
migrations/2_fill.go: warning: passed over: its number makes it a migration, but only those in SQL can be run
migrations/seed.sql: warning: passed over: not the name of a migration, such as 001_rooms.sql
migrations/3_gone.down.sql: warning: passed over: it takes back a migration that is not there
END
    rm migrations/2_fill.go migrations/seed.sql migrations/3_gone.down.sql
    say migrations/01_users.sql 'CREATE TABLE users (id INTEGER);'
    numbered --engine sqlite
    expect_status 2
    expect_stderr <<'END'
migrations/1_rooms.sql: has the number of 01_users.sql
hint: migrations run in the order of their numbers; give one of them another
END
}

@test "a directory without migrations is reported from one of the other layout, one above, one of down migrations" {
    mkdir migrations
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations: there is no migration in it'
    expect_in_stderr 'hint: migrations are files such as V1__rooms.sql, 001_rooms.up.sql or 20240101120000_rooms.sql'
    say migrations/1_rooms.down.sql 'DROP TABLE rooms;'
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'hint: 1_rooms.down.sql and its like are down migrations; the up migration is in 001_rooms.up.sql or 001_rooms.sql'
    rm migrations/1_rooms.down.sql
    say migrations/postgres/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'hint: -s names the directory of the migrations themselves, perhaps migrations/postgres'
    say migrations/main/delta/1/01_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'hint: it is a schema directory: leave out --layout-in numbered'
    say migrations/1_users.sql 'CREATE TABLE users (id INTEGER);'
    numbered --engine sqlite
    expect_status 0
    expect_in_stderr "migrations/main: warning: passed over: a database's deltas are read without --layout-in numbered"
    [ "$(tables full_schemas)" = users ]
}

@test "a file that cannot be read stops the run" {
    mkdir migrations
    ln -s nowhere.sql migrations/1_rooms.sql
    numbered --engine sqlite
    expect_status 2
    expect_stderr <<<'migrations/1_rooms.sql: cannot read: No such file or directory'
    rm migrations/1_rooms.sql
    printf 'SELECT 1; -- \377\n' >migrations/1_rooms.sql
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations/1_rooms.sql:1:14: '
}

@test "fullschema.ini says it once for generate, check, plan, verify and diff" {
    put fullschema.ini <<'INI'
schema = migrations
layout-in = numbered
engine = sqlite
INI
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    say migrations/2_users.sql 'CREATE TABLE users (id INTEGER);'
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" plan
    expect_status 0
    expect_output <<'END'
main 2 on sqlite:
  migration    migrations/1_rooms.sql
  migration    migrations/2_users.sql
END
    run --separate-stderr "$FULLSCHEMA" plan --database common
    expect_status 2
    expect_in_stderr 'no logical database common'
    run --separate-stderr "$FULLSCHEMA" verify
    expect_status 0
    expect_in_output 'reproducible: generate in locale'
    expect_in_output 'drifts planted in copies of the snapshots'
    [ "${#lines[@]}" = 3 ]
    echo 'INSERT INTO rooms VALUES (1);' >>migrations/1_rooms.sql
    run --separate-stderr "$FULLSCHEMA" verify --self-test
    expect_status 0
    expect_in_output 'each found'
    sed -i '$d' migrations/1_rooms.sql
    say migrations/2_users.sql 'CREATE TABLE users (id INTEGER);
ALTER TABLE users ADD COLUMN name TEXT;'
    run --separate-stderr "$FULLSCHEMA" check
    expect_status 1
    expect_in_output 'made by migrations/2_users.sql:2'
    cat migrations/*.sql | sqlite3 app.db
    run --separate-stderr "$FULLSCHEMA" diff full_schemas app.db
    expect_status 1
    expect_in_output '+ column name: TEXT'
    run --separate-stderr "$FULLSCHEMA" inspect app.db
    expect_status 0
    expect_in_output 'CREATE TABLE users'
    run --separate-stderr "$FULLSCHEMA" check --against app.db
    expect_status 1
    expect_in_output 'the database has no table that says which migrations it has run'
}

@test "verify finds what differs from run to run, and says what migrations have nothing for" {
    say migrations/1_rooms.sql "CREATE TABLE rooms (id INTEGER, name TEXT DEFAULT 'a');"
    run --separate-stderr "$FULLSCHEMA" verify -s migrations --layout-in numbered --engine sqlite --orders --bases --layouts --parity
    expect_status 2
    expect_stderr <<'END'
fullschema: --orders is not for --layout-in numbered: each migration builds on those before it
fullschema: --bases is not for --layout-in numbered: migrations start from nothing
fullschema: --layouts is not for --layout-in numbered: migrations make one database
fullschema: --parity is not for --layout-in numbered: migrations are for one engine
END
    run --separate-stderr "$FULLSCHEMA" verify -s migrations --layout-in numbered
    expect_status 2
    expect_in_stderr 'say which with --engine postgres or --engine sqlite'
    say migrations/2_users.sql 'CREATE TABLE users (id integer);'
    put migrations/3_pid.sql <<'SQL'
DO $$ BEGIN EXECUTE format('ALTER TABLE users ADD COLUMN pid integer DEFAULT %s', pg_backend_pid()); END $$;
SQL
    run --separate-stderr "$FULLSCHEMA" verify -s migrations --layout-in numbered --engine postgres --reproducible
    expect_status 1
    expect_in_output 'migrations/3_pid.sql'
}
