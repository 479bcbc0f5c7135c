#!/usr/bin/env python3
"""Whether what people keep in databases survives `fullschema inspect`: a table of verdicts.

usage: fidelity.py FULLSCHEMA DIR

Every SQL file below DIR makes a database, whose snapshot makes another one, and judges that know nothing of fullschema
compare the two: docs/fidelity.md. Files are of SQLite where their names end in .sqlite or .sqlite.sql or a folder on
the way is called sqlite, else of Postgres; what is a SQLite database is judged as it stands. PG_BINDIR names the
server's programs, PG_DUMP the dump program where it is another one's.

Exit status: 0 all passed, 1 something differs or is left out, 2 a file could not be tried.
"""
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

from fidelity_postgres import Failed, find_pg_dump, judge_postgres
from postgres_server import Server, server_bindir

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "lib"))
import sqlite_meaning  # noqa: E402  (found through the path above)

# What fullschema has no part in.
UNTRIED = ("not loaded", "trouble")


def is_sqlite(path, top):
    return (path.name.endswith((".sqlite", ".sqlite.sql", ".sqlite3", ".db"))
            or "sqlite" in [part.lower() for part in path.relative_to(top).parts[:-1]])


def files_below(top):
    names = (".sql", ".sql.postgres", ".sqlite", ".sqlite3", ".db")
    return sorted(p for p in top.rglob("*") if p.is_file() and p.name.endswith(names))


def judge_sqlite(fullschema, path):
    with tempfile.TemporaryDirectory(prefix="fidelity-") as place:
        made = path if sqlite_meaning.is_database(path) else pathlib.Path(place) / "made.db"
        if made != path:
            shell = subprocess.run(["sqlite3", "-bail", made], stdin=path.open("rb"), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)
            if shell.returncode:
                raise Failed("not loaded", "\n".join(shell.stderr.splitlines()[:2]))
        for difference in sqlite_meaning.compare(fullschema, str(made)):
            head, _, rest = difference.partition("\n")
            raise Failed("refused" if head.startswith("inspect:") else "SQLite", "\n".join([head, *rest.splitlines()[:5]]))
        with sqlite3.connect(f"file:{made}?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM sqlite_master WHERE sql IS NOT NULL").fetchone()[0]


def show(name, on, verdict, objects=""):
    print(f"{name:44} {on:16} {verdict:12} {objects}".rstrip(), flush=True)


def try_all(judge, paths, top, on):
    """{verdict: number}; prints a line a file, and below one that fails what the judge said."""
    counts = {}
    for path in paths:
        try:
            verdict, text = "pass", judge(path)
        except Failed as failed:
            verdict, text = failed.verdict, failed.text
        counts[verdict] = counts.get(verdict, 0) + 1
        show(str(path.relative_to(top)), on, verdict, text if verdict == "pass" else "")
        if verdict != "pass":
            print("    " + text.replace("\n", "\n    "), flush=True)
    return counts


def try_postgres(fullschema, paths, top):
    bindir = server_bindir()
    if not bindir:
        sys.exit("fidelity.py: no Postgres server found; set PG_BINDIR")
    pg_dump = find_pg_dump(bindir)
    version = subprocess.run([f"{bindir}/postgres", "--version"], check=True, capture_output=True, text=True).stdout.split()[2]
    if not pg_dump:
        print(f"No pg_dump of {version.split('.')[0]} or newer: the catalogs judge alone.\n")
    with Server(bindir, "fidelity") as server:
        return try_all(lambda path: judge_postgres(fullschema, server, pg_dump, path), paths, top, f"PostgreSQL {version}")


def main():
    if len(sys.argv) != 3 or not pathlib.Path(sys.argv[2]).is_dir():
        sys.exit(__doc__)
    fullschema, top = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    paths = files_below(top)
    show("file", "on", "verdict", "objects")
    totals = {}
    for wanted in (False, True):
        of_engine = [p for p in paths if is_sqlite(p, top) == wanted]
        if not of_engine:
            continue
        counts = (try_all(lambda path: judge_sqlite(fullschema, path), of_engine, top, f"SQLite {sqlite3.sqlite_version}")
                  if wanted else try_postgres(fullschema, of_engine, top))
        for verdict, n in counts.items():
            totals[verdict] = totals.get(verdict, 0) + n
    passed = totals.pop("pass", 0)
    print(f"\n{len(paths)} files: {passed} pass" + "".join(f", {n} {verdict}" for verdict, n in sorted(totals.items())))
    if any(verdict not in UNTRIED for verdict in totals):
        return 1
    return 2 if totals or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
