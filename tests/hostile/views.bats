#!/usr/bin/env bats
# Views of views: SQLite puts the text of each in the place of every mention, and takes no time limit while it does.

load ../lib/common

# doubling N: each view mentions the one before twice.
doubling() {
    local i
    echo 'CREATE TABLE v0 (x);'
    for i in $(seq 1 "$1"); do
        echo "CREATE VIEW v$i AS SELECT a.x FROM v$((i - 1)) a, V$((i - 1)) b;"
    done
}

@test "views that double are one error in every command, at once" {
    local command before=$SECONDS
    doubling 39 >a.sql.sqlite
    doubling 3 >b.sql.sqlite
    sqlite3 a.db <a.sql.sqlite
    for command in 'diff b.sql.sqlite a.sql.sqlite' 'html a.sql.sqlite' 'docs -o out a.sql.sqlite' 'parity b.sql.sqlite a.sql.sqlite' \
        'inspect a.db'; do
        # shellcheck disable=SC2086
        run --separate-stderr "$FULLSCHEMA" $command
        expect_status 2
        [[ $stderr =~ 'view v'[0-9]+': with the views that it refers to in their places it is more than can be read' ]] ||
            { show_run; false; }
    done
    put_bookkeeping
    doubling 39 | put schema/main/delta/1/a.sql.sqlite
    engine=sqlite generate_fails
    expect_in_stderr 'it is more than can be read'
    [ $((SECONDS - before)) -lt 60 ]
}

@test "some that mention others a few hundred times are read" {
    doubling 10 >a.sql.sqlite
    doubling 9 >b.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" diff b.sql.sqlite a.sql.sqlite
    expect_status 1
    [[ $output == *v10* ]]
    [ -z "$stderr" ]
}
