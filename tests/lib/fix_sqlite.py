#!/usr/bin/env python3
"""Pairs of SQLite schemas: the statements that fullschema diff --sql prints are run by the sqlite3 shell on a database of
the old schema that has rows. Then it has the new one, and the rows.

    fix_sqlite.py pairs FULLSCHEMA FILE          blocks of a file: old schema and new one, see tests/fixtures/fix/sqlite.txt
    fix_sqlite.py files FULLSCHEMA OLD NEW ...   snapshots, each with the next one
    fix_sqlite.py planted FULLSCHEMA SNAPSHOT    the drifts that verify --self-test plants in a snapshot, one each
    fix_sqlite.py random FULLSCHEMA FROM COUNT   schemas of these seeds, changed at random
"""
import pathlib
import random
import re
import sqlite3
import subprocess
import sys

import fix_sqlite_random


class Wrong(Exception):
    """What is not as it should be."""


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def tables_of(db):
    return [name for name, in db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                                         " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")]


def columns_of(db, table):
    """Those that have values of their own."""
    return [name for name, in db.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid", (table,))]


def required_value(row, kind, chance):
    return {"INTEGER": row, "REAL": row + 0.5, "BLOB": b"x%d" % row}.get(kind, f"v{row}" if chance.random() < 0.9 else "")


def fill(db, chance):
    """Some rows in each table, with parents for foreign keys where that is easily had."""
    db.execute("PRAGMA foreign_keys = OFF")
    for table in tables_of(db):
        info = db.execute("SELECT name, upper(type), \"notnull\", pk FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid",
                          (table,)).fetchall()
        parents = {child: (parent, to) for parent, child, to in
                   db.execute("SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?)", (table,))}
        for row in range(1, 6):
            values = [row if name in parents else
                      None if not (notnull or pk) and chance.random() < 0.2 else required_value(row, kind, chance)
                      for name, kind, notnull, pk in info]
            names = ", ".join(quoted(name) for name, *_ in info)
            try:
                db.execute(f"INSERT INTO {quoted(table)} ({names}) VALUES ({', '.join('?' * len(info))})", values)
            except sqlite3.Error:
                pass


def rows_of(db, tables):
    """Of each table and each of its columns that has values: row IDs with values, by names in small letters."""
    found = {}
    for table in tables:
        names = columns_of(db, table)
        try:
            keys = [key for key, in db.execute(f"SELECT rowid FROM {quoted(table)} ORDER BY rowid")]
            order = "rowid"
        except sqlite3.Error:
            keys, order = None, ", ".join(map(quoted, names))
        for name in names:
            values = [value for value, in db.execute(f"SELECT {quoted(name)} FROM {quoted(table)} ORDER BY {order}")]
            if keys is None:
                values.sort(key=repr)
            found[(table, name)] = (keys, values)
        found[(table, None)] = (keys, db.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])
    return found


def make(path, schema, chance=None):
    pathlib.Path(path).unlink(missing_ok=True)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.executescript(schema)
    if chance:
        fill(db, chance)
    return db


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def violations(db):
    try:
        return db.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error:
        return []


def same_values(old, new, numbered):
    """As SQLite converts them to another type; where it was said, NULL may have become a row ID."""
    return all(a == b or str(a) == str(b) or (a is None and numbered) for a, b in zip(old, new))


def positions_of(db):
    return dict(db.execute("SELECT name, seq FROM sqlite_sequence")) if db.execute(
        "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").fetchone() else {}


def check_rows(before, after, renamed, numbered):
    """Rows of tables that both have, values of columns that both have."""
    for (table, column), (keys, values) in before.items():
        now = after.get((renamed.get(table, table), renamed.get((table, column), column)))
        if now is None:
            continue
        if keys is not None and now[0] is not None and keys != now[0] and column is None:
            raise Wrong(f"rows of {table}: {keys} became {now[0]}")
        if column is None and values != now[1]:
            raise Wrong(f"rows of {table}: {values} became {now[1]}")
        if column and keys == now[0] and not same_values(values, now[1], column in numbered):
            raise Wrong(f"values of {table}.{column}: {values} became {now[1]}")


