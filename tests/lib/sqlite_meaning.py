#!/usr/bin/env python3
"""Whether two SQLite databases mean the same: what `fullschema inspect` prints, loaded again, and what it was made of.

    sqlite_meaning.py FULLSCHEMA --random SEED COUNT     databases made of random statements
    sqlite_meaning.py FULLSCHEMA --for SECONDS [SEED]    the same, as many as that time allows, and says how many
    sqlite_meaning.py FULLSCHEMA FILE...                 databases, or scripts that make them

SQLite is the judge: the answers of its PRAGMAs, the names of the views' columns, the programs that EXPLAIN shows (with
the pages of tables taken for their names), and what a few statements do to both. Names each difference, exits 1.
"""

import collections
import difflib
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

from sqlite_random_schema import Schemas

RELATIONS = """SELECT t.name, t.type, t.wr, t.strict, m.sql FROM pragma_table_list AS t JOIN sqlite_master AS m ON m.name = t.name
    WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name"""


def quoted(name):
    return '"%s"' % name.replace('"', '""')


def bound(db):
    """Random queries may have no end: the next one is given up after so many steps of SQLite's machine."""
    left = iter([0] * 100)
    db.set_progress_handler(lambda: next(left, 1), 100000)


def ask(db, sql, *values):
    """Rows, or the error as a text."""
    bound(db)
    try:
        return db.execute(sql, values).fetchall()
    except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeError) as e:
        return "error: %s" % e


def plain_type(text):
    text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/|--[^\n]*", " ", text or "", flags=re.S)).upper()
    return re.sub(r" ?([(),\]]) ?", r"\1", text).strip()


class Database:
    def __init__(self, db):
        self.db = db
        self.relations = {r[0]: r for r in ask(db, RELATIONS)}
        self.pages = {r[0]: r[1] for r in ask(db, "SELECT rootpage, type || ' ' || name FROM sqlite_master WHERE rootpage > 0")}
        self.pages.update((page, "automatic %s %s" % (table, keys)) for table, page, keys in self.automatic())

    def automatic(self):
        """Automatic indexes are numbered by the order of the constraints: known by what they hold."""
        for name, table, page in ask(
                self.db, "SELECT name, tbl_name, rootpage FROM sqlite_master WHERE type = 'index' AND sql IS NULL"):
            yield table, page, ask(self.db, "SELECT name, desc, upper(coll) FROM pragma_index_xinfo(?) WHERE key", name)

    def order(self, table):
        """Of its automatic indexes: that of the constraints, which programs follow."""
        return [i[-1] for i in self.indexes(table) if i[2] != "c"]

    def told(self):
        """{what: answer}: all that SQLite tells of the schema without its texts."""
        answers = {}
        for name, row in self.relations.items():
            answers["relation " + name] = row[1:4]
            columns = ask(self.db, 'SELECT name, type, "notnull", dflt_value IS NULL, pk, hidden FROM pragma_table_xinfo(?)', name)
            if row[1] == "view":
                answers["columns of " + name] = columns if isinstance(columns, str) else [c[0] for c in columns]
                continue
            answers["columns of " + name] = [(c[0], plain_type(c[1])) + c[2:] for c in columns]
            answers["indexes of " + name] = sorted(str(i) for i in self.indexes(name))
            keys = collections.defaultdict(list)
            for key in ask(self.db, 'SELECT id, "table", "from", "to", on_update, on_delete, match'
                                    " FROM pragma_foreign_key_list(?) ORDER BY id, seq", name):
                keys[key[0]].append((key[1].lower(),) + key[2:])
            answers["foreign keys of " + name] = sorted(str(k) for k in keys.values())
        for kind, name, table in ask(
                self.db, "SELECT type, name, tbl_name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"):
            answers["%s %s" % (kind, name)] = table.lower()
        return answers

    def indexes(self, table):
        for name, unique, origin, partial in ask(
                self.db, 'SELECT name, "unique", origin, partial FROM pragma_index_list(?) ORDER BY seq', table):
            keys = ask(self.db, "SELECT name, desc, upper(coll), key FROM pragma_index_xinfo(?) ORDER BY seqno", name)
            yield (name if origin == "c" else "", unique, origin, partial, keys)

    def indexes_row_id(self, table):
        """An index of INTEGER PRIMARY KEY holds it twice where it was declared before that."""
        return bool(ask(self.db, """SELECT 1 FROM pragma_table_xinfo(?1) AS c, pragma_index_list(?1) AS l,
            pragma_index_xinfo(l.name) AS x WHERE c.pk > 0 AND upper(c.type) = 'INTEGER' AND x.key AND x.name = c.name
            AND l.origin = 'u'""", table))

    def program(self, statement):
        """What SQLite compiles it to, with names for pages; an error as a text."""
        rows = ask(self.db, "EXPLAIN " + statement)
        if isinstance(rows, str):
            return rows
        return [self.step(r) for r in rows if r[1] not in ("Trace", "Explain", "Transaction")]

    def step(self, row):
        _, opcode, p1, p2, p3, p4, p5 = row[:7]
        if opcode in ("OpenRead", "OpenWrite", "ReopenIdx", "Clear", "Destroy") and (p5 or 0) & 0x10 == 0:
            if opcode == "Clear":
                p1 = self.pages.get(p1, p1)
            else:
                p2 = self.pages.get(p2, p2)
        if opcode in ("Init", "VOpen", "VFilter") or str(p4).startswith("vtab:"):
            p4 = None
        if opcode == "Halt" and p4 and "constraint" not in str(p4):
            p4 = None  # the text of a CHECK without name
        return (opcode, p1, p2, p3, p4, p5)

    def statements(self, tables=None):
        """{what: statement}: compiling them covers views, checks, generated columns, indexes, and triggers."""
        found = {}
        for name in self.relations if tables is None else tables:
            table = quoted(name)
            found["view " + name] = "SELECT * FROM %s" % table
            columns = ask(self.db, "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", name)
            if isinstance(columns, str) or not columns:
                continue
            names = [quoted(c[0]) for c in columns]
            marks = ", ".join("?" for _ in names)
            found["insert " + name] = "INSERT INTO %s (%s) VALUES (%s)" % (table, ", ".join(names), marks)
            found["replace " + name] = "REPLACE INTO %s (%s) VALUES (%s)" % (table, ", ".join(names), marks)
            found["defaults " + name] = "INSERT INTO %s DEFAULT VALUES" % table
            found["delete " + name] = "DELETE FROM %s WHERE %s = ?" % (table, names[0])
            for column in names:
                found["update %s %s" % (name, column)] = "UPDATE %s SET %s = ?" % (table, column)
        return found


