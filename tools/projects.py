#!/usr/bin/env python3
"""Public projects that keep migrations for both engines: what `fullschema generate` makes of them, and what these give.

usage: projects.py FULLSCHEMA DIR [OWNER/NAME]...

DIR/OWNER/NAME is a checkout of https://github.com/OWNER/NAME. Of each a copy of the directories that project_inis.py names gets
a fullschema.ini, whose snapshots are made and loaded. Beside it the files that `fullschema plan` lists run by psql and by
Python's SQLite, read by rules of this program's own: marks, placeholders, replacements. Then pg_dump's text of both databases
and all that SQLite's PRAGMAs and sqlite_master tell of both have to be the same. PG_BINDIR names the server's programs.

Exit status: 0 all are the same, 1 some are not, 2 some could not be tried.
"""
import configparser
import datetime
import difflib
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from postgres_server import Server, server_bindir
from project_inis import DBUTIL, GOOSE, PROJECTS, RIVER, SQL_MIGRATE


class Untried(Exception):
    pass


def run(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
                          check=False, **options)
    if done.returncode:
        raise Untried("\n".join([" ".join(map(str, command[:2])), *done.stderr.splitlines()[:6]]))
    return done.stdout


# ---- what a file is to its application, by rules of our own ----

def up_of(text, word):
    return text.split(f"-- +{word} Up", 1)[-1].split(f"-- +{word} Down", 1)[0]


ONLY = re.compile(r'\s*-- only: (\w+)(?: for next (\d+) lines| until "(.*?)")?(?: \((lines? commented)\))?\s*$')


def dbutil(text, engine):
    """-- only: ENGINE [for next N lines | until "words"] [(lines commented)], about the next line or lines."""
    kept, lines = [], iter(text.split("\n"))
    for line in lines:
        said = ONLY.match(line)
        if not said:
            kept.append(line)
            continue
        about = []
        for following in lines:
            if said[3] and said[3] in following:
                break
            about.append(following)
            if not said[3] and len(about) == int(said[2] or 1):
                break
        if said[1] == engine:
            kept += [re.sub(r"^--", "", a) if said[4] else a for a in about]
    return "\n".join(kept)


def text_of(path, engine, marks, section):
    text = path.read_text(encoding="utf-8")
    if marks in (GOOSE, SQL_MIGRATE):
        text = up_of(text, "goose" if marks == GOOSE else "migrate")
    text = dbutil(text, engine) if marks == DBUTIL else text
    text = text.replace("/* TEMPLATE: schema */", "") if marks == RIVER else text
    for key, value in section.items():
        said = re.fullmatch(r'replace (\w+) "(.*)"', key)
        if said and said[1] == engine:
            text = text.replace(said[2], value.strip().strip('"') if not value.startswith('" ') else value[1:-1])
    if "define" in section:
        name, value = section["define"].split("=", 1)
        text = re.sub(rf"\$({name}\b|{{{name}}})", lambda _: value, text)
    return text.rstrip() if text.rstrip().endswith(";") else text.rstrip() + "\n;"


def sections_of(ini):
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.optionxform = str
    parser.read_string("[general]\n" + ini)
    return {name.split()[-1]: dict(parser[name]) for name in parser.sections() if name != "general"}, dict(parser["general"])


def copy_of(tree, ini, to):
    for section in sections_of(ini)[0].values():
        for key, value in section.items():
            if key.startswith(("base ", "file ")) or key in ("postgres", "sqlite"):
                for path in [p for p in tree.glob(value) if not (to / p.relative_to(tree)).exists()]:
                    target = to / path.relative_to(tree)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copytree(path, target) if path.is_dir() else shutil.copy(path, target)
    (to / "fullschema.ini").write_text(ini, encoding="utf-8")


def planned(fullschema, place):
    """{(database, engine): paths}, as fullschema means to run them."""
    files, at = {}, None
    for line in run([fullschema, "plan"], cwd=place).splitlines():
        head = re.match(r"(\S+) \d+ on (postgres|sqlite)", line)
        at = files.setdefault((head[1], head[2]), []) if head else at
        if line.startswith("  migration"):
            at.append(place / line.split(None, 1)[1])
    return files


