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

@test "functions with a syntax of their own: as somebody wrote them from 14 on, before that as calls" {
    put_schema
    put schema/main/delta/1/syntax.sql.postgres <<'SQL'
CREATE TABLE written (a text DEFAULT trim(' x '), b timestamptz DEFAULT (now() AT TIME ZONE 'utc'), c varchar(5));
CREATE VIEW by_syntax AS SELECT trim(leading 'x' FROM c) AS l, extract(epoch FROM b) AS e, substring(c FROM 2) AS s,
    position('a' IN c) AS p, overlay(c PLACING 'x' FROM 2) AS o, (b, b) OVERLAPS (b, b) AS v, collation for (c) AS f FROM written;
SQL
    "$FULLSCHEMA" generate --quiet --engine postgres --database main -n 1
    if [ "$(server_major)" -ge 14 ]; then
        set -- 'TRIM(BOTH FROM ' '(now() AT TIME ZONE ' 'TRIM(LEADING ' 'EXTRACT(epoch FROM ' 'SUBSTRING(c FROM 2)' \
            'POSITION(' 'OVERLAY(c PLACING ' 'OVERLAPS' 'COLLATION FOR (c)'
    else
        set -- "btrim(' x '" "timezone('utc'::text, now())" 'ltrim(c::text, ' "date_part('epoch'::text, b)" '"substring"(c::text, 2)' \
            '"position"(c::text' '"overlay"(c::text, ' '"overlaps"(b, b, b, b)' 'pg_collation_for(c)'
    fi
    local words
    for words in "$@"; do
        grep -F "$words" full_schemas/1/main/full.sql.postgres
    done
}

@test "objects that no snapshot can hold are an error that names them" {
    put_schema
    put schema/main/delta/1/large.sql.postgres <<'SQL'
SELECT lo_create(0);
SQL
    run -2 "$FULLSCHEMA" generate --quiet --engine postgres -n 1
    [[ $output == *'large object '*': a snapshot cannot hold objects of this kind'* ]]
}