def compare_schemas(before, after):
    """Yields a text for each difference in what SQLite tells of them."""
    a, b = before.told(), after.told()
    for what in sorted(set(a) | set(b)):
        if a.get(what) != b.get(what):
            yield "%s:\n  before: %s\n  after:  %s" % (what, a.get(what), b.get(what))


def exactly(program):
    return program


def unordered(program):
    """Without registers and order: checks and foreign keys are looked at in the order of their constraints."""
    return program if isinstance(program, str) else sorted(s[0] for s in program)


def compare_programs(before, after, seen, tables=None):
    for what, sql in before.statements(tables).items():
        sql = sql.replace("?", "NULL")
        x, y = seen(before.program(sql)), seen(after.program(sql))
        if x == y or (isinstance(x, str) and isinstance(y, str)):
            continue
        if isinstance(x, list) and isinstance(y, list) and len(x) == len(y):
            x, y = zip(*[(i, j) for i, j in zip(x, y) if i != j])
        yield "%s: %s\n  before: %s\n  after:  %s" % (what, sql, x, y)


VALUES = [None, 0, 1, 2, -1, 1.5, "", "a", "b", "id", "email", "kind", "Name", "x", "1", "A", b"\xab", 10]


def outcome(db, sql, values):
    bound(db)
    try:
        db.execute(sql, values)
        return "done"
    except (sqlite3.Error, OverflowError, UnicodeError):
        return "error"  # which of several constraints is looked at first is nobody's promise


def compare_effects(before, after, seed):
    """The same few statements on both, and what is in all relations then."""
    r = random.Random(seed)
    statements = sorted(before.statements().items())
    for _ in range(12 if statements else 0):
        what, sql = statements[r.randrange(len(statements))]
        if what.startswith("view"):
            continue
        values = [VALUES[r.randrange(len(VALUES))] for _ in range(sql.count("?"))]
        x, y = outcome(before.db, sql, values), outcome(after.db, sql, values)
        if x != y:
            yield "%s %s:\n  before: %s\n  after:  %s" % (sql, values, x, y)
            return
    for name in before.relations:
        sql = "SELECT * FROM %s LIMIT 1000" % quoted(name)
        x, y = ask(before.db, sql), ask(after.db, sql)
        if isinstance(x, list) and isinstance(y, list):
            x, y = sorted(map(repr, x)), sorted(map(repr, y))
        if x != y and not (isinstance(x, str) and isinstance(y, str)):
            yield "rows of %s:\n  before: %s\n  after:  %s" % (name, x, y)


def fresh():
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    return db


