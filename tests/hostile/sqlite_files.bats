#!/usr/bin/env bats
# SQLite files that are damaged, or made by hand to harm who reads them.

load ../lib/common

@test "a header, a schema, pages and a WAL of anything: a snapshot, or one error that names the file" {
    mkdir files
    run "$repo/tests/lib/broken_sqlite.py" "$PWD/files" "$FULLSCHEMA"
    expect_status 0
    [[ $output =~ ^[0-9]+\ files$ ]] || { show_run; return 1; }
    nothing_left
}
