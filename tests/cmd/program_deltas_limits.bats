#!/usr/bin/env bats
# Program deltas: what ends them, and what they cannot reach. docs/program-deltas.md is the page for this.

load ../lib/common.bash
load ../lib/program_deltas_setup

@test "an infinite loop ends at the limit, which can be chosen" {
    put_program <<'PY'
def run_create(cur, database_engine):
    while True:
        pass
PY
    expect_failure --program-timeout 1 <<'END'
schema/main/delta/1/01_program.py: stopped after 1 s, the limit for the Python of a program delta
hint: --program-timeout SECONDS allows more
END
}

@test "the time of a statement is not the program's" {
    put_program <<'PY'
def run_create(cur, database_engine):
    cur.execute("SELECT pg_sleep(2)")
PY
    generate --engine postgres --program-timeout 1
    expect_status 0
    generate --engine postgres --statement-timeout 1
    expect_status 2
    expect_in_stderr '01_program.py:2: postgres: cancelled after 1 s, the statement timeout (57014)'
}

@test "statements without end are stopped as well" {
    put_program <<'PY'
def run_create(cur, database_engine):
    while True:
        cur.execute("SELECT 1")
PY
    generate --engine sqlite --program-timeout 1
    expect_status 2
    expect_in_stderr 'the limit for the Python of a program delta'
}

@test "Ctrl-C while a program runs" {
    put_program <<'PY'
def run_create(cur, database_engine):
    while True:
        pass
PY
    start job "$FULLSCHEMA" generate --engine sqlite
    within 20 helper_of "$started"
    kill -INT "$started"
    finish "$started"
    [ "$status" -eq 130 ]
    diff job.err - <<<'fullschema: stopped; nothing was written'
    nothing_left
}

@test "a program that exits, or is gone" {
    put_program <<'PY'
import sys
def run_create(cur, database_engine):
    sys.exit(3)
PY
    generate --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_program.py:3: SystemExit: 3'
    put_program <<'PY'
import os
os._exit(3)
PY
    expect_failure <<'END'
schema/main/delta/1/01_program.py:2: os._exit() ends the process that runs it
END
    put_program <<'PY'
import os
os.close(3)
def run_create(cur, database_engine):
    cur.execute("SELECT 1")
PY
    expect_failure <<'END'
schema/main/delta/1/01_program.py: the process that ran it ended with status 1
END
}

# wrong REPLY MESSAGE: a program that writes REPLY (a Python expression) to the socket.
wrong() {
    put_program <<PY
import json, os, struct
def frame(text):
    return struct.pack(">I", len(text)) + text.encode()
def message(**members):
    return frame(json.dumps(members))
os.write(3, $1)
while True:
    pass
PY
    expect_failure --program-timeout 20 <<<"schema/main/delta/1/01_program.py: $2"
}

@test "replies that are not of the protocol" {
    wrong 'frame("rubbish")' 'it sent something that is no message of the protocol'
    wrong 'frame("[]")' 'it sent something that is no message of the protocol'
    wrong 'frame("")' 'it sent something that is no message of the protocol'
    wrong 'frame("[" * 100000)' 'it sent something that is no message of the protocol'
    wrong 'b"rubbish on the socket"' 'it sent a message that is too large, or asked for one'
    wrong 'message(finished="created")' 'it sent a message out of turn'
    wrong 'message(turn=3, finished="created")' 'it sent a message out of turn'
    wrong 'message(turn=4, execute="SELECT 1", values=[]) + message(turn=6, finished="created")' \
        'it sent a message out of turn'
    wrong 'message(turn=4, execute="SELECT 1")' 'it sent values that are not those of the protocol'
    wrong 'message(turn=4, execute="SELECT ?", values=[{"bytes": "%"}])' \
        'it sent values that are not those of the protocol'
    wrong 'message(turn=4, finished="somehow")' 'it finished in a way that the protocol does not have'
    wrong 'message(turn=4, please="help")' 'it sent a message that the protocol does not have'
    wrong 'message(turn=4, error={"message": "\x1b[31mred\nline"})' '\x1b[31mred'
}

