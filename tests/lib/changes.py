#!/usr/bin/env python3
"""Makes each change of a file of cases on a server, with a row in the table, and holds two things against the file:
what fullschema diff says of it, and what the server does.

    changes.py CASES FULLSCHEMA CONNINFO URL [--write]

A case is a block:

    == name [from MAJOR]
    SQL that makes the schema; a table t gets a row
    -- change
    SQL that a person would write
    -- instead
    SQL that brings the same about where the server refuses the change
    -- diff: class anchor            the worst of what diff says
    -- server: words                 what the server does, of all versions that are not named: 12 words

Words: exclusive (keeps out readers, too), reads (the table is read), rewrites (the table's file is another), builds
(an index is new, or built anew), refuses. Each case stands in a schema of its own, so that two looks at the database
see all changes. What is called safe neither rewrites nor reads nor builds, and is not refused. --write prints the cases with
what was found.
"""
import json
import pathlib
import re
import subprocess
import sys

OBSERVE = r"""
CREATE FUNCTION public.observe(change text) RETURNS text LANGUAGE plpgsql AS $observe$
DECLARE
    files jsonb; files_after jsonb; scans bigint; done text[] := '{}';
BEGIN
    SELECT coalesce(jsonb_object_agg(relkind::text || relname, relfilenode), '{}'),
           coalesce(sum(pg_stat_get_xact_numscans(oid)), 0)
      INTO files, scans FROM pg_class WHERE relnamespace = current_schema()::regnamespace;
    BEGIN
        EXECUTE change;
    EXCEPTION WHEN OTHERS THEN
        RETURN 'refuses';
    END;
    SELECT coalesce(jsonb_object_agg(relkind::text || relname, relfilenode), '{}') INTO files_after
      FROM pg_class WHERE relnamespace = current_schema()::regnamespace;
    IF EXISTS (SELECT FROM jsonb_each(files) f WHERE f.key ~ '^[rm]' AND files_after->f.key <> f.value) THEN
        done := done || 'rewrites'::text;
    ELSIF EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace
                  HAVING coalesce(sum(pg_stat_get_xact_numscans(oid)), 0) > scans) THEN
        done := done || 'reads'::text;
    END IF;
    IF EXISTS (SELECT FROM jsonb_each(files_after) f WHERE f.key ~ '^i' AND NOT files @> jsonb_build_object(f.key, f.value)
                  AND NOT EXISTS (SELECT FROM jsonb_each(files) o WHERE o.value = f.value)) THEN
        done := done || 'builds'::text;
    END IF;
    IF EXISTS (SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
               WHERE l.pid = pg_backend_pid() AND l.mode = 'AccessExclusiveLock' AND c.relkind IN ('r', 'p', 'm', 'v')
                 AND c.relnamespace = current_schema()::regnamespace AND files ? (c.relkind::text || c.relname)) THEN
        done := done || 'exclusive'::text;
    END IF;
    RETURN coalesce(nullif((SELECT string_agg(d, ' ' ORDER BY d) FROM unnest(done) d), ''), 'nothing');
END
$observe$;
"""
FILL = """DO $$ BEGIN
    IF to_regclass('t') IS NULL OR (SELECT relkind FROM pg_class WHERE oid = to_regclass('t')) <> 'r' THEN RETURN; END IF;
    BEGIN INSERT INTO t (a) VALUES (1);
    EXCEPTION WHEN OTHERS THEN
        BEGIN INSERT INTO t DEFAULT VALUES; EXCEPTION WHEN OTHERS THEN NULL; END;
    END;
END $$;
"""


class Case:
    def __init__(self, block):
        head, body = block.split("\n", 1)
        self.head = head.strip()
        since = re.search(r" from (\d+)$", self.head)
        self.since = int(since[1]) if since else 11
        self.setup, rest = body.split("-- change\n")
        lines = rest.splitlines(keepends=True)
        self.diff = next((line[9:].strip() for line in lines if line.startswith("-- diff: ")), "")
        self.server = next((line[11:].strip() for line in lines if line.startswith("-- server: ")), "")
        sql = "".join(line for line in lines if not line.startswith(("-- diff: ", "-- server: ")))
        self.change, _, self.instead = sql.partition("-- instead\n")

    def name_schema(self, name):
        """SELF stands for the case's own schema, and names what belongs to none."""
        self.name = name
        self.setup, self.change, self.instead = (sql.replace("SELF", name)
                                                 for sql in (self.setup, self.change, self.instead))

    def expected_of_server(self, major):
        """'exclusive; 11 rewrites exclusive' says what 11 does, and what all others do."""
        usual, *special = [part.strip() for part in self.server.split(";")]
        for part in special:
            number, _, words = part.partition(" ")
            if int(number) == major:
                return words
        return usual


