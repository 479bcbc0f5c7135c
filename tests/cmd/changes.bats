#!/usr/bin/env bats
# What docs/changes.md says of each change, beside what a server does when it is made.

load ../lib/common
load ../lib/server

setup() {
    enter_scratch
    start_server
}

teardown() {
    stop_server
    leave_scratch
}

@test "changes do on the server what their class says" {
    as_boss 'CREATE DATABASE changes'
    run python3 "$BATS_TEST_DIRNAME/../lib/changes.py" "$BATS_TEST_DIRNAME/../fixtures/changes/postgres.txt" \
        "$FULLSCHEMA" "host=$server user=boss dbname=changes" "postgresql:///changes?host=$server&user=boss"
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output =~ [2-9][0-9][0-9]' cases on '[1-9][0-9]', 0 mistakes' ]]
}