def fix(fullschema, old, new, chance, snapshots=False):
    """Raises Wrong; returns "fixed", or "refused" where the tool names what it has no statements for."""
    for side, schema in (("old", old), ("new", new)):
        store(f"{side}.db", schema)
        text = schema if snapshots else run([fullschema, "inspect", f"{side}.db"]).stdout
        pathlib.Path(f"{side}.sql.sqlite").write_text(text)
    printed = run([fullschema, "diff", "old.sql.sqlite", "new.sql.sqlite", "--sql", "--allow-loss"])
    if printed.returncode == 0:
        return "same"
    if printed.returncode == 2 and "fullschema: " in printed.stderr:
        return "refused: " + printed.stderr
    if printed.returncode != 1 or printed.stderr:
        raise Wrong(f"diff --sql: {printed.returncode} {printed.stderr}")
    db = make("fixed.db", old, chance)
    before, broken, positions = rows_of(db, tables_of(db)), violations(db), positions_of(db)
    db.close()
    pathlib.Path("fix.sql").write_text(printed.stdout)
    shell = run(["sqlite3", "fixed.db"], input="PRAGMA foreign_keys = ON;\n" + printed.stdout)
    if shell.returncode or shell.stderr:
        if re.search("constraint failed|cannot store|datatype mismatch", shell.stderr):
            db = sqlite3.connect("fixed.db")
            if rows_of(db, tables_of(db)) != before:
                raise Wrong(f"the script stopped, and rows are not as before: {shell.stderr}")
            return "stopped"
        raise Wrong(f"sqlite3: {shell.stderr}\n{printed.stdout}")
    left = run([fullschema, "diff", "fixed.db", "new.db"])
    if left.returncode != 0:
        raise Wrong(f"with the statements:\n{left.stdout}{left.stderr}\n{printed.stdout}")
    db = sqlite3.connect("fixed.db")
    renamed = dict(re.findall(r'ALTER TABLE "?(\w+)"? RENAME TO "?(\w+)"?;', printed.stdout))
    fresh = {name for name in renamed if name.endswith("_new") or re.search("_new_+$", name)}
    renamed = {name: to for name, to in renamed.items() if name not in fresh}
    for table, column, to in re.findall(r'ALTER TABLE "?(\w+)"? RENAME COLUMN "?(\w+)"? TO "?(\w+)"?;', printed.stdout):
        was = next((name for name, now in renamed.items() if now == table), table)
        renamed[(was, column)] = to
    numbered = {name for names in re.findall("how (?:those|the values) of (.*) are written: they become", printed.stdout)
                for name in names.split(", ")}
    # Tables of which rows are among what differs are compared by the tool.
    changed = set(re.findall(r'(?m)^(?:INSERT|DELETE FROM) (?:INTO )?"?(\w+)', printed.stdout))
    before = {key: value for key, value in before.items() if key[0] not in changed}
    check_rows(before, rows_of(db, tables_of(db)), renamed, numbered)
    if not broken and set(violations(db)):
        gone = {name for name, _ in before} - set(tables_of(db))
        if not any(parent in gone for _, _, parent, _ in violations(db)) and "FOREIGN KEY" not in printed.stdout:
            raise Wrong(f"rows refer to none: {violations(db)}\n{printed.stdout}")
    for table, position in positions_of(db).items():
        if table in positions and position < positions[table]:
            raise Wrong(f"position of {table}: {positions[table]} became {position}")
    return "fixed"


def store(path, schema):
    make(path, schema).close()
    return path


def judge(name, counts, *arguments):
    try:
        found = fix(*arguments)
    except Wrong as wrong:
        found = "wrong"
        print(f"{name}: {wrong}")
    except sqlite3.Error as error:
        found = "wrong"
        print(f"{name}: {error}")
    counts[found.split(":")[0]] = counts.get(found.split(":")[0], 0) + 1
    return found


def pairs(fullschema, path):
    counts = {}
    for block in re.split(r"(?m)^== ", pathlib.Path(path).read_text())[1:]:
        name, body = block.split("\n", 1)
        body, _, expected = body.partition("-- refused: ")
        old, new = body.split("-- new\n")
        found = judge(name, counts, fullschema, old, new, random.Random(name))
        if expected.strip() not in found or (found.startswith("refused") and not expected):
            counts["wrong"] = counts.get("wrong", 0) + 1
            print(f"{name}: {found}, expected {expected or 'fixed'}")
    return counts


def files(fullschema, *paths):
    counts = {}
    for old, new in zip(paths, paths[1:]):
        found = judge(f"{old} {new}", counts, fullschema, pathlib.Path(old).read_text(), pathlib.Path(new).read_text(),
                      random.Random(old))
        if found.startswith("refused"):
            print(f"{old} {new}: {found}")
    return counts


def planted(fullschema, path):
    counts, wanted = {}, pathlib.Path(path).read_text()
    program = pathlib.Path(fullschema).parent / "tests" / "planted"
    pathlib.Path("planted").mkdir(exist_ok=True)
    drifts = run([program, "sqlite", path, "planted"])
    if drifts.returncode or not drifts.stdout:
        raise Wrong(f"nothing is planted: {drifts.stderr}")
    for line in drifts.stdout.splitlines():
        number, name = line.split(" ", 1)
        old = pathlib.Path(f"planted/{number}.sql.sqlite").read_text()
        found = judge(name, counts, fullschema, old, wanted, random.Random(name), True)
        # What the rows of the test make impossible: values that a required column has not.
        expected = {"a required column is missing": "refused", "a column allows null": "stopped"}.get(name, "fixed")
        if not found.startswith((expected, "fixed")):
            counts["wrong"] = counts.get("wrong", 0) + 1
            print(f"{name}: {found}")
    return counts


def at_random(fullschema, first, count):
    counts = {}
    for seed in range(int(first), int(first) + int(count)):
        chance = random.Random(seed)
        schema = fix_sqlite_random.Schema(chance)
        old = schema.text()
        schema.change()
        found = judge(f"seed {seed}", counts, fullschema, old, schema.text(), chance)
        if found.startswith("refused") and "-v" in sys.argv:
            print(f"seed {seed}: {found}")
    return counts


def main():
    does = {"pairs": pairs, "files": files, "random": at_random, "planted": planted}[sys.argv[1]]
    counts = does(*[word for word in sys.argv[2:] if word != "-v"])
    print(", ".join(f"{n} {word}" for word, n in sorted(counts.items())))
    sys.exit(counts.get("wrong", 0) > 0)


main()
