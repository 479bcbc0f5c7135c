#!/usr/bin/env bats
# fullschema verify --down: every down migration leads back, and the second up migration ends where the first one did.

load ../lib/common

verify() {
    run --separate-stderr "$FULLSCHEMA" verify --down -s migrations --layout-in numbered "$@"
}

expect_in_output() {
    local text
    for text; do
        [[ $output == *"$text"* ]] || { echo "missing in stdout: $text"; show_run; return 1; }
    done
}

@test "down migrations in files beside, in the file itself, in a directory: both engines" {
    say migrations/1_rooms.up.sql 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT);'
    say migrations/1_rooms.down.sql 'DROP TABLE rooms;'
    say migrations/2_rows.up.sql "INSERT INTO rooms VALUES (1, 'a'); CREATE INDEX name_idx ON rooms (name);"
    say migrations/2_rows.down.sql 'DROP INDEX name_idx; DELETE FROM rooms WHERE id = 1;'
    local engine
    for engine in sqlite postgres; do
        verify --engine $engine
        expect_status 0
        expect_in_output "down: 2 down migrations of main on $engine: up, down and up is the same as up"
    done
    rm -r migrations
    put migrations/1_rooms.sql <<'END'
-- migrate:up
CREATE TABLE rooms (id INTEGER PRIMARY KEY);
-- migrate:down
DROP TABLE rooms;
END
    verify --engine sqlite
    expect_status 0
    expect_in_output '1 down migration of main on sqlite'
    rm -r migrations
    say migrations/1_rooms/up.sql 'CREATE TABLE rooms (id INTEGER PRIMARY KEY);'
    say migrations/1_rooms/down.sql 'DROP TABLE rooms;'
    verify --engine sqlite
    expect_status 0
    expect_in_output '1 down migration of main on sqlite'
    rm -r migrations
    say migrations/V1__rooms.sql 'CREATE TABLE rooms (id INTEGER PRIMARY KEY);'
    say migrations/U1__rooms.sql 'DROP TABLE room;'
    verify --engine sqlite
    expect_status 1
    expect_in_output 'migrations/U1__rooms.sql:1: sqlite: the down migration fails' 'no such table: room'
}

@test "what is missing, empty, false, or fails is named, and what is behind it is tried as well" {
    say migrations/1_a.up.sql 'CREATE TABLE a (x INTEGER);'
    say migrations/1_a.down.sql $'-- to do\n/* later */ ;'
    say migrations/2_b.up.sql 'CREATE TABLE b (x INTEGER); CREATE INDEX b_idx ON b (x);'
    say migrations/2_b.down.sql 'DROP INDEX b_idx;'
    say migrations/3_c.up.sql 'CREATE TABLE c (x INTEGER);'
    say migrations/4_d.up.sql 'CREATE TABLE d (x INTEGER);'
    say migrations/4_d.down.sql 'DROP TABLE dd;'
    say migrations/5_e.up.sql 'CREATE TABLE IF NOT EXISTS e (x INTEGER); INSERT INTO e VALUES (1);'
    say migrations/5_e.down.sql 'DELETE FROM a;'
    say migrations/6_f.up.sql 'CREATE TABLE f (x INTEGER);'
    say migrations/6_f.down.sql 'DROP TABLE f;'
    verify --engine sqlite
    expect_status 1
    expect_in_output 'down: 4 down migrations of main on sqlite: 5 findings' \
        'migrations/1_a.down.sql: sqlite: its down migration is empty' \
        'migrations/3_c.up.sql: sqlite: it has no down migration, as others have' \
        'migrations/2_b.down.sql: sqlite: the down migration does not lead back: table b is there only after its down migration' \
        'migrations/4_d.down.sql:1: sqlite: the down migration fails' \
        'migrations/5_e.down.sql: sqlite: the down migration does not lead back: table e is there only after its down migration'
    [[ $output != *6_f* ]] || { show_run; false; }
}

@test "a down migration that takes too much, and a column that comes back as another" {
    say migrations/1_a.up.sql "CREATE TABLE a (x INTEGER, y TEXT DEFAULT 'd');"
    say migrations/1_a.down.sql 'DROP TABLE a;'
    say migrations/2_b.up.sql 'DROP TABLE a; CREATE TABLE a (x INTEGER);'
    say migrations/2_b.down.sql 'ALTER TABLE a ADD COLUMN y TEXT;'
    verify --engine postgres
    expect_status 1
    expect_in_output 'migrations/2_b.down.sql: postgres: the down migration does not lead back: default of column a.y differs' \
        'before the migration: ' 'after its down migration: '
    [ "$(grep -c 'does not lead back' <<<"$output")" = 1 ]
}

@test "what is the same only by chance: numbers given out, times, random values" {
    say migrations/1_a.up.sql 'CREATE TABLE a (id bigserial PRIMARY KEY, at timestamptz, u uuid);'
    say migrations/1_a.down.sql 'DROP TABLE a;'
    say migrations/2_b.up.sql "INSERT INTO a (id, at, u) VALUES (7, now(), gen_random_uuid()); SELECT nextval('a_id_seq');"
    say migrations/2_b.down.sql 'DELETE FROM a;'
    needs_server 13
    verify --engine postgres
    expect_status 0
}

@test "directories without any down migration, and layouts that have none" {
    say migrations/1_a.sql 'CREATE TABLE a (x INTEGER);'
    verify --engine sqlite
    expect_status 0
    expect_in_output 'down: 0 down migrations of main on sqlite: no migration has a down migration'
    put_schema
    run --separate-stderr "$FULLSCHEMA" verify --down --engine sqlite
    expect_status 2
    expect_stderr <<<'fullschema: --down is not for --layout-in databases: deltas have no down migration'
    # Without being asked for it is not carried out.
    run "$FULLSCHEMA" verify -s migrations --layout-in numbered --engine sqlite
    expect_status 0
    [[ $output != *down:* ]] || { show_run; false; }
}

@test "sections [database NAME]: each database and engine, a file for one engine alone" {
    say fullschema.ini $'[database main]\npostgres = m\nsqlite = m\n[database log]\nsqlite = l'
    say m/1_a.up.sql 'CREATE TABLE a (x INTEGER);'
    say m/1_a.postgres.down.sql 'DROP TABLE a CASCADE;'
    say m/1_a.sqlite.down.sql 'DROP TABLE a;'
    say l/1_b.up.sql 'CREATE TABLE b (x INTEGER);'
    say l/1_b.down.sql 'SELECT 1;'
    run --separate-stderr "$FULLSCHEMA" verify --down
    expect_status 1
    expect_in_output 'down: 3 down migrations of ' 'l/1_b.down.sql: sqlite: the down migration does not lead back: table b is there only after its down migration'
    [ "$(grep -c 'does not lead back' <<<"$output")" = 1 ]
}
