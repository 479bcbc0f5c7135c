#!/usr/bin/env bats
# A quota that is spent: the directory is named, and what is there stays. No file system here can be told to have one:
# calls fail as they do then (EDQUOT), and programs say what Postgres's own said on a file system that had one.

load ../lib/common
load ../lib/preload

spent='Disk quota exceeded'

setup() {
    enter_scratch
    put_schema
    mkdir -p out/2/main
    say out/2/main/full.sql.sqlite old
    say out/2/main/full.sql.postgres old
}

@test "where the output is: nothing is written, and what was there stays" {
    local call
    preload faults
    for call in write mkdirat; do
        [ "$call" != mkdirat ] || rm -r out/2
        LD_PRELOAD=$library FAULTS_PROGRAM=fullschema FAULTS_NAME=$call FAULTS=call:1:on:122 \
            run --separate-stderr "$FULLSCHEMA" generate --engine sqlite --no-cache -o out
        expect_status 2
        expect_in_stderr "$spent" 'hint: nothing was written; choose another place, or make room in it'
        [ "$call" = mkdirat ] || [ "$(cat out/2/main/full.sql.sqlite)" = old ]
        [ "$(find out -type f | wc -l)" -eq "$([ "$call" = mkdirat ] && echo 0 || echo 2)" ]
    done
}

@test "where the throwaway server is: while it is made, and while a delta runs" {
    put bin/initdb <<'SH'
#!/bin/sh
echo 'initdb: error: could not write to file: Disk quota exceeded' >&2
exit 1
SH
    put bin/postgres <<'SH'
#!/bin/sh
echo 'postgres (PostgreSQL) 15.1'
SH
    chmod -R a+rx .
    run --separate-stderr "$FULLSCHEMA" generate --engine postgres --no-cache --pg-bindir "$PWD/bin" -o out
    expect_status 2
    expect_in_stderr "$spent" "hint: there is no room left for us in $TMPDIR: set TMPDIR to a directory with more room"
    say schema/main/delta/2/02_more.sql.postgres \
        "DO \$\$ BEGIN RAISE 'could not extend file \"base/5/1259\": $spent'; END \$\$;"
    run --separate-stderr "$FULLSCHEMA" generate --engine postgres --no-cache -o out
    expect_status 2
    expect_in_stderr 'schema/main/delta/2/02_more.sql.postgres:1:1: postgres: could not extend file' \
        "hint: there is no room left for us in $TMPDIR: set TMPDIR to a directory with more room"
    [ "$(cat out/2/main/full.sql.postgres)" = old ]
}
