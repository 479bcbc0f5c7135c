#!/usr/bin/env bats
# What [prepare] of fullschema.ini says is there is made where diff --sql and check --fix try statements, too.

load ../lib/common
load ../lib/server
load ../lib/file_server

setup() {
    enter_scratch
    export PGHOST=$server PGPORT=5432
}

@test "check --fix tries its statements beside extensions that the section prepares" {
    say migrations/1_a.sql 'CREATE TABLE rooms (at timestamp, id int);
CREATE TRIGGER rooms_at BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION moddatetime(at);
CREATE TABLE users (id int);'
    printf '%s\n' 'schema = migrations' 'layout-in = numbered' 'engine = postgres' '[prepare]' 'extensions = moddatetime' >fullschema.ini
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 0
    as_boss 'DROP DATABASE IF EXISTS live'
    as_boss 'CREATE DATABASE live OWNER maker'
    as_boss 'CREATE EXTENSION moddatetime' live
    PGUSER=maker psql -Xq -v ON_ERROR_STOP=1 -d live -f migrations/1_a.sql
    as_boss 'DROP TABLE users; ALTER TABLE rooms DROP COLUMN id; DROP TRIGGER rooms_at ON rooms' live
    run --separate-stderr "$FULLSCHEMA" check --against "host=$server user=maker dbname=live" --fix
    expect_status 1
    [ -z "$stderr" ] || { show_run; false; }
    [[ $output == *'CREATE TRIGGER rooms_at'*'EXECUTE PROCEDURE moddatetime('* ]] || { show_run; false; }
    [[ $output == *'ALTER TABLE rooms ADD COLUMN id'* && $output == *'CREATE TABLE users'* ]]
    printf '%s\n' "$output" | PGUSER=maker psql -Xq -v ON_ERROR_STOP=1 -d live
    run --separate-stderr "$FULLSCHEMA" check --against "host=$server user=maker dbname=live"
    as_boss 'DROP DATABASE live'
    [[ $output == *'version: 1 -> (none)'*'1 change: 0 breaking, 1 needs care, 0 safe'* ]] || { show_run; false; }
}

# put_side FILE EXTENSION...: a snapshot of a schema with these extensions, and with TABLE.
put_side() {
    local file=$1
    shift
    { printf 'CREATE EXTENSION %s;\n' "$@" && printf '\n%s\n' "$TABLE"; } >"$file"
}

diff_sql() { run --separate-stderr "$FULLSCHEMA" diff old.sql new.sql --sql "$@"; }

@test "diff --sql tries its statements beside extensions that the section prepares, of either side" {
    TABLE='CREATE TABLE rooms (at timestamp, tags hstore, name citext);' put_side old.sql moddatetime hstore citext
    TABLE='CREATE TABLE rooms (at timestamp, tags hstore, name citext, topic text);
CREATE INDEX rooms_topic ON rooms USING gin (topic gin_trgm_ops);
CREATE INDEX rooms_tags ON rooms USING gin (tags);
CREATE TRIGGER rooms_at BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION moddatetime(at);' \
        put_side new.sql moddatetime hstore citext pg_trgm
    mkdir elsewhere
    printf '%s\n' '[prepare]' 'extensions = hstore, citext, pg_trgm' '[prepare main]' 'extensions = moddatetime, hstore' >project.ini
    printf '%s\n' '[prepare other]' 'extensions = moddatetime' >elsewhere/fullschema.ini
    # Without the section what only a superuser makes, and what needs it, is named.
    diff_sql
    expect_status 2
    expect_in_stderr 'trigger rooms.rooms_at: it cannot be made on the throwaway server'
    diff_sql --project project.ini
    expect_status 1
    [ -z "$stderr" ] || { show_run; false; }
    [[ $output == *'CREATE EXTENSION pg_trgm;'*'CREATE TRIGGER rooms_at'*'moddatetime('* ]] || { show_run; false; }
    as_boss 'CREATE DATABASE live OWNER maker'
    as_boss 'CREATE EXTENSION moddatetime; CREATE EXTENSION hstore; CREATE EXTENSION citext' live
    sed /EXTENSION/d old.sql | PGUSER=maker psql -Xq -v ON_ERROR_STOP=1 -d live
    printf '%s\n' "$output" | PGUSER=maker psql -Xq -v ON_ERROR_STOP=1 -d live
    run --separate-stderr "$FULLSCHEMA" diff "host=$server user=maker dbname=live" new.sql
    as_boss 'DROP DATABASE live'
    expect_status 0
    # Found as the settings are, and back again: what loses something is left out.
    cp project.ini fullschema.ini
    run --separate-stderr "$FULLSCHEMA" diff new.sql old.sql --sql
    expect_status 1
    [[ $output == *'DROP TRIGGER rooms_at ON rooms;'*'-- DROP EXTENSION pg_trgm;'* ]] || { show_run; false; }
    # Of a snapshot whose place names its database, what is said of another one is not about it.
    mkdir -p elsewhere/old/main elsewhere/new/main
    cp old.sql elsewhere/old/main/full.sql.postgres
    cp new.sql elsewhere/new/main/full.sql.postgres
    cd elsewhere
    run --separate-stderr "$FULLSCHEMA" diff old new --sql
    expect_status 2
    sed -i 's/prepare other/prepare main/' fullschema.ini
    run --separate-stderr "$FULLSCHEMA" diff old new --sql
    expect_status 1
}

@test "diff --sql refuses a section as generate does, and --project without --sql or --build" {
    TABLE='CREATE TABLE rooms (id int);' put_side old.sql hstore
    TABLE='CREATE TABLE rooms (id int, n int);' put_side new.sql hstore
    printf '%s\n' '[prepare]' 'extensions = dblink' >fullschema.ini
    diff_sql
    expect_status 2
    expect_in_stderr 'fullschema.ini:2' '--allow-extension'
    [ -z "$output" ]
    diff_sql --allow-extension dblink
    expect_status 1
    run --separate-stderr "$FULLSCHEMA" diff old.sql new.sql
    expect_status 1
    [ -z "$stderr" ]
    run --separate-stderr "$FULLSCHEMA" diff old.sql new.sql --project fullschema.ini
    expect_status 2
    expect_in_stderr '--project is for --build or --sql'
    printf '%s\n' '[prepare]' 'extensions = none_such' >fullschema.ini
    sed -i s/hstore/none_such/ old.sql new.sql
    diff_sql --allow-extension none_such
    expect_status 2
    expect_in_stderr 'extension none_such cannot be prepared'
}
