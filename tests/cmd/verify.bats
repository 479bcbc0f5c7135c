#!/usr/bin/env bats
# fullschema verify: each verification finds the fault that is planted for it,
# names the delta, and no other complains.

load ../lib/common

# A tree that keeps all promises, with its snapshots of versions 1 and 2.
setup_file() {
    cd "$BATS_FILE_TMPDIR" || return 1
    put_schema
    # Else NULL is what the engines disagree on.
    sed -i 's/id BIGINT PRIMARY KEY/id BIGINT NOT NULL PRIMARY KEY/' schema/state/delta/1/03_groups.sql
    "$FULLSCHEMA" generate --quiet --engine sqlite --all-versions
}

setup_tree() {
    cp -r "$BATS_FILE_TMPDIR/schema" "$BATS_FILE_TMPDIR/full_schemas" .
}

# verify ARGUMENT...: on SQLite alone, which takes a tenth of the time, unless $engine says otherwise.
verify() {
    local -a engines=(--engine "${engine:-sqlite}")
    [ "${engine:-}" != both ] || engines=()
    run --separate-stderr "$FULLSCHEMA" verify "${engines[@]}" "$@"
}

# only NAME FILE: that verification has found something, all of it in that
# file, no other has found anything, and the exit status says so.
only() {
    local name files
    expect_status 1
    [ -z "$stderr" ] || { show_run; return 1; }
    name=$(sed -nE 's/^([a-z-]+): .* findings?$/\1/p' <<<"$output")
    [ "$name" = "$1" ] || { echo "found by: $name"; show_run; return 1; }
    files=$(sed -nE 's/^([^ :]+\.(sql|py)[^ :]*):.*/\1/p' <<<"$output" | sort -u)
    [ "$files" = "$2" ] || { echo "files: $files"; show_run; return 1; }
    nothing_left
}

# expect_in_output TEXT...: each occurs in the last run's output.
expect_in_output() {
    local text
    for text; do
        [[ $output == *"$text"* ]] || { echo "missing in stdout: $text"; show_run; return 1; }
    done
}

@test "a tree that keeps its promises: both engines, a line for each verification, status 0" {
    setup_tree
    engine=both verify
    expect_status 0
    [ -z "$stderr" ]
    output=$(sed 's/^\(reproducible: .* in locale C and \)[^,]*/\1another/' <<<"$output")
    expect_output <<'END'
orders: 2 versions, 6 deltas, reversed and in 4 shuffles (seed 1), postgres and sqlite: same catalogs
bases: version 2 of common, main and state from 1, 2 and nothing, postgres and sqlite: same catalogs
layouts: common, main and state on one physical database and split, postgres and sqlite: same objects, each made once
parity: common, main and state on postgres and sqlite, 0 known differences: they agree
reproducible: generate in locale C and another, time zone UTC and 13:45 east, umask 022 and 077, directory entries made forwards and backwards, at the time of now and eleven years later: same bytes
self-test: 20 drifts planted in copies of the snapshots (9 safe, 1 care, 10 breaking), postgres and sqlite: each found
nothing found (N.N s)
END
    nothing_left
}

@test "self-test: a drift that another change comes with, or that leaves no table, is planted in another place" {
    put_bookkeeping
    say schema/main/delta/1/01_apples.sql "CREATE TABLE apples (kind INTEGER, tree TEXT); INSERT INTO apples VALUES (1, 'old');"
    say schema/main/delta/1/02_books.sql 'CREATE TABLE books (title TEXT); CREATE TABLE cars (number TEXT NOT NULL);'
    say schema/main/delta/1/03_dogs.sql 'CREATE TABLE dogs (owner TEXT, collar TEXT NOT NULL);'
    verify --self-test
    expect_status 0
    expect_output <<'END'
self-test: 7 drifts planted in copies of the snapshots (3 safe, 0 care, 4 breaking), sqlite: each found
nothing found (N.N s)
END
}

@test "only what is asked for is verified, and --quiet tells findings only" {
    setup_tree
    verify --bases --layouts
    [ "$(cut -d: -f1 <<<"$output" | head -n 2)" = $'bases\nlayouts' ]
    verify --orders --quiet --shuffles 0
    expect_status 0
    expect_no_output
}

