#!/usr/bin/env python3
"""Makes each change of tests/fixtures/changes/postgres.txt on a server, with a row in the table, and holds three things
against the file: what fullschema diff says of it, what the server does, and what becomes of a client's statement.

    changes.py CASES FULLSCHEMA CONNINFO URL [--write]

What the server does: the strongest lock on what was there, without "Lock" (one that lets everybody go on is none);
reads (a table is read), rewrites (a table's file is another), builds (an index is new, or built anew), refuses. Each
case stands in a schema of its own, so that two looks at the database see all changes. --write prints what was found.
"""
import json
import pathlib
import re
import subprocess
import sys

import changes_case

OBSERVE = r"""
CREATE FUNCTION public.observe(change text) RETURNS text LANGUAGE plpgsql AS $observe$
DECLARE
    files jsonb; files_after jsonb; scans bigint; done text[] := '{}'; strongest text; there oid[];
BEGIN
    SELECT coalesce(jsonb_object_agg(relkind::text || relname, relfilenode), '{}'),
           coalesce(sum(pg_stat_get_xact_numscans(oid)), 0), array_agg(oid)
      INTO files, scans, there FROM pg_class WHERE relnamespace = current_schema()::regnamespace;
    BEGIN
        EXECUTE change;
    EXCEPTION WHEN OTHERS THEN
        RETURN 'refuses';
    END;
    SELECT coalesce(jsonb_object_agg(relkind::text || relname, relfilenode), '{}') INTO files_after
      FROM pg_class WHERE relnamespace = current_schema()::regnamespace;
    SELECT lock INTO strongest
      FROM unnest('{AccessExclusive,Exclusive,ShareRowExclusive,Share,ShareUpdateExclusive}'::text[])
           WITH ORDINALITY AS o(lock, rank)
     WHERE EXISTS (SELECT FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.mode = o.lock || 'Lock'
                      AND l.relation = ANY (there))
     ORDER BY rank LIMIT 1;
    done := array_remove(done || strongest, NULL);
    IF EXISTS (SELECT FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
               WHERE x.indrelid = ANY (there) AND c.relkind = 'i' AND NOT EXISTS (
                   SELECT FROM jsonb_each(files) f WHERE f.value = to_jsonb(c.relfilenode))) THEN
        done := done || 'builds'::text;
    END IF;
    IF EXISTS (SELECT FROM jsonb_each(files) f WHERE f.key ~ '^[rm]' AND files_after->f.key <> f.value) THEN
        done := done || 'rewrites'::text;
    ELSIF EXISTS (SELECT FROM pg_class WHERE oid = ANY (there)
                  HAVING coalesce(sum(pg_stat_get_xact_numscans(oid)), 0) > scans) THEN
        done := done || 'reads'::text;
    END IF;
    RETURN coalesce(nullif(array_to_string(done, ' '), ''), 'nothing');
END
$observe$;

-- What a client gets for a statement, some others before it; nothing of it stays.
CREATE FUNCTION public.ask(before text, question text) RETURNS text LANGUAGE plpgsql AS $ask$
DECLARE
    found text := ''; r record;
BEGIN
    BEGIN
        EXECUTE before;
        IF question ~* '^(SELECT|WITH|TABLE)|RETURNING' THEN
            FOR r IN EXECUTE question LOOP found := found || r::text; END LOOP;
        ELSE
            EXECUTE question;
            found := 'done';
        END IF;
        RAISE SQLSTATE 'ZZZZZ';
    EXCEPTION WHEN SQLSTATE 'ZZZZZ' THEN
        RETURN found;
    WHEN OTHERS THEN
        RETURN 'fails: ' || SQLERRM;
    END;
END
$ask$;
"""
FILL = """DO $$ BEGIN
    IF to_regclass('t') IS NULL OR (SELECT relkind FROM pg_class WHERE oid = to_regclass('t')) <> 'r' THEN RETURN; END IF;
    BEGIN INSERT INTO t (a) VALUES (1);
    EXCEPTION WHEN OTHERS THEN
        BEGIN INSERT INTO t DEFAULT VALUES; EXCEPTION WHEN OTHERS THEN NULL; END;
    END;
END $$;
"""


