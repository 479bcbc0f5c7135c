#!/usr/bin/env bats
# Program deltas: what they can do (a fixture tree), how each failure reads,
# and what they cannot reach. docs/program-deltas.md is the page for this.

load ../lib/common.bash
load ../lib/program_deltas_setup

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

@test "a function that only makes a generator or a coroutine has run nothing" {
    local kind
    put_program <<<$'\ndef run_create(cur, database_engine):\n    cur.execute("CREATE TABLE lost (a INTEGER)")\n    yield'
    generate --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_program.py:2: run_create is a generator: calling it runs nothing of it'
    for kind in 'a coroutine' 'an asynchronous generator'; do
        put_program <<<$'async def run_create(cur, database_engine):\n    cur.execute("CREATE TABLE lost (a INTEGER)")'
        [ "$kind" = 'a coroutine' ] || echo '    yield' >>schema/main/delta/1/01_program.py
        generate --engine sqlite
        expect_status 2
        expect_in_stderr "schema/main/delta/1/01_program.py:1: run_create is $kind: calling it runs nothing of it"
        [[ $stderr != *'never awaited'* ]]
    done
}

@test "an exception that cannot be printed, or raises where it is asked, is told with its line" {
    local raised
    for raised in "ValueError('\\ud800')" 'Mute' 'Endless' 'Nameless'; do
        put_program <<PY
class Mute(Exception):
    def __str__(self):
        raise SystemExit(0)

class Endless(Exception):
    def __str__(self):
        return str(self)

class Nameless(SyntaxError):
    @property
    def filename(self):
        raise KeyError("filename")

def run_create(cur, database_engine):
    raise $raised
PY
        generate --engine sqlite
        expect_status 2
        [[ $stderr == *'schema/main/delta/1/01_program.py:15: '* ]] || { show_run; return 1; }
        [[ $stderr != *'ended with status'* ]]
    done
}

@test "an ImportError that a delta raises itself names no module" {
    put_program <<<$'def run_create(cur, database_engine):\n    raise ImportError("by itself")'
    generate --engine sqlite
    expect_status 2
    expect_in_stderr '01_program.py:2: imports from module ? what is not supplied to program deltas: by itself'
}

# uses NAME MODULE LINE: the run fails at that line, for that use of something that is not supplied.
uses() {
    generate --engine sqlite
    expect_status 2
    expect_in_stderr "schema/main/delta/1/01_program.py:$3: uses $1 of module $2, which is not supplied to program deltas" \
        "supplied are python3's standard library and the modules listed in docs/program-deltas.md"
    [ ! -e full_schemas ]
}

@test "imports that are not supplied are no matter until something of them is used" {
    put_program <<'PY'
import json
import logging
from typing import Dict, List, Optional

import psycopg2
import synapse.events
from synapse.api.room_versions import KNOWN_ROOM_VERSIONS, RoomVersion
from synapse.events import EventBase, make_event_from_dict
from synapse.storage import engines, nowhere
from synapse.storage.engines import MysqlEngine, PostgresEngine
from synapse.storage.types import Cursor

assert engines.PostgresEngine is PostgresEngine


def calculate(version: RoomVersion, events: List[EventBase], other: "Optional[RoomVersion]") -> Dict[str, RoomVersion]:
    return {}


def calculate_more(version: Optional[RoomVersion] = None) -> Optional[EventBase]:
    return make_event_from_dict(version)


def run_create(cur: Cursor, database_engine):
    cur.execute("CREATE TABLE events (room_version TEXT, json TEXT)")
    cur.execute("SELECT room_version, json FROM events")
    for version, event in cur:
        make_event_from_dict(json.loads(event), KNOWN_ROOM_VERSIONS[version])
    try:
        pass
    except psycopg2.Error:
        raise
PY
    generate --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    grep -q 'CREATE TABLE events' full_schemas/1/main/full.sql.sqlite
}

@test "what is not supplied is named where it is used" {
    local module=synapse.api.room_versions
    put_program <<<$'from synapse.api.room_versions import KNOWN\ndef run_create(cur, database_engine):\n    USE'
    cp schema/main/delta/1/01_program.py program
    local use
    for use in 'KNOWN["1"]' 'KNOWN()' 'KNOWN.identifier' 'list(KNOWN)' '"1" in KNOWN' 'len(KNOWN)' 'KNOWN == "1"' \
        'f"{KNOWN}"' 'KNOWN if KNOWN else 1' 'isinstance(1, KNOWN)' 'KNOWN + 1' 'raise KNOWN("x")' 'type("x", (KNOWN,), {})' \
        'cur.execute("SELECT ?", (KNOWN,))'; do
        sed "s/USE/$use/" program >schema/main/delta/1/01_program.py
        uses KNOWN $module 3
    done
    # A delta that catches the error has used it.
    put_program <<'PY'
from synapse.api.room_versions import KNOWN
def run_create(cur, database_engine):
    try:
        KNOWN["1"]
    except:
        pass
PY
    uses KNOWN $module 4
    put_program <<<$'import synapse.events\n@synapse.events.trace\ndef run_create(cur, database_engine):\n    pass'
    uses trace synapse.events 2
    put_program <<<$'from synapse.storage import nowhere\ndef run_create(cur, database_engine):\n    nowhere.something()'
    uses nowhere synapse.storage 3
    put_program <<<$'from synapse.storage.engines import MysqlEngine\nx = MysqlEngine()'
    uses MysqlEngine synapse.storage.engines 2
    # A name that no import says is found by nobody.
    put_program <<<$'__import__("synapse" + ".nowhere")'
    generate --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/01_program.py:1: imports module synapse.nowhere, which is not supplied to program deltas'
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
