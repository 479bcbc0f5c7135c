#!/usr/bin/env bats
# The committed snapshots, and the script that regenerates and checks them.

load ../lib/common

# A place like the project's own: tools/, schema/ and full_schemas/ with the
# newest version and an older one. Made once, copied by put_project.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    put_schema project/schema
    cd project
    cp -r "$repo/tools" .
    "$FULLSCHEMA" generate --quiet
    "$FULLSCHEMA" generate --quiet --schema-version 1
}

teardown_file() {
    rm -rf "$file_scratch"
}

put_project() {
    cp -a "$file_scratch/project/." .
}

@test "full_schemas/ holds what the deltas make today" {
    for version in 54 59; do
        (cd "$repo" && "$FULLSCHEMA" generate --quiet --schema-version $version --output "$scratch/made")
        diff -r "$repo/full_schemas/$version" "made/$version"
    done
    [ "$(ls "$repo/full_schemas" | tr '\n' ' ')" = '54 59 ' ]
}

@test "made one database and one engine at a time they are the same" {
    for chosen in 'common sqlite' 'main sqlite' 'state sqlite' 'state postgres'; do
        (cd "$repo" && "$FULLSCHEMA" generate --quiet --database "${chosen% *}" --engine "${chosen#* }" --output "$scratch/made")
        cmp "$repo/full_schemas/59/${chosen% *}/full.sql.${chosen#* }" "made/59/${chosen% *}/full.sql.${chosen#* }"
    done
}

@test "tools/snapshots.sh: all as it was" {
    put_project
    before=$(fingerprint full_schemas)
    run --separate-stderr tools/snapshots.sh "$FULLSCHEMA"
    expect_status 0
    [ -z "$stderr" ]
    [[ $output == *'0 written, 6 unchanged'*'full_schemas/1: still comes out as it is' ]]
    [ "$(fingerprint full_schemas)" = "$before" ]
    nothing_left
}

@test "tools/snapshots.sh regenerates the newest, and leaves the older ones alone" {
    put_project
    older=$(fingerprint full_schemas/1)
    say schema/main/delta/2/09_more.sql 'CREATE TABLE more (x TEXT);'
    run --separate-stderr tools/snapshots.sh "$FULLSCHEMA"
    expect_status 0
    grep -q 'CREATE TABLE more' full_schemas/2/main/full.sql.sqlite
    grep -q 'CREATE TABLE more' full_schemas/2/main/full.sql.postgres
    [ "$(fingerprint full_schemas/1)" = "$older" ]
}

@test "tools/snapshots.sh: an older snapshot that comes out otherwise is status 1, with the difference" {
    put_project
    say schema/main/delta/1/09_late.sql 'CREATE TABLE late (x TEXT);'
    older=$(fingerprint full_schemas/1)
    run --separate-stderr tools/snapshots.sh "$FULLSCHEMA"
    expect_status 1
    expect_in_stderr 'full_schemas/1: the deltas make something else now'
    [[ $output == *'+CREATE TABLE late ('* ]]
    [ "$(fingerprint full_schemas/1)" = "$older" ]
    nothing_left
}

@test "tools/snapshots.sh: an older snapshot that is not complete is a difference" {
    put_project
    rm full_schemas/1/state/full.sql.sqlite
    run --separate-stderr tools/snapshots.sh "$FULLSCHEMA"
    expect_status 1
    [[ $output$stderr == *full.sql.sqlite* ]]
}

@test "tools/snapshots.sh: trouble is status 2" {
    put_project
    say schema/main/delta/2/09_bad.sql 'SELEC 1;'
    before=$(fingerprint full_schemas)
    run --separate-stderr tools/snapshots.sh "$FULLSCHEMA"
    expect_status 2
    expect_in_stderr 'schema/main/delta/2/09_bad.sql:1:1: '
    [ "$(fingerprint full_schemas)" = "$before" ]
    nothing_left
}
