#!/usr/bin/env python3
"""A schema directory that is changed at random, step by step, and after each step made with and without the cache.

usage: cache_random.py FULLSCHEMA [--steps N] [--seed N] [--engine ENGINE]...

Deltas, background updates and the bookkeeping file are edited, exchanged, added,
removed and put back as they were, one or two at a time. Whatever comes of it, a
run that uses the cache has to end as one with --no-cache does: with the same
status, the same words on stderr and the same bytes in every file. Works in the
current directory, in schema/, with and without/.
"""
import argparse
import pathlib
import random
import shutil
import subprocess
import sys

BOOKKEEPING = ("CREATE TABLE schema_version (version INTEGER NOT NULL, upgraded BOOL NOT NULL);\n"
               "CREATE TABLE applied_schema_deltas (version INTEGER NOT NULL, file TEXT NOT NULL);\n")
QUEUE = ("CREATE TABLE background_updates (update_name TEXT NOT NULL, progress_json TEXT NOT NULL, depends_on TEXT,\n"
         "    ordering INTEGER NOT NULL DEFAULT 0);\n")
DATABASES = ("common", "main", "state")
ENGINES = ("postgres", "sqlite")


class Schema:
    def __init__(self, chance):
        self.chance, self.count, self.removed = chance, 0, []
        self.top = pathlib.Path("schema")
        shutil.rmtree(self.top, ignore_errors=True)
        self.put(self.top / "common/schema_version.sql", BOOKKEEPING)
        self.put(self.top / "common/delta/1/00_queue.sql", QUEUE)
        for database in DATABASES:
            self.add(database, 1)

    @staticmethod
    def put(path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def deltas(self):
        return sorted(p for p in self.top.glob("*/delta/*/*") if p.name != "00_queue.sql")

    def statement(self):
        """Something that can fail where another delta is missing, so that failures are compared, too."""
        self.count += 1
        table = f"t{self.chance.randrange(self.count)}"
        return self.chance.choice((
            f"CREATE TABLE t{self.count} (a INTEGER NOT NULL, b TEXT);",
            f"CREATE TABLE t{self.count} (a INTEGER NOT NULL, b TEXT);\nINSERT INTO t{self.count} VALUES ({self.count}, 'x');",
            f"CREATE INDEX i{self.count} ON t{self.count} (a);\n",
            f"DROP TABLE IF EXISTS {table};",
            f"CREATE TABLE IF NOT EXISTS {table} (a INTEGER);",
            f"INSERT INTO background_updates (update_name, progress_json) VALUES ('u{self.count % 3}', '{{}}');"))

    def add(self, database=None, version=None):
        database = database or self.chance.choice(DATABASES)
        version = version or self.chance.randint(1, 3)
        ending = self.chance.choice(("", "", ".postgres", ".sqlite"))
        self.count += 1
        text = f"CREATE TABLE t{self.count} (a INTEGER NOT NULL);\n"
        if self.chance.random() < 0.3:
            text += self.statement() + "\n"
        self.put(self.top / database / "delta" / str(version) / f"{self.chance.randint(10, 99)}_{self.count}.sql{ending}", text)

    def edit(self):
        path = self.chance.choice(self.deltas())
        self.put(path, path.read_text() + f"CREATE TABLE e{self.count} (a INTEGER);\n")
        self.count += 1

    def exchange(self):
        one, other = self.chance.choices(self.deltas(), k=2)
        texts = one.read_text(), other.read_text()
        self.put(one, texts[1])
        self.put(other, texts[0])

    def remove(self):
        path = self.chance.choice(self.deltas())
        if len(self.deltas()) > 3:
            self.removed.append((path, path.read_text()))
            path.unlink()

    def put_back(self):
        if self.removed:
            self.put(*self.removed.pop())

    def update(self):
        name = f"u{self.chance.randrange(3)}"
        self.count += 1
        self.put(self.top / self.chance.choice(DATABASES) / "background_updates" / f"{name}.sql",
                 f"CREATE TABLE IF NOT EXISTS {name} (a{self.count} INTEGER);\n")

    def bookkeeping(self):
        self.count += 1
        self.put(self.top / "common/schema_version.sql", BOOKKEEPING + f"CREATE TABLE own{self.count} (a INTEGER);\n")

    def step(self):
        change = self.chance.choice((self.add, self.add, self.edit, self.exchange, self.remove, self.put_back,
                                     self.put_back, self.update, self.bookkeeping))
        change()
        return change.__name__


def run(program, output, engine, *more):
    done = subprocess.run([program, "generate", "-q", "-o", output, "--engine", engine, *more], capture_output=True,
                          text=True, check=False)
    files = {str(p.relative_to(output)): p.read_bytes() for p in sorted(pathlib.Path(output).rglob("*")) if p.is_file()}
    return done.returncode, done.stderr.replace(output + "/", "OUT/"), files


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fullschema")
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 6))
    parser.add_argument("--engine", action="append", choices=ENGINES)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    schema = Schema(chance)
    failures = 0
    for step in range(options.steps):
        shutil.rmtree("before", ignore_errors=True)
        shutil.copytree(schema.top, "before")
        changes = [schema.step() for _ in range(chance.randint(0, 2))]
        # SQLite costs little; Postgres is asked now and then.
        engine = chance.choice(options.engine or ("sqlite",) * 5 + ("postgres",))
        for directory in ("with", "without"):
            shutil.rmtree(directory, ignore_errors=True)
        cached, plain = run(options.fullschema, "with", engine), run(options.fullschema, "without", engine, "--no-cache")
        failures += plain[0] != 0
        if cached != plain:
            print(f"seed {options.seed}, step {step} ({engine}, after {changes or 'nothing'}): a run with the cache differs")
            print("with:   ", cached[:2], sorted(cached[2]), "without:", plain[:2], sorted(plain[2]), sep="\n")
            return 1
        # What fails would fail on and on.
        if plain[0] != 0 and chance.random() < 0.9:
            shutil.rmtree(schema.top)
            shutil.copytree("before", schema.top)
    print(f"{options.steps} steps of seed {options.seed}, {failures} of them schemas that fail: all the same")
    return 0 if failures < options.steps else 1


if __name__ == "__main__":
    sys.exit(main())
