#!/usr/bin/env bats
# Plain directories of migrations: --layout-in numbered.

load ../lib/common

numbered() { run --separate-stderr "$FULLSCHEMA" generate -s migrations --layout-in numbered "$@"; }

expect_in_output() { [[ $output == *"$1"* ]] || { show_run; false; }; }

# The tables of the only snapshot below the directory, in a line.
tables() { sed -n 's/^CREATE TABLE \([a-z_]*\) .*/\1/p' "$1"/full.sql.* | paste -sd' '; }

# Makes the snapshot of a directory that is expected to make these tables and no others, without a word.
makes() {
    local dir=$1 engine=$2 want=$3
    run --separate-stderr "$FULLSCHEMA" generate -s "$dir" -o "$dir.made" --layout-in numbered --engine "$engine"
    expect_status 0
    [ -z "$stderr" ] || show_run
    [ "$(tables "$dir.made")" = "$want" ] || { tables "$dir.made"; false; }
}

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
        [ -z "$stderr" ]
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

@test "plan says whose way the migrations run" {
    say migrations/V1__rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    run "$FULLSCHEMA" plan -s migrations --layout-in numbered --engine sqlite
    expect_status 0
    [ "${lines[0]}" = 'main 1 on sqlite, as flyway runs them:' ]
    run "$FULLSCHEMA" plan -s migrations --layout-in numbered --engine sqlite --migration-tool refinery
    [ "${lines[0]}" = 'main 1 on sqlite, as refinery runs them:' ]
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
migration() { put "migrations/$1"; }

# rows TABLE: those of the snapshot.
rows() { grep "^INSERT INTO $1 " full_schemas/full.sql.* || true; }

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

@test "placeholders of Flyway: an error with its place in code, literals and comments, until they have a value" {
    migration V1__rooms.sql <<'SQL'
-- for ${app}
CREATE TABLE rooms (id integer, name varchar(20) DEFAULT '${name}');
INSERT INTO rooms VALUES (1, 'é ${ name }'), (2, '${name}');
SQL
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations/V1__rooms.sql:1:8: ${app} has no value, and flyway would put one there
    -- for ${app}
           ^
hint: --placeholder '"'app=VALUE'"' gives it; where flyway leaves it as it is, --keep-placeholders
migrations/V1__rooms.sql:2:59: ${name} has no value' 'migrations/V1__rooms.sql:3:33: ${ name } has no value'
    [ "$(grep -c 'has no value' <<<"$stderr")" = 3 ]
    numbered --engine sqlite --placeholder app=x --placeholder "name=it''s" --placeholder ' name =b'
    expect_status 0
    [ "$(rows rooms)" = "INSERT INTO rooms VALUES (1, 'é b');
INSERT INTO rooms VALUES (2, 'it''s');" ] || [ "$(rows rooms | grep -c "it''s")" = 1 ]
    grep -q "DEFAULT 'it''s'" full_schemas/full.sql.sqlite
    # places behind a value are those of the file
    echo "SELECT '\${name}', no_such;" >>migrations/V1__rooms.sql
    numbered --engine sqlite --placeholder app=x --placeholder name=a_very_long_value_of_it --placeholder ' name =b'
    expect_status 2
    expect_in_stderr 'migrations/V1__rooms.sql:4:19: sqlite: no such column: no_such'
    sed -i '$d' migrations/V1__rooms.sql
    numbered --engine sqlite --keep-placeholders
    expect_status 0
    grep -qF "DEFAULT '\${name}'" full_schemas/full.sql.sqlite
    # for a file alone, as Flyway has it
    say migrations/V1__rooms.sql.conf 'placeholderReplacement=false'
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    # the same names are refinery's, which replaces nothing
    rm migrations/V1__rooms.sql.conf
    mkdir .git && printf '[dependencies]\nrefinery = "0.8"\n' >Cargo.toml
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
}

@test "placeholders of other tools, where these have them and nowhere else" {
    migration goose/1_rooms.sql <<'SQL'
-- +goose Up
CREATE TABLE rooms (id integer, a text DEFAULT '$HOME ${HOME}');
-- +goose ENVSUB ON
CREATE TABLE ${PREFIX}users (id integer, a text DEFAULT '${OTHER:-other}');
-- +goose ENVSUB OFF
-- +goose Down
DROP TABLE ${PREFIX}users;
SQL
    numbered -s migrations/goose --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations/goose/1_rooms.sql:4:14: ${PREFIX} has no value, and goose would put one there'
    [ "$(grep -c 'has no value' <<<"$stderr")" = 1 ]
    numbered -s migrations/goose --engine sqlite --placeholder PREFIX=my_
    expect_status 0
    [ "$(tables full_schemas)" = 'my_users rooms' ]
    grep -qF "DEFAULT '\$HOME \${HOME}'" full_schemas/full.sql.sqlite
    grep -qF "DEFAULT 'other'" full_schemas/full.sql.sqlite
    migration tern/001_rooms.sql <<'SQL'
CREATE TABLE {{.prefix}}rooms (id integer, a text DEFAULT '{{ .name }} ${x}');
{{ template "shared/x.sql" . }}
---- create above / drop below ----
DROP TABLE {{.prefix}}rooms;
SQL
    numbered -s migrations/tern --engine postgres
    expect_status 2
    expect_in_stderr 'migrations/tern/001_rooms.sql:1:14: {{.prefix}} has no value' 'migrations/tern/001_rooms.sql:1:60: {{ .name }} has no value' \
        'migrations/tern/001_rooms.sql:2:1: {{ template "shared/x.sql" . }} is for tern to work out'
    sed -i 2d migrations/tern/001_rooms.sql
    numbered -s migrations/tern --engine postgres --placeholder prefix=p --placeholder name=n
    expect_status 0
    migration mybatis/1_rooms.sql <<'SQL'
-- // rooms
CREATE TABLE rooms (id integer, a text DEFAULT '\${x} ${y}');
-- //@UNDO
DROP TABLE ${z};
SQL
    numbered -s migrations/mybatis --engine sqlite
    expect_status 2
    expect_in_stderr ':2:55: ${y} has no value, and mybatis would'
    [ "$(grep -c 'has no value' <<<"$stderr")" = 1 ]
    # dbmate and others have none
    migration dbmate/1_rooms.sql <<'SQL'
-- migrate:up
CREATE TABLE rooms (id integer, a text DEFAULT '${x} {{.y}} @Z@');
-- migrate:down
SQL
    numbered -s migrations/dbmate --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
}

@test "a placeholder in a directory of nobody knows whom is a warning, and in a comment nothing" {
    migration 1_rooms.sql <<'SQL'
-- for ${app}
CREATE TABLE rooms (id integer, a text DEFAULT 'Hello ${name}');
SQL
    numbered --engine sqlite
    expect_status 0
    expect_stderr <<'END'
migrations/1_rooms.sql:2:55: warning: this may be a placeholder: it goes into the database as it is
    CREATE TABLE rooms (id integer, a text DEFAULT 'Hello ${name}');
                                                          ^
hint: --migration-tool says whose migrations these are; or --keep-placeholders
END
    for word in --keep-placeholders --migration-tool=sqlx; do
        numbered --engine sqlite $word
        expect_status 0
        [ -z "$stderr" ]
    done
    numbered --engine sqlite --migration-tool flyway
    expect_status 2
    # said in the project's settings, and handed on
    printf 'schema = migrations\nlayout-in = numbered\nengine = sqlite\nmigration-tool = flyway\nplaceholder = app=x\nplaceholder = name=y\n' >fullschema.ini
    run "$FULLSCHEMA" generate -q
    expect_status 0
    run "$FULLSCHEMA" check
    expect_status 0
    run "$FULLSCHEMA" verify --reproducible
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" generate -q --placeholder nothing
    expect_status 2
    expect_in_stderr '--placeholder nothing: not NAME=VALUE'
    run --separate-stderr "$FULLSCHEMA" generate -q --migration-tool flywy
    expect_status 2
    put_schema
    run --separate-stderr "$FULLSCHEMA" generate -c '' --keep-placeholders
    expect_status 2
    expect_in_stderr '--keep-placeholders is for --layout-in numbered'
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
