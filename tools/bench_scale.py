#!/usr/bin/env python3
"""How the time of `inspect` and `diff` grows with the number of objects, kind by kind, on both engines.

usage: bench_scale.py FULLSCHEMA [--engine ENGINE] [--kind WORDS] [--runs N] [--most N] [--limit SECONDS] [--seed N]

Each line has a kind and how many there were; the least of the runs' wall seconds, for inspect and for diff, which
compares with a schema in which every object has changed; and the exponent: how the time grew from the line above.
1 is a time that grows as the number does, 2 one that grows with its square. What takes longer than the limit is
given up. `!` marks an exponent beyond 1.05, which is 11 times for 10 times as many.
"""
import argparse
import contextlib
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from postgres_server import Server, server_bindir
from scale_schemas import POSTGRES, SQLITE

MOST_EXPONENT = math.log10(11) + 0.01
SERVER_SETTINGS = {"max_locks_per_transaction": "2048", "synchronous_commit": "off"}


class Given(Exception):
    """Something took too long."""


def timed(command, options, **more):
    start = time.monotonic()
    try:
        done = subprocess.run(command, timeout=options.limit, stderr=subprocess.PIPE, **more)
    except subprocess.TimeoutExpired as e:
        raise Given from e
    if done.returncode > 1:
        sys.exit(f"{command}: {done.stderr.decode()}")
    return time.monotonic() - start


def least(options, command, **more):
    return min(timed(command, options, **more) for _ in range(options.runs))


class PostgresPlace:
    engine, kinds = "postgres", POSTGRES

    def __init__(self, place, server):
        self.place, self.server = place, server

    def load(self, statements):
        """Statements in a new database; its location. One transaction would remember every partition at each step."""
        script = self.place / "script.sql"
        script.write_text("\n".join(statements) + "\n", encoding="utf-8")
        for words in (["dropdb", "--if-exists", "scale"], ["createdb", "scale"],
                      ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "scale", "-f", script]):
            subprocess.run(words, check=True, env=self.server.env, stderr=subprocess.DEVNULL)
        return f"host={self.server.place} user={self.server.user} dbname=scale"


class SqlitePlace:
    engine, kinds = "sqlite", SQLITE

    def __init__(self, place):
        self.place = place

    def load(self, statements):
        file = self.place / "scale.db"
        file.unlink(missing_ok=True)
        script = "\n".join(["BEGIN;", *statements, "COMMIT;"])
        subprocess.run(["sqlite3", "-bail", file], input=script.encode(), check=True)
        return str(file)


def measure(place, make, n, options):
    """Seconds of inspect and of diff; NaN: given up."""
    inspect, diff = math.nan, math.nan
    files = [place.place / f"{side}.sql.{place.engine}" for side in ("old", "new")]
    with contextlib.suppress(Given):
        for file, seed in zip(files, (options.seed, options.seed + 1)):
            location = place.load(make(n, seed))
            command = [options.fullschema, "inspect", "--rows", "all", "--statement-timeout", "0", "--answer-limit", "0", "-o", file, location]
            inspect = least(options, command) if file == files[0] else inspect
            if file == files[1]:
                timed(command, options)
        diff = least(options, [options.fullschema, "diff", "--fail-on", "none", *files], stdout=subprocess.DEVNULL)
    return inspect, diff


def growth(before, now, times):
    """The exponent, as text."""
    if before is None or math.isnan(before) or math.isnan(now):
        return ""
    exponent = math.log(now / before) / math.log(times)
    return f"{exponent:.2f}" + (" !" if exponent > MOST_EXPONENT else "")


def show(*cells):
    print("{:9} {:26} {:>7} {:>9} {:>7} {:>9} {:>7}".format(*cells), flush=True)


def bench(place, options):
    for name, (sizes, make) in place.kinds.items():
        before = (None, None, 1)
        for n in sizes:
            if n > options.most or (options.kind and options.kind not in name):
                continue
            inspect, diff = measure(place, make, n, options)
            show(place.engine, name, n, f"{inspect:.3f}", growth(before[0], inspect, n / before[2]),
                 f"{diff:.3f}", growth(before[1], diff, n / before[2]))
            before = (inspect, diff, n)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fullschema")
    parser.add_argument("--engine", choices=("postgres", "sqlite"))
    parser.add_argument("--kind", help="only kinds whose names have these words")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--most", type=int, default=10 ** 5, help="no more objects than this")
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    bindir = server_bindir()
    if not bindir and options.engine != "sqlite":
        sys.exit("bench_scale.py: no Postgres server found; set PG_BINDIR")
    show("engine", "kind", "number", "inspect s", "", "diff s", "")
    with tempfile.TemporaryDirectory(prefix="scale-") as place:
        place = pathlib.Path(place)
        os.chmod(place, 0o755)
        if options.engine != "sqlite":
            with Server(bindir, "bench", SERVER_SETTINGS) as server:
                bench(PostgresPlace(place, server), options)
        if options.engine != "postgres":
            bench(SqlitePlace(place), options)


main()
