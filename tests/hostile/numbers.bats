#!/usr/bin/env bats
# Numbers of migrations at the ends of what tools can count, and settings beside a migration that are none.

load ../lib/common

# numbered ENGINE TOOL FILE...: a snapshot, with what the tool records, of migrations of these names.
numbered() {
    local engine=$1 tool=$2 up=''
    shift 2
    rm -rf db out
    [ "$tool" != goose ] || up='-- +goose Up'
    for file; do
        say "db/$file" "$up
CREATE TABLE t_$(tr -dc '0-9' <<<"${file%%_*}") (id int);"
    done
    run --separate-stderr "$FULLSCHEMA" generate -s db --layout-in numbered --engine "$engine" --migration-tool "$tool" \
        --with-history -o out/schema.sql
}

@test "a number that the tool's table cannot hold is an error that names the file; the largest is recorded as it is" {
    local engine tool end
    for engine in sqlite postgres; do
        for tool in golang-migrate goose; do
            end=.sql
            [ $tool = goose ] || end=.up.sql
            numbered $engine $tool "1_a$end" "9223372036854775807_b$end"
            expect_status 0
            grep -q 9223372036854775807 out/schema.sql
            for large in 9223372036854775808 18446744073709551616 100000000000000000000000000000; do
                numbered $engine $tool "1_a$end" "${large}_b$end"
                expect_status 2
                expect_in_stderr "db/${large}_b$end: --with-history: its number is larger than the tool's table can hold"
                [ ! -e out ]
            done
        done
    done
}

@test "leading zeros and the order of numbers of any length" {
    numbered sqlite golang-migrate 0000000000000000000000000000002_b.up.sql 10_c.up.sql 1_a.up.sql
    expect_status 0
    grep -qE '^INSERT INTO "?schema_migrations"? .*[( ]10, ' out/schema.sql
    numbered sqlite golang-migrate 0_a.up.sql 000_b.up.sql
    expect_status 2
    expect_in_stderr 0_a.up.sql 000_b.up.sql
}

@test "Flyway's settings beside a migration: a word that is neither true nor false is an error with its place" {
    local value
    say db/V1__rooms.sql 'CREATE TABLE rooms (id int);'
    for value in yes 0 FALSE falsey '' 'true false' $'fal\e[2Jse'; do
        printf '# of this migration\nexecuteInTransaction=%s\n' "$value" >db/V1__rooms.sql.conf
        run --separate-stderr "$FULLSCHEMA" generate -s db --layout-in numbered --engine sqlite --migration-tool flyway -o out/schema.sql
        expect_status 2
        expect_in_stderr 'db/V1__rooms.sql.conf:2:22: executeInTransaction is neither true nor false'
        [ ! -e out ]
    done
    printf 'executeInTransaction = true\t# as ever\r\n' >db/V1__rooms.sql.conf
    run --separate-stderr "$FULLSCHEMA" generate -s db --layout-in numbered --engine sqlite --migration-tool flyway -o out/schema.sql
    expect_status 0
    rm -r out
    printf 'placeholderReplacement = maybe\n' >db/V1__rooms.sql.conf
    say db/V1__rooms.sql 'CREATE TABLE rooms (id int); -- ${x}'
    run --separate-stderr "$FULLSCHEMA" generate -s db --layout-in numbered --engine sqlite --migration-tool flyway -o out/schema.sql
    expect_status 2
    expect_in_stderr 'db/V1__rooms.sql.conf:1:26: placeholderReplacement is neither true nor false'
}
