#!/usr/bin/env python3
"""Times `fullschema generate` beside the plain way, in turns, and prints the ratio.

usage: bench.py FULLSCHEMA [--runs N] [--program-runs N] [--schema DIR] [--only ROW]

ROW is a part of the name of what is timed: plain, cache, programs, inspect, deltas, diff, targets.

The plain way is what a person does by hand for the same snapshots: initdb,
start the server, createdb, `psql -f` for every file that the plan names,
pg_dump, stop the server; and the sqlite3 shell with `.dump`. Both do one
logical database after another for common, main and state on both engines.
Both run with the server's files in the same temporary directory. Times are
whole-process wall seconds; as machines are shared and noisy, the ratio of
neighbouring runs is what counts.

What the cache saves (docs/cache.md) has rows of its own, in a directory that is new;
all others do without it.

Of large databases `inspect` runs beside `pg_dump -s`, of whom the memory is compared, too;
thousands of deltas beside `psql -1` and pg_dump, or the sqlite3 shell; `diff` of whole
snapshots beside `diff -u`, which compares their lines. `check --targets` of 200 databases
is compared with the sum of what `check --against` takes for each, divided by `-j`.

What program deltas cost is measured on two copies of the schema directory that
have one delta more in every version of main: in one copy a program, in the
other an SQL file with the same statements. Their runs take turns, too.
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from postgres_server import Server, server_bindir
from scale_schemas import POSTGRES


def files_for(schema, database, engine):
    """Bookkeeping, then the deltas by version and name; the plain way knows no background updates."""
    hosted = ["common"] if database == "common" else ["common", database]
    runs = lambda path: path.name.endswith((".sql", ".sql." + engine))
    files = [schema / "common" / "schema_version.sql"]
    versions = {int(d.name) for name in hosted for d in (schema / name / "delta").glob("*")}
    for version in sorted(versions):
        found = [p for name in hosted for p in (schema / name / "delta" / str(version)).glob("*") if runs(p)]
        files += sorted(found, key=lambda p: p.name)
    return files


def run(command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)


def plain_postgres(schema, databases, scratch, bindir):
    with Server(bindir, "bench") as server:
        for database in databases:
            run(["createdb", database], env=server.env)
            for path in files_for(schema, database, "postgres"):
                run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", path], env=server.env)
            run(["pg_dump", "-f", scratch / f"{database}.sql", database], env=server.env)


def plain_sqlite(schema, databases, scratch):
    for database in databases:
        path = scratch / f"{database}.db"
        for file in files_for(schema, database, "sqlite"):
            with open(file, encoding="utf-8") as script:
                run(["sqlite3", "-bail", path], stdin=script)
        run(["sqlite3", path, ".dump"])


STATEMENTS = ("CREATE TABLE bench_{0} (room_id TEXT NOT NULL, stream_id BIGINT NOT NULL)",
              "CREATE UNIQUE INDEX bench_{0}_idx ON bench_{0} (room_id, stream_id)",
              "INSERT INTO bench_{0} (room_id, stream_id) VALUES ('!a:example.org', {0})")


def copy_with_deltas(schema, copy, suffix, text_of):
    """A copy of a schema directory with one delta more a version of main: text_of(statements)."""
    shutil.copytree(schema, copy)
    for directory in (copy / "main" / "delta").iterdir():
        statements = [s.format(directory.name) for s in STATEMENTS]
        (directory / ("99_bench" + suffix)).write_text(text_of(statements), encoding="utf-8")
    return copy


def copy_with_programs(schema, copy):
    return copy_with_deltas(schema, copy, ".py", lambda statements: "def run_create(cur, database_engine):\n" + "".join(
        f"    cur.execute({s!r})\n" for s in statements))


def copy_without_programs(schema, copy):
    return copy_with_deltas(schema, copy, ".sql", lambda statements: "".join(s + ";\n" for s in statements))


def timed(what):
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        os.chmod(scratch, 0o755)
        start = time.monotonic()
        what(pathlib.Path(scratch))
        return time.monotonic() - start


def show(name, values):
    print(f"{name:33} min {min(values):7.2f}  median {statistics.median(values):7.2f}"
          f"  max {max(values):7.2f}")


def generate(options, bindir, schema, *more):
    """Without a cache, unless `more` says otherwise."""
    more = more or ("--no-cache",)

    def ours(scratch):
        run([options.fullschema, "generate", "-q", "-s", schema, "-o", scratch / "out", "--pg-bindir", bindir, *more])
    return ours


def bench_plain(options, bindir):
    databases = ["common"] + sorted(p.parent.name for p in options.schema.glob("*/delta") if p.parent.name != "common")
    ours = generate(options, bindir, options.schema)

    def plain(scratch):
        plain_postgres(options.schema, databases, scratch, bindir)
        plain_sqlite(options.schema, databases, scratch)

    timed(ours)
    pairs = [(timed(ours), timed(plain)) for _ in range(options.runs)]
    show("fullschema, s", [a for a, _ in pairs])
    show("plain way, s", [b for _, b in pairs])
    show("ratio", [a / b for a, b in pairs])


def bench_pairs(options, what, partner, prepare, ours, plain):
    """Turns of both, `prepare` before each of ours and not counted."""
    pairs = []
    for number in range(options.runs + 1):
        prepare(number)
        pairs.append((timed(ours), timed(plain)))
    show(f"{what}, ms", [a * 1000 for a, _ in pairs[1:]])
    show(f"  {partner}, ms", [b * 1000 for _, b in pairs[1:]])
    show("  ratio", [a / b for a, b in pairs[1:]])


def bench_cache(options, bindir):
    """What is kept from run to run: a first run, a second, one delta more, check; and SQLite alone."""
    databases = ["common"] + sorted(p.parent.name for p in options.schema.glob("*/delta") if p.parent.name != "common")
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        place = pathlib.Path(place)
        os.chmod(place, 0o755)
        schema, cache = place / "schema", place / "cache"
        shutil.copytree(options.schema, schema)
        ours = generate(options, bindir, schema, "--cache", cache)
        delta = max((schema / "main" / "delta").iterdir(), key=lambda p: int(p.name)) / "99_bench.sql"

        def plain(scratch):
            plain_postgres(schema, databases, scratch, bindir)
            plain_sqlite(schema, databases, scratch)

        def forget(_):
            shutil.rmtree(cache, ignore_errors=True)

        def add(number):
            delta.write_text(f"CREATE TABLE bench_{number} (a INTEGER NOT NULL);\n", encoding="utf-8")

        bench_pairs(options, "first run", "plain way", forget, ours, plain)
        bench_pairs(options, "second run", "plain way", lambda _: None, ours, plain)
        bench_pairs(options, "one new delta", "plain way", add, ours, plain)
        run([options.fullschema, "generate", "-q", "-s", schema, "-o", place / "out", "--pg-bindir", bindir,
             "--cache", cache])
        check = [options.fullschema, "check", "-q", "-s", schema, "-o", place / "out", "--pg-bindir", bindir,
                 "--cache", cache]
        bench_pairs(options, "check", "git status", lambda _: None, lambda _: run(check),
                    lambda _: run(["git", "status"]))
        bench_pairs(options, "SQLite alone", "sqlite3 shell", lambda _: None,
                    generate(options, bindir, schema, "--engine", "sqlite", "--no-cache"),
                    lambda scratch: plain_sqlite(schema, databases, scratch))


def measured(command, **more):
    """Seconds and MiB of one run."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **more)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command}: exit status {process.returncode}")
    return time.monotonic() - start, used.ru_maxrss / 1024


