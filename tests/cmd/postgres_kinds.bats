#!/usr/bin/env bats
# Every kind of object that Postgres has: tests/fixtures/postgres_kinds/README.md.

load ../lib/common

# same VERSION: that version of the fixture gives the expected snapshot, if the server is new enough for it.
same() {
    needs_server "$1"
    "$FULLSCHEMA" generate --quiet --engine postgres --database main -n "$1" \
        -s "$repo/tests/fixtures/postgres_kinds" -o out
    diff -u "$repo/tests/fixtures/postgres_kinds.expected/$1.sql" "out/$1/main/full.sql.postgres"
}

@test "what PostgreSQL 11 knows" { same 11; }
@test "what came with PostgreSQL 12" { same 12; }
@test "what came with PostgreSQL 14" { same 14; }
@test "what came with PostgreSQL 15" { same 15; }
@test "what came with PostgreSQL 17" { same 17; }
@test "what came with PostgreSQL 18" { same 18; }

@test "objects that no snapshot can hold are an error that names them" {
    put_schema
    put schema/main/delta/1/large.sql.postgres <<'SQL'
SELECT lo_create(0);
SQL
    run -2 "$FULLSCHEMA" generate --quiet --engine postgres -n 1
    [[ $output == *'large object '*': a snapshot cannot hold objects of this kind'* ]]
}
