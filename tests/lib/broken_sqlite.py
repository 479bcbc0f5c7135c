#!/usr/bin/env python3
"""SQLite files that are damaged or made by hand: broken_sqlite.py DIRECTORY FULLSCHEMA

Writes each into DIRECTORY and lets `fullschema inspect` read it: that has to end in time, by itself, with a snapshot
and 0, or with 2 and one error that names the file and holds no character that a terminal obeys. What is otherwise is
printed, a line each, then how many files there were.
"""
import os
import random
import re
import sqlite3
import struct
import subprocess
import sys

SECONDS = 60
SCHEMA = """CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT); CREATE INDEX i ON a (y); CREATE VIEW v AS SELECT y FROM a;
CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END; CREATE TABLE s (k PRIMARY KEY, b) WITHOUT ROWID;
CREATE VIRTUAL TABLE f USING fts5 (q); CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO n VALUES (5);"""
# Where in the header, and what is written there.
HEADER = [(16, b"\0\0"), (16, b"\0\1"), (16, b"\2\0"), (16, b"\x80\0"), (16, b"\xff\xff"), (18, b"\x63"), (19, b"\x63"),
          (20, b"\xff"), (24, b"\0\0\0\7\xff\xff\xff\xff"), (32, struct.pack(">II", 1, 5)), (44, b"\0\0\0\x09"),
          (52, b"\0\0\0\2"), (56, b"\0\0\0\7"), (100, b"\5\0\0\0\0\0\0\0\0\0\0\1")]
# Rows of sqlite_schema: type, name, tbl_name, rootpage, sql.
ROWS = [("table", "z", "z", 0, None), ("table", "z", "z", 99999, "CREATE TABLE z(a)"), ("table", "z", "z", -5, "CREATE TABLE z(a)"),
        ("table", "z", "z", 1, "CREATE TABLE z(a)"), ("table", "z", "z", 2, "CREATE TABLE z(a)"),
        ("table", "other", "other", 2, "CREATE TABLE z(a)"), ("index", "z", "missing", 3, "CREATE INDEX z ON missing(a)"),
        ("trigger", "z", "a", 0, "CREATE TABLE z(a)"), ("view", "z", "z", 0, "DROP TABLE a"),
        ("view", "z", "z", 0, "CREATE VIEW z AS SELECT * FROM z"), ("table", "z", "z", 2, "CREATE TABLE z(a)\0; DROP TABLE a"),
        ("table", "z", "z", 2, b"CREATE TABLE z(a \xff\xfe)"), (b"\x1b[2J", "\x1b[2J\x9b", "z", 2, "\x1b]0;x\x07"),
        (1, 2, 3, 4, 5), ("table", "z", "z", 2, "CREATE TABLE z(a DEFAULT " + "(" * 2000 + "1" + ")" * 2000 + ")"),
        ("table", "z", "z", 2, "CREATE TABLE z(a CHECK(a > " + "+".join(["1"] * 200000) + "))"),
        ("table", "z", "z", 2, "CREATE TABLE z(" + ",".join(f"c{i}" for i in range(40000)) + ")")]
UPDATES = ["sql = 'CREATE TABLE a(x INTEGER PRIMARY KEY, y TEXT, z AS (z))' WHERE name = 'a'",
           "sql = 'CREATE TABLE a(x, y, PRIMARY KEY(x)) WITHOUT ROWID' WHERE name = 'a'",
           "sql = 'CREATE VIRTUAL TABLE a USING fts5(x)', rootpage = 0 WHERE name = 'a'",
           "type = 'view' WHERE name = 'a'",
           "rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'i') WHERE name = 'a'"]


def database(path, *statements):
    """Its bytes."""
    if os.path.exists(path):
        os.unlink(path)
    c = sqlite3.connect(path)
    c.executescript(SCHEMA)
    c.execute("PRAGMA writable_schema = ON")
    for words in statements:
        c.execute(*words)
    c.commit()
    c.close()
    with open(path, "rb") as f:
        return f.read()


def files(directory, rng):
    """(name, bytes of the file, bytes of its WAL or None)"""
    scratch = os.path.join(directory, "made")
    whole = database(scratch)
    for at, what in HEADER:
        yield f"header at {at}: {what.hex()}", whole[:at] + what + whole[at + len(what):], None
    for size in (99, 100, 1000, len(whole) - 4096):
        yield f"its first {size} bytes", whole[:size], None
    for row in ROWS:
        yield f"row {row!r:.60}", database(scratch, ("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", row)), None
    for update in UPDATES:
        yield f"update {update}", database(scratch, (f"UPDATE sqlite_schema SET {update}",)), None
    for i in range(40):
        changed = bytearray(whole)
        for _ in range(rng.choice((1, 3, 30))):
            changed[rng.randrange(4096 if rng.random() < 0.7 else len(changed))] = rng.randrange(256)
        yield f"bytes changed at random, {i}", bytes(changed), None
    for i in range(10):
        yield f"a WAL of anything, {i}", whole, bytes.fromhex("377f0682002de218") + rng.randbytes(rng.randrange(9000))


def fault(program, path):
    try:
        run = subprocess.run([program, "inspect", path], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "does not end"
    errors = run.stderr.decode(errors="backslashreplace")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", errors):
        return f"control characters: {errors!a}"
    if run.returncode == 0:
        return None if run.stdout else "no snapshot"
    named = [line for line in errors.splitlines() if line.startswith((path, f"fullschema: {path}"))]
    if run.returncode != 2 or len(named) != 1:
        return f"status {run.returncode}: {errors[:300]!a}"
    return None


def main(directory, program):
    path, n = os.path.join(directory, "x.db"), 0
    for name, content, wal in files(directory, random.Random(16)):
        for suffix, data in (("", content), ("-wal", wal)):
            if data is not None:
                with open(path + suffix, "wb") as f:
                    f.write(data)
        found = fault(program, path)
        if found:
            print(f"{name}: {found}")
        for suffix in ("-wal", "-shm"):
            if os.path.exists(path + suffix):
                os.unlink(path + suffix)
        n += 1
    print(f"{n} files")


main(*sys.argv[1:])