def show_measured(what, partner, pairs):
    for name, of in ((what, 0), ("  " + partner, 1)):
        show(name + ", ms", [p[of][0] * 1000 for p in pairs])
        show("    MiB", [p[of][1] for p in pairs])
    show("  ratio", [a[0] / b[0] for a, b in pairs])
    show("  ratio of memory", [a[1] / b[1] for a, b in pairs])


# One transaction has all tables.
LARGE = {"max_locks_per_transaction": "2048", "synchronous_commit": "off"}


def bench_inspect(options, bindir):
    """Databases of ten thousand objects beside pg_dump -s."""
    cases = (("tables", 1000), ("tables", 10000), ("foreign keys in a cycle", 10000))
    with tempfile.TemporaryDirectory(prefix="bench-") as place, Server(bindir, "bench", LARGE) as server:
        place = pathlib.Path(place)
        for number, (kind, n) in enumerate(cases):
            database, script = f"large_{number}", place / "script.sql"
            script.write_text("\n".join(POSTGRES[kind][1](n, 1)), encoding="utf-8")
            run(["createdb", database], env=server.env)
            run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", script], env=server.env)
            ours = [options.fullschema, "inspect", "-o", place / "full.sql.postgres",
                    f"host={server.place} user={server.user} dbname={database}"]
            theirs = ["pg_dump", "-s", "-f", place / "dump.sql", database]
            pairs = [(measured(ours), measured(theirs, env=server.env)) for _ in range(options.runs + 1)]
            show_measured(f"inspect {n} {kind}", "pg_dump -s", pairs[1:])


