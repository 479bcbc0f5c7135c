#!/usr/bin/env bats
# --with-history: snapshots that leave a migration tool nothing to do.

load ../lib/common
load ../lib/server
load ../lib/file_server

fullschema() { run --separate-stderr "$FULLSCHEMA" "$@"; }

# settings TOOL ENGINE
settings() {
    printf '%s\n' 'schema = db/migrations' 'layout-in = numbered' "engine = $2" "migration-tool = $1" \
        'output = db/schema.sql' 'with-history = yes' >fullschema.ini
}

# put_migrations TOOL: two migrations, by names and marks of the tool.
put_migrations() {
    local up='' rooms users
    rm -rf db
    rooms=db/migrations/20240101000000_rooms.sql users=db/migrations/20240102000000_room_users.sql
    case $1 in
    dbmate) up='-- migrate:up' ;;
    goose) up='-- +goose Up' ;;
    sql-migrate) up='-- +migrate Up' ;;
    node-pg-migrate) up='-- Up Migration' ;;
    golang-migrate) rooms=db/migrations/000001_rooms.up.sql users=db/migrations/000002_room_users.up.sql ;;
    diesel) rooms=db/migrations/2024-01-01-000000_rooms/up.sql users=db/migrations/2024-01-02-000000_room_users/up.sql ;;
    prisma)
        rooms=db/migrations/20240101000000_rooms/migration.sql users=db/migrations/20240102000000_room_users/migration.sql
        say db/migrations/migration_lock.toml 'provider = "any"'
        ;;
    flyway | refinery) rooms=db/migrations/V1__rooms.sql users=db/migrations/V2__room_users.sql ;;
    esac
    say "$rooms" "$up"$'\nCREATE TABLE rooms (id int PRIMARY KEY);'
    say "$users" "$up"$'\nCREATE TABLE users (id int PRIMARY KEY);'
}

url() { echo "postgres://boss@/$1?host=$server&port=5432"; }

# loaded_is_done TOOL ENGINE: the snapshot, loaded, is a database in which all has run, and no difference to anybody.
loaded_is_done() {
    local database=$1.db
    put_migrations "$1"
    settings "$1" "$2"
    fullschema generate
    expect_status 0
    cp db/schema.sql first.sql
    fullschema check
    expect_status 0
    if [ "$2" = postgres ]; then
        as_boss "CREATE DATABASE \"$1\""
        database=$(url "$1")
    fi
    fullschema load "$database"
    expect_status 0
    fullschema check --against "$database"
    expect_status 0
    [ -z "$stderr" ]
    # What has not run yet is found by the same rows.
    put_more "$1"
    fullschema check --against "$database"
    expect_status 0
    [[ $output == $'no changes\n1 pending:\n'*third* ]]
}

put_more() {
    local path
    case $1 in
    golang-migrate) path=000003_third.up.sql ;;
    diesel) path=2024-01-03-000000_third/up.sql ;;
    prisma) path=20240103000000_third/migration.sql ;;
    flyway | refinery) path=V3__third.sql ;;
    *) path=20240103000000_third.sql ;;
    esac
    sed 's/rooms/third/' "$(find db/migrations -path '*rooms*' -name '*.sql' | sort | head -n 1)" | put "db/migrations/$path"
}

@test "SQLite: of every tool that is known the rows are those by which it knows what has run" {
    local tool
    for tool in dbmate diesel flyway golang-migrate goose prisma refinery sql-migrate sqlx; do
        loaded_is_done "$tool" sqlite
    done
}

@test "Postgres: dbmate, goose, sqlx" {
    local tool
    for tool in dbmate goose sqlx; do
        loaded_is_done "$tool" postgres
    done
}

@test "Postgres: golang-migrate, node-pg-migrate, prisma, flyway" {
    local tool
    for tool in golang-migrate node-pg-migrate prisma flyway; do
        loaded_is_done "$tool" postgres
    done
}

@test "Postgres: diesel, refinery, sql-migrate" {
    local tool
    for tool in diesel refinery sql-migrate; do
        loaded_is_done "$tool" postgres
    done
}

@test "dbmate: the table as it makes it, a row a migration, the same bytes each time" {
    put_migrations dbmate
    settings dbmate sqlite
    fullschema generate
    expect_status 0
    sed '1,2d' db/schema.sql >rest.sql
    diff rest.sql - <<'END'
CREATE TABLE rooms (
    id INT,
    PRIMARY KEY (id)
);

CREATE TABLE schema_migrations (
    version VARCHAR(128),
    PRIMARY KEY (version)
);

CREATE TABLE users (
    id INT,
    PRIMARY KEY (id)
);

INSERT INTO schema_migrations (version) VALUES ('20240101000000');
INSERT INTO schema_migrations (version) VALUES ('20240102000000');
END
    fullschema generate
    [[ $output == *'0 written, 1 unchanged'* ]]
    fullschema generate -n 1 -o db/first.sql
    [ "$(grep -c INSERT db/first.sql)" = 1 ]
}

