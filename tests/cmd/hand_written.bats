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
