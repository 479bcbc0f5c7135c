#!/usr/bin/env python3
"""Whether drift is found in databases of real applications, and nothing else reported: a table of findings.

usage: drift_proof.py [--only WORDS] FULLSCHEMA NAME=TOOL:DIR...

DIR holds an application's migrations for Postgres, TOOL is what runs them: sqlx, diesel or prisma. Each application gets
a database as that tool makes it, with its table of what has run, on a throwaway server (PG_BINDIR names its programs).
To it comes what production has: a monitoring role with grants, two extensions, a publication, a job that makes
partitions. `fullschema check --against` must reach exit status 0 with the drift.txt below, then find each drift that is
planted in a copy of the database and name its object: docs/drift-proof.md. --only plants those that are called so.

Exit status: 0 all holds, 1 something does not, 2 an application could not be tried.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from drift_proof_planted import LEFT_OUT, PLANTED, PRELUDE
from postgres_server import Server, server_bindir

WANTED = 24  # so many different drifts are to be planted in each application

EXPECTED = """\
# What production has and no migration makes.
privilege * to monitor: reads everything
extension pg_stat_statements: statistics of statements
extension pgstattuple: how much of a table is dead
other PUBLICATION warehouse: replication to the warehouse
schema partman: the job that makes partitions
partitions of request_log: one a month
"""

# The project's own migration, the last one: the table whose partitions the job makes.
PARTITIONED = """\
CREATE TABLE request_log (at timestamptz NOT NULL, path text NOT NULL, took interval) PARTITION BY RANGE (at);
CREATE INDEX request_log_path_idx ON request_log (path);
"""

PRODUCTION_OF_SUPERUSER = """
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION pgstattuple;
"""
PRODUCTION = """
CREATE SCHEMA partman;
CREATE TABLE partman.part_config (parent_table text PRIMARY KEY, control text NOT NULL, partition_interval text NOT NULL);
INSERT INTO partman.part_config VALUES ('public.request_log', 'at', '1 month');
CREATE TABLE request_log_p20261101 PARTITION OF request_log FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
CREATE TABLE request_log_p20261201 PARTITION OF request_log FOR VALUES FROM ('2026-12-01') TO ('2027-01-01');
CREATE TABLE request_log_default PARTITION OF request_log DEFAULT;
CREATE INDEX ON request_log_p20261101 (took);
GRANT USAGE ON SCHEMA public, partman TO monitor;
GRANT SELECT ON ALL TABLES IN SCHEMA public, partman TO monitor;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO monitor;
CREATE PUBLICATION warehouse FOR TABLE request_log;
"""


class Untried(Exception):
    """An application's database could not be made."""


class Sqlx:
    """sqlx-core 0.8: postgres/migrate.rs. Reverts and files of other names are not run."""
    table = """CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMPTZ
        NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL, execution_time BIGINT NOT NULL);"""
    last = "29990101000000_request_log.sql"

    def files(self, top):
        return [p for p in sorted(top.glob("*.sql")) if p.name.split("_")[0].isdigit() and not p.name.endswith(".down.sql")]

    def alone(self, path):
        return path.read_text(encoding="utf-8").startswith("-- no-transaction")

    def row(self, path):
        version, _, rest = path.name.partition("_")
        checksum = hashlib.sha384(path.read_bytes()).hexdigest()
        text = rest.removesuffix(".sql").removesuffix(".up").replace("_", " ").replace("'", "''")
        return (f"INSERT INTO _sqlx_migrations VALUES ({version}, '{text}', clock_timestamp(), true, "
                f"decode('{checksum}', 'hex'), 1000);")


class Diesel:
    """diesel_migrations 2: a directory each, metadata.toml beside up.sql."""
    table = """CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL
        DEFAULT CURRENT_TIMESTAMP);"""
    last = "2999-01-01-000000_request_log/up.sql"

    def files(self, top):
        return sorted(top.glob("*/up.sql"), key=self.version)

    def version(self, path):
        return path.parent.name.split("_")[0].replace("-", "")

    def alone(self, path):
        settings = path.parent / "metadata.toml"
        return settings.is_file() and "run_in_transaction = false" in settings.read_text(encoding="utf-8")

    def row(self, path):
        return f"INSERT INTO __diesel_schema_migrations (version) VALUES ('{self.version(path)}');"


