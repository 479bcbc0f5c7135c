# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. What pg_dump and the shell of SQLite write, beside the database they wrote it of.

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss 'CREATE DATABASE kinds'
    as_boss 'CREATE DATABASE own'
    local version file
    for version in 11 12 14 15 18; do
        [ "$(server_major)" -ge "$version" ] || continue
        for file in "$repo/tests/fixtures/postgres_kinds/main/delta/$version"/*.sql.postgres; do
            # Postgres prints other functions than these: docs/diff.md.
            [[ $file == */same_names.* ]] || psql -Xq -v ON_ERROR_STOP=1 -1 -f "$file" \
                "host=$server user=boss dbname=kinds" >>load.log 2>&1 || { cat load.log; return 1; }
        done
    done
    psql -Xq -v ON_ERROR_STOP=1 -f "$repo/full_schemas/59/main/full.sql.postgres" \
        -f "$repo/full_schemas/59/state/full.sql.postgres" "host=$server user=boss dbname=own" >>load.log
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
}

teardown() {
    leave_scratch
}

# dump DATABASE FILE [OPTION...]
dump() {
    local program
    program=$(trip_pg_dump)
    [ -n "$program" ] || skip "needs a pg_dump that knows PostgreSQL $(server_major)"
    "$program" -h "$server" -U boss "${@:3}" "$1" >"$2"
}

live() {
    echo "postgresql:///$1?host=$server&user=boss"
}

# same_as_live DATABASE [OPTION...]
same_as_live() {
    dump "$1" dump.sql.postgres "${@:2}"
    run "$FULLSCHEMA" diff dump.sql.postgres "$(live "$1")"
    [[ $status == 0 && $output == *'no changes' ]] || { echo "$*: $output"; return 1; }
}
