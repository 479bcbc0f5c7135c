#!/usr/bin/env bats
# -p USER: a running server, found through libpq's variables, in databases of
# the run's own that are dropped at the end.

load ../lib/common
load ../lib/cluster
load ../lib/server

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss 'CREATE DATABASE untouched'
    as_boss "ALTER ROLE maker SET search_path = pg_catalog; ALTER ROLE maker SET timezone = 'Asia/Tokyo';
        ALTER ROLE maker SET datestyle = 'German'; ALTER ROLE maker SET quote_all_identifiers = on;"
    as_boss 'CREATE TABLE in_every_new_database (x int)' template1
    databases >"$scratch/databases"
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    use_server
}

teardown() {
    leave_scratch
}

no_databases_left() {
    databases | diff "$file_scratch/databases" -
}

@test "the same bytes as from a throwaway server, as an ordinary role and as superuser" {
    put_schema
    env -u PGHOST -u PGPORT "$FULLSCHEMA" generate --engine postgres --output right
    for user in maker head "boss --trust-deltas"; do
        generate --engine postgres -p $user --output "as $user"
        expect_status 0
        diff -r right "as $user"
        no_databases_left
    done
    nothing_left
}

@test "no throwaway server is started, so none need be installed" {
    put_schema
    PG_BINDIR=$PWD/nowhere generate --pg-user=maker
    expect_status 0
    no_databases_left
}

@test "databases are dropped after an error too" {
    put_schema
    say schema/main/delta/2/05_bad.sql 'SELECT nothing;'
    engine=postgres generate_fails -p maker
    expect_stderr <<'END'
schema/main/delta/2/05_bad.sql:1:8: postgres: column "nothing" does not exist (42703)
    SELECT nothing;
           ^
END
    no_databases_left
}

@test "databases are dropped when the run is stopped" {
    put_sleeping_schema
    for signal in INT TERM; do
        start run "$FULLSCHEMA" generate --engine postgres --statement-timeout 600 --output out -p maker
        within 60 lock_is_held
        [ "$(databases)" != "$(cat "$file_scratch/databases")" ]
        kill -$signal "$started"
        finish "$started"
        [ "$status" -eq $((128 + $(kill -l "$signal"))) ]
        [ "$(cat run.err)" = 'fullschema: stopped; nothing was written' ]
        no_databases_left
    done
    [ ! -e out ]
}

lock_is_held() {
    [ "$(as_boss "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")" -gt 0 ]
}

@test "two runs at once on one server" {
    put_schema
    start one "$FULLSCHEMA" generate --engine postgres --output one -p maker
    one=$started
    start two "$FULLSCHEMA" generate --engine postgres --output two -p maker
    finish "$one"
    [ "$status" -eq 0 ]
    finish "$started"
    [ "$status" -eq 0 ]
    diff -r one two
    no_databases_left
}

@test "a role that may not create databases" {
    put_schema
    engine=postgres generate_fails -p plain
    expect_in_stderr 'permission denied to create database (42501)
hint: as a superuser: ALTER ROLE "plain" CREATEDB'
    no_databases_left
}

@test "a server that is not there" {
    put_schema
    mkdir nobody-listens
    PGHOST=$PWD/nobody-listens engine=postgres generate_fails -p maker
    expect_in_stderr "fullschema: cannot connect to the Postgres server
" "$PWD/nobody-listens/.s.PGSQL.5432" 'No such file or directory'
}

@test "a role and a database that are not there" {
    put_schema
    engine=postgres generate_fails -p stranger
    expect_in_stderr 'fullschema: cannot connect to the Postgres server
' 'role "stranger" does not exist'
    PGDATABASE=nowhere engine=postgres generate_fails -p maker
    expect_in_stderr 'database "nowhere" does not exist'
}

@test "a password from PGPASSWORD" {
    put_schema
    PGPASSWORD="pass: wo\\rd's" generate --engine postgres -p secret
    expect_status 0
    PGPASSWORD=wrong engine=postgres generate_fails -p secret
    expect_in_stderr 'fullschema: cannot connect to the Postgres server
' 'password authentication failed for user "secret"'
    no_databases_left
}

@test "a password from a password file" {
    put_schema
    put pass <<<'*:*:*:secret:pass\: wo\\rd'"'"'s'
    chmod 600 pass
    PGPASSFILE=$PWD/pass generate --engine postgres -p secret
    expect_status 0
    mkdir home
    cp -p pass home/.pgpass
    HOME=$PWD/home generate --engine postgres -p secret
    expect_status 0
}

@test "a password that nobody gives, and nobody can be asked for" {
    put_schema
    # Without a controlling terminal; from one it is asked for (terminal.bats).
    start run setsid --wait "$FULLSCHEMA" generate --engine postgres -p secret
    finish "$started"
    [ "$status" -eq 2 ]
    grep -q '^fullschema: cannot connect to the Postgres server$' run.err
    grep -q 'no password supplied' run.err
    [ ! -e full_schemas ]
}

@test "tools/make_full_schema.sh -p postgres_username -o output_dir/" {
    put_schema
    mkdir build
    ln -s "$FULLSCHEMA" build/fullschema
    cp -r "$repo/tools" .
    run --separate-stderr tools/make_full_schema.sh -p maker -o output_dir/ </dev/null
    expect_status 0
    expect_files output_dir <<'END'
2/common/full.sql.postgres
2/common/full.sql.sqlite
2/main/full.sql.postgres
2/main/full.sql.sqlite
2/state/full.sql.postgres
2/state/full.sql.sqlite
END
    no_databases_left
}

# As Synapse's job for pull requests calls it, which looks for six files below a number that no version has.
@test "tools/make_full_schema.sh -p USER -o DIR -c -n 9999, with the password piped in" {
    put_schema synapse/storage/schema
    mkdir build
    ln -s "$FULLSCHEMA" build/fullschema
    cp -r "$repo/tools" .
    printf '%s\n' "pass: wo\\rd's" >password
    run --separate-stderr sh -c "cat password | tools/make_full_schema.sh -p secret -o $PWD/after -c -n 9999"
    expect_status 0
    expect_in_stderr '+ exec ' 'the schema directory has no version 9999: it is the name of the newest'
    case $stderr in *"wo\\rd"*) false ;; esac
    expect_files after <<'END'
common/full_schemas/9999/full.sql.postgres
common/full_schemas/9999/full.sql.sqlite
main/full_schemas/9999/full.sql.postgres
main/full_schemas/9999/full.sql.sqlite
state/full_schemas/9999/full.sql.postgres
state/full_schemas/9999/full.sql.sqlite
END
    no_databases_left
    # A version that there is comes out as that version.
    run --separate-stderr tools/make_full_schema.sh -o first/ -n 1 --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    "$FULLSCHEMA" generate -s synapse/storage/schema -n 1 --engine sqlite -o other >/dev/null
    cmp first/main/full_schemas/1/full.sql.sqlite other/1/main/full.sql.sqlite
    run tools/make_full_schema.sh -o first/ -n one
    [ "$status" -eq 2 ]
    [ "$output" = 'make_full_schema.sh: -n one: not a number' ]
    run tools/make_full_schema.sh -p
    [ "$status" -eq 2 ]
    [ "$output" = 'make_full_schema.sh: -p has no value' ]
}
