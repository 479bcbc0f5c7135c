#!/usr/bin/env bats
# What a run inherits from whoever starts it: signals that are ignored, few descriptors and processes, streams that are
# closed or full, an environment with nothing in it.

load ../lib/common

# ignoring SIGNAL COMMAND...: as under nohup, or in the background of a script.
cat_ignoring() {
    cat <<'PY'
import os, signal, sys
signal.signal(getattr(signal, sys.argv[1]), signal.SIG_IGN)
os.execvp(sys.argv[2], sys.argv[2:])
PY
}

setup() {
    enter_scratch
    cat_ignoring >ignoring.py
}

# put_failing_server: an initdb that says why it fails.
put_failing_server() {
    put bin/initdb <<'SH'
#!/bin/sh
echo 'no room' >&2
exit 3
SH
    put bin/postgres <<'SH'
#!/bin/sh
echo 'postgres (PostgreSQL) 15.1'
SH
    chmod -R a+rx .
}

@test "SIGCHLD ignored: how a child has ended is known all the same" {
    put_schema
    put_failing_server
    run --separate-stderr python3 ignoring.py SIGCHLD "$FULLSCHEMA" generate --engine postgres --pg-bindir "$PWD/bin"
    expect_status 2
    expect_in_stderr 'initdb ended with status 3' 'no room'
    run --separate-stderr python3 ignoring.py SIGCHLD "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
}

@test "a signal that is ignored when a run begins does not end it; the others do" {
    local signal
    put_bookkeeping
    say schema/main/delta/1/01_slow.sql.postgres 'SELECT pg_sleep(2);'
    for signal in HUP INT TERM; do
        start ignored python3 ignoring.py "SIG$signal" "$FULLSCHEMA" generate --engine postgres --output "out$signal"
        within 60 is_waiting_for_a_server
        kill "-$signal" "$started"
        finish "$started"
        [ "$status" -eq 0 ] || { cat ignored.err; false; }
        [ -e "out$signal/1/main/full.sql.postgres" ]
    done
    start ended python3 ignoring.py SIGHUP "$FULLSCHEMA" generate --engine postgres --output out
    within 60 is_waiting_for_a_server
    kill -TERM "$started"
    finish "$started"
    expect_status 143
    [ ! -e out ]
}

is_waiting_for_a_server() { [ -n "$(servers)" ]; }
