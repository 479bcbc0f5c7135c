#!/usr/bin/env bats
# Tools of migrations, one by one: how their directories are found, ordered and run.

load ../lib/common

numbered() { run --separate-stderr "$FULLSCHEMA" generate -s migrations --layout-in numbered "$@"; }

# The tables of the only snapshot below the directory, in a line.
tables() { sed -n 's/^CREATE TABLE \([a-z_]*\) .*/\1/p' "$1"/*/main/full.sql.* | paste -sd' '; }

# Makes the snapshot of ./migrations, as `tool` runs it, which is expected to make these tables and no others.
makes() {
    local engine=$1 tool=$2 want=$3
    rm -rf full_schemas
    numbered --engine "$engine"
    expect_status 0
    [ -z "$stderr" ] || { show_run; return 1; }
    [ "$(tables full_schemas)" = "$want" ] || { tables full_schemas; return 1; }
    run "$FULLSCHEMA" plan -s migrations --layout-in numbered --engine "$engine"
    [[ ${lines[0]} == *", as $tool runs them:" ]] || { show_run; return 1; }
}

@test "the own tables of tools are there where a migration speaks of them, with the columns that these have" {
    put migrations/1_rooms.sql <<'SQL'
CREATE TABLE rooms (id integer);
DELETE FROM __drizzle_migrations WHERE hash = '';
DELETE FROM _prisma_migrations WHERE finished_at IS NULL OR rolled_back_at IS NOT NULL;
DELETE FROM _sqlx_migrations WHERE NOT success;
DELETE FROM _yoyo_migration WHERE migration_id = '';
DELETE FROM atlas_schema_revisions WHERE applied < total;
DELETE FROM flyway_schema_history WHERE NOT success OR type IN ('UNDO_SQL', 'DELETE');
DELETE FROM goose_db_version WHERE NOT is_applied;
DELETE FROM refinery_schema_history WHERE checksum = '';
DELETE FROM schema_migrations WHERE dirty;
INSERT INTO schema_migrations (version) VALUES ('1');
SQL
    makes_both() { numbered --engine "$1" -o "$1" && expect_status 0 && [ "$(tables "$1")" = rooms ]; }
    makes_both sqlite
    makes_both postgres
    nothing_left
}

@test "a table called as a tool calls its own is nobody's where the tool is another" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id integer);
CREATE TABLE migrations (x integer);
CREATE INDEX migrations_x ON migrations (x);'
    numbered --engine sqlite
    expect_status 0
    [ "$(tables full_schemas)" = 'migrations rooms' ]
    say migrations/1_rooms.sql '-- rambler up
CREATE TABLE rooms (id integer);
DELETE FROM migrations WHERE migration = '"''"';'
    makes sqlite rambler rooms
    sed -i 1d migrations/1_rooms.sql
    numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'no such table: migrations'* ]] || { show_run; false; }
}

@test "Authelia's: V0001.Name.up.sql, down beside it" {
    say migrations/V0001.Initial_Schema.up.sql 'CREATE TABLE rooms (id integer);'
    say migrations/V0001.Initial_Schema.down.sql 'DROP TABLE rooms;'
    say migrations/V0010.Users.up.sql 'ALTER TABLE halls ADD COLUMN name text;'
    say migrations/V0002.Halls.up.sql 'ALTER TABLE rooms RENAME TO halls;'
    makes sqlite authelia halls
    makes postgres authelia halls
    expect_files full_schemas <<<10/main/full.sql.postgres
    nothing_left
    # Near misses are Flyway's, or nobody's.
    say migrations/V11.Users.up.sql 'CREATE TABLE more (id integer);'
    numbered --engine sqlite
    expect_status 0
    [[ $stderr == *'V11.Users.up.sql: warning: passed over: not the name of a migration'* ]] || { show_run; false; }
}