class Prisma:
    """Prisma's schema engine 6: each file is one query of as many statements as it has."""
    table = """CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
        finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
        started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0);"""
    last = "29990101000000_request_log/migration.sql"

    def files(self, top):
        return sorted(top.glob("*/migration.sql"))

    def alone(self, path):
        return "CONCURRENTLY" in path.read_text(encoding="utf-8").upper()

    def row(self, path):
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        return ("INSERT INTO _prisma_migrations VALUES (gen_random_uuid(), "
                f"'{checksum}', clock_timestamp(), '{path.parent.name}', NULL, NULL, clock_timestamp(), 1);")


TOOLS = {"sqlx": Sqlx(), "diesel": Diesel(), "prisma": Prisma()}


def psql(server, database, *words, user=None, sql=None):
    """Its standard output; Untried with what the server says."""
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *words], input=sql, check=False,
                          capture_output=True, text=True, env=dict(server.env, PGUSER=user or server.user))
    if done.returncode:
        raise Untried("\n".join([" ".join(str(w) for w in words), *done.stderr.splitlines()[:3]]))
    return done.stdout


class Application:
    """One application: its directory of migrations as a project's, and its database."""

    def __init__(self, fullschema, server, name, tool, migrations, place):
        self.fullschema, self.server, self.name, self.tool = fullschema, server, name, TOOLS[tool]
        self.place = place / name
        self.copy_migrations(migrations)
        last = self.place / "migrations" / self.tool.last
        last.parent.mkdir(exist_ok=True)
        last.write_text(PARTITIONED, encoding="utf-8")
        (self.place / "drift.txt").write_text(EXPECTED, encoding="utf-8")
        (self.place / "fullschema.ini").write_text(
            f"schema = migrations\nlayout-in = numbered\nengine = postgres\nmigration-tool = {tool}\n", encoding="utf-8")

    def copy_migrations(self, migrations):
        """What the tool runs, and what it reads beside: other files there are no migrations."""
        for path in self.tool.files(migrations):
            for source in [path] if path.parent == migrations else path.parent.iterdir():
                copy = self.place / "migrations" / source.relative_to(migrations)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, copy)

    def build(self):
        """As the tool does it, by a role that is no superuser where the migrations let it."""
        for owner in ("app", self.server.user):
            self.owner = owner
            psql(self.server, "postgres", "-c", f'DROP DATABASE IF EXISTS "{self.name}"',
                 "-c", f'CREATE DATABASE "{self.name}" OWNER {owner}')
            try:
                psql(self.server, self.name, user=owner, sql=self.tool.table)
                for path in self.tool.files(self.place / "migrations"):
                    how = ["-f", path] if self.tool.alone(path) else ["-1", "-f", path]
                    psql(self.server, self.name, *how, user=owner)
                    psql(self.server, self.name, user=owner, sql=self.tool.row(path))
                break
            except Untried:
                if owner == self.server.user:
                    raise
        psql(self.server, self.name, sql=PRODUCTION_OF_SUPERUSER)
        psql(self.server, self.name, user=owner, sql=PRODUCTION)

    def run(self, *words):
        return subprocess.run([self.fullschema, *words], cwd=self.place, check=False, capture_output=True, text=True,
                              env=dict(os.environ, PG_BINDIR=self.server.bindir))

    def generate(self):
        """The snapshot. What rows hold of the clock or of chance is kept as it came: rows of a database are not compared."""
        done = self.run("generate", "-q")
        clock = re.findall(r"--accept-clock ([^\s]+)", done.stderr)
        if done.returncode and clock:
            done = self.run("generate", "-q", *(f"--accept-clock={cell}" for cell in clock))
        if done.returncode:
            raise Untried("generate: " + done.stderr)

    def check(self, database, *words):
        """(exit status, what it says on standard error, report)."""
        done = self.run("check", "--against", f"host={self.server.env['PGHOST']} user={self.owner} dbname={database}",
                        "--format", "json", *words)
        try:
            return done.returncode, done.stderr.strip(), json.loads(done.stdout)
        except ValueError:
            return done.returncode, done.stderr.strip(), None

    def quiet(self):
        """What is wrong with the database as production has it; None: nothing, and drift.txt is what makes it so."""
        status, said, report = self.check(self.name)
        if status != 0 or said:
            return f"exit status {status}, not a quiet 0: {said}\n" + changes_text(report)
        if report["counts"]["expected"] == 0:
            return "nothing was expected"
        (self.place / "empty.txt").write_text("# nothing\n", encoding="utf-8")
        status, said, _ = self.check(self.name, "--expected", "empty.txt")
        return None if status == 1 else f"without drift.txt exit status {status}: {said}"

    def plant(self, query):
        """(statement, name) of the first candidate that the server takes, in database "planted"; None: there is none."""
        text = psql(self.server, self.name, sql=f"{PRELUDE}\nSELECT json_agg(json_build_array(x.a, x.b)) FROM (SELECT * FROM "
                                                f"({query}) y LIMIT 40) x (a, b)")
        for statement, name in json.loads(text.strip() or "null") or []:
            psql(self.server, "postgres", "-c", "DROP DATABASE IF EXISTS planted",
                 "-c", f'CREATE DATABASE planted TEMPLATE "{self.name}" OWNER {self.owner}')
            try:
                psql(self.server, "planted", sql=statement)
                return statement, name
            except Untried:
                continue
        return None

    def find(self, kind, name):
        """What is wrong with how the drift in "planted" is found; None: nothing."""
        status, said, report = self.check("planted")
        if kind == LEFT_OUT and status == 2 and name in said:
            return None
        found = [c for comparison in (report or {}).get("comparisons", ()) for c in comparison["changes"]
                 if name in c["name"] and kind in (None, c["kind"])]
        if status == 1 and found:
            return None
        return f"exit status {status}: {said}\n" + changes_text(report)


