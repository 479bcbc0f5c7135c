#!/usr/bin/env bats
# fullschema verify --upgrades: what newer deltas make of a database that lives is what a new one is.

load ../lib/common

# verify ARGUMENT...: on SQLite alone, which takes a tenth of the time, unless $engine says otherwise.
verify() {
    local -a engines=(--engine "${engine:-sqlite}")
    [ "${engine:-}" != both ] || engines=()
    run --separate-stderr "$FULLSCHEMA" verify --upgrades "${engines[@]}" "$@"
}

expect_in_output() {
    local text
    for text; do
        [[ $output == *"$text"* ]] || { echo "missing in stdout: $text"; show_run; return 1; }
    done
}

# Snapshots of a version, committed when it was the newest: put_snapshots VERSION.
put_snapshots() {
    "$FULLSCHEMA" generate --quiet --engine sqlite -n "$1"
}

# A delta of version 3 that does something in upgrades alone: put_upgrade_only FILE STATEMENT.
put_upgrade_only() {
    put "schema/main/delta/3/$1" <<END
def run_upgrade(cur, database_engine, config):
    cur.execute("""$2""")
END
}

@test "a tree that keeps the promise: both engines, from snapshots and from nothing" {
    put_schema
    put_snapshots 1
    engine=both verify
    expect_status 0
    [ -z "$stderr" ]
    expect_in_output 'upgrades: version 2 of common, main and state from the snapshot of version 1, nothing, background updates before each version or at the end, postgres and sqlite: as new ones'
    nothing_left
}

@test "run_upgrade alone changes the schema: the delta, the object, both engines" {
    put_schema
    put_upgrade_only 01_not_null.py 'ALTER TABLE rooms ADD COLUMN late TEXT'
    say schema/main/delta/3/02_more.sql 'CREATE TABLE more (x INTEGER);'
    say schema/main/delta/4/01_rest.sql 'CREATE TABLE rest (x INTEGER);'
    engine=both verify --database main
    expect_status 1
    expect_in_output 'upgrades: version 4 of common and main from nothing' ': 2 findings' \
        'schema/main/delta/3/01_not_null.py: postgres: upgraded from nothing, a database is not as a new one: column rooms.late is there only in the upgraded one' \
        'schema/main/delta/3/01_not_null.py: sqlite: upgraded from nothing, a database is not as a new one: ' \
        'hint: a new database runs run_create alone: what run_upgrade does to the schema is missing there'
    # From a base that is newer than the delta, nothing is to be seen of it.
    verify --from 3
    expect_status 0
    expect_in_output 'from version 3, background updates'
    verify --from 2 --from 3 --database main
    expect_status 1
    expect_in_output 'upgraded from version 2, a database is not as a new one'
}

@test "run_create runs before run_upgrade, which is given a configuration" {
    put_schema
    put schema/main/delta/3/01_names.py <<'END'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE names (name TEXT)")
def run_upgrade(cur, database_engine, config):
    assert config.appservice.app_service_config_files == []
    cur.execute("DELETE FROM names WHERE name = ?", (config.server.server_name,))
END
    engine=both verify
    expect_status 0
    sed -i 's/config.server.server_name/config.server.public_baseurl/' schema/main/delta/3/01_names.py
    verify --database main
    expect_status 1
    expect_in_output 'schema/main/delta/3/01_names.py:5: ' 'fullschema has no value for config.server.public_baseurl' \
        '(upgraded from nothing)'
    [ "$(grep -c '^schema/main/delta/3/01_names.py' <<<"$output")" = 1 ]
}

@test "a background update that is done before a later delta comes, or after it" {
    put_schema
    # The index that is there by then goes with the table.
    put schema/main/delta/3/01_rebuild.sql <<'END'
CREATE TABLE rooms2 AS SELECT room_id, name, topic FROM rooms;
DROP TABLE rooms;
ALTER TABLE rooms2 RENAME TO rooms;
END
    verify --database main
    expect_status 1
    expect_in_output 'schema/main/delta/3/01_rebuild.sql: sqlite: upgraded from nothing, with background updates before each version, a database is not as a new one: index rooms.rooms_name_idx is there only in a new database'
    # What cannot be run where it is done already.
    rm schema/main/delta/3/01_rebuild.sql
    sed -i 's/CREATE INDEX/CREATE INDEX IF NOT EXISTS/' schema/main/background_updates/rooms_name_idx.sql
    say schema/main/delta/3/02_index.sql 'CREATE INDEX rooms_name_idx ON rooms (name);'
    verify --database main
    expect_status 1
    expect_in_output 'schema/main/delta/3/02_index.sql:1:1: sqlite: index rooms_name_idx already exists' \
        '(upgraded from nothing, with background updates before each version)'
}

@test "a snapshot whose deltas have changed since: what newer deltas make of it is not what a new one is" {
    put_schema
    put_snapshots 1
    sed -i 's/name TEXT)/name TEXT, alias TEXT)/' schema/main/delta/1/02_rooms.sql
    sed -i 's/VALUES (.*/(room_id) VALUES (1);/' schema/main/delta/1/02_rooms.sql
    local from
    for from in full_schemas full_schemas/1/main/full.sql.sqlite 1; do
        verify --from $from --database main
        expect_status 1
        expect_in_output 'upgraded from the snapshot of version 1, a database is not as a new one: ' 'rooms.alias'
    done
}

# The tree as it is, under a tag: release TAG.
release() {
    [ -d .git ] || git init -q .
    git add -A
    git -c user.name=a -c user.email=a@example.org commit -qm "$1"
    git tag "$1"
}