DELTAS = 5000


def many_deltas(place):
    """A schema directory with as many deltas of two statements; and their text."""
    texts = [f"CREATE TABLE t{i} (id bigint PRIMARY KEY, room_id text NOT NULL, stream bigint NOT NULL DEFAULT 0);\n"
             f"CREATE INDEX t{i}_room ON t{i} (room_id, stream);\n" for i in range(DELTAS)]
    schema = place / "schema"
    (schema / "common" / "delta" / "1").mkdir(parents=True)
    (schema / "main" / "delta" / "1").mkdir(parents=True)
    shutil.copy("schema/common/schema_version.sql", schema / "common")
    for i, text in enumerate(texts):
        (schema / "main" / "delta" / "1" / f"{i:05}_t.sql").write_text(text, encoding="utf-8")
    script = place / "all.sql"
    script.write_text("".join(texts), encoding="utf-8")
    return schema, script


def bench_deltas(options, bindir):
    """Thousands of small deltas, proof included, beside one script with all; then the SQLite file that they make."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place, Server(bindir, "bench", LARGE) as server:
        place = pathlib.Path(place)
        os.chmod(place, 0o755)
        schema, script = many_deltas(place)

        def by_psql(scratch):
            run(["dropdb", "--if-exists", "deltas"], env=server.env, stderr=subprocess.DEVNULL)
            run(["createdb", "deltas"], env=server.env)
            run(["psql", "-Xq1", "-v", "ON_ERROR_STOP=1", "-d", "deltas", "-f", script], env=server.env)
            run(["pg_dump", "-f", scratch / "deltas.sql", "deltas"], env=server.env)

        def shell(file):
            run(["sqlite3", "-bail", file], input=f"BEGIN;\n{script.read_text(encoding='utf-8')}COMMIT;\n".encode())

        def by_shell(scratch):
            shell(scratch / "deltas.db")
            run(["sqlite3", scratch / "deltas.db", ".schema"])

        only = lambda engine: generate(options, bindir, schema, "--engine", engine, "--no-cache")
        bench_pairs(options, f"{DELTAS} deltas", "psql -1, pg_dump", lambda _: None, only("postgres"), by_psql)
        bench_pairs(options, f"{DELTAS} deltas, SQLite", "sqlite3 shell", lambda _: None, only("sqlite"), by_shell)
        shell(place / "deltas.db")
        ours = [options.fullschema, "inspect", "-o", place / "full.sql.sqlite", place / "deltas.db"]
        values = [measured(ours) for _ in range(options.runs)]
        show("inspect SQLite, ms", [seconds * 1000 for seconds, _ in values])
        show("    MiB", [memory for _, memory in values])


def bench_programs(options, bindir):
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        place = pathlib.Path(place)
        programs = generate(options, bindir, copy_with_programs(options.schema, place / "programs"))
        scripts = generate(options, bindir, copy_without_programs(options.schema, place / "scripts"))
        timed(programs)
        pairs = [(timed(programs), timed(scripts)) for _ in range(options.program_runs)]
    show("with programs, s", [a for a, _ in pairs])
    show("without, s", [b for _, b in pairs])
    difference = statistics.median(a for a, _ in pairs) - statistics.median(b for _, b in pairs)
    print(f"programs cost {difference * 1000:.0f} ms: the difference of the medians")


def multiplied(snapshot, times):
    """The snapshot's text several times over, every name with a number of its own."""
    head, *paragraphs = snapshot.read_text().split("\n\n")
    made = re.compile(r"(?:CREATE (?:UNIQUE )?(?:TABLE|SEQUENCE|INDEX|VIEW|VIRTUAL TABLE|FUNCTION|TRIGGER)|CONSTRAINT)"
                      r' "?(\w+)')
    names = sorted({name for p in paragraphs for name in made.findall(p)}, key=len, reverse=True)
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b")
    copies = [pattern.sub(lambda m, n=n: f"{m[1]}_{n}", p) for n in range(times) for p in paragraphs]
    return "\n\n".join([head, *copies]) + "\n"


