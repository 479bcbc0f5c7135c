#!/usr/bin/env bats
# The rules of docs/format.md, on the snapshots of the project's own schema and
# on a small one with awkward content.

load ../lib/common
load ../lib/server

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    (cd "$repo" && "$FULLSCHEMA" generate --quiet --output "$scratch/own")
    put_awkward_schema
    "$FULLSCHEMA" generate --quiet --output awkward
    start_server
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    cd "$file_scratch"
    mapfile -t snapshots < <(find own awkward -type f | LC_ALL=C sort)
    [ ${#snapshots[@]} -gt 8 ]
}

teardown() { :; }

# Rows and texts that would break a careless printer, on both engines.
put_awkward_schema() {
    put_schema
    put schema/main/delta/2/09_awkward.sql <<'SQL'
CREATE TABLE awkward (
    id INTEGER NOT NULL PRIMARY KEY,
    body TEXT DEFAULT 'a;b -- c /* d */ \e',
    amount DOUBLE PRECISION,
    CHECK (body <> 'SET x; -- public.')
);
INSERT INTO awkward VALUES (1, 'it''s "quoted" \ back', 0.1);
INSERT INTO awkward VALUES (2, 'two
lines;
\connect other
SET x = 1;
-- no comment', 1e300);
INSERT INTO awkward VALUES (10, 'Grüße, 日本語, 😀', -1.5);
INSERT INTO awkward VALUES (9, '	tab', NULL);
INSERT INTO awkward VALUES (3, '', 3);
CREATE TABLE "order" ("select" TEXT, "Mixed Case" TEXT, "per""cent" TEXT);
INSERT INTO "order" VALUES ('1', '2', '3');
SQL
    put schema/main/delta/2/09_cr.sql.postgres <<'SQL'
INSERT INTO awkward VALUES (4, E'carriage\r\nreturn', 'NaN');
SQL
    put schema/main/delta/2/09_cr.sql.sqlite <<'SQL'
INSERT INTO awkward VALUES (4, 'carriage' || char(13, 10) || 'return', 9e999);
SQL
}

# each PROGRAM: an awk program that must find nothing to complain about.
each() {
    local file
    for file in "${snapshots[@]}"; do
        awk "$1" "$file" >complaints
        [ ! -s complaints ] || { echo "$file:"; cat complaints; return 1; }
    done
}

@test "one fixed first comment line, and no other comment" {
    for file in "${snapshots[@]}"; do
        [ "$(head -n 1 "$file")" = '-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.' ]
        [ "$(sed -n 2p "$file")" = '' ]
    done
    each 'NR > 1 && /^[ \t]*--/'
}

@test "UTF-8, line feeds only, one final newline, no blanks at line ends, no tabs" {
    for file in "${snapshots[@]}"; do
        iconv -f UTF-8 -t UTF-8 "$file" >/dev/null
        [ "$(tail -c 1 "$file" | od -An -tx1)" = ' 0a' ]
        [ "$(tail -c 2 "$file" | od -An -tx1)" != ' 0a 0a' ]
        run -1 grep -q $'\r' "$file"
    done
    each '/[ \t]$/ || /\t/'
    each 'NR > 2 && $0 == "" && before == ""; { before = $0 }'
}

@test "no backslash lines, no SET, no public., no word of host, date or version" {
    each '/^\\/ || /^[ \t]*SET /'
    for file in "${snapshots[@]}"; do
        run -1 grep -qE "(^|[^-;] )public\.|$(hostname)|$(date +%Y-%m)|PostgreSQL|SQLite [0-9]" "$file"
    done
}

@test "Postgres: no backslash lines in the texts of a definition either" {
    put_bookkeeping texts
    put texts/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x TEXT DEFAULT 'one
\connect two', CHECK (x <> 'three
\connect four'));
SQL
    "$FULLSCHEMA" generate --quiet -s texts -o texts.out
    # Only psql takes a backslash for a command; the text of a SQLite literal stays as it is.
    run -1 grep -n '^\\' texts.out/1/main/full.sql.postgres
}

@test "no mention of what belongs to common or to the application" {
    for file in own/*/main/* own/*/state/* awkward/*/main/* awkward/*/state/*; do
        run -1 grep -q background_updates "$file"
    done
    for file in "${snapshots[@]}"; do
        run -1 grep -qE 'schema_version|applied_schema_deltas|schema_compat_version|applied_module_schemas|sqlite_autoindex|_segdir|_segments|_docsize' "$file"
    done
    grep -q '^CREATE TABLE background_updates' own/59/common/full.sql.postgres
    grep -q '^CREATE TABLE background_updates' own/59/common/full.sql.sqlite
}

@test "a line a column and a constraint; tables in bytewise order" {
    for file in "${snapshots[@]}"; do
        grep '^CREATE TABLE ' "$file" | sed 's/^CREATE TABLE //; s/ ($//; s/"//g' >tables || true
        LC_ALL=C sort -c tables
    done
    each '/^CREATE TABLE .*[^(]$/ && !/^CREATE TABLE .* \($/'
    each '/^    / && inside == 0 && !text { print } /^CREATE TABLE/ { inside = 1 } /^\)/ { inside = 0 } /^CREATE (OR|FUNCTION|TRIGGER)/ { text = 1 }'
}

@test "rows: one line each with column names, sorted, at the end, then positions" {
    for file in "${snapshots[@]}"; do
        grep -n '^INSERT' "$file" | cut -d: -f1 >lines
        [ -s lines ] || continue
        [ "$(tail -n 1 lines)" -gt "$(grep -nE '^(CREATE|ALTER)' "$file" | tail -n 1 | cut -d: -f1)" ]
    done
    each '/^INSERT/ && !/^INSERT INTO [^ ]+ \([^()]+\) VALUES \(.*\);$/'
    each '/^SELECT pg_catalog.setval/ { set = 1 } /^INSERT/ && set'
    for file in "${snapshots[@]}"; do
        sed -nE 's/^INSERT INTO ([^ ]+) .*/\1/p' "$file" | sort -u >tables
        for table in $(cat tables); do
            grep "^INSERT INTO $table " "$file" | LC_ALL=C sort -c
        done
    done
    [ "$(grep -c '^INSERT INTO awkward ' awkward/2/main/full.sql.postgres)" = 6 ]
    [ "$(grep -c '^INSERT INTO awkward ' awkward/2/main/full.sql.sqlite)" = 6 ]
}

@test "both engines have the same tables in the same order, but for what only one has" {
    for pair in own/59/common own/59/main own/59/state awkward/2/main; do
        for engine in postgres sqlite; do
            sed -nE 's/^CREATE (VIRTUAL )?TABLE ([^ ]+).*/\2/p' $pair/full.sql.$engine >$engine
        done
        diff postgres sqlite >differences || true
        case $pair in
        own/59/main)
            # What the facts say: tables that one of the engines has alone.
            for engine in postgres sqlite; do
                awk -F '\t' '$1 == "table" || $1 == "virtual" { print $2 }' "$repo/tests/facts/59/main.$engine.tsv" |
                    LC_ALL=C sort >$engine.facts
            done
            diff <(LC_ALL=C comm -3 postgres.facts sqlite.facts | tr -d '\t' | LC_ALL=C sort) \
                <(grep '^[<>]' differences | cut -c3- | LC_ALL=C sort)
            ;;
        *) [ ! -s differences ] ;;
        esac
        grep -Fxf sqlite postgres | diff - <(grep -Fxf postgres sqlite)
    done
}

