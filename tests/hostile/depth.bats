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

@test "a view that the server takes and that is too deep to be compared is named" {
    put_bookkeeping
    put schema/main/delta/1/01_deep.sql.postgres <<<"CREATE VIEW deep AS SELECT $(chain 1200 'abs(' ')') AS a;"
    engine=postgres generate_fails
    expect_in_stderr 'of deep: what the server stores of it is nested too deeply to be compared'
    [ "${#stderr}" -lt 5000 ]
}

@test "rows of signs, for each of which the lexer looks at the rest again: an error with its place, at once" {
    local signs
    put_bookkeeping
    for signs in '/*' '+' '+-'; do
        python3 -c 'import sys; print("SELECT 1;\nSELECT " + sys.argv[1] * 400000 + "1;")' "$signs" |
            put schema/main/delta/1/01_signs.sql.postgres
        run --separate-stderr timeout 60 "$FULLSCHEMA" generate --engine postgres -o out
        expect_status 2
        expect_in_stderr 'schema/main/delta/1/01_signs.sql.postgres:2:8: postgres: a row of signs without a blank is longer than can be read'
        say a.sql.postgres 'CREATE TABLE t (a integer);'
        { echo 'CREATE VIEW v AS' && tail -n +2 schema/main/delta/1/01_signs.sql.postgres; } >b.sql.postgres
        run --separate-stderr timeout 60 "$FULLSCHEMA" diff a.sql.postgres b.sql.postgres --format json
        [[ $status = [12] ]]
    done
    # Frames of comments are none.
    python3 -c 'print("/*" + "*" * 5000 + "*/\n-- " + "=" * 9000 + "\nCREATE TABLE t (a int);")' >schema/main/delta/1/01_signs.sql.postgres
    run --separate-stderr "$FULLSCHEMA" generate --engine postgres -o out
    expect_status 0
}