@test "orders: a delta that needs another of its version" {
    setup_tree
    say schema/state/delta/2/05_bystander.sql 'CREATE TABLE bystanders (id BIGINT);'
    say schema/main/delta/2/04_make.sql 'CREATE TABLE late (id BIGINT);'
    say schema/main/delta/2/06_use.sql $'-- Uses what 04 makes.\nCREATE INDEX late_idx ON late (id);'
    verify
    only orders schema/main/delta/2/06_use.sql
    expect_in_output "06_use.sql:2:1: sqlite: no such table: main.late" "when it runs before schema/main/delta/2/04_make.sql"
}

@test "orders: the smallest pair, among many that do not matter" {
    setup_tree
    local i
    for i in 11 12 13 14 15 17 18 19; do
        say "schema/main/delta/2/${i}_t.sql" "CREATE TABLE t$i (id BIGINT);"
    done
    say schema/main/delta/2/10_first.sql "INSERT INTO rooms (room_id, name) SELECT '!first', count(*) FROM rooms;"
    say schema/main/delta/2/16_second.sql "INSERT INTO rooms (room_id, name) SELECT '!second', count(*) FROM rooms;"
    verify --orders --shuffles 1
    only orders schema/main/delta/2/16_second.sql
    expect_in_output "another catalog when it runs before schema/main/delta/2/10_first.sql"
    [ "$(grep -c '^schema' <<<"$output")" -eq 1 ]
}

@test "orders: what two deltas both fail to leave alone is found in shuffles too, and the same with the same seed" {
    setup_tree
    say schema/main/delta/2/10_a.sql "UPDATE rooms SET name = coalesce(name, '') || 'a';"
    say schema/main/delta/2/11_b.sql "UPDATE rooms SET name = coalesce(name, '') || 'b';"
    verify --orders --seed 3
    only orders schema/main/delta/2/11_b.sql
    local first=$output
    verify --orders --seed 3
    [ "$(sed 's/([0-9.]* s)//' <<<"$output")" = "$(sed 's/([0-9.]* s)//' <<<"$first")" ]
}

@test "orders: a delta numbered zero comes first, and is said to" {
    setup_tree
    say schema/common/delta/3/00_prepare.sql 'ALTER TABLE background_updates ADD COLUMN note TEXT;'
    say schema/main/delta/3/01_use.sql "UPDATE background_updates SET note = 'x';"
    verify --orders
    expect_status 0
    expect_in_output ", 3/00_prepare.sql first as its number says, "
}

@test "orders: columns that two deltas add to a table come in another order" {
    setup_tree
    say schema/main/delta/2/10_a.sql 'ALTER TABLE rooms ADD COLUMN a TEXT;'
    say schema/main/delta/2/11_b.sql 'ALTER TABLE rooms ADD COLUMN b TEXT;'
    verify --orders
    expect_in_output "11_b.sql: sqlite: another catalog when it runs before schema/main/delta/2/10_a.sql" "position of column rooms.a"
}

@test "bases: a delta that was changed after its snapshot was committed" {
    setup_tree
    say schema/main/delta/1/02_rooms.sql "CREATE TABLE rooms (room_id TEXT NOT NULL, name TEXT);
INSERT INTO rooms VALUES ('!b:example.org', 'it''s b');"
    verify
    only bases schema/main/delta/1/02_rooms.sql
    expect_in_output "from nothing and from the snapshot of version 1 give different catalogs: row rooms." \
        "from nothing and from the snapshot of version 2 give different catalogs: row rooms."
}

@test "bases: the snapshot of the version itself may lag behind its deltas" {
    setup_tree
    say schema/main/delta/2/10_new.sql 'CREATE TABLE new (id BIGINT);'
    verify --bases
    expect_status 0
    expect_in_output ", the snapshot of 2 not up to date with the deltas of 2: same catalogs"
    say schema/main/delta/2/11_column.sql 'ALTER TABLE rooms ADD COLUMN flag BIGINT DEFAULT 3;'
    verify --bases
    expect_status 0
    sed -i '/CREATE TABLE rooms/a\    extra TEXT,' full_schemas/2/main/full.sql.sqlite
    verify --bases
    expect_status 1
    expect_in_output "column rooms.extra is there only from the snapshot of version 2"
}

@test "bases: an index that only the committed snapshot holds, and one that it lacks" {
    setup_tree
    echo 'CREATE INDEX extra_idx ON groups (id);' >>full_schemas/2/state/full.sql.sqlite
    verify
    only bases full_schemas/2/state/full.sql.sqlite
    expect_in_output "index groups.extra_idx is there only from the snapshot of version 2"
    cp "$BATS_FILE_TMPDIR/full_schemas/2/state/full.sql.sqlite" full_schemas/2/state/
    sed -i '/CREATE INDEX/d' full_schemas/2/main/full.sql.sqlite
    say schema/state/delta/3/01_more.sql 'CREATE TABLE more (id BIGINT);'
    verify --bases
    only bases schema/main/delta/2/01_room_names.sql
}