@test "both engines print the columns of a table in the same order" {
    for pair in own/59/state awkward/2/main; do
        for engine in postgres sqlite; do
            sed -nE '/^CREATE TABLE/,/^\)/ { s/^CREATE TABLE ([^ ]+).*/table \1/p; s/^    ("[^"]*"|[a-z_]+) .*/\1/p }' \
                $pair/full.sql.$engine >$engine
        done
        diff postgres sqlite
    done
}

# Each snapshot into a database of its own: load NAME FILE makes it, with the
# means of one client or another.
load_with_psql() {
    as_boss "CREATE DATABASE \"$1\" OWNER maker TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'"
    psql -Xq1 -v ON_ERROR_STOP=1 -d "host=$server port=5432 user=maker dbname='$1'" -f "$2" >/dev/null
}

# One string in one message, as a driver sends it: there is no psql to
# understand anything on the way.
load_with_driver() {
    as_boss "CREATE DATABASE \"$1\" OWNER maker TEMPLATE template0"
    psql -Xq -v ON_ERROR_STOP=1 -d "host=$server port=5432 user=maker dbname='$1'" -c "$(cat "$2")" >/dev/null
}

@test "Postgres: psql in one transaction, and a driver, load every snapshot" {
    for file in own/59/*/full.sql.postgres awkward/2/*/full.sql.postgres; do
        load_with_psql "psql $file" "$file"
        load_with_driver "driver $file" "$file"
        expect_same <("$repo/tests/facts/print_facts.py" postgres "host=$server port=5432 user=boss dbname='psql $file'") \
            <("$repo/tests/facts/print_facts.py" postgres "host=$server port=5432 user=boss dbname='driver $file'")
    done
}

