#!/usr/bin/env python3
"""Prints what a database holds, one fact a line, fields separated by tabs, sorted.

usage: print_facts.py sqlite FILE
       print_facts.py postgres CONNINFO    (through psql)

postgres:
    table NAME OPTIONS
    column TABLE NAME TYPE null|not-null DEFAULT OPTIONS IDENTITY-AND-GENERATED
    constraint TABLE NAME DEFINITION
    index TABLE NAME DEFINITION
    sequence NAME TYPE START INCREMENT MIN MAX CYCLE CACHE
    sequence-position NAME LAST-VALUE called|not-called
    view|function|trigger|type ...
    row TABLE JSON
sqlite:
    table NAME OPTIONS
    virtual NAME DEFINITION
    column TABLE NAME TYPE null|not-null DEFAULT PLACE-IN-PRIMARY-KEY
    index TABLE NAME KIND UNIQUE COLUMNS WHERE EXPRESSION
    foreign-key TABLE FROM TO-TABLE TO-COLUMN ON-UPDATE ON-DELETE
    has-check TABLE
    view|trigger NAME TABLE DEFINITION
    row TABLE JSON

"-" stands for what is not there. The order of columns is left out. Nothing is
passed over but what the database keeps for itself: a bookkeeping table in a
snapshot is a fact.
"""
import json
import re
import sqlite3
import subprocess
import sys

POSTGRES = r"""
SET search_path = public;
SELECT json_build_array('table', c.relname,
    CASE c.relpersistence WHEN 'u' THEN 'unlogged' ELSE '-' END || coalesce(' ' || array_to_string(c.reloptions, ','), ''))
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p');

SELECT json_build_array('column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END,
    coalesce(pg_get_expr(d.adbin, d.adrelid), '-'),
    -- pg_attver is a security release's own mark, another one in every database.
    coalesce((SELECT string_agg(o, ',') FROM unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%'), '-'),
    coalesce(nullif(a.attidentity::text, ''), '-')
        || coalesce(nullif(to_jsonb(a) ->> 'attgenerated', ''), '-'))
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped;

SELECT json_build_array('constraint', c.relname, k.conname, pg_get_constraintdef(k.oid))
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE c.relnamespace = 'public'::regnamespace AND k.contype <> 'n';

SELECT json_build_array('index', tablename, indexname, replace(indexdef, ' ON public.', ' ON '))
FROM pg_indexes WHERE schemaname = 'public';

SELECT json_build_array('sequence', sequencename, data_type, start_value, increment_by, min_value, max_value,
    CASE WHEN cycle THEN 't' ELSE 'f' END, cache_size)
FROM pg_sequences WHERE schemaname = 'public';

SELECT json_build_array('view', viewname, definition) FROM pg_views WHERE schemaname = 'public';

SELECT json_build_array('function', p.proname, pg_get_function_identity_arguments(p.oid), p.prosrc)
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace;

SELECT json_build_array('trigger', c.relname, t.tgname, pg_get_triggerdef(t.oid))
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal;

SELECT json_build_array('type', t.typname, t.typtype)
FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd', 'r');

SELECT format('SELECT json_build_array(''sequence-position'', %L, last_value, CASE WHEN is_called THEN ''called'' ELSE ''not called'' END) FROM %I',
    sequencename, sequencename)
FROM pg_sequences WHERE schemaname = 'public' \gexec

SELECT format('SELECT json_build_array(''row'', %L, to_jsonb(t)) FROM %I t', tablename, tablename)
FROM pg_tables WHERE schemaname = 'public' \gexec
"""


def blanks(text):
    return " ".join(str(text).split())


def postgres(conninfo):
    done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", conninfo], input=POSTGRES, text=True,
                          capture_output=True, check=False)
    if done.returncode:
        sys.exit("print_facts.py: " + done.stderr.strip())
    for line in done.stdout.splitlines():
        fact = json.loads(line)
        if fact[0] == "row":
            yield "row", fact[1], json.dumps(fact[2], sort_keys=True)
        else:
            yield tuple(blanks(field) for field in fact)


def canonical(sql):
    """One spelling: small letters outside of strings, no blanks but between words, no needless quotes."""
    out = []
    for piece in re.findall(r"'(?:[^']|'')*'|[^']+", sql):
        if not piece.startswith("'"):
            piece = re.sub(r'"(\w+)"', r"\1", piece).lower()
        out.append(piece)
    return re.sub(r"\s*([(),=<>!;])\s*", r"\1", blanks("".join(out)))


def sqlite_indexes(connection, table):
    for _, name, unique, origin, _ in connection.execute("SELECT * FROM pragma_index_list(?)", (table,)).fetchall():
        keys = connection.execute("SELECT name, desc FROM pragma_index_xinfo(?) WHERE key", (name,)).fetchall()
        columns = ",".join((key or "<expr>") + (" desc" if desc else "") for key, desc in keys)
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (name,)).fetchone()
        sql = canonical(sql or "")
        where = sql.partition(" where ")[2] or sql.partition(")where ")[2]
        yield ("index", table, name if origin == "c" else "-",
               {"c": "index", "u": "unique-constraint", "pk": "primary-key"}[origin], "unique" if unique else "-",
               columns, where or "-", sql if "<expr>" in columns else "-")


def sqlite_table(connection, table, sql):
    options = [word for word in ("without rowid", "autoincrement") if word in canonical(sql)]
    yield "table", table, ",".join(options) or "-"
    for _, name, kind, not_null, default, key, _ in connection.execute("SELECT * FROM pragma_table_xinfo(?)", (table,)):
        yield ("column", table, name, kind.upper(), "not null" if not_null else "null",
               "-" if default is None else canonical(default), f"pk{key}" if key else "-")
    yield from sqlite_indexes(connection, table)
    for _, _, to, column, to_column, on_update, on_delete, _ in connection.execute(
            "SELECT * FROM pragma_foreign_key_list(?)", (table,)):
        yield "foreign-key", table, column, to, to_column or "-", on_update, on_delete
    if "check(" in canonical(sql):
        yield "has-check", table
    rows = connection.execute('SELECT * FROM "%s"' % table.replace('"', '""'))
    names = [column[0] for column in rows.description]
    for row in rows:
        yield "row", table, json.dumps(dict(zip(names, row)), sort_keys=True)


def sqlite(path):
    connection = sqlite3.connect(path)
    own = {name for name, kind in connection.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'")
           if kind == "shadow" or name.startswith("sqlite_")}
    for kind, name, table, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall():
        if name in own or kind == "index":
            continue
        if kind != "table":
            yield kind, name, table, canonical(sql)
        elif canonical(sql).startswith("create virtual table "):
            yield "virtual", name, canonical(sql)
        else:
            yield from sqlite_table(connection, name, sql)


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("sqlite", "postgres"):
        sys.exit(__doc__)
    facts = (sqlite if sys.argv[1] == "sqlite" else postgres)(sys.argv[2])
    for fact in sorted(set(facts)):
        print("\t".join(str(field).replace("\t", " ") for field in fact))


main()
