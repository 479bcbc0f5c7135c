#!/usr/bin/env bats
# What a delta can make a throwaway Postgres write: its tables, its log, and what its queries spill.

load ../lib/common

setup() {
    enter_scratch
    put_bookkeeping
}

teardown() {
    leave_scratch
}

# spends SQL: the delta ends the run at its second line, with nothing left.
spends() {
    printf 'CREATE TABLE a (x TEXT);\n%s\n' "$1" | put schema/main/delta/1/01_a.sql.postgres
    generate --engine postgres --output out --disk-limit 150
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_a.sql.postgres:2:1: postgres: the server has written more than 150 MiB' \
        'hint: --disk-limit allows more'
    [ ! -e out ]
}

@test "a table, a sort, the log: what a statement writes without end ends it" {
    spends "INSERT INTO a SELECT repeat('x', 1000) || i FROM generate_series(1, 1000000000) AS n (i);"
    spends "SELECT i FROM generate_series(1, 1000000000) AS n (i) ORDER BY i DESC;"
    spends "DO \$\$ BEGIN LOOP RAISE LOG '%', repeat('x', 10000); END LOOP; END \$\$;"
}

@test "many small statements count together, and the limit may be another" {
    local i
    for i in {1..60}; do
        echo "INSERT INTO a SELECT repeat('x', 1000) || i FROM generate_series(1, 20000) AS n (i);"
    done >inserts
    { echo 'CREATE TABLE a (x TEXT);' && cat inserts && echo 'TRUNCATE a;'; } | put schema/main/delta/1/01_a.sql.postgres
    generate --engine postgres --output out --disk-limit 150
    expect_status 2
    expect_in_stderr 'the server has written more than 150 MiB'
    generate --engine postgres --output out
    expect_status 0
    generate --disk-limit many
    expect_status 2
    expect_in_stderr '--disk-limit many: not a whole number'
}