@test "SQLite: the shell and a driver, in one transaction, load every snapshot" {
    for file in own/59/*/full.sql.sqlite awkward/2/*/full.sql.sqlite; do
        name=${file//\//-}
        printf 'BEGIN;\n.read %s\nCOMMIT;\n' "$file" | sqlite3 -bail "$name.shell"
        python3 - "$file" "$name.driver" <<'END'
import sqlite3, sys
text = open(sys.argv[1], encoding="utf-8", newline="").read()
connection = sqlite3.connect(sys.argv[2])
connection.executescript("PRAGMA foreign_keys = ON; BEGIN;" + text + "COMMIT;")
END
        expect_same <("$repo/tests/facts/print_facts.py" sqlite "$name.shell") <("$repo/tests/facts/print_facts.py" sqlite "$name.driver")
    done
}

@test "a snapshot made from a snapshot is the same" {
    for pair in own/59 awkward/2; do
        rm -rf again again.out
        put_bookkeeping again
        for engine in postgres sqlite; do
            mkdir -p again/common/delta/1 again/main/delta/1 again/state/delta/1
            for database in common main state; do
                cp $pair/$database/full.sql.$engine again/$database/delta/1/$database.sql.$engine
            done
        done
        "$FULLSCHEMA" generate --quiet -s again -o again.out
        diff -r $pair again.out/1
    done
}

# example NUMBER: the SQL that docs/format.md shows there, from 1.
example() {
    awk -v wanted="$1" '/^```sql$/ { n++; inside = n == wanted; next } /^```$/ { inside = 0 } inside' "$repo/docs/format.md"
}

@test "the examples of docs/format.md are what comes out" {
    put_bookkeeping examples
    example 2 | put examples/main/delta/1/users.sql
    "$FULLSCHEMA" generate --quiet -s examples --engine sqlite -o examples.out
    example 3 | diff - <(tail -n +3 examples.out/1/main/full.sql.sqlite)
    # The first is a part of the own schema's: each of its paragraphs stands there as it is.
    python3 - <(example 1) own/59/state/full.sql.postgres <<'END'
import sys
part, whole = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
paragraphs = part.strip("\n").split("\n\n")
assert len(paragraphs) == 3
for paragraph in paragraphs:
    assert "\n" + paragraph + "\n\n" in "\n" + whole + "\n", paragraph
END
}

@test "what was in the rows is in the database that a snapshot makes" {
    sqlite3 -bail rows.db <awkward/2/main/full.sql.sqlite
    [ "$(sqlite3 rows.db 'SELECT hex(body) FROM awkward WHERE id = 4')" = 63617272696167650D0A72657475726E ]
    [ "$(sqlite3 rows.db 'SELECT amount = 9e999 FROM awkward WHERE id = 4')" = 1 ]
    [ "$(sqlite3 rows.db 'SELECT body FROM awkward WHERE id = 10')" = 'Grüße, 日本語, 😀' ]
    [ "$(sqlite3 rows.db "SELECT body FROM awkward WHERE id = 2")" = 'two
lines;
\connect other
SET x = 1;
-- no comment' ]
    [ "$(sqlite3 rows.db 'SELECT sum(amount) FROM awkward WHERE id IN (1, 3, 10)')" = 1.6 ]
    load_with_driver rows awkward/2/main/full.sql.postgres
    [ "$(as_boss "SELECT encode(convert_to(body, 'UTF8'), 'hex') FROM awkward WHERE id = 4" rows)" = 63617272696167650d0a72657475726e ]
    [ "$(as_boss "SELECT amount FROM awkward WHERE id = 4" rows)" = NaN ]
    [ "$(as_boss "SELECT body FROM awkward WHERE id = 2" rows)" = 'two
lines;
\connect other
SET x = 1;
-- no comment' ]
    [ "$(as_boss "SELECT amount = 1e300 FROM awkward WHERE id = 2" rows)" = t ]
}
