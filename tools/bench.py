#!/usr/bin/env python3
"""Times `fullschema generate` beside the plain way, in turns, and prints the ratio.

usage: bench.py FULLSCHEMA [--runs N] [--schema DIR]

The plain way is what a person does by hand for the same snapshots: initdb,
start the server, createdb, `psql -f` for every file that the plan names,
pg_dump, stop the server; and the sqlite3 shell with `.dump`. Both do one
logical database after another for common, main and state on both engines.
Both run with the server's files in the same temporary directory. Times are
whole-process wall seconds; as machines are shared and noisy, the ratio of
neighbouring runs is what counts.
"""
import argparse
import glob
import os
import pathlib
import pwd
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ENGINES = ("postgres", "sqlite")


def server_bindir():
    choices = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))
    bindir = os.environ.get("PG_BINDIR") or (choices[-1] if choices else None)
    if not bindir:
        sys.exit("bench.py: no Postgres server found; set PG_BINDIR")
    return bindir


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


def server_user():
    """Postgres refuses to run as root: the prefix that makes it somebody else."""
    if os.geteuid() != 0:
        return [], None
    name = "postgres" if "postgres" in [p.pw_name for p in pwd.getpwall()] else "nobody"
    return ["setpriv", "--reuid", name, "--regid", str(pwd.getpwnam(name).pw_gid), "--clear-groups"], name


def run(command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)


def plain_postgres(schema, databases, scratch, bindir):
    prefix, owner = server_user()
    data = scratch / "data"
    if owner:
        shutil.chown(scratch, owner)
    run(prefix + [f"{bindir}/initdb", "-D", data, "-E", "UTF8", "--locale=C", "-A", "trust", "-U", "bench"])
    run(prefix + [f"{bindir}/pg_ctl", "-D", data, "-w", "-l", scratch / "log",
                  "-o", f"-k {scratch} -c listen_addresses=", "start"])
    env = dict(os.environ, PGHOST=str(scratch), PGUSER="bench")
    try:
        for database in databases:
            run(["createdb", database], env=env)
            for path in files_for(schema, database, "postgres"):
                run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", path], env=env)
            run(["pg_dump", "-f", scratch / f"{database}.sql", database], env=env)
    finally:
        run(prefix + [f"{bindir}/pg_ctl", "-D", data, "-w", "-m", "fast", "stop"])


def plain_sqlite(schema, databases, scratch):
    for database in databases:
        path = scratch / f"{database}.db"
        for file in files_for(schema, database, "sqlite"):
            with open(file, encoding="utf-8") as script:
                run(["sqlite3", "-bail", path], stdin=script)
        run(["sqlite3", path, ".dump"])


def timed(what):
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        os.chmod(scratch, 0o755)
        start = time.monotonic()
        what(pathlib.Path(scratch))
        return time.monotonic() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fullschema")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--schema", type=pathlib.Path, default=pathlib.Path("schema"))
    options = parser.parse_args()
    bindir = server_bindir()
    databases = ["common"] + sorted(p.parent.name for p in options.schema.glob("*/delta") if p.parent.name != "common")

    def ours(scratch):
        run([options.fullschema, "generate", "-q", "-s", options.schema, "-o", scratch / "out", "--pg-bindir", bindir])

    def plain(scratch):
        plain_postgres(options.schema, databases, scratch, bindir)
        plain_sqlite(options.schema, databases, scratch)

    timed(ours)
    pairs = [(timed(ours), timed(plain)) for _ in range(options.runs)]
    for name, values in (("fullschema", [a for a, _ in pairs]), ("plain way", [b for _, b in pairs]),
                         ("ratio", [a / b for a, b in pairs])):
        print(f"{name:12} min {min(values):6.2f}  median {statistics.median(values):6.2f}  max {max(values):6.2f}")


main()
