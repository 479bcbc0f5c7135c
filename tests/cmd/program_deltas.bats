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