def rebuilt(original, loaded, printed=()):
    """The original's own statements, run in the order of the snapshot: what differs then, the texts make differ.

    The tables in `printed` are made by the snapshot's."""
    texts = {(t, n.lower()): s for t, n, s in original if s}
    db = fresh()
    for kind, name, other in loaded.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall():
        text = other if kind == "table" and name in printed else texts.get((kind, name.lower()))
        exists = db.execute("SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?", (kind, name)).fetchone()
        if text and not exists:  # what belongs to a virtual table is there with it
            db.execute(text)
    return db


def compare(fullschema, path, seed=0):
    """Yields what is different between the database at `path` and what its snapshot makes."""
    run = subprocess.run([fullschema, "inspect", path], capture_output=True, text=True)
    if run.returncode != 0:
        yield "inspect: exit status %d\n%s" % (run.returncode, run.stderr)
        return
    source = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    original = ask(source, "SELECT type, name, sql FROM sqlite_master ORDER BY rowid")
    loaded = fresh()
    try:
        loaded.executescript(run.stdout)
    except sqlite3.Error as e:
        yield "the snapshot does not load: %s\n%s" % (e, run.stdout)
        return
    yield from compare_schemas(Database(source), Database(loaded))
    before, after = Database(rebuilt(original, loaded)), Database(loaded)
    keys = [t for t in after.relations if before.order(t) != after.order(t) or after.indexes_row_id(t)]
    checks = [t for t, row in after.relations.items() if row[4].count("CHECK") > 1 or row[4].count("FOREIGN KEY") > 1]
    yield from compare_programs(Database(rebuilt(original, loaded, keys + checks)), after, exactly)
    # What is deleted with a row, programs of its table do.
    yield from compare_programs(Database(rebuilt(original, loaded, keys)), after, unordered, [t for t in checks if t not in keys])
    yield from compare_effects(before, after, seed)
    yield from compare_again(fullschema, run.stdout, loaded)
    yield from compare_text(fullschema, run.stdout, path)


def compare_again(fullschema, printed, loaded):
    """The snapshot of what a snapshot made is the same text. (What compare_effects did left rows, no statements.)"""
    with tempfile.NamedTemporaryFile(dir=place(), suffix=".db") as f:
        loaded.execute("VACUUM INTO ?", [f.name])
        again = subprocess.run([fullschema, "inspect", f.name], capture_output=True, text=True)
    if again.returncode != 0 or again.stdout != printed:
        yield "printed again:\n%s%s" % (again.stderr, "\n".join(difflib.unified_diff(
            printed.split("\n"), again.stdout.split("\n"), lineterm="")))


def compare_text(fullschema, printed, path):
    """Read as a text the snapshot is what the database is."""
    with tempfile.NamedTemporaryFile("w", dir=place(), suffix=".sql.sqlite", encoding="utf-8") as f:
        f.write(printed)
        f.flush()
        run = subprocess.run([fullschema, "diff", f.name, path], capture_output=True, text=True)
    if run.returncode != 0:
        yield "diff: exit status %d\n%s%s" % (run.returncode, run.stderr, run.stdout)


def place():
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def random_database(seed, path):
    db = Schemas(seed).build()
    db.execute("VACUUM INTO ?", [path])
    db.close()


def script_database(script, path):
    db = sqlite3.connect(path)
    with open(script, encoding="utf-8", errors="surrogateescape") as f:
        db.executescript(f.read())
    db.close()


def is_database(path):
    with open(path, "rb") as f:
        return f.read(6) == b"SQLite"


def report(label, differences):
    found = list(differences)
    for text in found:
        print("%s: %s" % (label, text), flush=True)
    return bool(found)


def examine(fullschema, label, path):
    """A seed, a database or a script. True where something differs."""
    if os.path.exists(path):
        os.remove(path)
    if isinstance(label, int):
        random_database(label, path)
    elif not is_database(label):
        script_database(label, path)
    return report(label, compare(fullschema, path if os.path.exists(path) else label, label if isinstance(label, int) else 0))


def seeds(seconds, first):
    """Says at the end how many there were."""
    end, seed = time.monotonic() + seconds, first
    while time.monotonic() < end:
        yield seed
        seed += 1
    print("SQLite %s: %d databases, seeds %d to %d" % (sqlite3.sqlite_version, seed - first, first, seed - 1))


def main(fullschema, first, *rest):
    labels = (first,) + rest
    if first == "--random":
        labels = range(int(rest[0]), int(rest[0]) + int(rest[1]))
    elif first == "--for":
        labels = seeds(float(rest[0]), int(rest[1]) if len(rest) > 1 else int(time.time()))
    with tempfile.TemporaryDirectory(dir=place()) as scratch:
        bad = [label for label in labels if examine(fullschema, label, os.path.join(scratch, "made.db"))]
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
