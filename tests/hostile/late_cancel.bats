#!/usr/bin/env bats
# A request to cancel that comes late: it ends another statement than it was for. tests/lib/late_cancel.py stands between
# the tool and a server, and has that happen to statements of the connection that makes and drops databases and roles.

load ../lib/common
load ../lib/server
load ../lib/file_server

setup() {
    enter_scratch
    put_schema
    rm -r schema/state
    use_server
    roles=$(as_boss 'SELECT rolname FROM pg_roles ORDER BY 1')
}

# late TIMES: each statement is ended so often before the server gets it. From now on runs go there.
late() {
    mkdir between
    start between "$repo/tests/lib/late_cancel.py" "$PWD/between" "$server" "$1"
    within 20 test -S between/.s.PGSQL.5432
    export PGHOST=$PWD/between
}

nothing_of_the_run() {
    [ -z "$(databases | grep '^fullschema_')" ]
    [ "$(as_boss 'SELECT rolname FROM pg_roles ORDER BY 1')" = "$roles" ]
}

@test "each statement is ended once or twice: all is done, and nothing of the run stays" {
    local times role
    generate --engine postgres -p head -o plain
    expect_status 0
    for times in 1 2; do
        late "$times"
        for role in maker head; do
            generate --engine postgres -p "$role" -o "$role"
            expect_status 0
            [ -z "$stderr" ] || { show_run; false; }
            diff -r plain "$role"
            nothing_of_the_run
        done
        grep -q 'CREATE DATABASE' between.out
        grep -q 'DROP DATABASE' between.out
        grep -q 'DROP ROLE' between.out
        kill "$started"
        rm -r between
        use_server
    done
}
