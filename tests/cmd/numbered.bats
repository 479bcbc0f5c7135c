#!/usr/bin/env bats
# Plain directories of migrations: --layout-in numbered.

load ../lib/common

numbered() { run --separate-stderr "$FULLSCHEMA" generate -s migrations --layout-in numbered "$@"; }

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
    expect_files full_schemas <<<2/main/full.sql.postgres
    expect_file full_schemas/2/main/full.sql.postgres <<'SQL'
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
    numbered --engine sqlite
    expect_status 0
    expect_files full_schemas <<<10/main/full.sql.sqlite
    numbered --engine sqlite -n 3
    expect_status 0
    grep -q 'CREATE TABLE users' full_schemas/3/main/full.sql.sqlite
    run ! grep -q 'CREATE TABLE rooms' full_schemas/3/main/full.sql.sqlite
    mv view.sql migrations/R__view.sql
    numbered --engine sqlite -o with_view
    expect_status 0
    grep -q 'CREATE VIEW everybody' with_view/3/main/full.sql.sqlite
}

@test "up and down in files of their own" {
    say migrations/001_rooms.up.sql 'CREATE TABLE rooms (id INTEGER);'
    say migrations/001_rooms.down.sql 'DROP TABLE rooms;'
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    grep -q 'CREATE TABLE rooms' full_schemas/1/main/full.sql.sqlite
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
fullschema: --layout-in numbered: the migrations are for one engine
hint: say which with --engine postgres or --engine sqlite
END
    run --separate-stderr "$FULLSCHEMA" generate -s migrations
    expect_status 2
    expect_in_stderr 'a plain directory of migrations is read with --layout-in numbered'
}
