#!/usr/bin/env bats
# A failed allocation, a failed system call, a kill: at some points of a run. `make faults` and `make kills` have many.

load ../lib/common
load ../lib/preload

faults() {
    preload faults
    run "$repo/tools/faults.py" "$FULLSCHEMA" "$library" "$@"
    expect_status 0
}

@test "whatever fails, a run does all, or says why and ends with status 2; nothing is lost" {
    faults --points 60 --only generate-sqlite --only diff-json --only diff-html
    [[ $output == *' 0 wrong' ]]
}

@test "a directory that cannot be read to its end does not pass for a shorter one" {
    local k failed
    put_schema
    preload faults
    "$FULLSCHEMA" generate --engine sqlite --quiet
    failed=0
    for k in $(seq 1 40); do
        run --separate-stderr env FAULTS="call:$k:once" FAULTS_NAME=readdir FAULTS_PROGRAM=fullschema \
            LD_PRELOAD="$library" "$FULLSCHEMA" check --engine sqlite
        [ "$status" -ne 1 ] || { show_run; false; }
        [ "$status" -ne 2 ] || {
            [[ $stderr == *'cannot list the directory: Input/output error'* ]] || { show_run; false; }
            failed=$((failed + 1))
        }
    done
    [ "$failed" -gt 5 ]
}

@test "SIGKILL leaves no process and no shared memory, and the next run removes its directory" {
    run "$repo/tools/kills.py" "$FULLSCHEMA" --points 10 --only generate --only "check --against"
    expect_status 0
    [[ $output == *' 0 wrong' ]]
}

# stopped_server: one of initdb's servers, stopped while it has shared memory.
stopped_server() {
    local note
    note=$(cat "$TMPDIR"/fullschema-*/data/postmaster.pid 2>/dev/null) || return 1
    server=$(head -n 1 <<<"$note" | tr -d -)
    memory=$(sed -n '7s/.* //p' <<<"$note")
    if [ -z "$memory" ] || ! kill -STOP "$server" 2>/dev/null; then
        return 1
    fi
    # One that had none yet, or none any more, goes on.
    has_memory || {
        kill -CONT "$server"
        return 1
    }
}

has_memory() { awk -v id="$memory" '$2 == id { found = 1 } END { exit !found }' /proc/sysvipc/shm; }

# guard_of PID: the leader of its session.
guard_of() { ps -o sid= -p "$1" | tr -d ' '; }

@test "shared memory of an initdb that is killed is removed: by its guard, or by the next run" {
    local signal server memory guard
    put_schema
    for signal in INT KILL; do
        start run "$FULLSCHEMA" generate --engine postgres --output out
        within 60 stopped_server
        kill "-$signal" "$started"
        finish "$started"
        within 10 no_servers
        run -1 has_memory
    done
    # The guard that does it is killed: then the run does.
    start run "$FULLSCHEMA" generate --engine postgres --output out
    within 60 stopped_server
    kill -KILL "$(guard_of "$server")"
    finish "$started"
    within 10 no_servers
    run -1 has_memory
    # Both are killed: then the next run does. Stopped before, as each would begin to when the other is gone.
    start run "$FULLSCHEMA" generate --engine postgres --output out
    within 60 stopped_server
    guard=$(guard_of "$server")
    kill -STOP "$guard" "$started"
    kill -KILL -- "-$(ps -o pgid= -p "$server" | tr -d ' ')"
    kill -KILL "$guard" "$started"
    finish "$started"
    within 10 no_servers
    has_memory
    generate --engine postgres --output out
    expect_status 0
    run -1 has_memory
}

# put_lasting_initdb: one whose child goes on for nobody when it is killed, as its servers do for a while.
put_lasting_initdb() {
    put bin/initdb <<'SH'
#!/bin/sh
[ ! -d /dev/shm ] || exec 9>/dev/shm/PostgreSQL.$$
sleep 300 &
echo $! >child
wait
SH
    say bin/postgres '#!/bin/sh
echo "postgres (PostgreSQL) 15.1"'
    chmod -R a+rx .
}

# segment_of PID: that its parent has open, as a server's that nobody has noted yet; "" where there are none.
segment_of() { [ ! -d /dev/shm ] || echo "/dev/shm/PostgreSQL.$(awk '$1 == "PPid:" { print $2 }' "/proc/$1/status")"; }

child_of_initdb() { child=$(cat "$TMPDIR"/fullschema-*/child 2>/dev/null) && [ -n "$child" ]; }
no_child() { [ ! -e "/proc/$child" ] || grep -q 'State:.*Z' "/proc/$child/status"; }

@test "what initdb has started ends with the run, however that ends, and with initdb" {
    local signal child segment
    put_schema
    put_lasting_initdb
    for signal in KILL TERM; do
        start run "$FULLSCHEMA" generate --engine postgres --pg-bindir "$PWD/bin"
        within 60 child_of_initdb
        segment=$(segment_of "$child")
        [ -z "$segment" ] || [ -e "$segment" ]
        kill "-$signal" "$started"
        finish "$started"
        within 10 no_child
        [ -z "$segment" ] || within 10 test ! -e "$segment"
        rm -rf "$TMPDIR"/fullschema-*
    done
    start run "$FULLSCHEMA" generate --engine postgres --pg-bindir "$PWD/bin"
    within 60 child_of_initdb
    # Its child's parent.
    kill -SEGV "$(awk '$1 == "PPid:" { print $2 }' "/proc/$child/status")"
    finish "$started"
    expect_status 2
    grep -q 'initdb was killed by signal 11' run.err
    within 10 no_child
    nothing_left
}

@test "a directory of verify --reproducible that a kill has left is removed by the next run that starts a server" {
    put_schema
    start run "$FULLSCHEMA" verify --reproducible --engine postgres
    within 60 eval 'ls "$TMPDIR"/fullschema-*/1/log >/dev/null 2>&1'
    kill -KILL "$started"
    finish "$started"
    within 20 no_servers
    [ -n "$(ls "$TMPDIR")" ]
    generate --engine postgres --output out
    expect_status 0
    nothing_left
}
