#!/usr/bin/env bats
# Directories of migrations: what runs in a transaction, and what only the tool itself can do.

load ../lib/common
load ../lib/numbered_setup

@test "transactions are what the file says, or what the server wants" {
    say migrations/01_rooms.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY);'
    say migrations/02_unmarked.sql 'CREATE INDEX CONCURRENTLY unmarked ON rooms (id);'
    say migrations/03_own.sql "BEGIN;
CREATE TYPE kind AS ENUM ('a');
COMMIT;
ALTER TYPE kind ADD VALUE 'b';"
    say migrations/04_enum.sql "-- no-transaction
ALTER TYPE kind ADD VALUE 'c';
CREATE TABLE kinds (k kind DEFAULT 'c');"
    say migrations/05_taken.sql 'COMMIT;
CREATE INDEX CONCURRENTLY taken ON rooms (id);
BEGIN;
CREATE TABLE later (id bigint);'
    say migrations/06_left_open.sql 'BEGIN;
CREATE TABLE left_open (id bigint);'
    numbered --engine postgres
    expect_status 0
    [ -z "$stderr" ]
    [ "$(tables full_schemas)" = 'kinds later left_open rooms' ]
    [ "$(grep -c 'CREATE INDEX' full_schemas/full.sql.postgres)" = 2 ]
    nothing_left

    sed -i 1d migrations/04_enum.sql
    numbered --engine postgres
    expect_status 2
    expect_in_stderr 'migrations/04_enum.sql:2:36: postgres: unsafe use of new value "c"'
    mkdir by_directory
    local file
    for file in migrations/*.sql; do
        mkdir "by_directory/$(basename "$file" .sql)"
        mv "$file" "by_directory/$(basename "$file" .sql)/up.sql"
    done
    echo 'run_in_transaction = false' >by_directory/04_enum/metadata.toml
    makes by_directory postgres 'kinds later left_open rooms'
}

@test "what SQLite refuses to run in a transaction is run without one, and what the file begins it ends" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);
VACUUM;'
    say migrations/2_users.sql 'BEGIN;
CREATE TABLE users (id INTEGER);
COMMIT;
VACUUM;
BEGIN;
CREATE TABLE more (id INTEGER);'
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    [ "$(tables full_schemas)" = 'more rooms users' ]
}

@test "the table of the migration tool is there where a migration speaks of it, and is not the schema's" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);
DELETE FROM _sqlx_migrations WHERE version = 7;'
    say migrations/2_guard.sql 'CREATE INDEX guard ON __diesel_schema_migrations (run_on);
CREATE INDEX rooms_idx ON rooms (id);'
    say migrations/3_own.sql 'CREATE TABLE IF NOT EXISTS "schema_migrations" (x INTEGER);
INSERT INTO schema_migrations VALUES (1);'
    local engine
    for engine in sqlite postgres; do
        numbered --engine $engine -o $engine
        expect_status 0
        [ "$(grep -c . <<<"$stderr")" = 3 ]
        expect_in_stderr 'migrations/2_guard.sql:1:14: warning: index __diesel_schema_migrations.guard is in no snapshot'
        [ "$(tables $engine)" = 'rooms schema_migrations' ]
        [ "$(grep -c 'CREATE INDEX' $engine/full.sql.$engine)" = 1 ]
    done
    nothing_left
}

@test "what a transaction puts off is reported with its file, and nothing of the file is kept" {
    put migrations/1_rooms.sql <<'SQL'
CREATE TABLE rooms (id bigint PRIMARY KEY);
CREATE TABLE users (room bigint REFERENCES rooms DEFERRABLE INITIALLY DEFERRED);
INSERT INTO users VALUES (1);
SQL
    numbered --engine postgres
    expect_status 2
    expect_in_stderr 'migrations/1_rooms.sql'
    expect_in_stderr 'violates foreign key constraint'
    put migrations/1_rooms.sql <<'SQL'
CREATE TABLE rooms (id bigint PRIMARY KEY);
COMMIT;
CREATE TABLE users (id bigint REFERENCES room);
SQL
    numbered --engine postgres
    expect_status 2
    expect_in_stderr 'migrations/1_rooms.sql:3:1: postgres: relation "room" does not exist'
    [ ! -e full_schemas ]
    nothing_left
}

@test "what only its own tool can do is said" {
    say migrations/1_rooms.sql "CREATE TABLE \${prefix}rooms (id integer);"
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr "hint: \${...} stands for what the tool of these migrations puts there; --migration-tool says which that is"
    say migrations/1_rooms.sql 'CREATE TABLE {{.prefix}}rooms (id integer);'
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'hint: {{...}} stands for what the tool of these migrations puts there'
    say migrations/1_rooms.sql 'CREATE EXTENSION no_such_extension;'
    numbered --engine postgres
    expect_status 2
    expect_in_stderr 'extension "no_such_extension" is not available'
}

@test "conditions of Liquibase are not read, and that is said" {
    put migrations/1_rooms.sql <<'SQL'
--liquibase formatted sql
--changeset me:1
CREATE TABLE rooms (id integer);
--rollback DROP TABLE rooms;
SQL
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    printf -- '--changeset me:2 dbms:mysql\nCREATE TABLE more (id integer);\n' >>migrations/1_rooms.sql
    numbered --engine sqlite
    expect_status 0
    expect_in_stderr 'migrations/1_rooms.sql:5:1: warning: liquibase runs this under a condition; here it runs in any case'
}

@test "Prisma's rebuild on SQLite keeps the rows of other tables: its files run in no transaction" {
    migration 1_init/migration.sql <<'SQL'
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO users VALUES (1, 'a');
INSERT INTO posts VALUES (7, 1);
SQL
    migration 2_rebuild/migration.sql <<'SQL'
-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO new_users SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
SQL
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    [ "$(rows posts | wc -l)" = 1 ]
    # the same in a plain directory, and in Drizzle's
    mkdir plain && cp migrations/1_init/migration.sql plain/1_init.sql && cp migrations/2_rebuild/migration.sql plain/2_rebuild.sql
    rm -r full_schemas
    numbered -s plain --engine sqlite
    [ -z "$stderr" ]
    [ "$(rows posts | wc -l)" = 1 ]
    rm -r full_schemas
    numbered -s plain --engine sqlite --migration-tool drizzle
    [ "$(rows posts | wc -l)" = 1 ]
    # to tools that wrap a transaction around it, it does nothing, which is said; sqlx enforces, the others do not
    rm -r full_schemas
    numbered -s plain --engine sqlite --migration-tool sqlx
    expect_status 0
    expect_in_stderr 'plain/2_rebuild.sql:3:1: warning: PRAGMA foreign_keys does nothing in a transaction, and a file of sqlx runs in one'
    [ "$(rows posts | wc -l)" = 0 ]
    rm -r full_schemas
    numbered -s plain --engine sqlite --migration-tool golang-migrate
    expect_in_stderr 'a file of golang-migrate runs in one'
    [ "$(rows posts | wc -l)" = 1 ]
}

@test "where a tool's connections do not enforce foreign keys, a rebuild without a word keeps rows, too" {
    local tool marks
    for tool in dbmate goose sql-migrate micrate; do
        case $tool in
        dbmate) marks='-- migrate:up' ;;
        goose) marks='-- +goose Up' ;;
        sql-migrate) marks='-- +migrate Up' ;;
        micrate) marks='-- +micrate Up' ;;
        esac
        { echo "$marks"; cat <<'SQL'; } | migration "$tool/1_init.sql"
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO users VALUES (1);
INSERT INTO posts VALUES (7, 1);
SQL
        { echo "$marks"; cat <<'SQL'; } | migration "$tool/2_rebuild.sql"
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO new_users (id) SELECT id FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
SQL
        numbered -s "migrations/$tool" -o "$tool.made" --engine sqlite
        expect_status 0
        grep -q '^INSERT INTO posts ' "$tool.made/full.sql.sqlite" || { echo "$tool"; return 1; }
    done
    # Flyway's by their names
    migration flyway/V1__init.sql <migrations/goose/1_init.sql
    migration flyway/V2__rebuild.sql <migrations/goose/2_rebuild.sql
    sed -i 1d migrations/flyway/*
    numbered -s migrations/flyway -o flyway.made --engine sqlite
    grep -q '^INSERT INTO posts ' flyway.made/full.sql.sqlite
}

@test "a delta of a schema directory runs in a transaction: that a setting does nothing there is said" {
    put_schema
    printf 'SELECT 1;\n/* why */ PRAGMA foreign_keys = OFF;\n' | put schema/main/delta/2/09_off.sql.sqlite
    say schema/main/delta/2/10_asks.sql.sqlite 'PRAGMA foreign_keys; PRAGMA legacy_alter_table = ON; PRAGMA foreign_key_check;'
    run --separate-stderr "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    expect_stderr <<'END'
schema/main/delta/2/09_off.sql.sqlite:2:11: warning: PRAGMA foreign_keys does nothing in a transaction, and this file runs in one
    /* why */ PRAGMA foreign_keys = OFF;
              ^
END
}
