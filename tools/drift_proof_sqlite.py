"""drift_proof.py on SQLite: an application's file as sqlx makes it, what production adds, and drifts planted in copies.

What no statement changes in a file (a column's type, a constraint) is changed in the text of its table, as somebody
does who makes the table anew with another statement.
"""
import contextlib
import hashlib
import re
import shutil
import sqlite3

from drift_proof_project import Project, Untried

EXPECTED = """\
# What production has and no migration makes.
table _litestream_*: replication to a bucket
index *.ops_*: the operators' queries
"""

ROW = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (?, ?, 1, ?, 5)"
TABLE = """CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP NOT NULL
    DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)"""

PRODUCTION = """
CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
CREATE TABLE _litestream_lock (id INTEGER);
INSERT INTO _litestream_seq VALUES (1, 7);
"""


def opened(path):
    """Closed at the end, each statement by itself."""
    return contextlib.closing(sqlite3.connect(path, isolation_level=None))


def tables(db):
    return [row for row in db.execute("""SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'
        AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name""")]


def columns(db):
    """(table, its SQL, column, type, whether NOT NULL, default, place in the key)"""
    for table, sql in tables(db):
        for _, column, kind, not_null, default, key in db.execute("SELECT * FROM pragma_table_info(?)", (table,)):
            yield table, sql, column, kind, not_null, default, key


def of_type(db, kind):
    return db.execute("SELECT name, sql, tbl_name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'ops_%'"
                      " ORDER BY name", (kind,)).fetchall()


def edited(table, sql):
    """The statement that gives a table another text."""
    text = sql.replace("'", "''")
    return f"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = '{text}' WHERE name = '{table}' AND type = 'table'"


def edits_of_columns(db, change):
    """Each column's definition changed: change(definition up to the type, NOT NULL, default) gives another one or None."""
    for table, sql, column, kind, not_null, default, _ in columns(db):
        found = re.search(rf'(?i)[(,\s]["`\[]?{re.escape(column)}["`\]]?\s+{re.escape(kind)}(?!\w)', sql) if kind else None
        other = change(found[0], not_null, default) if found else None
        if other:
            yield edited(table, sql[:found.start()] + other + sql[found.end():]), column


def within(db, part):
    """A part added behind all else of each table's statement."""
    for table, sql in tables(db):
        end = sql.rindex(")")
        yield edited(table, f"{sql[:end]}, CONSTRAINT planted {part}{sql[end:]}"), "planted"


def not_null_gone(db):
    for table, sql, column, kind, not_null, _, key in columns(db):
        found = re.search(rf'(?i)["`\[]?{re.escape(column)}["`\]]?\s+{re.escape(kind)}\s+not null', sql)
        if found and not_null and not key:
            yield edited(table, sql[:found.end() - len("not null")] + sql[found.end():]), column


