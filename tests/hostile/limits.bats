#!/usr/bin/env bats
# Limits that whoever started it has set: a line that says which, status 2, and nothing lost; never a death by signal.

load ../lib/common

@test "RLIMIT_FSIZE: a file that may not be so large is a write that fails" {
    local kept
    put_schema
    "$FULLSCHEMA" generate -q --engine sqlite
    kept=$(fingerprint full_schemas)
    put schema/main/delta/2/05_wide.sql <<<"CREATE TABLE wide ($(seq -f 'column_%g TEXT' -s ', ' 1990));"
    # shellcheck disable=SC2016 # it is for that shell
    run --separate-stderr bash -c 'ulimit -f 8; exec "$FULLSCHEMA" generate -q --engine sqlite'
    expect_status 2
    expect_in_stderr 'File too large'
    [ "$(fingerprint full_schemas)" = "$kept" ]
    nothing_left
    # Standard output is such a file, too.
    # shellcheck disable=SC2016 # it is for that shell
    run bash -c 'ulimit -f 0; "$FULLSCHEMA" --version 2>&1 >version | cat; exit "${PIPESTATUS[0]}"'
    expect_status 2
    [[ $output == *'File too large'* ]]
}

busy() { [ "$(pgrep -P "$1" -f fullschema-sqlite | wc -l)" -gt 0 ]; }

@test "RLIMIT_CPU: its signal is a line and status 2, and what it had started is gone" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<<'SELECT instr(hex(zeroblob(30000000)), hex(zeroblob(15000000)) || 1);'
    start job "$FULLSCHEMA" generate --engine sqlite
    within 20 busy "$started"
    kill -XCPU "$started"
    finish "$started"
    [ "$status" -eq 2 ]
    diff job.err - <<<'fullschema: it has used the processor for as long as the limit allows (RLIMIT_CPU)'
    within 5 no_workers
}

no_workers() { run -1 pgrep -f "^$(dirname "$FULLSCHEMA")/./fullschema-sqlite" -P 1; }
