# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. fullschema diff --sql: the statements that make one state of a database of another, run on databases that have rows.

# A server that was made once is begun from its first state: many are started here.
setup() {
    enter_scratch
    use_server
    export PGUSER=boss FULLSCHEMA_CACHE=$file_scratch/cache
}

url() { echo "postgres://maker@/$1?host=$server&port=5432"; }

# have OLD NEW: each from a text.
have() {
    printf '%s\n' "$1" >old.sql.postgres
    printf '%s\n' "$2" >new.sql.postgres
}

# fix ARGUMENT...: from old to new.
fix() { run --separate-stderr "$FULLSCHEMA" diff old.sql.postgres new.sql.postgres --sql "$@"; }

# expect_line TEXT, refute_line TEXT: a whole line of what was printed.
expect_line() { grep -Fqxe "$1" <<<"$output" || { show_run; return 1; }; }
refute_line() { if grep -Fqxe "$1" <<<"$output"; then show_run; return 1; fi; }

# database NAME FILE [STATEMENT]: made afresh.
database() {
    as_boss "DROP DATABASE IF EXISTS $1" 2>/dev/null
    as_boss "CREATE DATABASE $1 OWNER maker"
    psql -Xq -v ON_ERROR_STOP=1 "$(url "$1")" -f "$2" -c "${3:-}" >/dev/null
}

# answers VALUE QUERY: of the database held.
answers() { [ "$(as_boss "$2" held)" = "$1" ]; }

# fixes [ROWS]: what is printed makes new of a real database of the old state that has these rows.
fixes() {
    database wanted new.sql.postgres
    mends_to_wanted "$@"
}

# The same with the database of the new state that is there.
mends_to_wanted() {
    fix --allow-loss
    expect_status 1
    [ -z "$stderr" ] || { show_run; return 1; }
    printf '%s\n' "$output" >fix.sql
    database fixed old.sql.postgres "${1:-}"
    psql -Xq -v ON_ERROR_STOP=1 "$(url fixed)" -f fix.sql >/dev/null || { cat fix.sql; return 1; }
    run --separate-stderr "$FULLSCHEMA" diff "$(url fixed)" "$(url wanted)"
    [ "$status" = 0 ] || { cat fix.sql; show_run; return 1; }
}