def bench_diff(options, _):
    """One table in fifty gets a column, and then every table: time by the length of the snapshots."""
    cases = [(engine, times, every)
             for every in (50, 1) for engine in ("postgres", "sqlite") for times in (6, 12, 24)]
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        place = pathlib.Path(place)
        for engine, times, every in cases:
            text = multiplied(pathlib.Path("full_schemas/59/main") / f"full.sql.{engine}", times)
            tables = iter(range(10 ** 6))
            changed = re.sub(r"(?m)^CREATE TABLE (\w+) \(\n",
                             lambda m: m[0] + ("    added bigint,\n" if next(tables) % every == 0 else ""), text)
            old, new = place / f"old.sql.{engine}", place / f"new.sql.{engine}"
            old.write_text(text)
            new.write_text(changed)
            command = [options.fullschema, "diff", "--fail-on", "none", old, new]
            lines = lambda _: subprocess.run(["diff", "-u", old, new], stdout=subprocess.DEVNULL)
            bench_pairs(options, f"diff {text.count(chr(10))} {engine}" + (", all" if every == 1 else ""), "diff -u",
                        lambda _: None, lambda _: run(command), lines)


TARGETS = 200


def bench_targets(options, bindir):
    """200 live databases at once beside one after the other: half of them Postgres, ten physical ones each.

    With as many at once as there are cores, which is what can run at a time; and with the 4 that are the default.
    """
    widths = sorted({os.cpu_count(), 4})
    version = max(int(p.name) for p in pathlib.Path("full_schemas").iterdir() if p.name.isdigit())
    head = (options.schema / "common" / "schema_version.sql").read_text(encoding="utf-8")
    head += f"INSERT INTO schema_version (version, upgraded) VALUES ({version}, true);\n"
    text = {e: head + "".join((pathlib.Path("full_schemas") / str(version) / d / f"full.sql.{e}").read_text("utf-8")
                              for d in ("common", "main", "state")) for e in ("postgres", "sqlite")}
    with tempfile.TemporaryDirectory(prefix="bench-") as place, Server(bindir, "bench") as server:
        place, known = pathlib.Path(place), []
        for i in range(10):
            run(["createdb", f"live_{i}"], env=server.env)
            run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", f"live_{i}"], env=server.env, input=text["postgres"].encode())
            known.append(f"host={server.place} user={server.user} dbname=live_{i}")
            run(["sqlite3", place / f"live_{i}.db"], input=text["sqlite"].encode())
            known.append(str(place / f"live_{i}.db"))
        fleet = place / "fleet"
        fleet.write_text("".join(f"t{i} {known[i % len(known)]}\n" for i in range(TARGETS)), encoding="utf-8")
        check = [options.fullschema, "check", "-s", str(options.schema), "--fail-on", "none"]
        pairs = {width: [] for width in widths}
        for _ in range(options.runs + 1):
            for width in widths:
                many = measured(check + ["--targets", str(fleet), "-j", str(width)])
                single = [measured(check + ["--against", one]) for one in known]
                each = sum(seconds for seconds, _ in single) * TARGETS / len(known) / width
                pairs[width].append((many, (each, max(memory for _, memory in single))))
        for width in widths:
            show_measured(f"check --targets of {TARGETS}, -j {width}", f"each alone, divided by {width}",
                          pairs[width][1:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fullschema")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--program-runs", type=int, default=11)
    parser.add_argument("--only", default="", metavar="ROW")
    parser.add_argument("--schema", type=pathlib.Path, default=pathlib.Path("schema"))
    options = parser.parse_args()
    bindir = server_bindir()
    if not bindir:
        sys.exit("bench.py: no Postgres server found; set PG_BINDIR")
    for row in (bench_plain, bench_cache, bench_programs, bench_inspect, bench_deltas, bench_diff, bench_targets):
        if options.only in row.__name__:
            row(options, bindir)


main()
