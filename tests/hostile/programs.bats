#!/usr/bin/env bats
# What the Python of a delta can open: its interpreter's library, and nothing of the machine, the project or its user.

load ../lib/common

teardown() {
    leave_scratch
}

# needs_landlock: of a kernel without it the warning is right, and there is nothing more to see.
needs_landlock() {
    if [[ $stderr == *'(Landlock)'* ]]; then
        skip "this kernel has no Landlock"
    fi
}

# put_program < text: a tree whose only delta is this program.
put_program() {
    put_bookkeeping
    put schema/main/delta/1/01_program.py
}

@test "files of the machine, of the project and of the user are not opened by a program delta" {
    chmod 755 .
    say secret.txt 'do not tell'
    chmod 644 secret.txt
    put_program <<PY
import glob, os

def run_create(cur, database_engine):
    opened = []
    for path in ("/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/cpuinfo",
                 "/proc/1/cmdline", "/sys/kernel/ostype", "$PWD/secret.txt", "$PWD/schema/schema_version",
                 "$PWD/schema/main/delta/1/01_program.py", "/usr/lib/../../etc/passwd", "/dev/zero"):
        try:
            open(path, "rb").read(1)
        except OSError:
            continue
        opened.append(path)
    for path in ("/", "/etc", "/home", "/root", "/tmp", "/proc", "$PWD"):
        try:
            os.listdir(path)
        except OSError:
            continue
        opened.append(path + "/")
    assert not opened, opened
    cur.execute("CREATE TABLE opened (path TEXT)")
PY
    generate --engine sqlite --output out
    needs_landlock
    expect_status 0
    expect_stderr <<<''
}

@test "a program delta imports all of the standard library that it could before" {
    put_program <<'PY'
import base64, bz2, collections, csv, ctypes, datetime, decimal, email.message, encodings.idna, hashlib, hmac, html.parser
import importlib.resources, json, logging, lzma, multiprocessing, pickle, random, re, secrets, sqlite3, ssl, statistics
import tempfile, unicodedata, urllib.request, uuid, xml.etree.ElementTree, zlib, zoneinfo

def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (x TEXT DEFAULT '%s')" % hashlib.sha256(b"a").hexdigest()[:8])
PY
    generate --engine sqlite --output out
    expect_status 0
    grep -q "ca978112" out/1/main/full.sql.sqlite
}

@test "the error of a file that may not be opened names the delta, the line and the file" {
    put_program <<'PY'
def run_create(cur, database_engine):
    pass

open("/etc/passwd")
PY
    generate --engine sqlite --output out
    needs_landlock
    expect_status 2
    expect_in_stderr "schema/main/delta/1/01_program.py:4: PermissionError: [Errno 13] Permission denied: '/etc/passwd'"
    [ ! -e out ]
}

@test "--require-sandbox runs as ever where the kernel has all of it, and is no setting to be taken back" {
    put_program <<'PY'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (x TEXT)")
PY
    generate --engine sqlite --output out --require-sandbox
    if [ "$status" = 2 ]; then
        # Here it has not: that is said, with what is missing, and nothing runs.
        expect_in_stderr 'is not whole: '
        [ ! -e out ]
    else
        expect_status 0
        grep -q 'CREATE TABLE t' out/1/main/full.sql.sqlite
    fi
}

@test "where the kernel lacks parts of the sandbox that is said once, and --require-sandbox refuses" {
    put_program <<'PY'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (x TEXT)")
PY
    say schema/state/delta/1/02_program.py "$(cat schema/main/delta/1/01_program.py)"
    run --separate-stderr "$repo/tests/lib/without_seccomp.py" "$FULLSCHEMA" generate --engine sqlite --output out
    needs_landlock
    expect_status 0
    [ "$(grep -c 'is not whole: system calls are not filtered (seccomp)$' <<<"$stderr")" = 2 ]
    grep -q 'the sandbox of the helper for program deltas is not whole' <<<"$stderr"
    grep -q 'CREATE TABLE t' out/1/main/full.sql.sqlite
    rm -r out
    run --separate-stderr "$repo/tests/lib/without_seccomp.py" "$FULLSCHEMA" generate --engine sqlite --output out \
        --require-sandbox
    expect_status 2
    expect_in_stderr 'the sandbox of the process that runs SQLite is not whole: system calls are not filtered (seccomp)'
    [ ! -e out ]
}

@test "an interpreter of a virtual environment finds its library" {
    put_program <<'PY'
import json, decimal

def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (x TEXT)")
PY
    # Made by hand, for the module that makes one is a package of its own: a link and a file.
    mkdir -p venv/bin
    ln -s "$(readlink -f "$(command -v python3)")" venv/bin/python3
    say venv/pyvenv.cfg "home = $(dirname "$(readlink -f "$(command -v python3)")")"
    chmod -R a+rX venv .
    PATH=$PWD/venv/bin:$PATH generate --engine sqlite --output out
    expect_status 0
    expect_stderr <<<''
    grep -q 'CREATE TABLE t' out/1/main/full.sql.sqlite
}

@test "what a program says past its cursor is no message, and ends the run at once" {
    local body
    put_bookkeeping
    while read -r body; do
        printf 'import os, sys\n\ndef run_create(cur, database_engine):\n    %s\n' "$body" |
            put schema/main/delta/1/01_program.py
        run --separate-stderr timeout 60 "$FULLSCHEMA" generate --engine sqlite --output out --program-timeout 5
        [ "$status" -eq 2 ] || { echo "$body"; show_run; false; }
        expect_in_stderr 'schema/main/delta/1/01_program.py'
        [ "$(grep -c '^schema/' <<<"$stderr")" = 1 ]
        [ ! -e out ]
        nothing_left
    done <<'PY'
os.write(3, b"\xff" * 100000)
os.write(3, b"\xff\xff\xff\xffaaaa")
os.write(3, bytes(64))
os.close(3)
os.write(3, b"\0\0\0\x40abc"); import time; time.sleep(60)
os._exit(0)
sys.exit(0)
os.abort()
os.kill(-1, 9)
cur.execute("CREATE TABLE a (b TEXT)\0 garbage")
cur.execute("SELECT ?", ("x" * (200 << 20),))
raise type("\x1b[2J\n::error::x", (Exception,), {})("y")
PY
}

@test "bytes are the same whatever a delta makes of bytea_output" {
    put_program <<'PY'
def run_create(cur, database_engine):
    every = bytes(range(256)) + b"\\\\x00\\001"
    for output in ("hex", "escape"):
        cur.execute("SET LOCAL bytea_output = " + output)
        for value in (every, b"", b"\\x41", b"\0"):
            cur.execute("SELECT ?, ARRAY[?]", (value, value))
            one, several = cur.fetchone()
            assert bytes(one) == value and [bytes(item) for item in several] == [value], (output, one, several)
    cur.execute("CREATE TABLE t (x BYTEA)")
PY
    generate --engine postgres --output out
    expect_status 0
    grep -q 'x bytea' out/1/main/full.sql.postgres
}
