#!/usr/bin/env bats
# Schemas as people write them: run on a server, and read as a text, they are the same.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

# A case a file of tests/fixtures/hand_written; "-- since 15" in its first line: not on older servers.
@test "what a text says is what the server makes of it" {
    local file since n=0
    for file in "$repo"/tests/fixtures/hand_written/*.sql; do
        since=$(sed -n '1s/^-- since //p' "$file")
        [ "$(server_major)" -ge "${since:-0}" ] || continue
        trip_databases app
        trip_run app "$file"
        trip_inspect app app.sql.postgres
        run --separate-stderr "$FULLSCHEMA" diff --engine postgres "$file" app.sql.postgres
        [ "$status" -eq 0 ] || { echo "$file"; show_run; return 1; }
        n=$((n + 1))
    done
    [ "$n" -gt 5 ]
}

@test "drift: what goes with an extension is safe, as in diff" {
    local function="CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    mkdir migrations
    echo "$function ALTER FUNCTION f() DEPENDS ON EXTENSION plpgsql;" >migrations/001_f.sql
    "$FULLSCHEMA" generate --engine postgres -s migrations -o app.sql.postgres
    trip_databases held
    as_boss "$function" held
    run --separate-stderr "$FULLSCHEMA" check --engine postgres -s migrations -o app.sql.postgres --against postgres:///held
    expect_status 1
    [[ $output == *'missing, safe: only DROP EXTENSION asks'* ]] || { show_run; return 1; }
}

# as_people_say INDEX [STATEMENT]: a text with that index, beside what the server would print of it.
as_people_say() {
    local table='CREATE TABLE t (v varchar, w varchar);'
    printf '%s\n' "$table" "${2-}" "CREATE INDEX i ON t ($1);" >by_hand.sql.postgres
    printf '%s\n' "$table" "${2-}" "CREATE INDEX i ON t (lower(v::text));" >server.sql.postgres
    run --separate-stderr "$FULLSCHEMA" diff by_hand.sql.postgres server.sql.postgres
}

@test "casts that go without saying are said of the server's own functions and operators alone" {
    as_people_say 'lower(v)'
    expect_status 0
    as_people_say 'lower(w)'
    expect_status 1
    as_people_say 'lower(v)' "CREATE FUNCTION lower(varchar) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT 1';"
    expect_status 1
    as_people_say 'lower(v)' 'CREATE OPERATOR public.|| (leftarg = varchar, rightarg = varchar, function = textcat);'
    expect_status 1
}

@test "what a server has printed is not read as a person's text" {
    printf '%s\n' '-- Made by fullschema from a database, without rows and sequence positions.' '' \
        'CREATE TABLE t (v varchar);' 'CREATE INDEX i ON t (lower(v));' >left.sql.postgres
    sed 's/lower(v)/lower(v::text)/' left.sql.postgres >right.sql.postgres
    run --separate-stderr "$FULLSCHEMA" diff left.sql.postgres right.sql.postgres
    expect_status 1
}

@test "a snapshot without its first line is read as a person's text, and means the same" {
    local file n=0
    for file in "$repo"/tests/fixtures/postgres_kinds.expected/*.sql "$repo"/full_schemas/*/*/full.sql.postgres; do
        cp "$file" printed.sql.postgres
        sed '1s/.*/-- by hand/' "$file" >by_hand.sql.postgres
        run --separate-stderr "$FULLSCHEMA" diff printed.sql.postgres by_hand.sql.postgres
        [ "$status" -eq 0 ] || { echo "$file"; show_run; return 1; }
        n=$((n + 1))
    done
    [ "$n" -gt 5 ]
}
