#!/usr/bin/env bats
# What a delta can make grow until nothing else fits: rows, which a snapshot would hold each.

load ../lib/common

teardown() {
    leave_scratch
}

# put_many ENGINE COUNT: a delta of the engine that leaves so many rows in a table.
put_many() {
    local rows="SELECT i, 'x' FROM generate_series(1, $2) AS n (i)"
    [ "$1" = postgres ] ||
        rows="WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) SELECT i, 'x' FROM n"
    put "schema/main/delta/2/01_many.sql.$1" <<<"CREATE TABLE settings (id INT, name TEXT);
INSERT INTO settings $rows;"
}

@test "more rows than a snapshot may hold end the run early, at the delta that wrote them" {
    put_bookkeeping
    say schema/main/delta/1/01_t.sql 'CREATE TABLE t (a INT);'
    for each in postgres sqlite; do
        put_many $each 2000000
        generate --engine $each --output out
        expect_status 2
        table=settings
        [ $each = sqlite ] || table=public.settings
        expect_in_stderr "schema/main/delta/2/01_many.sql.$each:2:13: $each: too many rows for a snapshot: with those of $table there are more than 100000" \
            'hint: the snapshot holds each row that the deltas leave in a table; --row-limit allows more'
        [ ! -e out ]
    done
}

@test "the limit is of all tables together, can be chosen, and taken away" {
    put_bookkeeping
    say schema/main/delta/1/01_a.sql "CREATE TABLE a (x INT); INSERT INTO a VALUES (1), (2), (3);"
    say schema/main/delta/1/02_b.sql "CREATE TABLE b (x INT); INSERT INTO b VALUES (1), (2), (3);"
    for each in postgres sqlite; do
        generate --engine $each --output out --row-limit 3
        expect_status 2
        expect_in_stderr 'too many rows for a snapshot: with those of' 'more than 3'
        [ ! -e out ]
        generate --engine $each --output out --row-limit 10
        expect_status 0
        rm -r out
        generate --engine $each --output out --row-limit 0
        expect_status 0
        [ "$(grep -c '^INSERT INTO [ab] ' "out/1/main/full.sql.$each")" = 6 ]
        rm -r out
    done
    generate --row-limit many
    expect_status 2
    expect_in_stderr '--row-limit'
}

@test "rows that are too large for a snapshot end the run, at the delta that wrote them" {
    put_bookkeeping
    # Of larger rows it depends on libpq's version whether they are too large for it before they are for a snapshot.
    put schema/main/delta/1/01_large.sql.postgres <<<"CREATE TABLE large (a TEXT);
INSERT INTO large SELECT repeat('x', 10000000) FROM generate_series(1, 20);"
    put schema/main/delta/1/01_large.sql.sqlite <<<"CREATE TABLE large (a BLOB);
INSERT INTO large VALUES (zeroblob(90000000)), (zeroblob(90000000));"
    generate --engine postgres --output out
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_large.sql.postgres:2:13: postgres: too many rows for a snapshot: with those of public.large there are more than 128 MiB'
    [ ! -e out ]
    generate --engine sqlite --output out
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_large.sql.sqlite:2:13: ' 'rows of large' 'larger than 128 MiB'
    [ ! -e out ]
    # What the server does not send in one piece is refused before it is in memory.
    put schema/main/delta/1/01_large.sql.postgres <<<"CREATE TABLE large (a TEXT);
INSERT INTO large SELECT repeat('x', 400000000);"
    generate --engine postgres --output out
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_large.sql.postgres:2:13: ' 'rows of large'
    [ ! -e out ]
}