# ---- the two judges ----

def rows_sorted(lines):
    """The rows of each COPY in an order of their own: a table has none."""
    rows = None
    for line in lines:
        if rows is None:
            yield line
            rows = [] if line.startswith("COPY ") else None
        elif line == "\\.":
            yield from sorted(rows)
            yield line
            rows = None
        else:
            rows.append(line)


def timeless(text):
    """Milliseconds and times of today are of the run that made them."""
    now = time.time()

    def is_now(seconds):
        return abs(seconds - now) < 3600

    def time_said(said):
        seconds = datetime.datetime.fromisoformat(f"{said[1]}T{said[2]}+00:00").timestamp()
        return "now" if is_now(seconds) else said[0]

    text = re.sub(r"\b1\d{12}\b", lambda said: "now" if is_now(int(said[0]) / 1000) else said[0], text)
    return re.sub(r"\b(20\d\d-[01]\d-[0-3]\d)[ T]([0-2]\d:[0-5]\d:[0-5]\d)(?:\.\d+)?", time_said, text)


class Postgres:
    def __init__(self, server):
        self.server = server

    def psql(self, database, text, *options):
        with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            run([f"{self.server.bindir}/psql", "-Xq", "-v", "ON_ERROR_STOP=1", *options, "-d", database, "-f", file.name],
                env=self.server.env)

    def made_of(self, name, texts):
        self.psql("postgres", f'DROP DATABASE IF EXISTS {name};\nCREATE DATABASE {name} TEMPLATE template0;')
        for text in texts:
            self.psql(name, text)
        dump = run([f"{self.server.bindir}/pg_dump", "--no-owner", "-d", name], env=self.server.env)
        kept = [line for line in rows_sorted(dump.split("\n"))
                if line.strip() and not re.match(r"--|SET |SELECT pg_catalog\.set_config|\\", line)]
        return timeless("\n".join(kept))


class Sqlite:
    TABLES = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"

    def __init__(self, functions):
        self.functions = functions

    def made_of(self, _, texts):
        db = sqlite3.connect(":memory:")
        for name in self.functions:
            db.create_function(name, -1, None)
            db.create_function(name, -1, lambda *_: 1 / 0, deterministic=True)
        for text in texts:
            db.executescript(text)
        return timeless("\n".join(self.told(db)))

    def told(self, db):
        for kind, name in db.execute(self.TABLES).fetchall():
            yield f"{kind} {name}"
            if kind in ("table", "view"):
                pragmas = ("table_xinfo", "foreign_key_list") if kind == "table" else ("table_xinfo",)
                for pragma in pragmas:
                    yield from (f"  {pragma} {' | '.join(map(spelled, as_string(r)))}" for r in self.rows(db, pragma, name))
            if kind == "table":
                for index in sorted(self.rows(db, "index_list", name), key=lambda r: (str(self.rows(db, "index_xinfo", r[1])), r[1] if r[3] == "c" else "")):
                    shown = index[1] if index[3] == "c" else "automatic"
                    yield f"  index {shown} {index[2:]} {[r[2:] for r in self.rows(db, 'index_xinfo', index[1])]}"
                rows = sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))
                yield from (f"  row {r}" for r in rows)
            if kind == "trigger":
                said = db.execute("SELECT sql FROM sqlite_master WHERE type = ? AND name = ?", (kind, name)).fetchone()[0]
                text = spelled(said[re.search("TRIGGER", said, re.I).start():])
                yield "  " + text.replace("IF NOT EXISTS ", "", 1).replace(" FOR EACH ROW ", " ", 1)

    @staticmethod
    def rows(db, pragma, name):
        rows = db.execute(f'PRAGMA {pragma}("{name}")').fetchall()
        return sorted((r[2:] for r in rows), key=repr) if pragma == "foreign_key_list" else rows


def as_string(row):
    """A default in double quotes is a string: no name can stand there."""
    return [re.sub(r'^"([^\'"]*)"$', r"'\1'", cell) if isinstance(cell, str) else cell for cell in row]


