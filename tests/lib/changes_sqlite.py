#!/usr/bin/env python3
"""Makes each change of tests/fixtures/changes/sqlite.txt in a database of its own, with a row in the table, and holds
three things against the file: what fullschema diff says of it, whether SQLite refuses it, and what becomes of a
client's statement.

    changes_sqlite.py CASES FULLSCHEMA
"""
import json
import pathlib
import sqlite3
import subprocess
import sys

import changes_case


def ask(db, question):
    """What a client gets for the last of some statements; nothing of them stays."""
    before, _, last = question.rstrip("; ").rpartition("; ")
    db.execute("BEGIN")
    try:
        for statement in filter(None, before.split("; ")):
            db.execute(statement)
        return str(db.execute(last).fetchall())
    except sqlite3.Error as error:
        return f"fails: {error}"
    finally:
        db.execute("ROLLBACK")


def fill(db):
    try:
        db.execute("INSERT INTO t (a) VALUES (1)")
    except sqlite3.Error:
        pass


def snapshot(fullschema, path, name):
    """With rows of the table k, where a case is about rows."""
    rows = ["--rows", "all"] if sqlite3.connect(path).execute("SELECT 1 FROM sqlite_schema WHERE name = 'k'").fetchone() else []
    run = subprocess.run([fullschema, "inspect", *rows, path], capture_output=True, text=True, check=True)
    pathlib.Path(name).write_text(run.stdout)
    return name


def differences(fullschema, before, after):
    run = subprocess.run([fullschema, "diff", "--fail-on", "none", "--format", "json", before, after],
                         capture_output=True, text=True, check=True)
    return [change for comparison in json.loads(run.stdout)["comparisons"] for change in comparison["changes"]]


def change(db, case):
    try:
        db.executescript(case.change)
        return "nothing"
    except sqlite3.Error:
        db.executescript(case.instead)
        return "refuses"


def look_at(case, fullschema):
    path = f"{case.name}.db"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    db.executescript(case.setup)
    fill(db)
    before = snapshot(fullschema, path, "before.sql.sqlite")
    answers = [ask(db, question) for _, question in case.questions()]
    done = change(db, case)
    pairs = list(zip(answers, [ask(db, question) for _, question in case.questions()]))
    db.close()
    changes = differences(fullschema, before, snapshot(fullschema, path, "after.sql.sqlite"))
    return changes_case.mistakes(case, changes, done, pairs, 0)


def main():
    path, fullschema = sys.argv[1:3]
    cases = changes_case.read(path, 0)
    mistakes = [mistake for case in cases for mistake in look_at(case, fullschema)]
    print(*mistakes, f"{len(cases)} cases on SQLite {sqlite3.sqlite_version}, {len(mistakes)} mistakes", sep="\n")
    sys.exit(len(mistakes) > 0)


main()
