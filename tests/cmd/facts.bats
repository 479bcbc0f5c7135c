#!/usr/bin/env bats
# What the project's own schema must make, version by version: every snapshot,
# loaded into a fresh database, gives exactly the facts in tests/facts/.

load ../lib/common
load ../lib/server

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    cd "$repo"
    "$FULLSCHEMA" generate --all-versions --output "$scratch/all" >"$scratch/summary"
    start_server
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() { cd "$file_scratch"; }
teardown() { :; }

load_sqlite() {
    sqlite3 -bail "$2" <<<"BEGIN; $(cat "$1") COMMIT;"
}

load_postgres() {
    as_boss "CREATE DATABASE \"$2\" TEMPLATE template0"
    psql -Xq1 -v ON_ERROR_STOP=1 -d "host=$server port=5432 user=boss dbname=$2" -f "$1" >/dev/null
}

# same_facts VERSION DATABASE ENGINE. The facts of main and state name
# background_updates too, because every physical database has it: a snapshot of
# main leaves it to common.
same_facts() {
    local version=$1 database=$2 engine=$3 name=$1-$2-$3 place leave_out=' '
    "load_$engine" "all/$version/$database/full.sql.$engine" "$name"
    place=$name
    [ "$engine" = sqlite ] || place="host=$server port=5432 user=boss dbname=$name"
    [ "$database" = common ] || leave_out=background_updates
    "$repo/tests/facts/print_facts.py" "$engine" "$place" >"$name.found"
    awk -F '\t' -v leave_out="$leave_out" '$2 != leave_out' "$repo/tests/facts/$version/$database.$engine.tsv" >"$name.tsv"
    [ -s "$name.tsv" ]
    diff -u "$name.tsv" "$name.found"
}

@test "36 snapshots are made" {
    [ "$(find all -type f | wc -l)" = 36 ]
    grep -q '^36 snapshots: 36 written, 0 unchanged' summary
}

@test "54 common postgres" { same_facts 54 common postgres; }
@test "54 common sqlite" { same_facts 54 common sqlite; }
@test "54 main postgres" { same_facts 54 main postgres; }
@test "54 main sqlite" { same_facts 54 main sqlite; }
@test "54 state postgres" { same_facts 54 state postgres; }
@test "54 state sqlite" { same_facts 54 state sqlite; }
@test "55 common postgres" { same_facts 55 common postgres; }
@test "55 common sqlite" { same_facts 55 common sqlite; }
@test "55 main postgres" { same_facts 55 main postgres; }
@test "55 main sqlite" { same_facts 55 main sqlite; }
@test "55 state postgres" { same_facts 55 state postgres; }
@test "55 state sqlite" { same_facts 55 state sqlite; }
@test "56 common postgres" { same_facts 56 common postgres; }
@test "56 common sqlite" { same_facts 56 common sqlite; }
@test "56 main postgres" { same_facts 56 main postgres; }
@test "56 main sqlite" { same_facts 56 main sqlite; }
@test "56 state postgres" { same_facts 56 state postgres; }
@test "56 state sqlite" { same_facts 56 state sqlite; }
@test "57 common postgres" { same_facts 57 common postgres; }
@test "57 common sqlite" { same_facts 57 common sqlite; }
@test "57 main postgres" { same_facts 57 main postgres; }
@test "57 main sqlite" { same_facts 57 main sqlite; }
@test "57 state postgres" { same_facts 57 state postgres; }
@test "57 state sqlite" { same_facts 57 state sqlite; }
@test "58 common postgres" { same_facts 58 common postgres; }
@test "58 common sqlite" { same_facts 58 common sqlite; }
@test "58 main postgres" { same_facts 58 main postgres; }
@test "58 main sqlite" { same_facts 58 main sqlite; }
@test "58 state postgres" { same_facts 58 state postgres; }
@test "58 state sqlite" { same_facts 58 state sqlite; }
@test "59 common postgres" { same_facts 59 common postgres; }
@test "59 common sqlite" { same_facts 59 common sqlite; }
@test "59 main postgres" { same_facts 59 main postgres; }
@test "59 main sqlite" { same_facts 59 main sqlite; }
@test "59 state postgres" { same_facts 59 state postgres; }
@test "59 state sqlite" { same_facts 59 state sqlite; }