@test "bases: a delta that does something else on a base" {
    setup_tree
    say schema/main/delta/2/10_count.sql \
        "INSERT INTO rooms (room_id, name) SELECT '!n', CASE WHEN count(*) > 2 THEN 'all' ELSE 'some' END FROM applied_schema_deltas;"
    "$FULLSCHEMA" generate --quiet --engine sqlite
    verify --bases
    only bases schema/main/delta/2/10_count.sql
}

@test "bases: a snapshot that does not load" {
    setup_tree
    echo 'CREATE INDEX nowhere_idx ON nowhere (id);' >>full_schemas/1/main/full.sql.sqlite
    verify --bases
    only bases full_schemas/1/main/full.sql.sqlite
    expect_in_output "no such table: main.nowhere" "(from the snapshot of version 1)"
}

@test "bases: snapshots within the schema directory; a tree that cannot begin with nothing" {
    put_bookkeeping
    say schema/common/delta/1/01_a.sql "INSERT INTO nobody_made_this VALUES (1);"
    say schema/common/full_schemas/1/full.sql 'CREATE TABLE a (x BIGINT);'
    say schema/common/full_schemas/2/full.sql 'CREATE TABLE a (x BIGINT, y BIGINT);'
    say schema/common/delta/2/01_b.sql 'ALTER TABLE a ADD COLUMN y BIGINT;'
    say schema/common/delta/3/01_c.sql 'CREATE TABLE c (x BIGINT);'
    verify --bases
    expect_status 0
    expect_in_output "version 3 of common from 2 and the lowest (not from nothing: schema/common/delta/1/01_a.sql: sqlite: no such table: nobody_made_this"
}

@test "layouts: a table that two databases make" {
    setup_tree
    say schema/main/delta/2/10_shared.sql 'CREATE TABLE shared (id BIGINT);'
    say schema/state/delta/2/11_shared.sql 'CREATE TABLE IF NOT EXISTS shared (id BIGINT);'
    verify
    only layouts schema/state/delta/2/11_shared.sql
    expect_in_output "state makes table shared, and so does main, in schema/main/delta/2/10_shared.sql"
}

@test "layouts: a database that changes what common makes" {
    setup_tree
    say schema/main/delta/2/10_queue.sql 'ALTER TABLE background_updates ADD COLUMN note TEXT;'
    verify --layouts
    only layouts schema/main/delta/2/10_queue.sql
    expect_in_output "main adds column background_updates.note, which belongs to common"
}

@test "layouts: rows that both add to a table of common move its numbers, which is no fault" {
    setup_tree
    say schema/common/delta/2/10_numbered.sql 'CREATE TABLE numbered (id $%AUTO_INCREMENT_PRIMARY_KEY%$, t TEXT);
CREATE TABLE counted (id BIGINT, t TEXT);'
    say schema/common/delta/2/10_seq.sql.postgres 'CREATE SEQUENCE counted_seq;'
    say schema/main/delta/2/20_m.sql "INSERT INTO numbered (t) VALUES ('x'); DELETE FROM numbered;"
    say schema/state/delta/2/21_s.sql "INSERT INTO numbered (t) VALUES ('y'); DELETE FROM numbered;"
    say schema/main/delta/2/22_m.sql.postgres "INSERT INTO counted VALUES (nextval('counted_seq'), 'x'); DELETE FROM counted;"
    say schema/state/delta/2/23_s.sql.postgres "INSERT INTO counted VALUES (nextval('counted_seq'), 'x'); DELETE FROM counted;"
    engine=both verify --layouts
    expect_status 0
}

@test "layouts: a delta that sees the other database" {
    setup_tree
    say schema/state/delta/2/10_look.sql \
        "INSERT INTO groups SELECT count(*) FROM sqlite_master WHERE name = 'rooms';"
    verify
    only layouts schema/state/delta/2/10_look.sql
    expect_in_output "one physical database and several differ: row groups."
}

