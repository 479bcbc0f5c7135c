#!/usr/bin/env bats
# A database that lies about which migrations it has run: each row of its tool's table is read as what it is, or named.

load ../lib/common
load ../lib/server
load ../lib/history

teardown() {
    stop_server
    leave_scratch
}

# check_sqlite TOOL SQL: a database of the tool's with two migrations, after that SQL.
check_sqlite() {
    rm -rf migrations app.db
    put_migrations "$1" migrations
    { history_database "$1" sqlite migrations 1 2; cat <<<"$2"; } | sqlite3 -bail app.db
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine sqlite --against app.db
}

@test "rows of SQLite, which keeps any type in any column" {
    check_sqlite goose "CREATE TABLE x AS SELECT * FROM goose_db_version; DROP TABLE goose_db_version; ALTER TABLE x RENAME TO goose_db_version;
        UPDATE goose_db_version SET version_id = NULL WHERE id = 2"
    expect_status 2
    expect_in_stderr 'app.db: table goose_db_version of goose: row 2 (version NULL, script NULL' 'version is NULL'
    check_sqlite dbmate "INSERT INTO schema_migrations VALUES (CAST(x'61ff0a' AS TEXT))"
    expect_status 2
    expect_in_stderr 'version a\xff\n' 'is not UTF-8'
    check_sqlite dbmate "INSERT INTO schema_migrations VALUES (x'00ff')"
    expect_status 2
    expect_in_stderr 'version a blob' 'version is a blob'
    check_sqlite golang-migrate "UPDATE schema_migrations SET dirty = 'perhaps'"
    expect_status 2
    expect_in_stderr 'failed perhaps): failed is not true or false'
}

@test "names that a person would not see, or that give commands to a job, are shown as what they are" {
    check_sqlite dbmate "INSERT INTO schema_migrations VALUES (char(27) || '[2J' || char(10) || '::error::gone' || char(0x202e))"
    expect_status 1
    [[ $output == *'+ applied delta \x1b[2J\n::error::gone\u202e'* ]]
    [[ $output != *$'\e'* && $output != *$'\n::error::'* ]]
}

@test "rows without end, and a text without end" {
    check_sqlite dbmate "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100001)
        INSERT INTO schema_migrations SELECT 'v' || n FROM c"
    expect_status 2
    expect_in_stderr 'table schema_migrations of dbmate: it has more than 100000 rows'
    check_sqlite dbmate "INSERT INTO schema_migrations VALUES (replace(hex(zeroblob(5000000)), '00', 'ab'))"
    expect_status 1
    [ ${#output} -lt 10000 ]
}

@test "a view in the place of the table is not run" {
    start_server
    put_migrations dbmate migrations
    as_boss 'CREATE DATABASE app OWNER maker'
    psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=maker dbname=app" <<'SQL'
CREATE FUNCTION bait() RETURNS varchar LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$;
CREATE VIEW schema_migrations AS SELECT bait() AS version;
SQL
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine postgres \
        --against "postgres://boss@/app?host=$server&port=5432"
    expect_status 1
    [[ $output == *'the database has no table that says which migrations it has run'* && $output$stderr != *'run as boss'* ]]
}

@test "a table whose columns are not the tool's, and one that the role may not read" {
    check_sqlite sqlx 'ALTER TABLE _sqlx_migrations DROP COLUMN checksum'
    expect_status 1
    [[ $output == *'the database has no table that says which migrations it has run'* ]]
    start_server
    rm -rf migrations
    put_migrations dbmate migrations
    as_boss 'CREATE DATABASE app OWNER maker'
    history_database dbmate postgres migrations 1 2 | psql -Xq "host=$server port=5432 user=maker dbname=app"
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine postgres \
        --against "postgres://plain@/app?host=$server&port=5432"
    expect_status 2
    expect_in_stderr 'the role lacks rights to read what is needed' \
        'GRANT SELECT ON TABLE public.schema_migrations TO plain;'
}

@test "a name for the table that is SQL is a name" {
    check_sqlite dbmate 'SELECT 1'
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine sqlite --against app.db \
        --history-table "x'); DROP TABLE t1; --"
    expect_status 2
    expect_in_stderr "there is no table x'); DROP TABLE t1; -- that a migration tool keeps"
}

# kept TOOL ENGINE NAME...: migrations of these names, each a table, with their history in the snapshot, which check finds again.
kept() {
    local tool=$1 engine=$2 name n=0 head=''
    shift 2
    rm -rf mig out
    [ "$tool" != goose ] || head=$'-- +goose Up\n'
    [ "$tool" != dbmate ] || head=$'-- migrate:up\n'
    for name; do
        say "mig/$name" "${head}CREATE TABLE t$((n += 1)) (a INTEGER);"
    done
    local options=(--engine "$engine" -s mig --layout-in numbered --migration-tool "$tool" --with-history -o out)
    run --separate-stderr "$FULLSCHEMA" generate "${options[@]}"
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" check "${options[@]}"
    expect_status 0
    [ "$(cat out/*.sql.* | grep -c '^CREATE TABLE t')" = "$#" ]
}

@test "names of migrations that are SQL are names in the history, and migrations all the same" {
    local engine
    for engine in sqlite postgres; do
        kept flyway "$engine" "V1__x'); DROP TABLE t1;--.sql" $'V2__b\e[2J\n::error::.sql' "V3__\$\$\\'.sql"
        grep -qF "'x''); DROP TABLE t1;--'" out/full.sql.*
        kept goose "$engine" "00001_x'.sql" "00002_'||(SELECT 1)||'.sql"
        kept sqlx "$engine" "1_'x'.sql"
        kept prisma "$engine" "20200101_x'/migration.sql" $'20200102_\e[2J/migration.sql'
    done
}
