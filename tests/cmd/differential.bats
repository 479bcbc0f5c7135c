#!/usr/bin/env bats
# One database, two ways: what its catalogs say beside what is read from the text that is printed of it, over all the
# schemas there are here.

load ../lib/common
load ../lib/server
load ../lib/server_a_file

# On each engine: empty ENGINE NAME, run ENGINE NAME FILE..., at ENGINE NAME (what fullschema calls it).
empty() {
    if [ "$1" = postgres ]; then
        psql -Xq -d postgres -c "DROP DATABASE IF EXISTS $2" -c "CREATE DATABASE $2 TEMPLATE template0" 2>log
    else
        rm -f "$2.db"
    fi
}

run_files() {
    local file key='BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY'
    [ "$1" = postgres ] || key='INTEGER PRIMARY KEY AUTOINCREMENT'
    for file in "${@:3}"; do
        sed "s/[$]%AUTO_INCREMENT_PRIMARY_KEY%[$]/$key/" "$file" >file.sql
        file=file.sql
        if [ "$1" = postgres ]; then
            psql -Xq1 -v ON_ERROR_STOP=1 -d "$2" -f "$file" >log 2>&1 || { cat log; return 1; }
        else
            sqlite3 -bail "$2.db" <"$file" >log 2>&1 || { cat log; return 1; }
        fi
    done
}

at() {
    if [ "$1" = postgres ]; then echo "postgres:///$2"; else echo "$2.db"; fi
}

# Whether a database of these statements is the same seen all ways:
# - its snapshot, loaded, gives the same bytes again (inspect, load, inspect);
# - the copy has the same objects with the same fields;
# - the items read from the snapshot print as statements that read as the same items;
# - diff finds the database and its snapshot to be the same.
same_both_ways() { # same_both_ways ENGINE FILE...
    local engine=$1
    empty "$engine" a
    empty "$engine" b
    run_files "$engine" a "${@:2}"
    "$FULLSCHEMA" inspect --rows all -o a.sql "$(at "$engine" a)" 2>log || { cat log; return 1; }
    run_files "$engine" b a.sql
    "$FULLSCHEMA" inspect --rows all -o b.sql "$(at "$engine" b)" 2>log || { cat log; return 1; }
    diff -u a.sql b.sql
    "$(dirname "$FULLSCHEMA")/tests/differential" "$engine" "$(at "$engine" a)" "$(at "$engine" b)" a.sql >log ||
        { cat log; return 1; }
    grep -qE '^[0-9]+ objects, [0-9]+ items$' log
    run --separate-stderr "$FULLSCHEMA" diff --engine "$engine" "$(at "$engine" a)" a.sql
    expect_status 0
    [[ $stderr != *error* && ( -z $stderr || $stderr == "fullschema: warning: rows and sequence positions are not compared: "* ) ]] ||
        { show_run; return 1; }
}

# deltas ENGINE DIRECTORY: its files for that engine, in order.
deltas() {
    local file
    for file in "$2"/*; do
        case $file in *.sql | *.sql."$1") echo "$file" ;; esac
    done
}

@test "the snapshots of schema/" {
    local engine version database
    for engine in postgres sqlite; do
        for version in "$repo"/full_schemas/*; do
            for database in common main state; do
                echo "$version $database $engine"
                same_both_ways $engine "$version/$database/full.sql.$engine"
            done
        done
    done
}

@test "databases that the deltas of each case make" {
    local engine case files
    for engine in postgres sqlite; do
        for case in "$repo"/tests/cases/*/delta; do
            case=$(basename "$(dirname "$case")")
            [ "$case" != common ] || continue
            case $engine-$case in
            postgres-enum_values | postgres-generated) [ "$(server_major)" -ge 12 ] || continue ;;
            esac
            mapfile -t files < <(deltas $engine "$repo/tests/cases/$case/delta/1")
            [ ${#files[@]} -gt 0 ]
            echo "$case $engine"
            same_both_ways $engine "${files[@]}"
        done
    done
}

@test "the database of every kind of object" {
    local version files=()
    for version in 11 12 14 15 18; do
        [ "$(server_major)" -ge "$version" ] || continue
        mapfile -t -O ${#files[@]} files < <(deltas postgres "$repo/tests/fixtures/postgres_kinds/main/delta/$version")
    done
    [ ${#files[@]} -gt 5 ]
    same_both_ways postgres "${files[@]}"
}
