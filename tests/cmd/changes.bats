#!/usr/bin/env bats
# What docs/changes.md says of each change, beside what a database does when it is made, and what a client notices
# that knows the old schema only.

load ../lib/common
load ../lib/server

cases=$BATS_TEST_DIRNAME/../fixtures/changes

setup() {
    enter_scratch
}

teardown() {
    stop_server
    leave_scratch
}

@test "changes do on the server what their class says, and an old client's statements work or fail as it says" {
    start_server
    as_boss 'CREATE DATABASE changes'
    run python3 "$BATS_TEST_DIRNAME/../lib/changes.py" "$cases/postgres.txt" \
        "$FULLSCHEMA" "host=$server user=boss dbname=changes" "postgresql:///changes?host=$server&user=boss"
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output =~ [2-9][0-9][0-9]' cases on '[1-9][0-9]', 0 mistakes' ]]
}

@test "changes do in SQLite what their class says, and an old client's statements work or fail as it says" {
    run python3 "$BATS_TEST_DIRNAME/../lib/changes_sqlite.py" "$cases/sqlite.txt" "$FULLSCHEMA"
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output =~ [5-9][0-9]' cases on SQLite '.*', 0 mistakes' ]]
}

@test "docs/changes.md says of each reason what was measured" {
    run python3 "$BATS_TEST_DIRNAME/../lib/changes_docs.py" "$repo/docs/changes.md" "$cases/postgres.txt" "$cases/sqlite.txt"
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output =~ [0-9]+' reasons, 0 mistakes' ]]
}