@test "parity: a delta that makes something else on each engine; what is known, and known no more" {
    setup_tree
    say schema/main/delta/3/10_kind.sql.postgres 'ALTER TABLE rooms ADD COLUMN kind BIGINT;'
    say schema/main/delta/3/10_kind.sql.sqlite 'ALTER TABLE rooms ADD COLUMN kind TEXT;'
    engine=both verify --shuffles 0
    expect_status 1
    expect_in_output ", 0 known differences: 1 finding" "10_kind.sql.sqlite: postgres and sqlite do not agree: column rooms.kind type" \
        "postgres: bigint (schema/main/delta/3/10_kind.sql.postgres)"
    [ "$(grep -cE ' findings?$' <<<"$output")" -eq 1 ] || { show_run; return 1; }
    say schema/parity.txt 'column rooms.kind type: it is only shown'
    engine=both verify --parity
    expect_status 0
    echo 'table rooms: no more' >>schema/parity.txt
    engine=both verify --parity
    expect_status 1
    expect_in_output "schema/parity.txt:2: "
    verify --parity
    expect_status 0
    expect_in_output "parity: common, main and state on sqlite: nothing to compare"
}

@test "reproducible: a delta that depends on the clock, in a way that a snapshot cannot say" {
    setup_tree
    say schema/main/delta/2/10_clock.sql "INSERT INTO rooms (room_id, name) SELECT '!c', room_id || strftime('%s', 'now') FROM rooms;"
    verify
    only reproducible schema/main/delta/2/10_clock.sql
    expect_in_output "rooms.name would hold what differs from run to run"
}

@test "reproducible: rows that keep their expressions are the same every time" {
    setup_tree
    say schema/main/delta/2/10_clock.sql "INSERT INTO rooms (room_id, name) VALUES ('!c', CURRENT_TIMESTAMP);"
    say schema/main/delta/2/20_chance.sql "INSERT INTO rooms (room_id, name) VALUES ('!d', random());"
    verify
    expect_status 0
    expect_in_output "nothing found"
}

@test "reproducible: what a block makes of the day shows in a run at another time" {
    setup_tree
    put schema/main/delta/2/10_day.sql.postgres <<'SQL'
DO $$ BEGIN EXECUTE 'CREATE TABLE x' || to_char(now(), 'DDD') || ' (id INTEGER)'; END $$;
SQL
    rm -f schema/main/delta/2/10_day.sql.sqlite
    engine=postgres verify --twice # as 0.1 called it
    expect_status 1
    expect_in_output 'eleven years later: 1 finding' 'two runs give different snapshots of main' "CREATE TABLE x$(date -u +%j) ("
    nothing_left
}

@test "reproducible: what is accepted and differs from run to run" {
    setup_tree
    say schema/main/delta/2/10_chance.sql "INSERT INTO rooms (room_id, name) SELECT '!r', abs(random()) % 1000000 || room_id FROM rooms;"
    say schema/main/delta/2/20_more.sql "INSERT INTO rooms (room_id) VALUES ('!later');"
    verify --reproducible --bases --layouts --accept-clock rooms.name
    only reproducible schema/main/delta/2/10_chance.sql
}

@test "a delta that fails is trouble, not a finding" {
    setup_tree
    say schema/main/delta/2/10_wrong.sql 'CREATE INDEX i ON nowhere (x);'
    verify
    expect_status 2
    expect_no_output
    expect_in_stderr "schema/main/delta/2/10_wrong.sql:1:1: sqlite: no such table: main.nowhere"
    nothing_left
}

@test "the faults on Postgres" {
    setup_tree
    say schema/main/delta/2/10_make.sql 'CREATE TABLE late (id BIGINT);'
    say schema/main/delta/2/11_use.sql 'CREATE INDEX late_idx ON late (id);'
    say schema/state/delta/2/12_late.sql 'CREATE TABLE IF NOT EXISTS late (id BIGINT);'
    engine=postgres verify --orders --layouts --shuffles 1
    expect_status 1
    expect_in_output '11_use.sql:1:1: postgres: relation "late" does not exist (42P01), when it runs before schema/main/delta/2/10_make.sql' \
        "12_late.sql: postgres: state makes table late, and so does main, in schema/main/delta/2/10_make.sql"
    nothing_left
}

@test "options that cannot be are reported" {
    setup_tree
    verify --shuffles 99999
    expect_status 2
    expect_in_stderr "--shuffles 99999: at most 10000"
    verify --database nowhere
    expect_status 2
    expect_in_stderr "no logical database nowhere"
    verify --schema-version 9
    expect_status 2
    expect_in_stderr "no schema version 9"
}

@test "this project's schema keeps its promises" {
    run --separate-stderr "$FULLSCHEMA" verify --schema "$repo/schema" --output "$repo/full_schemas" --shuffles 1
    expect_status 0
    [ -z "$stderr" ]
    expect_in_output "nothing found"
    nothing_left
}