PLANTED = (
    ("index missing", "index", lambda db: [(f'DROP INDEX "{i}"', i) for i, _, _ in of_type(db, "index")]),
    ("index extra", "index", lambda db: [(f'CREATE INDEX planted_idx ON "{c[0]}" ("{c[2]}")', "planted_idx") for c in columns(db)]),
    ("index unique, extra", "index",
     lambda db: [(f'CREATE UNIQUE INDEX planted_idx ON "{c[0]}" ("{c[2]}")', "planted_idx") for c in columns(db)]),
    ("index of one name on fewer rows", "index",
     lambda db: [(f'DROP INDEX "{i}"; {sql} WHERE 0', i) for i, sql, _ in of_type(db, "index") if " where " not in sql.lower()]),
    ("index of one name, descending", "index",
     lambda db: [(f'DROP INDEX "{i}"; ' + re.sub(r"[)]([^)]*)$", r" DESC)\1", sql), i) for i, sql, _ in of_type(db, "index")]),
    ("table missing", "table", lambda db: [(f'DROP TABLE "{t}"', t) for t, _ in tables(db)]),
    ("table extra", "table", lambda db: [("CREATE TABLE planted (x INTEGER)", "planted")]),
    ("table renamed", "table", lambda db: [(f'ALTER TABLE "{t}" RENAME TO planted', "planted") for t, _ in tables(db)]),
    ("virtual table extra", None, lambda db: [("CREATE VIRTUAL TABLE planted USING fts5(x)", "planted")]),
    ("table STRICT", "table", lambda db: [(edited(t, sql.rstrip("; ") + " STRICT"), t) for t, sql in tables(db)]),
    ("column missing", "column", lambda db: [(f'ALTER TABLE "{c[0]}" DROP COLUMN "{c[2]}"', c[2]) for c in columns(db)]),
    ("column extra", "column", lambda db: [(f'ALTER TABLE "{t}" ADD COLUMN planted INTEGER', "planted") for t, _ in tables(db)]),
    ("column renamed", "column", lambda db: [(f'ALTER TABLE "{c[0]}" RENAME COLUMN "{c[2]}" TO planted', "planted") for c in columns(db)]),
    ("generated column extra", "column",
     lambda db: [(f'ALTER TABLE "{t}" ADD COLUMN planted INTEGER AS (1)', "planted") for t, _ in tables(db)]),
    ("column's type", "column", lambda db: edits_of_columns(db, lambda text, *_: re.sub(r"\w+$", "NUMERIC", text))),
    ("column's collation", "column", lambda db: edits_of_columns(db, lambda text, *_: text + " COLLATE NOCASE")),
    ("column's default extra", "column",
     lambda db: edits_of_columns(db, lambda text, _, default: text + " DEFAULT 7" if default is None else None)),
    ("column's NOT NULL extra", "column",
     lambda db: edits_of_columns(db, lambda text, not_null, _: None if not_null else text + " NOT NULL")),
    ("column's NOT NULL missing", "column", not_null_gone),
    ("UNIQUE extra", None, lambda db: edits_of_columns(db, lambda text, *_: text + " UNIQUE")),
    ("CHECK extra", "constraint", lambda db: within(db, "CHECK (7 > 0)")),
    ("foreign key extra", None, lambda db: edits_of_columns(db, lambda text, *_: text + " REFERENCES elsewhere")),
    ("trigger extra", "trigger",
     lambda db: [(f'CREATE TRIGGER planted AFTER INSERT ON "{t}" BEGIN SELECT 1; END', "planted") for t, _ in tables(db)]),
    ("trigger missing", "trigger", lambda db: [(f'DROP TRIGGER "{t}"', t) for t, _, _ in of_type(db, "trigger")]),
    ("view extra", "view", lambda db: [(f'CREATE VIEW planted AS SELECT * FROM "{t}"', "planted") for t, _ in tables(db)]),
    ("view's text", "view", lambda db: [(f'DROP VIEW "{v}"; {sql} LIMIT 10', v) for v, sql, _ in of_type(db, "view")]),
    ("operators' name on another object", "table", lambda db: [("CREATE TABLE ops_planted (x)", "ops_planted")]),
    ("index missing beside those of operators", "index",
     lambda db: [(f'DROP INDEX "{i}"; CREATE INDEX "ops_{i}" ON "{t}" (1 + 1)', i) for i, _, t in of_type(db, "index")]),
)


class SqliteProject(Project):
    """As sqlx makes its file."""

    EXPECTED, PLANTED, env = EXPECTED, PLANTED, {}

    def __init__(self, fullschema, name, migrations, place):
        super().__init__(fullschema, name, "sqlx", "sqlite", migrations, place)
        self.database, self.planted = self.place / "app.db", self.place / "planted.db"

    def files(self, top):
        return [p for p in sorted(top.glob("*.sql")) if p.name.split("_")[0].isdigit() and not p.name.endswith(".down.sql")]

    def location(self, planted):
        return str(self.planted if planted else self.database)

    def build(self):
        try:
            with opened(self.database) as db:
                db.execute(TABLE)
                for path in self.files(self.place / "migrations"):
                    text, (version, _, rest) = path.read_bytes(), path.name.partition("_")
                    db.executescript(text.decode())
                    db.execute(ROW, (int(version), rest.removesuffix(".sql").replace("_", " "), hashlib.sha384(text).digest()))
                db.executescript(PRODUCTION)
                table, _, column = next(columns(db))[:3]
                db.executescript(f'CREATE INDEX "ops_{column}" ON "{table}" ("{column}"); ANALYZE')
        except (sqlite3.Error, StopIteration) as why:
            raise Untried(str(why)) from why

    def takes(self, statement):
        """Whether SQLite takes it in a fresh copy, and reads the copy afterwards."""
        shutil.copyfile(self.database, self.planted)
        try:
            with opened(self.planted) as db:
                db.executescript(statement)
            with opened(self.planted) as db:
                return db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except sqlite3.Error:
            return False

    def plant(self, candidates):
        with opened(self.database) as db:
            choices = list(candidates(db))
        return next((choice for choice in choices if self.takes(choice[0])), None)
