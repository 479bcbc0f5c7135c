#!/usr/bin/env bats
# Functions, operators, types and views that a stranger has made in somebody's database are not run by who reads it.

load ../lib/common
load ../lib/server

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss 'CREATE DATABASE live'
    as_boss 'CREATE ROLE stranger LOGIN; GRANT CREATE ON SCHEMA public TO stranger' live
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    use_server
}

# as_stranger < SQL: in the database that is read.
as_stranger() { psql -Xqd "host=$server port=5432 user=stranger dbname=live" -v ON_ERROR_STOP="${1:-1}" >/dev/null 2>err; }

live() { echo "host=$server user=boss dbname=live"; }

# What shadows: everything that would suit a query better than the server's own function or operator does.
put_shadows() {
    python3 - <<'PY'
types = ["int4", "int8", "oid", "name", "text", '"char"', "regclass", "text[]", "name[]", "oid[]", "oidvector", "int2vector"]
functions = ["unnest", "quote_ident", "format_type", "concat_ws", "array_to_string", "replace", "upper", "count", "current_setting",
             "array_position", "has_schema_privilege", "to_regclass", "left", "encode"]
body = "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$;"
print("SET check_function_bodies = off;")
for f in functions:
    for a in types:
        print(f"CREATE FUNCTION public.{f}({a}) RETURNS text {body}")
        for b in ("int4", "name", '"char"', "text"):
            print(f"CREATE FUNCTION public.{f}({a}, {b}) RETURNS text {body}")
for i, t in enumerate(types):
    print(f"CREATE FUNCTION step(s text, v {t}) RETURNS text {body}")
    for a in ("array_agg", "string_agg", "min", "max", "bool_or"):
        print(f"CREATE AGGREGATE public.{a}({t}) (SFUNC = step, STYPE = text, INITCOND = '');")
for i, o in enumerate(["=", "<>", ">=", "<", "||", "~", "!~"]):
    for a in types[:8]:
        for b in types[:8]:
            print(f"CREATE FUNCTION o{i}({a}, {b}) RETURNS bool {body} CREATE OPERATOR public.{o} (LEFTARG = {a}, RIGHTARG = {b}, PROCEDURE = o{i});")
PY
}

@test "functions and operators that fit better than the server's own are read, and not called" {
    as_boss 'CREATE TABLE parent (a int PRIMARY KEY, b text) WITH (fillfactor = 50); CREATE TABLE child (c name) INHERITS (parent);
        INSERT INTO parent VALUES (1); CREATE TABLE part (a int) PARTITION BY LIST (a); GRANT SELECT ON part TO plain;
        CREATE TYPE mood AS ENUM ($$a$$, $$b$$); COMMENT ON TYPE mood IS $$c$$' live
    local text
    # Those that are there already, or are the same as others, are not made.
    put_shadows >shadows.sql
    as_stranger 0 <shadows.sql
    [ "$(as_boss "SELECT count(*) > 900 FROM pg_proc WHERE proowner = 'stranger'::regrole" live)" = t ]
    as_boss 'SELECT pg_catalog.array_agg(relname) FROM pg_class' live >/dev/null
    run as_boss 'SELECT array_agg(relname) FROM pg_class' live
    [[ $output == *'run as boss'* ]]
    run --separate-stderr "$FULLSCHEMA" inspect --rows all --owners "$(live)"
    expect_status 0
    for text in 'FUNCTION unnest(text[])' 'INTO parent' 'ON TABLE part TO plain'; do
        [[ $output == *"$text"* ]] || { echo "missing: $text"; grep -n 'unnest\|parent\|part' <<<"$output" | head -n 20; return 1; }
    done
    [[ $stderr != *'run as'* ]]
    as_boss 'DROP OWNED BY stranger CASCADE' live
    as_boss 'GRANT CREATE ON SCHEMA public TO stranger' live
}

@test "a view in the place of a bookkeeping table is not run, a cast of a stranger's type is not made" {
    put_schema
    "$FULLSCHEMA" generate -q --engine postgres -p maker
    as_stranger <<'SQL'
CREATE FUNCTION caught() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$;
CREATE VIEW schema_version AS SELECT caught() AS version;
SQL
    run --separate-stderr "$FULLSCHEMA" check --against "$(live)"
    expect_status 2
    expect_in_stderr 'schema_version of the application is no table'
    [[ $stderr != *'run as'* ]]
    as_stranger <<'SQL'
DROP VIEW schema_version;
CREATE TYPE word AS ENUM ('1');
CREATE FUNCTION said(word) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$;
CREATE CAST (word AS text) WITH FUNCTION said(word);
CREATE TABLE flyway_schema_history (installed_rank int, version word, description text, type text, script text, checksum int,
    installed_by text, installed_on timestamp, execution_time int, success bool);
INSERT INTO flyway_schema_history VALUES (1, '1', 'a', 'SQL', 'V1__a.sql', 1, 'x', now(), 1, true);
SQL
    say migrations/V1__a.sql 'CREATE TABLE a (b integer);'
    local options=(-s migrations --layout-in numbered --engine postgres -o out)
    "$FULLSCHEMA" generate -q "${options[@]}" -p maker
    run --separate-stderr "$FULLSCHEMA" check "${options[@]}" --against "$(live)"
    [ "$status" -ne 0 ]
    [[ $output$stderr != *'run as boss'* ]]
    as_boss 'DROP OWNED BY stranger CASCADE' live
    as_boss 'GRANT CREATE ON SCHEMA public TO stranger' live
}

@test "the database that -p connects to has what strangers made, which deltas' roles are created without" {
    as_boss 'GRANT CREATE ON SCHEMA public TO stranger'
    put_shadows | psql -Xqd "host=$server port=5432 user=stranger dbname=postgres" >/dev/null 2>&1
    put_schema
    run --separate-stderr "$FULLSCHEMA" generate -q --engine postgres -p head
    expect_status 0
    [ -z "$stderr" ]
    as_boss 'DROP OWNED BY stranger CASCADE'
}