@test "sqlx: numbers, descriptions, SHA-384 as bytes, fixed times; goose: ids from its sequence" {
    put_migrations sqlx
    settings sqlx sqlite
    fullschema generate
    expect_status 0
    sqlite3 sqlx.db <db/schema.sql
    [ "$(sqlite3 sqlx.db 'SELECT version, description, installed_on, success, typeof(checksum), lower(hex(checksum)) FROM _sqlx_migrations ORDER BY 1 DESC LIMIT 1')" = \
        "20240102000000|room users|2000-01-01T00:00:02Z|1|blob|$(sha384sum <db/migrations/20240102000000_room_users.sql | cut -d' ' -f1)" ]
    put_migrations goose
    settings goose sqlite
    fullschema generate
    expect_status 0
    sqlite3 goose.db <db/schema.sql
    [ "$(sqlite3 goose.db 'SELECT id, version_id, is_applied, tstamp FROM goose_db_version' 'SELECT seq FROM sqlite_sequence')" = \
        $'1|0|1|2000-01-01 00:00:00\n2|20240101000000|1|2000-01-01 00:00:01\n3|20240102000000|1|2000-01-01 00:00:02\n3' ]
}

@test "a migration that changes the tool's table does so amid the rows" {
    put_migrations dbmate
    settings dbmate sqlite
    say db/migrations/20240103000000_forget.sql $'-- migrate:up\nDELETE FROM schema_migrations WHERE version < \'20240102\';'
    fullschema generate
    expect_status 0
    [ "$(grep -o "VALUES ('[0-9]*')" db/schema.sql)" = $'VALUES (\'20240102000000\')\nVALUES (\'20240103000000\')' ]
}

@test "a database without the table lacks what has not run, and not the table" {
    put_migrations dbmate
    settings dbmate sqlite
    fullschema generate
    sqlite3 plain.db 'CREATE TABLE rooms (id INT PRIMARY KEY); CREATE TABLE users (id INT PRIMARY KEY)'
    fullschema check --against plain.db
    [[ $output == *'the database has no table that says which migrations it has run'* ]]
    [[ $output == *'1 change:'* ]]
}

@test "verify --reproducible makes what generate makes, with the tool's rows" {
    put_migrations dbmate
    settings dbmate sqlite
    fullschema verify --reproducible
    expect_status 0
    # Of each row that the tool has recorded one that differs from run to run: there are none unless they are recorded.
    say db/migrations/20240103000000_log.sql $'-- migrate:up\nCREATE TABLE log (version text PRIMARY KEY);
INSERT INTO log SELECT version || hex(randomblob(8)) FROM schema_migrations;'
    fullschema verify --reproducible
    expect_status 2
    expect_in_stderr 'db/migrations/20240103000000_log.sql:3:1: sqlite: log.version would hold what differs from run to run'
    fullschema verify --reproducible --accept-clock log.version
    expect_status 1
    [[ $output == *'two runs give different snapshots of main'*"INTO log (version) VALUES ('20240101000000"* ]] || { show_run; false; }
    sed -i '/with-history/d' fullschema.ini
    fullschema verify --reproducible
    expect_status 0
    fullschema verify --reproducible --with-history
    expect_status 2
    put_schema
    rm fullschema.ini
    fullschema verify --reproducible --with-history
    expect_status 2
    expect_in_stderr '--with-history is for --layout-in numbered'
}

@test "without the tool, of a tool that keeps none here, of another layout" {
    say db/migrations/1_rooms.sql 'CREATE TABLE rooms (id int);'
    fullschema generate --layout-in numbered --engine sqlite -s db/migrations --with-history
    expect_status 2
    expect_in_stderr '--with-history: nothing says which tool these migrations are kept for' \
        '--migration-tool names one of dbmate, diesel, flyway, golang-migrate, goose, prisma, refinery, sql-migrate, sqlx'
    fullschema generate --layout-in numbered --engine sqlite -s db/migrations --with-history --migration-tool tern
    expect_status 2
    expect_in_stderr '--with-history: what tern keeps on sqlite is not known here'
    put_schema
    fullschema generate --with-history
    expect_status 2
    expect_in_stderr '--with-history is for --layout-in numbered'
    [ ! -e full_schemas ]
}
