#!/usr/bin/env bats
# Program deltas: what they can do (a fixture tree), how each failure reads,
# and what they cannot reach. docs/program-deltas.md is the page for this.

load ../lib/common.bash

fixture=$repo/tests/fixtures/program_deltas

# put_program < text: a tree whose only delta is this program.
put_program() {
    put_bookkeeping
    put schema/main/delta/1/01_program.py
}

# expect_failure ARGUMENT... < text: on SQLite, and the whole of stderr.
expect_failure() {
    generate --engine sqlite "$@"
    expect_status 2
    expect_stderr
    [ ! -e full_schemas ]
    nothing_left
}

# helper_of PID: its helper runs; the process id is in $helper.
helper_of() {
    helper=$(pgrep -P "$1" -f -- '-I -S -B -c')
}

@test "every import and every call, on both engines" {
    generate -s "$fixture" -o out
    expect_status 0
    expect_in_stderr 'main/delta/3/03_misspelt.py: warning: defines neither run_create nor run_upgrade: nothing runs' \
        'hint: it defines run_update'
    nothing_left
    grep -q '^CREATE SEQUENCE user_id_seq START WITH 42;$' out/3/main/full.sql.postgres
    grep -q 'ADD CONSTRAINT loans_isbn_fkey FOREIGN KEY (isbn) REFERENCES books (isbn) DEFERRABLE' out/3/main/full.sql.postgres
    grep -q '    CONSTRAINT loans_isbn_fkey FOREIGN KEY (isbn) REFERENCES books (isbn) DEFERRABLE' out/3/main/full.sql.sqlite
    grep -q '^    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,$' out/3/main/full.sql.postgres
    grep -q '^    id INTEGER PRIMARY KEY AUTOINCREMENT,$' out/3/main/full.sql.sqlite
    for engine in postgres sqlite; do
        grep -q "INSERT INTO seen (what) VALUES ('every call');" out/3/main/full.sql.$engine
        grep -q 'CREATE INDEX shelves_note ON shelves (note);' out/3/main/full.sql.$engine
        grep -q 'CREATE INDEX loans_reader ON loans (reader);' out/3/main/full.sql.$engine
    done
}

@test "every module and name that docs/program-deltas.md lists is supplied, and every one supplied is listed" {
    put_bookkeeping
    mkdir -p schema/main/delta/1
    python3 - "$repo/docs/program-deltas.md" "$repo/share/fullschema/program_delta/supplied" <<'END' >schema/main/delta/1/a.py
import os, re, sys
with open(sys.argv[1], encoding="utf-8") as page:
    rows = re.findall(r"^\| (`synapse\..*) \| (.*) \|$", page.read(), re.M)
listed = set()
for modules, names in rows:
    first, *more = re.findall(r"`([^`]+)`", modules)
    modules = [first, *("synapse.storage" + module for module in more)]
    listed.update(modules)
    for name in re.findall(r"`([^`]+)`", names):
        print(f"from {first} import {name}")
    for module in modules:
        print(f"import {module}")
supplied = {name[:-3] for name in os.listdir(sys.argv[2]) if name.endswith(".py")}
assert listed == supplied, listed ^ supplied
print("def run_create(cur, database_engine): cur.execute('CREATE TABLE all_there (x text)')")
END
    generate --quiet --engine sqlite
    expect_status 0
    grep -q all_there full_schemas/1/main/full.sql.sqlite
}

@test "a table rewritten through writable_schema is the one in the snapshot" {
    generate -s "$fixture" -o out --engine sqlite --database main
    expect_status 0
    grep -q '^    title TEXT,$' out/3/main/full.sql.sqlite
    generate -s "$fixture" -o out --engine sqlite --database main -n 1
    grep -q '^    title TEXT NOT NULL,$' out/1/main/full.sql.sqlite
}

@test "programs and SQL files run in one order, and are recorded alike" {
    put_bookkeeping
    say schema/main/delta/1/01_a.sql 'CREATE TABLE t (x TEXT);'
    put schema/main/delta/1/02_b.py <<'PY'
def run_create(cur, database_engine):
    cur.execute("INSERT INTO t SELECT file FROM applied_schema_deltas")
PY
    say schema/main/delta/1/03_c.sql 'INSERT INTO t SELECT file FROM applied_schema_deltas WHERE file = '\''1/02_b.py'\'';'
    generate --database main
    expect_status 0
    for engine in postgres sqlite; do
        diff - <(grep INSERT full_schemas/1/main/full.sql.$engine) <<'SQL'
INSERT INTO t (x) VALUES ('1/01_a.sql');
INSERT INTO t (x) VALUES ('1/02_b.py');
SQL
    done
}

