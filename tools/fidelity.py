#!/usr/bin/env python3
"""Whether what people keep in databases survives `fullschema inspect`: a table of verdicts.

usage: fidelity.py FULLSCHEMA DIR [BINDIR...]

Every SQL file below DIR makes a database, whose snapshot makes another one, and judges that know nothing of fullschema
compare the two: docs/fidelity.md. Files are of SQLite where their names end in .sqlite or .sqlite.sql or a folder on
the way is called sqlite, else of Postgres; what is a SQLite database is judged as it stands. Each BINDIR has a server's
programs: Postgres files are tried on all of them, side by side, and the snapshots are to have the same bytes. Without
one, $PG_BINDIR or the machine's newest. PG_DUMP names the dump program where it is another one's. What a file may say
of itself, its versions among it: fidelity_file.py.

Exit status: 0 all passed, 1 something differs or is left out, 2 a file could not be tried.
"""
import concurrent.futures
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

from fidelity_file import Said, compare_bytes, version
from fidelity_postgres import Failed, find_pg_dump, judge_postgres
from postgres_server import Server, end_with_servers, server_bindir

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "lib"))
import sqlite_meaning  # noqa: E402  (found through the path above)

# What fullschema has no part in.
UNTRIED = ("not loaded", "trouble")


def is_sqlite(path, top):
    return (path.name.endswith((".sqlite", ".sqlite.sql", ".sqlite3", ".db"))
            or "sqlite" in [part.lower() for part in (top.name, *path.relative_to(top).parts[:-1])])


def files_below(top):
    names = (".sql", ".sql.postgres", ".sqlite", ".sqlite3", ".db")
    return sorted(p for p in top.rglob("*") if p.is_file() and p.name.endswith(names))


def shell(path, **where):
    done = subprocess.run(["sqlite3", "-bail", path], stderr=subprocess.PIPE, check=False, **where)
    if done.returncode:
        raise Failed("not loaded", "\n".join(done.stderr.decode("utf-8", "replace").splitlines()[:2]))


def judge_sqlite(fullschema, path):
    """The number of objects. Raises Failed."""
    with tempfile.TemporaryDirectory(prefix="fidelity-") as place:
        made, dump = pathlib.Path(place) / "made.db", pathlib.Path(place) / "dump.sql"
        if sqlite_meaning.is_database(path):
            made = path
        else:
            shell(made, stdin=path.open("rb"), stdout=subprocess.DEVNULL)
        for difference in sqlite_meaning.compare(fullschema, str(made)):
            head, _, rest = difference.partition("\n")
            raise Failed("refused" if head.startswith("inspect:") else "SQLite", "\n".join([head, *rest.splitlines()[:5]]))
        with dump.open("wb") as out:
            subprocess.run(["sqlite3", made, ".dump"], stdout=out, check=True)
        found = subprocess.run([fullschema, "diff", "--engine", "sqlite", made, dump], capture_output=True, encoding="utf-8", errors="replace")
        if found.returncode:
            raise Failed("diff", "\n".join((found.stdout + found.stderr).splitlines()[:4]))
        with sqlite3.connect(f"file:{made}?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM sqlite_master WHERE sql IS NOT NULL").fetchone()[0]


def show(name, on, verdict, objects="", text=""):
    below = "".join(f"\n    {line}" for line in text.splitlines())
    print(f"{name:44} {on:16} {verdict:12} {objects}".rstrip() + below, flush=True)


def try_one(judge, path, top, on):
    """(verdict, what the judge gives); prints a line, and below one that fails what the judge said."""
    try:
        given = judge(path)
        show(str(path.relative_to(top)), on, "pass", given[0] if isinstance(given, tuple) else given)
        return "pass", given
    except Failed as failed:
        show(str(path.relative_to(top)), on, failed.verdict, text=failed.text)
        return failed.verdict, None


def try_sqlite(fullschema, paths, top):
    """A list of verdicts."""
    has = version(sqlite3.sqlite_version)
    return [try_one(lambda p: judge_sqlite(fullschema, p), path, top, f"SQLite {sqlite3.sqlite_version}")[0]
            for path in paths if Said(path).is_for(has)]


def try_server(fullschema, bindir, paths, top):
    """(major, [(path, verdict, snapshot)])."""
    said = subprocess.run([f"{bindir}/postgres", "--version"], check=True, capture_output=True, text=True).stdout.split()[2]
    has, pg_dump = version(said), find_pg_dump(bindir)
    if not pg_dump:
        print(f"No pg_dump of {has[0]} or newer: the catalogs judge alone.\n")
    results = []
    with Server(bindir, "fidelity") as server:
        for path in [p for p in paths if Said(p).is_for(has)]:
            verdict, given = try_one(lambda p: judge_postgres(fullschema, server, pg_dump, p), path, top, f"PostgreSQL {said}")
            results.append((path, verdict, given and given[1]))
    return has[0], results


def try_postgres(fullschema, bindirs, paths, top):
    """A list of verdicts, those on the bytes of all servers among them."""
    bindirs = bindirs or [b for b in [server_bindir()] if b]
    if not bindirs:
        sys.exit("fidelity.py: no Postgres server found; set PG_BINDIR")
    with concurrent.futures.ThreadPoolExecutor(len(bindirs)) as pool:
        tried = list(pool.map(lambda bindir: try_server(fullschema, bindir, paths, top), bindirs))
    verdicts = [verdict for _, results in tried for _, verdict, _ in results]
    for path in paths:
        wrong = compare_bytes(Said(path), {major: text for major, results in tried for p, _, text in results if p == path and text})
        if wrong:
            show(str(path.relative_to(top)), "all servers", "bytes", text=wrong)
            verdicts.append("bytes")
    return verdicts


def main():
    if len(sys.argv) < 3 or not pathlib.Path(sys.argv[2]).is_dir():
        sys.exit(__doc__)
    fullschema, top, bindirs = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve(), [str(pathlib.Path(b).resolve()) for b in sys.argv[3:]]
    end_with_servers()
    paths = files_below(top)
    show("file", "on", "verdict", "objects")
    of_sqlite = [p for p in paths if is_sqlite(p, top)]
    of_postgres = [p for p in paths if p not in of_sqlite]
    verdicts = try_postgres(fullschema, bindirs, of_postgres, top) if of_postgres else []
    verdicts += try_sqlite(fullschema, of_sqlite, top)
    failed = sorted({verdict for verdict in verdicts if verdict != "pass"})
    times = f", {len(verdicts)} verdicts" if len(verdicts) != len(paths) else ""
    print(f"\n{len(paths)} files{times}: {verdicts.count('pass')} pass" + "".join(f", {verdicts.count(verdict)} {verdict}" for verdict in failed))
    if any(verdict not in UNTRIED for verdict in failed):
        return 1
    return 2 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
