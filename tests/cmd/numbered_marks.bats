#!/usr/bin/env bats
# Directories of migrations: each tool's files, and the marks in them.

load ../lib/common
load ../lib/numbered_setup

@test "each tool's files, as that tool keeps them" {
    say golang/000001_rooms.up.sql 'CREATE TABLE rooms (id INTEGER);'
    say golang/000001_rooms.down.sql 'DROP TABLE rooms;'
    say golang/000002_users.up.sql 'BEGIN; CREATE TABLE users (id INTEGER); COMMIT;'
    say golang/000002_users.down.sql 'DROP TABLE users;'
    makes golang sqlite 'rooms users'

    say flyway/V1__rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    say flyway/V1.10__late.sql 'ALTER TABLE users RENAME TO people;'
    say flyway/more/V1_9__early.sql 'CREATE TABLE users (id INTEGER);'
    say flyway/U1__rooms.sql 'DROP TABLE rooms;'
    say flyway/R__copy.sql 'CREATE TABLE copies AS SELECT * FROM people;'
    makes flyway sqlite 'copies people rooms'

    say baseline/V1__rooms.sql 'this is never run'
    say baseline/B1__rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    say baseline/V2__users.sql 'CREATE TABLE users (id INTEGER);'
    makes baseline sqlite 'rooms users'

    say refinery/V1__rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    say refinery/U2__users.sql 'CREATE TABLE users (id INTEGER);'
    makes refinery sqlite 'rooms users'

    say diesel/2024-03-06-170000_b/up.sql 'ALTER TABLE rooms RENAME TO halls;'
    say diesel/2024-03-06-170000_b/down.sql 'ALTER TABLE halls RENAME TO rooms;'
    say diesel/20230101000000_a/up.sql 'CREATE TABLE rooms (id INTEGER);'
    say diesel/2024-03-13_170000_c/up.sql 'CREATE TABLE rooms (id INTEGER);'
    makes diesel sqlite 'halls rooms'

    say prisma/0_init/migration.sql 'CREATE TABLE "rooms" ("id" INTEGER);'
    say prisma/20240101120000_more/migration.sql 'CREATE TABLE "users" ("id" INTEGER);'
    say prisma/migration_lock.toml 'provider = "sqlite"'
    makes prisma sqlite 'rooms users'

    put drizzle/0000_rooms.sql <<'SQL'
CREATE TABLE `rooms` (`id` integer);
--> statement-breakpoint
CREATE TABLE `users` (`id` integer);
SQL
    say drizzle/meta/_journal.json '{}'
    makes drizzle sqlite 'rooms users'

    say sqlx/20240101120000_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    say sqlx/20240102120000_users.up.sql 'CREATE TABLE users (id INTEGER);'
    say sqlx/20240102120000_users.down.sql 'DROP TABLE users;'
    makes sqlx sqlite 'rooms users'
}

@test "each tool's marks of the up migration and the down migration" {
    local table='CREATE TABLE rooms (id INTEGER);' drop='DROP TABLE rooms;'
    say goose/1_a.sql "-- +goose Up
-- +goose StatementBegin
$table
-- +goose StatementEnd
-- +goose Down
$drop"
    say sql_migrate/1_a.sql "-- +migrate Up
$table
-- +migrate Down
$drop"
    say node/1_a.sql "-- Up Migration
$table

-- Down Migration
$drop"
    say tern/001_a.sql "$table
---- create above / drop below ----
$drop"
    say play/1.sql "# Rooms

# --- !Ups
$table
CREATE TRIGGER t AFTER INSERT ON rooms BEGIN DELETE FROM rooms;; END;

# --- !Downs
$drop"
    local dir
    for dir in goose sql_migrate node tern play; do
        makes $dir sqlite rooms
    done
    grep -qx '    DELETE FROM rooms;' play.made/full.sql.sqlite
}

@test "MyBatis' own delimiter ends a statement" {
    put migrations/1_f.sql <<'SQL'
-- // a function
-- @DELIMITER |
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    RETURN 1;
END $$
|
-- @DELIMITER ;
CREATE TABLE rooms (id integer);
-- //@UNDO
DROP TABLE rooms;
SQL
    numbered --engine postgres
    expect_status 0
    [ "$(tables full_schemas)" = rooms ]
    grep -q 'FUNCTION f()' full_schemas/full.sql.postgres
}

# migration NAME < SQL
@test "marks of MyBatis, micrate, rambler, shmig and Atlas: the down migration does not run" {
    migration mybatis/20240101_rooms.sql <<'SQL'
-- // rooms
CREATE TABLE rooms (id integer);
// a remark
-- //@UNDO
DROP TABLE rooms;
SQL
    migration micrate/20240101_rooms.sql <<'SQL'
-- +micrate Up
CREATE TABLE rooms (id integer);

-- +micrate Down
DROP TABLE rooms;
SQL
    migration rambler/01_rooms.sql <<'SQL'
-- rambler up
CREATE TABLE rooms (id integer);
-- rambler down
DROP TABLE rooms;
-- rambler up
INSERT INTO rooms VALUES (1);
SQL
    migration shmig/1485643154-rooms.sql <<'SQL'
-- Migration: rooms
-- ====  UP  ====
BEGIN;
CREATE TABLE rooms (id integer);
COMMIT;
-- ==== DOWN ====
BEGIN;
DROP TABLE rooms;
COMMIT;
SQL
    migration atlas/20240101_rooms.sql <<'SQL'
-- atlas:txtar

-- checks.sql --
SELECT NOT EXISTS (SELECT 1);
-- migration.sql --
CREATE TABLE rooms (id integer);
-- down.sql --
DROP TABLE rooms;
SQL
    local tool engine
    for tool in mybatis micrate rambler shmig atlas; do
        for engine in postgres sqlite; do
            rm -rf migrations/$tool.made
            makes migrations/$tool $engine rooms
        done
    done
}

@test "a mark that nobody knows is an error or a warning with its place, and nothing made is a warning" {
    migration 1_rooms.sql <<'SQL'
CREATE TABLE rooms (id integer);
-- @down
DROP TABLE rooms;
SQL
    numbered --engine sqlite
    expect_status 2
    expect_stderr <<'END'
migrations/1_rooms.sql:2:1: this reads like the mark of a down migration, of a tool that is not known: what is below it would run, too
    -- @down
    ^
hint: docs/numbered.md lists the marks that are known; --migration-tool says whose migrations these are
END
    [ ! -e full_schemas ]
    sed -i 's/@down/down/' migrations/1_rooms.sql
    numbered --engine sqlite
    expect_status 0
    expect_stderr <<'END'
migrations/1_rooms.sql:2:1: warning: this may be the mark of a down migration: what is below it runs
    -- down
    ^
migrations: warning: 1 migration made nothing that a snapshot holds
hint: where they hold the down migration as well, its mark may be one that is not known: see docs/numbered.md
END
    # whose it is, is a person's word; to that tool it is a comment
    sed -i 's/down/@down/' migrations/1_rooms.sql
    numbered --engine sqlite --migration-tool sqlx
    expect_status 0
    expect_in_stderr 'migrations/1_rooms.sql:2:1: warning: this may be the mark of a down migration'
    rm -r full_schemas
    sed -i '$d' migrations/1_rooms.sql
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
}
