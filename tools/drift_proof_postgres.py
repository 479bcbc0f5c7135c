"""drift_proof.py on Postgres: an application's database as its tool makes it, and what production adds."""
import hashlib
import json
import pathlib
import subprocess

import drift_proof_planted
from drift_proof_project import Project, Untried

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


class PostgresProject(Project):
    """server: where its databases are made, as by a superuser of it."""

    EXPECTED, PLANTED = EXPECTED, drift_proof_planted.PLANTED

    def __init__(self, fullschema, server, name, tool, migrations, place):
        self.server, self.tool, self.env = server, TOOLS[tool], {"PG_BINDIR": server.bindir}
        super().__init__(fullschema, name, tool, "postgres", migrations, place)
        last = self.place / "migrations" / self.tool.last
        last.parent.mkdir(exist_ok=True)
        last.write_text(PARTITIONED, encoding="utf-8")

    def files(self, top):
        return self.tool.files(top)

    def location(self, planted):
        return f"host={self.server.env['PGHOST']} user={self.owner} dbname={'planted' if planted else self.name}"

    def build(self):
        """As the tool does it, by a role that is no superuser where the migrations let it."""
        for owner in ("app", self.server.user):
            self.owner = owner
            psql(self.server, "postgres", "-c", f'DROP DATABASE IF EXISTS "{self.name}"',
                 "-c", f'CREATE DATABASE "{self.name}" OWNER {owner}')
            try:
                psql(self.server, self.name, user=owner, sql=self.tool.table)
                for path in self.files(self.place / "migrations"):
                    how = ["-f", path] if self.tool.alone(path) else ["-1", "-f", path]
                    psql(self.server, self.name, *how, user=owner)
                    psql(self.server, self.name, user=owner, sql=self.tool.row(path))
                break
            except Untried:
                if owner == self.server.user:
                    raise
        psql(self.server, self.name, sql=PRODUCTION_OF_SUPERUSER)
        psql(self.server, self.name, user=owner, sql=PRODUCTION)

    def plant(self, query):
        """(statement, name) of the first candidate that the server takes, in database "planted"; None: there is none."""
        text = psql(self.server, self.name, sql=f"{drift_proof_planted.PRELUDE}\nSELECT json_agg(json_build_array(x.a, x.b)) FROM (SELECT * FROM "
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
