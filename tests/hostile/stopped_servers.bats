#!/usr/bin/env bats
# A server that stops (SIGSTOP) and never goes on: every wait has an end, what was waited for is said, and nothing is left.

load ../lib/common
load ../lib/cluster
load ../lib/server

teardown() {
    [ -z "${server_pid:-}" ] || pkill -CONT -P "$server_pid" || true
    [ -z "${server_pid:-}" ] || kill -CONT "$server_pid" || true
    stop_server
    leave_scratch
}

# stops WHICH: the postmaster of $cluster, the process that runs the delta, or all.
stops() {
    local postmaster
    postmaster=$(head -n 1 "$cluster/data/postmaster.pid")
    case $1 in
    postmaster) kill -STOP "$postmaster" ;;
    backend) kill -STOP "$(ask "SELECT pid FROM pg_locks WHERE locktype = 'advisory'")" ;;
    all) kill -STOP "$postmaster" && pkill -STOP -P "$postmaster" ;;
    esac
}

# runs_with_stopped WHICH OPTION...: a run on a sleeping delta whose server has stopped.
runs_with_stopped() {
    local which=$1
    shift
    put_sleeping_schema
    start run "$FULLSCHEMA" generate --engine postgres --output out "$@"
    within 60 find_cluster ''
    within 60 sleeps
    stops "$which"
    SECONDS=0
}

# It has ended, soon, and nothing is left, of the server's own processes neither.
ends_with() {
    finish "$started"
    expect_status "$1"
    [ "$SECONDS" -lt 60 ]
    nothing_left
}

@test "a throwaway server: the process that runs a delta" {
    runs_with_stopped backend --statement-timeout 4
    ends_with 2
    grep -qF 'schema/main/delta/1/sleep.sql.postgres:1:1: postgres: cancelled after 4 s, the statement timeout' run.err
}

@test "a throwaway server: the postmaster alone, or all of its processes, and Ctrl-C" {
    local which
    for which in postmaster all; do
        runs_with_stopped $which --statement-timeout 0
        kill -INT "$started"
        ends_with 130
        [ "$(cat run.err)" = 'fullschema: stopped; nothing was written' ]
        unset cluster
    done
}

@test "a throwaway server that was stopped, and the tool killed: nothing goes on for nobody" {
    local which
    for which in postmaster all; do
        runs_with_stopped $which --statement-timeout 0
        kill -KILL "$started"
        within 20 no_servers
        rm -rf "$cluster"
        unset cluster
    done
}

@test "a server that is read: it lets nobody in any more" {
    local target
    start_server
    as_boss 'CREATE TABLE rooms (id int)'
    target="host=$server port=5432 user=boss dbname=postgres"
    kill -STOP "$server_pid"
    SECONDS=0
    run --separate-stderr timeout 100 "$FULLSCHEMA" inspect "$target"
    kill -CONT "$server_pid"
    expect_status 2
    expect_in_stderr 'the server does not answer'
    [ "$SECONDS" -lt 60 ]
    nothing_left
}
