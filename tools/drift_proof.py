#!/usr/bin/env python3
"""Whether drift is found in databases of real applications, and nothing else reported: a table of findings.

usage: drift_proof.py [--only WORDS] FULLSCHEMA NAME=TOOL:DIR...

DIR holds an application's migrations, TOOL is what runs them: sqlx, diesel or prisma for Postgres, sqlx-sqlite. Each gets
a database as that tool makes it, with its table of what has run, on a throwaway server (PG_BINDIR names its programs).
To it comes what production has: a monitoring role with grants, two extensions, a publication, a job that makes
partitions. `fullschema check --against` must reach exit status 0 with the drift.txt below, then find each drift that is
planted in a copy of the database and name its object: docs/drift-proof.md. --only plants those that are called so.

Exit status: 0 all holds, 1 something does not, 2 an application could not be tried.
"""
import contextlib
import pathlib
import sys
import tempfile

from drift_proof_postgres import TOOLS, PostgresProject, psql
from drift_proof_project import LEFT_OUT, Untried
from drift_proof_sqlite import SqliteProject
from postgres_server import Server, server_bindir

WANTED = 24  # so many different drifts are to be planted in each application
SQLITE = "sqlx-sqlite"


def show(name, what, verdict, text=""):
    print(f"{name:24} {what:40} {verdict:10} {text}".rstrip(), flush=True)


def indented(text):
    return "    " + text.strip().replace("\n", "\n    ")


def try_application(app, only):
    """(drifts planted, found); prints a line for each."""
    planted = found = 0
    for what, kind, query in app.PLANTED:
        if only not in what:
            continue
        candidate = app.plant(query)
        if not candidate:
            show(app.name, what, "-")
            continue
        planted += 1
        wrong = app.find(kind, candidate[1])
        found += not wrong
        show(app.name, what, "missed" if wrong else "named" if kind == LEFT_OUT else "found", candidate[1])
        if wrong:
            print(indented(candidate[0] + "\n" + wrong), flush=True)
    return planted, found


def prove(app, only):
    """Exit status of one application, and its line of the summary."""
    lines = sum(1 for line in app.EXPECTED.splitlines() if not line.startswith("#"))
    try:
        app.build()
        app.generate()
        wrong = app.quiet()
        if wrong:
            show(app.name, "production as it is", "loud")
            print(indented(wrong), flush=True)
            return 1, f"{app.name}: not quiet"
        show(app.name, "production as it is", "quiet", f"{lines} lines in drift.txt")
        planted, found = try_application(app, only)
    except Untried as why:
        show(app.name, "", "not tried")
        print(indented(str(why)), flush=True)
        return 2, f"{app.name}: not tried"
    migrations = len(app.files(app.place / "migrations"))
    return (int(found < planted or planted < (1 if only else WANTED)),
            f"{app.name}: {migrations} migrations, {lines} lines in drift.txt, {found} of {planted} drifts found")


def start_server(stack):
    bindir = server_bindir()
    if not bindir:
        print("drift_proof.py: no Postgres server found; set PG_BINDIR", file=sys.stderr)
        sys.exit(2)
    settings = {"wal_level": "logical", "shared_preload_libraries": "pg_stat_statements"}
    server = stack.enter_context(Server(bindir, "operator", settings))
    psql(server, "postgres", sql="CREATE ROLE app LOGIN CREATEROLE; CREATE ROLE monitor LOGIN; CREATE ROLE planted;")
    return server


def main():
    words = sys.argv[1:]
    only = words[1] if words[:1] == ["--only"] and len(words) > 1 else ""
    program, *applications = words[2 if only else 0:] or [""]
    parts = [(name, *rest.partition(":")[::2]) for name, _, rest in (word.partition("=") for word in applications)]
    if not parts or any(tool not in (*TOOLS, SQLITE) or not pathlib.Path(path).is_dir() for _, tool, path in parts):
        print(__doc__, file=sys.stderr)
        return 2
    fullschema = str(pathlib.Path(program).resolve())
    with tempfile.TemporaryDirectory(prefix="drift-") as place, contextlib.ExitStack() as stack:
        server = start_server(stack) if any(tool != SQLITE for _, tool, _ in parts) else None
        projects = (SqliteProject(fullschema, name, pathlib.Path(path), pathlib.Path(place)) if tool == SQLITE else
                    PostgresProject(fullschema, server, name, tool, pathlib.Path(path), pathlib.Path(place))
                    for name, tool, path in parts)
        outcomes = [prove(project, only) for project in projects]
    print("\n" + "\n".join(text for _, text in outcomes))
    return max(status for status, _ in outcomes)


if __name__ == "__main__":
    sys.exit(main())
