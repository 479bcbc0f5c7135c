#!/usr/bin/env bats
# A clock that jumps at each look, by up to ten years both ways: the same bytes, no wait that does not end, and no limit
# of time that is over early. Clocks as deltas see them: tests/cmd/clock.bats.

load ../lib/common
load ../lib/own_cache
load ../lib/preload

setup() {
    own_cache
    preload jumping_clock
}

# jumping COMMAND...: the tool with such a clock; the next time with other jumps.
jumping() {
    jumps=$((${jumps:-0} + 1))
    run --separate-stderr timeout --foreground 120 env JUMPS="$jumps" LD_PRELOAD="$library" "$FULLSCHEMA" "$@"
}

@test "the clock that tests have jumps" {
    local one other
    one=$(LD_PRELOAD=$library JUMPS=1 date +%s)
    other=$(LD_PRELOAD=$library JUMPS=2 date +%s)
    [ $((one - other)) -gt 86400 ] || [ $((other - one)) -gt 86400 ]
}

@test "snapshots, reports and pages are the same, with what the cache keeps and without" {
    local round
    "$FULLSCHEMA" generate --no-cache -o plain
    "$FULLSCHEMA" html plain/2/main -o plain.html
    for round in 1 2; do
        rm -rf out
        jumping generate -o out
        expect_status 0
        [ -z "$stderr" ] || { show_run; false; }
        diff -r plain out
    done
    cp -r plain full_schemas
    jumping check
    expect_status 0
    jumping html plain/2/main -o page.html
    expect_status 0
    cmp plain.html page.html
    cp plain/2/main/full.sql.sqlite old.sql.sqlite
    { cat old.sql.sqlite && echo 'CREATE TABLE more (x TEXT);'; } >new.sql.sqlite
    "$FULLSCHEMA" diff old.sql.sqlite new.sql.sqlite --format json=plain.json || [ $? -eq 1 ]
    jumping diff old.sql.sqlite new.sql.sqlite --format json=out.json
    expect_status 1
    cmp plain.json out.json
    nothing_left
}

@test "limits of time are neither over early nor forgotten" {
    put schema/main/delta/2/03_slow.sql.postgres <<<'SELECT pg_sleep(1.5);'
    jumping generate --engine postgres --statement-timeout 60 --timeout 110 -o out
    expect_status 0
    put schema/main/delta/2/03_slow.sql.postgres <<<'SELECT pg_sleep(600);'
    SECONDS=0
    jumping generate --engine postgres --statement-timeout 2 -o out
    expect_status 2
    expect_in_stderr 'cancelled after 2 s, the statement timeout'
    jumping generate --engine postgres --statement-timeout 0 --timeout 2 -o out
    expect_status 2
    expect_in_stderr 'stopped after 2 s, the limit of the whole run (--timeout)'
    put schema/main/delta/2/03_slow.sql.sqlite <<<'SELECT instr(hex(zeroblob(30000000)), hex(zeroblob(15000000)) || 1);'
    jumping generate --engine sqlite --statement-timeout 2 -o out
    expect_status 2
    [ "$SECONDS" -lt 60 ]
    nothing_left
}
