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

@test "few descriptors: all is done, or one line says why and nothing is left; nothing of ours reaches a server" {
    local n engine seen=
    put_schema
    # To bats 127 is a command that there is not.
    cat >few.sh <<'SH'
(ulimit -n "$1" && exec "$FULLSCHEMA" generate --engine "$2" --output out) || exit $(($? == 127 ? 2 : $?))
SH
    for n in 4 6 10 12 13 16 18 20 23 26 40 64; do
        for engine in sqlite postgres; do
            rm -rf out
            say "out/2/main/full.sql.$engine" old
            run --separate-stderr bash few.sh "$n" "$engine"
            nothing_left
            # Where not even its libraries can be loaded, nothing of it runs.
            [ "$status" -ne 0 ] && [[ $stderr != *'error while loading shared libraries'* ]] || continue
            expect_status 2
            expect_in_stderr ': '
            # A server that got our streams instead of its log would print here, and in a form of its own.
            [[ $stderr != 20* ]]
            [[ $stderr != *'insufficient file descriptors'* ]] || seen=yes
            [ "$(cat "out/2/main/full.sql.$engine")" = old ]
        done
    done
    [ "$seen" ]
}

@test "a cluster's disk, shared memory, output or cache is full: one cause is named, and old files stay" {
    unshare -m mount --make-rprivate / 2>/dev/null || skip "unshare -m is not allowed here"
    put_schema
    cat >full.sh <<'SH'
# full.sh DIRECTORY KIB COMMAND...: with a disk of that size there.
mount --make-rprivate / && mount -t tmpfs -o "size=$2k,mode=${mode:-1777}" none "$1" || exit 9
shift 2
"$@"
status=$?
[ -z "$(ls -A "$TMPDIR")" ] || exit 8
exit "$status"
SH
    mkdir -p out/2/main cache
    local size
    for size in 4 8000 30000 44000; do
        say out/2/main/full.sql.postgres old
        run --separate-stderr unshare -m bash full.sh "$TMPDIR" "$size" "$FULLSCHEMA" generate --engine postgres -o out
        expect_status 2
        expect_in_stderr 'No space left on device'
        [ "$(cat out/2/main/full.sql.postgres)" = old ]
    done
    run --separate-stderr unshare -m bash full.sh "$TMPDIR" 8000 "$FULLSCHEMA" generate --engine postgres -o out
    expect_in_stderr "hint: there is no room left for us in $TMPDIR: set TMPDIR to a directory with more room"
    if [ -d /dev/shm ]; then
        TMPDIR=$(mktemp -d /tmp/fstest.XXXXXX)
        chmod 1777 "$TMPDIR"
        run --separate-stderr unshare -m bash full.sh /dev/shm 64 "$FULLSCHEMA" generate --engine postgres -o "$TMPDIR.out"
        rm -rf "$TMPDIR" "$TMPDIR.out"
        TMPDIR=$scratch/tmp
        [ "$status" -eq 0 ] || expect_in_stderr 'hint: /dev/shm is full: make room in it'
    fi
    # The output: two snapshots of 4 KiB, and room for one.
    run --separate-stderr unshare -m bash full.sh "$PWD/out" 8 "$FULLSCHEMA" generate --engine sqlite -o out
    expect_status 2
    expect_in_stderr 'cannot write: No space left on device' 'hint: nothing was written'
    # The cache keeps what it has room for, and the run goes on.
    mode=0700 FULLSCHEMA_CACHE=$PWD/cache run --separate-stderr unshare -m bash full.sh "$PWD/cache" 40 \
        "$FULLSCHEMA" generate --engine postgres -o out
    expect_status 0
    expect_in_stderr 'warning: the new server is not kept in the cache'
    [ "$(cat out/2/main/full.sql.postgres)" != old ]
}