@test "a program beside a base snapshot, and compiled leftovers, are passed over" {
    put_bookkeeping
    say schema/main/delta/1/01_a.sql 'CREATE TABLE t (x TEXT);'
    say schema/main/delta/1/__pycache__/01_a.cpython-311.pyc ''
    say schema/common/full_schemas/0/x.py 'raise Exception'
    generate --engine sqlite
    expect_status 0
}

@test "an exception: file, line, message, traceback" {
    put_program <<'PY'
def helper(x):
    return {}[x]


def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (x TEXT)")
    helper("no such key")
PY
    generate --engine sqlite
    expect_status 2
    # Newer Pythons underline the place.
    stderr=$(grep -v '^ *[~^]*$' <<<"$stderr")
    expect_stderr <<'END'
schema/main/delta/1/01_program.py:2: KeyError: 'no such key'
    Traceback (most recent call last):
      File "schema/main/delta/1/01_program.py", line 7, in run_create
        helper("no such key")
      File "schema/main/delta/1/01_program.py", line 2, in helper
        return {}[x]
    KeyError: 'no such key'
END
}

@test "an SQL error points at the line of the delta" {
    put_program <<'PY'
def run_create(cur, database_engine):
    cur.execute(
        """
        SELECT nonesuch
        """
    )
PY
    for engine in postgres sqlite; do
        generate --engine $engine
        expect_status 2
        [[ $stderr =~ ^schema/main/delta/1/01_program.py:[2-6]:\  ]]
        expect_in_stderr '    SELECT nonesuch' 'Traceback' 'in run_create'
    done
    expect_in_stderr 'sqlite: no such column: nonesuch (SQLITE_ERROR)'
    generate --engine postgres
    expect_in_stderr 'postgres: column "nonesuch" does not exist (42703)'
}

@test "a syntax error" {
    put_program <<'PY'
import logging
def run_create(cur, database_engine)
    pass
PY
    generate --engine sqlite
    expect_status 2
    expect_in_stderr "schema/main/delta/1/01_program.py:2: SyntaxError: expected ':'"
}

@test "an import that is not supplied" {
    put_program <<'PY'
import logging
from synapse.storage.nowhere import something
PY
    generate --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_program.py:2: imports module synapse.storage.nowhere, which is not supplied to program deltas'
    say schema/main/delta/1/01_program.py 'import psycopg2'
    generate --engine sqlite
    expect_in_stderr 'schema/main/delta/1/01_program.py:1: imports module psycopg2, which is not supplied to program deltas'
    say schema/main/delta/1/01_program.py 'from synapse.storage.engines import MysqlEngine'
    generate --engine sqlite
    expect_in_stderr '01_program.py:1: imports from module synapse.storage.engines what is not supplied' MysqlEngine
}

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
schema/main/delta/1/01_program.py: the process that ran it ended with status 3
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
    put_program <<'PY'
import os
def run_create(cur, database_engine):
    cur.execute("SELECT 1")
    while True:
        pass
PY
    start job "$FULLSCHEMA" generate --engine sqlite
    within 20 helper_of "$started"
    kill -KILL "$started"
    gone() { ! kill -0 "$helper" 2>/dev/null || grep -q '^State:.Z' "/proc/$helper/status"; }
    within 5 gone
}

@test "python3 missing matters only to a tree that has programs to run" {
    put_schema
    mkdir bin
    run --separate-stderr env PATH="$PWD/bin" "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    rm -r full_schemas schema
    put_program <<<'def run_create(cur, database_engine): pass'
    run --separate-stderr env PATH="$PWD/bin" "$FULLSCHEMA" generate --engine sqlite
    expect_status 2
    expect_stderr <<'END'
schema/main/delta/1/01_program.py: no python3 found in PATH, and the schema directory has program deltas
hint: on Debian and Ubuntu: apt-get install python3-minimal
END
}

@test "one helper serves all programs of a database" {
    put_bookkeeping
    for n in 1 2 3; do
        put schema/main/delta/$n/0$n.py <<PY
import os, sys
def run_create(cur, database_engine):
    sys.deltas = getattr(sys, "deltas", 0) + 1
    assert sys.deltas == $n
PY
    done
    generate --database main
    expect_status 0
}