def changes_text(report):
    return "\n".join(f"{c['word']} {c['kind']} {c['relation']} {c['name']}"
                     for comparison in (report or {}).get("comparisons", ()) for c in comparison["changes"])


def show(name, what, verdict, text=""):
    print(f"{name:24} {what:40} {verdict:10} {text}".rstrip(), flush=True)


def indented(text):
    return "    " + text.strip().replace("\n", "\n    ")


def try_application(app, only):
    """(drifts planted, found); prints a line for each."""
    planted = found = 0
    for what, kind, query in PLANTED:
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
    lines = sum(1 for line in EXPECTED.splitlines() if not line.startswith("#"))
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
    migrations = len(app.tool.files(app.place / "migrations"))
    return (int(found < planted or planted < (1 if only else WANTED)),
            f"{app.name}: {migrations} migrations, {lines} lines in drift.txt, {found} of {planted} drifts found")


def main():
    words = sys.argv[1:]
    only = words[1] if words[:1] == ["--only"] and len(words) > 1 else ""
    program, *applications = words[2 if only else 0:] or [""]
    parts = [(name, *rest.partition(":")[::2]) for name, _, rest in (word.partition("=") for word in applications)]
    if not parts or any(tool not in TOOLS or not pathlib.Path(path).is_dir() for _, tool, path in parts):
        print(__doc__, file=sys.stderr)
        return 2
    fullschema, bindir = str(pathlib.Path(program).resolve()), server_bindir()
    if not bindir:
        print("drift_proof.py: no Postgres server found; set PG_BINDIR", file=sys.stderr)
        return 2
    settings = {"wal_level": "logical", "shared_preload_libraries": "pg_stat_statements"}
    with tempfile.TemporaryDirectory(prefix="drift-") as place, Server(bindir, "operator", settings) as server:
        psql(server, "postgres", sql="CREATE ROLE app LOGIN CREATEROLE; CREATE ROLE monitor LOGIN; CREATE ROLE planted;")
        outcomes = [prove(Application(fullschema, server, name, tool, pathlib.Path(path), pathlib.Path(place)), only)
                    for name, tool, path in parts]
    print("\n" + "\n".join(text for _, text in outcomes))
    return max(status for status, _ in outcomes)


if __name__ == "__main__":
    sys.exit(main())
