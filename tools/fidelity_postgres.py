"""The way of a Postgres schema through its snapshot and back, judged by what knows nothing of fullschema."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from fidelity_file import Said
from postgres_server import major_version

CATALOG = pathlib.Path(__file__).with_name("fidelity_catalog.sql")

# Since 18 a NOT NULL has a name. One that the server chose is no part of a snapshot (docs/format.md), and tells by its end.
SERVERS_NAME = re.compile(r'CONSTRAINT (?:"(?:[^"]|"")*_not_null\d*"|\w+_not_null\d*) (?=NOT NULL\b)')
# The order of storage parameters, of the tags of an event trigger and of the roles of a policy means nothing, and a
# snapshot sorts them.
OPTIONS = re.compile(r"(?m)(?<=WITH \()[a-z_.]+='[^)]*(?=\)\)?(?: AS|;)?$)|(?<=WHEN TAG IN \()'[^)]*(?=\))|(?<= SET \()n_distinct[^)]*(?=\);$)")
ROLES = re.compile(r"(?m)(?<=^CREATE POLICY )(.* TO )([^()]*?)(?= USING \(| WITH CHECK \(|;$)")


class Failed(Exception):
    """A step came out wrong: which one, and the first of what it said."""

    def __init__(self, verdict, text):
        super().__init__(text)
        self.verdict, self.text = verdict, text


def lines_of(text, n):
    return "\n".join([line for line in text.splitlines() if line.strip()][:n])


def from_the_error(said):
    """Without what psql tells before it: notices, warnings."""
    error = re.search(r"^.*\b(ERROR|FATAL|error):", said, re.MULTILINE)
    return said[error.start():] if error else said


def find_pg_dump(bindir):
    """One that is not older than the server; the newest of this machine. None: there is none."""
    server = major_version(f"{bindir}/postgres")
    named = os.environ.get("PG_DUMP")
    programs = [named] if named else [f"{bindir}/pg_dump", *map(str, pathlib.Path("/usr/lib/postgresql").glob("*/bin/pg_dump")),
                                      shutil.which("pg_dump") or ""]
    version, program = max((major_version(p), p) for p in programs if p)
    return program if version >= server else None


class Trip:
    """One file on one server. Each step raises Failed where it comes out wrong."""

    def __init__(self, fullschema, server, pg_dump, place):
        self.fullschema, self.server, self.pg_dump, self.place = fullschema, server, pg_dump, place
        self.said, self.snapshot = Said(), None

    def run(self, verdict, command, allowed=(0,)):
        done = subprocess.run(command, env=self.server.env, capture_output=True)
        # Not by text mode, which makes \n of \r\n.
        done.stdout, done.stderr = (said.decode("utf-8", "surrogateescape") for said in (done.stdout, done.stderr))
        if done.returncode not in allowed:
            raise Failed(verdict, lines_of(from_the_error(done.stderr or done.stdout), 4))
        return done

    def tell(self, *statements):
        words = [word for sql in statements for word in ("-c", sql)]
        return self.run("trouble", ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", "postgres", *words]).stdout

    def begin(self):
        """Two empty databases, and no roles that the file before has left: this one may make some of the same name."""
        databases = ("trip_there", "trip_back")
        roles = self.tell(*[f"DROP DATABASE IF EXISTS {name}" for name in databases],
                          *[f"CREATE DATABASE {name} TEMPLATE template0" for name in databases],
                          "SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> current_user")
        if roles:
            self.tell(*[f"DROP ROLE {role}" for role in roles.splitlines()])

    def load(self, verdict, database, path, *options):
        self.run(verdict, ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *options, "-d", database, "-f", path])

    def inspect(self, database, path):
        """What cannot be in a snapshot is named on stderr: said at the end, after the judges had the rest."""
        done = self.run("refused", [self.fullschema, "inspect", "-o", path, f"postgres:///{database}"], (0, 2))
        if not path.exists():
            raise Failed("refused", lines_of(done.stderr, 4))
        return done.stderr if done.returncode else ""

    def facts(self, database):
        said = self.run("trouble", ["psql", "-XAtq0", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", CATALOG]).stdout
        return sorted(said.split("\0"))

    def dump(self, database, path):
        text = self.run("trouble", [self.pg_dump, "--schema-only", "--no-owner", "--no-subscriptions", "-d", database]).stdout
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        text = re.sub(r"(?m)^(\\(un)?restrict .*|--.*)$", "", SERVERS_NAME.sub("", text))
        text = OPTIONS.sub(lambda found: ", ".join(sorted(found[0].split(", "))), text)
        text = ROLES.sub(lambda found: found[1] + ", ".join(sorted(found[2].split(", "))), text)
        # Grants stand in one paragraph, in the order in which they were made.
        return sorted(p for p in re.split(r"\n\n+|\n(?=GRANT |REVOKE )", text) if p.strip())

    def judge(self, name, there, back):
        """Both lists hold the same, or the first three that one of them has alone."""
        all_there, all_back = set(there), set(back)
        lost, added = [x for x in there if x not in all_back], [x for x in back if x not in all_there]
        if lost or added:
            raise Failed(name, "\n".join([f"- {x.strip()}" for x in lost[:3]] + [f"+ {x.strip()}" for x in added[:3]]))

    def judge_bytes(self, there, back):
        if there.read_bytes() != back.read_bytes():
            difference = subprocess.run(["diff", "-U0", there, back], capture_output=True, encoding="utf-8", errors="replace").stdout
            raise Failed("bytes", lines_of("\n".join(difference.splitlines()[2:]), 6))

    def __call__(self, path):
        """The number of objects; self.snapshot has the bytes. Raises Failed."""
        said = self.said
        there, back = self.place / "there.sql", self.place / "back.sql"
        for old in (there, back):
            old.unlink(missing_ok=True)
        self.begin()
        self.load("not loaded", "trip_there", path)
        facts = self.facts("trip_there")
        left_out = self.inspect("trip_there", there)
        self.snapshot = there.read_bytes()
        self.load("snapshot", "trip_back", there, "--single-transaction")
        if not left_out:
            if "catalogs" not in said.unasked:
                self.judge("catalogs", facts, self.facts("trip_back"))
            self.inspect("trip_back", back)
            self.judge_bytes(there, back)
            if self.pg_dump:
                self.judge_dumps(there)
        if (said.left_out or "") not in left_out or bool(said.left_out) != bool(left_out):
            raise Failed("left out", lines_of(left_out, 4) or f"nothing, though it should name: {said.left_out}")
        return sum(1 for fact in facts if fact.startswith(("object|", "\nobject|")))

    def judge_dumps(self, there):
        text = self.place / "there.dump"
        dumped = self.dump("trip_there", text)
        if "pg_dump" not in self.said.unasked:
            self.judge("pg_dump", dumped, self.dump("trip_back", self.place / "back.dump"))
        if "diff" not in self.said.unasked:
            self.run("diff", [self.fullschema, "diff", "--engine", "postgres", there, text])


def judge_postgres(fullschema, server, pg_dump, path):
    """The number of objects and the snapshot, of a file that says what it says. Raises Failed."""
    with tempfile.TemporaryDirectory(prefix="fidelity-") as place:
        trip = Trip(fullschema, server, pg_dump, pathlib.Path(place))
        trip.said = Said(path)
        return trip(path), trip.snapshot