@test "an enormous result, and an enormous statement" {
    put_program <<'PY'
def run_create(cur, database_engine):
    cur.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
PY
    for engine in postgres sqlite; do
        generate --engine $engine
        expect_status 2
        expect_in_stderr "01_program.py:2: $engine: the result is larger than 32 MiB" 'WITH RECURSIVE n'
    done
    put_program <<'PY'
def run_create(cur, database_engine):
    cur.execute("SELECT '" + "x" * (100 << 20) + "'")
PY
    generate --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_program.py: it sent a message that is too large'
    put_program <<'PY'
def run_create(cur, database_engine):
    x = "x"
    while True:
        x += x
PY
    generate --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_program.py:4: MemoryError'
}

@test "a program cannot end its transaction, nor hide that it did" {
    put_program <<'PY'
def run_create(cur, database_engine):
    try:
        cur.execute("COMMIT")
    except Exception:
        pass
PY
    for engine in postgres sqlite; do
        generate --engine $engine
        expect_status 2
        expect_in_stderr "schema/main/delta/1/01_program.py:3: $engine: the statement ends the transaction that the script runs in"
    done
}

@test "a failed program leaves nothing of itself in the database" {
    put_program <<'PY'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (x TEXT)")
    try:
        cur.execute("CREATE TABLE t (x TEXT)")
    except Exception as e:
        assert "already exists" in str(e)
    cur.execute("SELECT 1")
PY
    generate --engine sqlite
    expect_status 0
    # As on any Postgres: after an error the transaction takes nothing more.
    generate --engine postgres
    expect_status 2
    expect_in_stderr '01_program.py:7: postgres: current transaction is aborted' '(25P02)'
}

@test "no secrets: environment, parents, files of others" {
    put_program <<'PY'
import os

def run_create(cur, database_engine):
    assert sorted(os.environ) == ["HOME", "LANG", "LC_ALL", "PATH", "TZ"], sorted(os.environ)
    for pid in [os.getppid(), *range(1, 300)]:
        if pid == os.getpid():
            continue
        try:
            secret = open("/proc/%d/environ" % pid, "rb").read()
        except OSError:
            continue
        assert b"do-not-tell" not in secret, pid
    assert not any(os.path.exists("/proc/self/fd/%d" % fd) for fd in range(5, 64))
    assert os.getuid() != 0
PY
    export PGPASSWORD=do-not-tell OTHER_SECRET=do-not-tell
    generate --engine sqlite
    expect_status 0
}

@test "no processes, no network, no files, no signals" {
    put_program <<'PY'
import os, signal, socket, subprocess, threading

def refused(call, *args):
    try:
        result = call(*args)
    except (OSError, RuntimeError):
        return
    raise AssertionError("%r worked: %r" % (call, result))

def run_create(cur, database_engine):
    refused(os.fork)
    refused(subprocess.run, ["true"])
    refused(threading.Thread(target=print).start)
    refused(socket.socket, socket.AF_INET)
    refused(socket.socket, socket.AF_UNIX)
    refused(socket.socketpair)
    refused(os.kill, os.getppid(), signal.SIGTERM)
    for directory in (".", "/tmp", "/dev/shm", "/var/tmp"):
        refused(open, directory + "/fullschema-was-here", "w")
        refused(os.mkdir, directory + "/fullschema-was-here")
    refused(open, "/dev/null", "w")
    refused(os.unlink, "/etc/hostname")
    refused(os.chmod, "/dev/null", 0)
PY
    generate
    expect_status 0
    nothing_left
}

@test "the tool is gone, and so is the helper" {
    # It tries to take off the signal that it gets then (prctl), and not to heed others.
    put_program <<'PY'
import ctypes, os, signal
def run_create(cur, database_engine):
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    print(ctypes.CDLL(None).prctl(1, 0, 0, 0, 0))
    try:
        os.setsid()
    except OSError:
        pass
    cur.execute("SELECT 1")
    while True:
        pass
PY
    start job "$FULLSCHEMA" generate --engine sqlite
    within 20 helper_of "$started"
    is_in_its_loop() { [ "$(cut -d' ' -f14 "/proc/$helper/stat")" -gt 50 ]; }
    within 30 is_in_its_loop
    kill -KILL "$started"
    gone() { ! kill -0 "$helper" 2>/dev/null || grep -q '^State:.Z' "/proc/$helper/status"; }
    within 5 gone
}