@test "a git revision: what its own deltas make is carried on by what it does not have" {
    put_schema
    release v1
    # The application of v1 does its updates by what v1 says.
    mv schema/main/background_updates/rooms_name_idx.sql .
    sed -i /background_updates/d schema/main/delta/2/01_room_names.sql
    mv rooms_name_idx.sql schema/main/delta/2/01_room_names.sql
    say schema/main/delta/2/05_late.sql 'CREATE TABLE late (x INTEGER);'
    say schema/main/delta/3/01_more.sql 'CREATE TABLE more (x INTEGER);'
    sed -i 's/CREATE TABLE schema_version/CREATE TABLE IF NOT EXISTS schema_version/; $a CREATE TABLE IF NOT EXISTS books (x INTEGER);' \
        schema/common/schema_version.sql
    engine=both verify --from v1
    expect_status 0
    expect_in_output 'upgrades: version 3 of common, main and state from v1, background updates before each version or at the end, postgres and sqlite: as new ones'
    # A delta that comes into a version which was there before no application runs.
    say schema/main/delta/1/09_forgotten.sql 'CREATE TABLE forgotten (x INTEGER);'
    verify --from v1 --database main
    expect_status 1
    expect_in_output 'sqlite: upgraded from v1, a database is not as a new one: table forgotten is there only in a new database' \
        'hint: no delta makes it so'
    # One that has been changed since.
    rm schema/main/delta/1/09_forgotten.sql
    sed -i 's/topic TEXT/topic BLOB/' schema/main/delta/2/02_topics.sql.sqlite
    verify --from v1 --from 2 --database main
    expect_status 1
    expect_in_output 'v1:schema/main/delta/2/02_topics.sql.sqlite: sqlite: upgraded from v1, a database is not as a new one: type of column rooms.topic differs'
    nothing_left
}

@test "a git revision whose deltas do not run, or that is newer than what is verified" {
    put_schema
    say schema/main/delta/2/09_wrong.sql 'CREATE TABLE;'
    release wrong
    say schema/main/delta/2/09_wrong.sql 'CREATE TABLE a (x INTEGER);'
    verify --from wrong
    expect_status 2
    [[ $stderr == *'wrong:schema/main/delta/2/09_wrong.sql:1:13: '*'(of what was to be upgraded from, wrong)'* ]] || { show_run; false; }
    verify --from wrong -n 1
    expect_status 2
    [[ $stderr == *'--from wrong: it is of version 2, and 1 is verified'* ]] || { show_run; false; }
}

@test "migrations of a git revision: those that it does not have are newer" {
    say migrations/1_a.sql 'CREATE TABLE a (x INTEGER);'
    say migrations/3_c.sql 'CREATE TABLE c (x INTEGER);'
    release v1
    say migrations/2_b.sql 'CREATE TABLE b (x INTEGER);'
    verify -s migrations --layout-in numbered --from v1
    expect_status 0
    expect_in_output 'from v1, sqlite: as new ones'
    # On a new database there is no c yet.
    say migrations/2_b.sql 'CREATE TABLE b (x INTEGER); CREATE TABLE IF NOT EXISTS c (y INTEGER); DROP TABLE c; CREATE TABLE c (y INTEGER);'
    say migrations/3_c.sql 'CREATE TABLE IF NOT EXISTS c (x INTEGER);'
    verify -s migrations --layout-in numbered --from v1
    expect_status 0
    sed -i 's/ CREATE TABLE IF.*/ DROP TABLE IF EXISTS c;/' migrations/2_b.sql
    verify -s migrations --layout-in numbered --from v1
    expect_status 1
    expect_in_output 'migrations/2_b.sql: sqlite: upgraded from v1, a database is not as a new one: table c is there only in a new database'
}

@test "migrations: versions of them are bases" {
    say migrations/1_a.sql 'CREATE TABLE a (x INTEGER);'
    say migrations/2_b.sql 'CREATE TABLE b (x INTEGER);'
    verify -s migrations --layout-in numbered --from 1
    expect_status 0
    expect_in_output 'upgrades: version 2 of main from version 1, sqlite: as new ones'
    verify -s migrations --layout-in numbered
    expect_status 0
    expect_in_output 'from nothing, sqlite: as new ones'
    # Without being asked for it is not carried out.
    run "$FULLSCHEMA" verify -s migrations --layout-in numbered --engine sqlite
    expect_status 0
    [[ $output != *upgrades:* ]] || { show_run; false; }
}

@test "what is no base is an error, and --from without --upgrades" {
    put_schema
    local wish
    declare -A said=([2]='no delta is newer: the version verified is 2'
        [0]='no delta is of that version, and no snapshot'
        [schema]='no snapshot there is of a version below 2'
        [schema/main/delta]='it has no snapshot of a database that is verified'
        [schema/main/delta/1/02_rooms.sql]='its path does not say which version it is of')
    for wish in "${!said[@]}"; do
        verify --from 1 --from "$wish"
        expect_status 2
        [[ $stderr == *"--from $wish: ${said[$wish]}"* ]] || { show_run; return 1; }
        expect_in_output 'not carried out'
    done
    verify --from nowhere
    expect_status 2
    [[ $stderr == *'no git repository is around the working directory'*'--from nowhere is taken for a revision: it is no version, no file and no directory'* ]] ||
        { show_run; false; }
    git init -q .
    verify --from nowhere
    expect_status 2
    [[ $stderr == *'nowhere'*'--from nowhere is taken for a revision'* ]] || { show_run; false; }
    run --separate-stderr "$FULLSCHEMA" verify --from 1 --engine sqlite
    expect_status 2
    expect_stderr <<<'fullschema: --from is for --upgrades'
    expect_no_output
}
