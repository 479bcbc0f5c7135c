#!/usr/bin/env bats
# Statements that are nested so deeply that a parser which calls itself would run out of stack.

load ../lib/common

# chain N BEFORE AFTER: 1 with the same before and behind it N times.
chain() { python3 -c 'import sys; n = int(sys.argv[1]); print(sys.argv[2] * n + "1" + sys.argv[3] * n, end="")' "$@"; }

# expressions: what a stranger could write.
expressions() {
    chain 80000 '' '+1' && echo
    chain 70000 '' '::int' && echo
    chain 20000 '' ' IS NULL' && echo
    chain 20000 '- ' '' && echo
    chain 20000 '(' ')' && echo
    chain 20000 'abs(' ')' && echo
    chain 20000 '(SELECT ' ')' && echo
    chain 20000 '' ' UNION SELECT 1' && echo
    chain 20000 'NOT ' '' && echo
}

@test "snapshots of Postgres: compared or named, never a crash" {
    local expression
    say a.sql.postgres 'CREATE TABLE t (a integer);'
    expressions >list
    [ -s list ]
    while IFS= read -r expression; do
        printf 'CREATE TABLE t (a integer);\nCREATE VIEW v AS SELECT %s AS x;\n' "$expression" >b.sql.postgres
        run --separate-stderr "$FULLSCHEMA" diff a.sql.postgres b.sql.postgres --format json
        [[ $status = [12] ]] || { echo "status $status"; cut -c 1-60 <<<"$expression"; false; }
        [[ $output$stderr == *v* ]]
    done <list
}

@test "a delta of Postgres: the server's word" {
    put_bookkeeping
    put schema/main/delta/1/01_deep.sql.postgres <<<"CREATE VIEW v AS SELECT $(chain 80000 '' '+1') AS x;"
    engine=postgres generate_fails
    expect_in_stderr 'schema/main/delta/1/01_deep.sql.postgres' 'stack depth limit exceeded'
}
