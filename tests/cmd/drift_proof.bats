#!/usr/bin/env bats
# tools/drift_proof.py: drift in databases as tools make them, and what is no proof.

load ../lib/common

setup() {
    enter_scratch
    file_cache
    say sqlx/20240101000000_rooms.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY, name text);'
    printf -- '-- no-transaction\nCREATE INDEX CONCURRENTLY rooms_name_idx ON rooms (name);\n' >sqlx/20240102000000_index.sql
    say sqlx/20240102000000_index.down.sql 'DROP INDEX rooms_name_idx;'
    say diesel/2024-01-01-000000_rooms/up.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY, name text);'
    say diesel/2024-01-01-000000_rooms/down.sql 'DROP TABLE rooms;'
    say diesel/2024-01-02-000000_index/up.sql 'CREATE INDEX CONCURRENTLY rooms_name_idx ON rooms (name);'
    say diesel/2024-01-02-000000_index/metadata.toml 'run_in_transaction = false'
    say prisma/20240101000000_rooms/migration.sql \
        'CREATE TABLE rooms (id bigint PRIMARY KEY, name text); CREATE INDEX rooms_name_idx ON rooms (name);'
    say prisma/migration_lock.toml 'provider = "postgresql"'
}

prove() { run --separate-stderr env PG_BINDIR="$(server_programs)" "$repo/tools/drift_proof.py" "$@"; }

@test "a missing index is found in each tool's database beside drift.txt" {
    prove --only 'index missing' "$FULLSCHEMA" of_sqlx=sqlx:sqlx of_diesel=diesel:diesel of_prisma=prisma:prisma
    expect_status 0
    [ "${lines[-3]}" = 'of_sqlx: 3 migrations, 6 lines in drift.txt, 2 of 2 drifts found' ]
    [ "${lines[-2]}" = 'of_diesel: 3 migrations, 6 lines in drift.txt, 2 of 2 drifts found' ]
    [ "${lines[-1]}" = 'of_prisma: 2 migrations, 6 lines in drift.txt, 2 of 2 drifts found' ]
    [ "$(grep -c 'index missing .* found .*rooms_name_idx' <<<"$output")" -eq 3 ]
}

@test "an application on SQLite, without a server" {
    rm sqlx/20240102000000_index.sql
    say sqlx/20240103000000_size.sql 'ALTER TABLE rooms ADD COLUMN size integer NOT NULL DEFAULT 1; CREATE INDEX rooms_size_idx ON rooms (size);'
    run --separate-stderr env PATH=/usr/bin:/bin PG_BINDIR=/nowhere "$repo/tools/drift_proof.py" "$FULLSCHEMA" of_sqlite=sqlx-sqlite:sqlx
    expect_status 0
    [ "${lines[-1]}" = 'of_sqlite: 2 migrations, 2 lines in drift.txt, 25 of 25 drifts found' ]
}

@test "a drift that is not found, and production that is not quiet, are no proof" {
    prove --only 'INVALID' "$FULLSCHEMA" of_sqlx=sqlx:sqlx
    expect_status 0
    [[ $output == *' index INVALID '*' found '*'rooms_name_idx'* ]]
    cat >blind <<END
#!/bin/sh
case \$1 in
check)
    "$FULLSCHEMA" "\$@" >report
    status=\$?
    sed 's/"kind": "comment"/"kind": "nothing"/' report
    exit \$status
    ;;
*) exec "$FULLSCHEMA" "\$@" ;;
esac
END
    chmod +x blind
    prove --only 'comment' ./blind of_sqlx=sqlx:sqlx
    expect_status 1
    [[ $output == *' comment '*' missed '* ]]
    cat >loud <<END
#!/bin/sh
[ \$1 = generate ] || : >drift.txt
exec "$FULLSCHEMA" "\$@"
END
    chmod +x loud
    prove --only 'comment' ./loud of_sqlx=sqlx:sqlx
    expect_status 1
    [[ $output == *'production as it is'*'loud'* ]]
}

@test "what cannot be tried: migrations that the server refuses, and words that name none" {
    say sqlx/20240103000000_odd.sql 'CREATE TABLE;'
    prove --only 'comment' "$FULLSCHEMA" of_sqlx=sqlx:sqlx
    expect_status 2
    [[ $output == *'not tried'*'20240103000000_odd.sql'* ]]
    prove "$FULLSCHEMA" of_sqlx=flyway:sqlx
    expect_status 2
    [[ $stderr == *'usage: drift_proof.py'* ]]
}
