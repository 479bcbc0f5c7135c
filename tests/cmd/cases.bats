#!/usr/bin/env bats
# Small schemas and the snapshots they must give: tests/cases/README.md.

load ../lib/common

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    # All in one run where that goes well; a test whose snapshot is missing runs its case alone and says why.
    "$FULLSCHEMA" generate --quiet -s "$repo/tests/cases" -o all || true
}

teardown_file() {
    rm -rf "$file_scratch"
}

# same CASE: its snapshots are the expected ones, on both engines.
same() {
    local made=$file_scratch/all/1/$1
    if [ ! -d "$made" ]; then
        "$FULLSCHEMA" generate --quiet -s "$repo/tests/cases" -o alone --database "$1"
        made=alone/1/$1
    fi
    diff -ru "$repo/tests/cases/$1/expected" "$made"
}

@test "every case is listed here and has both snapshots" {
    for case in "$repo"/tests/cases/*/delta; do
        case=$(basename "$(dirname "$case")")
        [ "$case" = common ] && continue
        grep -q " same $case; }\$" "$BATS_TEST_FILENAME"
        [ -s "$repo/tests/cases/$case/expected/full.sql.postgres" ]
        [ -s "$repo/tests/cases/$case/expected/full.sql.sqlite" ]
    done
}

@test "columns that number rows: serial, identity, AUTOINCREMENT, positions" { same numbered; }
@test "foreign keys in circles, to oneself, and rows that need rows" { same foreign_keys; }
@test "rows in a circle, which deferred foreign keys allow" { same row_circle; }
@test "indexes: partial, on expressions, with options" { same indexes; }
@test "views on views, against the order of names" { same views; }
@test "triggers, functions, procedures and rules" { same triggers; }
@test "enums, domains, composites, ranges; types of any spelling" { same types; }
@test "rows: quotes, line ends, NULs, floats, blobs, duplicates" { same rows; }
@test "full-text tables without their shadows" { same full_text; }
@test "table options, partitions, inheritance, WITHOUT ROWID, STRICT" { same table_options; }
@test "generated columns" { same generated; }
@test "names that need quotes" { same names; }
@test "defaults of every shape" { same defaults; }
@test "one spelling for what people type" { same spelled; }