def psql(conninfo, sql):
    run = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=0", "-d", conninfo], input=sql,
                         capture_output=True, text=True, check=False)
    return run.stdout, run.stderr


def inspect(fullschema, url, name):
    run = subprocess.run([fullschema, "inspect", url], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"inspect: {run.stderr}")
    pathlib.Path(name).write_text(run.stdout)
    return name


def worst(changes):
    order = ["safe", "care", "breaking"]
    best = max(changes, key=lambda c: order.index(c["class"]), default=None)
    return f"{best['class']} {best['link'].partition('#')[2]}" if best else "no change"


def case_of(change):
    """What belongs to no schema has the case's name: publications, privileges of the schema."""
    return change["schema"] or change["name"].rpartition(" ")[2]


def make(cases, conninfo):
    sql = "SET client_min_messages = error; CREATE ROLE reader; CREATE ROLE reader_all;\n" + OBSERVE
    for case in cases:
        sql += f"BEGIN; CREATE SCHEMA {case.name}; SET LOCAL search_path = {case.name}, public; {case.setup} {FILL} COMMIT;\n"
    _, errors = psql(conninfo, sql)
    if errors:
        sys.exit(f"cases cannot be made: {errors}")


def change(cases, conninfo):
    """What the server does, by the cases' names."""
    sql = "SET client_min_messages = error;\n"
    for case in cases:
        sql += (f"BEGIN; SET LOCAL search_path = {case.name}, public; "
                f"SELECT '{case.name}', observe($case${case.change}$case$); {case.instead} COMMIT;\n")
    found, errors = psql(conninfo, sql)
    if errors:
        sys.exit(f"changes cannot be made: {errors}")
    return dict(line.split("|") for line in found.split("\n") if "|" in line)


def compare(fullschema, before, after):
    """All changes that diff tells, by the cases' names."""
    run = subprocess.run([fullschema, "diff", "--fail-on", "none", "--format", "json", before, after],
                         capture_output=True, text=True, check=True)
    changes = {}
    for comparison in json.loads(run.stdout)["comparisons"]:
        for one in comparison["changes"]:
            changes.setdefault(case_of(one), []).append(one)
    return changes


def mistakes_of(case, changes, server, major):
    diff, found = worst(changes), []
    if diff != case.diff:
        reasons = "".join(f"\n    {c['class']}: {c['action']} {c['kind']} {c['name']}: {c['reason']}" for c in changes)
        found.append(f"diff says {diff}, expected {case.diff}{reasons}")
    if server != case.expected_of_server(major):
        found.append(f"the server {server}, expected {case.expected_of_server(major)}")
    if diff.startswith("safe ") and set(server.split()) & {"rewrites", "reads", "builds", "refuses"}:
        found.append(f"diff says {diff}, but the server {server}")
    return [f"{case.head}: {mistake}" for mistake in found]


def main():
    path, fullschema, conninfo, url = sys.argv[1:5]
    version, _ = psql(conninfo, "SHOW server_version_num")
    major = int(version) // 10000
    cases = [Case(block) for block in re.split(r"(?m)^== ", pathlib.Path(path).read_text())[1:]]
    cases = [case for case in cases if case.since <= major]
    for i, case in enumerate(cases):
        case.name_schema(f"c{i}")
    make(cases, conninfo)
    before = inspect(fullschema, url, "before.sql.postgres")
    server = change(cases, conninfo)
    changes = compare(fullschema, before, inspect(fullschema, url, "after.sql.postgres"))
    if "--write" in sys.argv:
        for case in cases:
            print(f"{case.head}\t{worst(changes.get(case.name, []))}\t{server[case.name]}")
        return
    mistakes = [m for case in cases for m in mistakes_of(case, changes.get(case.name, []), server[case.name], major)]
    print(*mistakes, f"{len(cases)} cases on {major}, {len(mistakes)} mistakes", sep="\n")
    sys.exit(len(mistakes) > 0)


main()
