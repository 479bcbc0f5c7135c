#!/usr/bin/env bats
# Small schemas and the snapshots they must give: tests/cases/README.md.

load ../lib/common

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    # All that the server knows in one run where that goes well; a test whose snapshot is missing runs its case alone
    # and says why.
    local all wanted=()
    all=$(cases)
    for case in $all; do
        [ "$(server_major)" -lt "$(oldest_server "$case")" ] || wanted+=(--database "$case")
    done
    "$FULLSCHEMA" generate --quiet -s "$repo/tests/cases" -o all "${wanted[@]}" || true
}

teardown_file() {
    rm -rf "$file_scratch"
}

cases() {
    local dir
    for dir in "$repo"/tests/cases/*/expected; do
        basename "$(dirname "$dir")"
    done
}

# oldest_server CASE: the major version that knows what the case uses.
oldest_server() {
    case $1 in
    enum_values | generated) echo 12 ;;
    *) echo 11 ;;
    esac
}

# same CASE: its snapshots are the expected ones, on both engines.
same() {
    local made=$file_scratch/all/1/$1
    needs_server "$(oldest_server "$1")"
    if [ ! -d "$made" ]; then
        "$FULLSCHEMA" generate --quiet -s "$repo/tests/cases" -o alone --database "$1"
        made=alone/1/$1
    fi
    diff -ru "$repo/tests/cases/$1/expected" "$made"
}

@test "every case is listed here and has both snapshots" {
    local all
    all=$(cases)
    for case in $all; do
        grep -q " same $case; }\$" "$BATS_TEST_FILENAME"
        [ -s "$repo/tests/cases/$case/expected/full.sql.postgres" ]
        [ -s "$repo/tests/cases/$case/expected/full.sql.sqlite" ]
    done
}

@test "columns that number rows: serial, identity, AUTOINCREMENT, positions" { same numbered; }
@test "foreign keys in cycles, to oneself, and rows that need rows" { same foreign_keys; }
@test "rows in a cycle, which deferred foreign keys allow" { same row_circle; }
@test "indexes: partial, on expressions, with options" { same indexes; }
@test "views on views, against the order of names" { same views; }
@test "triggers, functions, procedures and rules" { same triggers; }
@test "enums, domains, composites, ranges; types of any spelling" { same types; }
@test "values of an enum: added, renamed, their order" { same enum_values; }
@test "rows: quotes, line ends, NULs, floats, blobs, duplicates" { same rows; }
@test "full-text tables without their shadows" { same full_text; }
@test "table options, partitions, inheritance, WITHOUT ROWID, STRICT" { same table_options; }
@test "generated columns" { same generated; }
@test "names that need quotes" { same names; }
@test "defaults of every shape" { same defaults; }
@test "one spelling for what people type" { same spelled; }