def psql(conninfo, sql):
    run = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=0", "-d", conninfo], input=sql,
                         capture_output=True, text=True, check=False)
    return run.stdout, run.stderr


def inspect(fullschema, url, name):
    run = subprocess.run([fullschema, "inspect", "--owners", url], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"inspect: {run.stderr}")
    pathlib.Path(name).write_text(run.stdout)
    return name


def case_of(change, cases):
    """What belongs to no schema has the case's name in its own (publications, servers, privileges of the schema), or
    is named by one case alone."""
    words = [change["schema"], *re.findall(r"\bc\d+", change["name"])]
    named = (case.name for case in cases if re.search(rf"\b{re.escape(change['name'])} SCHEMA", case.setup))
    return next((word for word in words if re.fullmatch(r"c\d+", word or "")), None) or next(named, "")


def asking(case):
    """A line of output for each statement of the client."""
    sql = ""
    for _, question in case.questions():
        before, _, last = question.rstrip("; ").rpartition("; ")
        sql += f"SELECT '{case.name}|', replace(ask($case${before}$case$, $case${last}$case$), E'\\n', ' ');\n"
    return sql


def lines_of(found):
    """What a run printed, by the cases' names: for each the lines, in order."""
    lines = {}
    for line in found.split("\n"):
        if "|" in line:
            name, _, rest = line.partition("|")
            lines.setdefault(name, []).append(rest.lstrip("|"))
    return lines


def make(cases, conninfo):
    """Makes the schemas; the answers of each case's client."""
    sql = "SET client_min_messages = error; CREATE ROLE reader; CREATE ROLE reader_all;\n" + OBSERVE
    for case in cases:
        sql += (f"BEGIN; CREATE SCHEMA {case.name}; GRANT USAGE ON SCHEMA {case.name} TO reader_all; "
                f"SET LOCAL search_path = {case.name}, public; {case.setup} {FILL} COMMIT;\n"
                f"BEGIN; SET LOCAL search_path = {case.name}, public; {asking(case)} COMMIT;\n")
    found, errors = psql(conninfo, sql)
    if errors:
        sys.exit(f"cases cannot be made: {errors}")
    return lines_of(found)


def change(cases, conninfo):
    """What the server does, and then the answers of each case's client."""
    sql = "SET client_min_messages = error;\n"
    for case in cases:
        sql += (f"BEGIN; SET LOCAL search_path = {case.name}, public; "
                f"SELECT '{case.name}|', observe($case${case.change}$case$); {case.instead} COMMIT;\n"
                f"BEGIN; SET LOCAL search_path = {case.name}, public; {asking(case)} COMMIT;\n")
    found, errors = psql(conninfo, sql)
    if errors:
        sys.exit(f"changes cannot be made: {errors}")
    return lines_of(found)


def compare(cases, fullschema, before, after):
    """All changes that diff tells, by the cases' names."""
    run = subprocess.run([fullschema, "diff", "--owners", "--fail-on", "none", "--format", "json", before, after],
                         capture_output=True, text=True, check=True)
    changes = {}
    for comparison in json.loads(run.stdout)["comparisons"]:
        for one in comparison["changes"]:
            changes.setdefault(case_of(one, cases), []).append(one)
    return changes


def main():
    path, fullschema, conninfo, url = sys.argv[1:5]
    version, _ = psql(conninfo, "SHOW server_version_num")
    major = int(version) // 10000
    cases = changes_case.read(path, major)
    answers = make(cases, conninfo)
    before = inspect(fullschema, url, "before.sql.postgres")
    found = change(cases, conninfo)
    changes = compare(cases, fullschema, before, inspect(fullschema, url, "after.sql.postgres"))
    mistakes = []
    for case in cases:
        done, *after = found[case.name]
        pairs = list(zip(answers.get(case.name, []), after))
        if "--write" in sys.argv:
            words = " ".join(changes_case.outcome(*pair) for pair in pairs)
            print(f"{case.head}\t{changes_case.worst(changes.get(case.name, []))}\t{done}\t{words}")
        mistakes += changes_case.mistakes(case, changes.get(case.name, []), done, pairs, major)
    if "--write" in sys.argv:
        return
    print(*mistakes, f"{len(cases)} cases on {major}, {len(mistakes)} mistakes", sep="\n")
    sys.exit(len(mistakes) > 0)


main()
