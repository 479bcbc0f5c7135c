#!/usr/bin/env bats
# Plain directories of migrations: --layout-in numbered.

load ../lib/common

numbered() { run --separate-stderr "$FULLSCHEMA" generate -s migrations --layout-in numbered "$@"; }

expect_in_output() { [[ $output == *"$1"* ]] || { show_run; false; }; }

# The tables of the only snapshot below the directory, in a line.
tables() { sed -n 's/^CREATE TABLE \([a-z_]*\) .*/\1/p' "$1"/*/main/full.sql.* | paste -sd' '; }

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
    [ "${lines[0]}" = 'full_schemas/2/main/full.sql.postgres: new, 4 objects' ]
    grep -qxF "${lines[0]}" "$repo/docs/numbered.md"
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
    run -1 grep -q 'CREATE TABLE rooms' full_schemas/3/main/full.sql.sqlite
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

@test "each tool's marks of the way up and the way down" {
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
    grep -qx '    DELETE FROM rooms;' play.made/1/main/full.sql.sqlite
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
    [ "$(grep -c 'CREATE INDEX' full_schemas/6/main/full.sql.postgres)" = 2 ]
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
        [ "$(grep -c 'CREATE INDEX' $engine/3/main/full.sql.$engine)" = 1 ]
    done
    nothing_left
}

@test "what a transaction puts off is told with its file, and nothing of the file is kept" {
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
    expect_in_stderr "hint: \${...} stands for what the tool of these migrations puts there; fullschema puts nothing"
    say migrations/1_rooms.sql 'CREATE TABLE {{.prefix}}rooms (id integer);'
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'hint: {{...}} stands for what the tool of these migrations puts there'
    say migrations/1_rooms.sql 'CREATE EXTENSION no_such_extension;'
    numbered --engine postgres
    expect_status 2
    expect_in_stderr 'extension "no_such_extension" is not available'
}

@test "what is passed over is said, and what cannot be told apart is refused" {
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

@test "a directory without migrations is told from one of the other layout, one above, one of ways down" {
    mkdir migrations
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations: there is no migration in it'
    expect_in_stderr 'hint: migrations are files such as V1__rooms.sql, 001_rooms.up.sql or 20240101120000_rooms.sql'
    say migrations/1_rooms.down.sql 'DROP TABLE rooms;'
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'hint: 1_rooms.down.sql and its like are ways down; the way up is in 001_rooms.up.sql or 001_rooms.sql'
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
    expect_status 0
    expect_no_output
    run --separate-stderr "$FULLSCHEMA" verify
    expect_status 0
    expect_in_output 'twice: generate in locale'
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
    expect_status 2
    expect_stderr <<'END'
fullschema: --against is not for --layout-in numbered
hint: fullschema diff full_schemas DATABASE tells what differs
END
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
    run --separate-stderr "$FULLSCHEMA" verify -s migrations --layout-in numbered --engine postgres --twice
    expect_status 1
    expect_in_output 'migrations/3_pid.sql'
}