def spelled(cell):
    """Tokens without what SQLite makes nothing of: blanks, comments, capitals and quotes of names."""
    text = re.sub(r"--[^\n]*|/\*.*?\*/", " ", str(cell), flags=re.S)
    tokens = re.findall(r"'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|\w+|[^\w\s]", text)
    return " ".join(t if t[0] == "'" else t.strip('"`').upper() for t in tokens)


def prepared(place, engine, section):
    """What is there before the first migration."""
    extensions = section.get("extensions", "").split(",") if engine == "postgres" else []
    texts = [f"CREATE EXTENSION {name.strip()};" for name in extensions if name.strip()]
    file = section.get(f"file {engine}")
    return texts + ([(place / file).read_text(encoding="utf-8")] if file else [])


def parity_of(fullschema, place):
    """How many findings both engines have, over all databases; no snapshot of one engine alone is compared."""
    done = subprocess.run([fullschema, "parity", "--format", "json", "out/{database}.{engine}.sql"], cwd=place,
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise Untried(done.stderr.strip())
    return sum(len(d["differences"]) for d in json.loads(done.stdout)["databases"])


UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def without_chance(judge, name, texts):
    """What comes out, but for the UUIDs that are others each time."""
    told = judge.made_of(name, texts)
    made = set(UUID.findall(told))
    stays = set(UUID.findall(judge.made_of(name, texts))) if made else made
    return UUID.sub(lambda said: said[0] if said[0] in stays else "any", told)


def try_project(fullschema, server, tree, what):
    """Prints a line for each database and engine; how many differ."""
    sections, general = sections_of(what["ini"])
    different = 0
    with tempfile.TemporaryDirectory(prefix="projects-") as name:
        place = pathlib.Path(name)
        copy_of(tree, what["ini"], place)
        begun = time.monotonic()
        run([fullschema, "generate", "--no-cache", "-o", "out/{database}.{engine}.sql"], cwd=place)
        seconds = time.monotonic() - begun
        print(f"  {parity_of(fullschema, place)} parity findings", flush=True)
        for (database, engine), files in planned(fullschema, place).items():
            judge = Postgres(server) if engine == "postgres" else Sqlite(general.get("sqlite-function", "").split())
            snapshot = (place / f"out/{database}.{engine}.sql").read_text(encoding="utf-8")
            texts = [text_of(f, engine, what["marks"], sections[database]) for f in files]
            texts = prepared(place, engine, sections.get("prepare", {})) + texts
            if what["own_table"]:
                texts = [what["own_table"] + ";", *texts, "DROP TABLE IF EXISTS migrations;"]
            own = [snapshot, "DROP TABLE IF EXISTS migrations;"] if what["own_table"] else [snapshot]
            ours = without_chance(judge, "ours", own)
            theirs = without_chance(judge, "theirs", texts)
            same = ours == theirs
            different += not same
            print(f"  {database:12} {engine:9} {len(files):4} files {snapshot.count(chr(10)):5} lines {seconds:6.1f} s  "
                  f"{'same' if same else 'DIFFERENT'}", flush=True)
            for line in list(difflib.unified_diff(theirs.split("\n"), ours.split("\n"), "migrations", "snapshot", "", "", 0))[:12]:
                print("    " + line[:160])
    return different


def main():
    if len(sys.argv) < 3 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    fullschema, top = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    different = untried = 0
    with Server(server_bindir(), "judge") as server:
        for name in sys.argv[3:] or sorted(PROJECTS):
            print(name, flush=True)
            try:
                if not (top / name).is_dir():
                    raise Untried(f"there is no {top / name}")
                different += try_project(fullschema, server, top / name, PROJECTS[name])
            except (Untried, sqlite3.Error, OSError) as e:
                untried += 1
                print(f"  not tried: {e}", flush=True)
    print(f"{different} different, {untried} not tried")
    sys.exit(2 if untried else 1 if different else 0)


if __name__ == "__main__":
    main()
