#!/usr/bin/env bats
# drift.txt: what is meant to differ, so that all other drift is seen. docs/drift.md

load ../lib/common
load ../lib/server
load ../lib/expected_setup

@test "a database in production reaches exit status 0, and each format says how many findings were expected" {
    [ "$(wc -l <drift.txt)" -lt 10 ]
    check --against "$(url)" --format text=report.text --format json=report.json --format markdown=report.markdown \
        --format sarif=report.sarif --format github=report.github --format html=report.html
    expect_status 0
    [ -z "$stderr" ]
    n=$(jq .counts.expected report.json)
    [ "$n" -gt 10 ]
    [ "$(cat report.text)" = "no changes; $n expected" ]
    grep -qF "$n expected, by \`drift.txt\`." report.markdown
    grep -q "::notice title=Schema%3A expected differences::$n expected" report.github
    grep -qF "$n expected" report.html
    jq -e --arg text "$n expected" '.runs[0].invocations[0] | .executionSuccessful and
        .toolExecutionNotifications[0].message.text == $text' report.sarif
    jq -e '.expected.path == "drift.txt" and (.expected.entries | length == 7 and all(.used > 0)) and
        .expected.entries[0].reason == "reads everything"' report.json
    "$repo/tests/lib/validate_json.py" "$repo/docs/diff.schema.json" <report.json
    "$repo/tests/lib/validate_json.py" "$repo/tests/fixtures/sarif.schema.json" <report.sarif
    rm drift.txt
    check --against "$(url)" --format json=report.json
    expect_status 1
    jq -e '.counts.expected == 0 and .expected == null' report.json
}

# planted SQL JQ: what the statement does to the database is found, and named by the filter on a change.
planted() {
    psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=boss dbname=postgres" \
        -c 'DROP DATABASE IF EXISTS planted' -c 'CREATE DATABASE planted TEMPLATE app OWNER maker'
    in_app planted maker <<<"$1"
    check --against "$(url planted)" --format json=report.json
    [ "$status" = 1 ] || { echo "not found: $1"; show_run; return 1; }
    jq -e ".comparisons[0].changes | length > 0 and any($2)" report.json >/dev/null ||
        { echo "not named: $1"; jq -c '.comparisons[0].changes[] | [.word, .kind, .relation, .name, .class]' report.json; return 1; }
}

@test "each of 24 planted drifts is found beside what is expected" {
    planted 'DROP INDEX rooms_creator_idx' '.word == "missing" and .name == "rooms_creator_idx" and .class == "care"'
    planted 'CREATE INDEX more ON rooms (size)' '.word == "extra" and .name == "more" and .class == "safe"'
    planted 'CREATE UNIQUE INDEX more ON rooms (size)' '.word == "extra" and .name == "more" and .class == "breaking"'
    planted 'DROP TABLE members' '.word == "missing" and .kind == "table" and .class == "breaking"'
    planted 'CREATE TABLE mine (x integer)' '.word == "extra" and .name == "mine" and .class == "safe"'
    planted 'ALTER TABLE rooms DROP COLUMN creator' '.word == "missing" and .kind == "column" and .class == "breaking"'
    planted 'ALTER TABLE rooms ADD COLUMN x integer' '.word == "extra" and .kind == "column" and .class == "safe"'
    planted 'ALTER TABLE rooms ALTER creator TYPE varchar(10)' '.word == "different" and .name == "creator" and .class == "breaking"'
    planted 'ALTER TABLE rooms ALTER name DROP NOT NULL' '.name == "name" and .class == "care"'
    planted 'ALTER TABLE rooms ALTER creator SET NOT NULL' '.name == "creator" and .class == "breaking"'
    planted "ALTER TABLE rooms ALTER name SET DEFAULT 'x'" '.name == "name" and .class == "care"'
    planted 'ALTER TABLE rooms DROP CONSTRAINT rooms_name_key' '.word == "missing" and .class == "breaking"'
    planted 'ALTER TABLE rooms DROP CONSTRAINT rooms_size_check' '.word == "missing" and .class == "care"'
    planted 'ALTER TABLE members DROP CONSTRAINT members_room_fkey' '.word == "missing" and .class == "care"'
    planted 'ALTER TABLE members ADD CHECK (room > 0)' '.word == "extra" and .kind == "constraint" and .class == "breaking"'
    planted 'CREATE OR REPLACE VIEW busy AS SELECT id, name FROM rooms' '.kind == "view" and .class == "breaking"'
    planted "CREATE OR REPLACE FUNCTION greet(who text, loud boolean DEFAULT false) RETURNS text LANGUAGE sql AS 'SELECT 1::text'" \
        '.kind == "function" and .class == "care"'
    planted 'DROP TRIGGER rooms_stamp ON rooms' '.word == "missing" and .kind == "trigger" and .class == "breaking"'
    planted 'DROP POLICY own ON members' '.word == "missing" and .kind == "policy" and .class == "breaking"'
    planted 'ALTER TABLE members DISABLE ROW LEVEL SECURITY' '.kind == "table" and .class == "breaking"'
    planted 'GRANT DELETE ON rooms TO app' '.kind == "privilege" and .class == "care"'
    planted "COMMENT ON TABLE rooms IS NULL" '.kind == "comment" and .class == "safe"'
    planted 'ALTER SEQUENCE tickets INCREMENT BY 7' '.kind == "sequence" and .class == "care"'
    planted 'CREATE PUBLICATION another FOR TABLE members' '.name == "PUBLICATION another"'
}

@test "an entry of an attribute, a role or a table excuses that, and what else differs is reported" {
    say old.sql.postgres 'CREATE TABLE rooms (id integer, name text);'
    put new.sql.postgres <<'SQL'
CREATE TABLE rooms (id bigint, name text);
ALTER TABLE rooms ALTER COLUMN id SET STATISTICS 500;
GRANT SELECT ON TABLE rooms TO monitor;
GRANT INSERT ON TABLE rooms TO app;
CREATE TABLE extra (a integer);
CREATE INDEX extra_a_idx ON extra (a);
CREATE TABLE others (a integer);
SQL
    say mine.txt 'column rooms.id statistics: a target'
    compare --expected mine.txt old.sql.postgres new.sql.postgres --format json
    expect_status 1
    jq -e '.counts.expected == 1 and [.comparisons[0].changes[] | select(.name == "id") |
        (.class, .attributes[].name)] == ["care", "type"]' <<<"$output"
    # without the type what is left weighs what it weighs
    say mine.txt 'column rooms.id type: wider'
    compare --expected mine.txt old.sql.postgres new.sql.postgres --format json
    jq -e '[.comparisons[0].changes[] | select(.name == "id") | (.class, .attributes[].name)] == ["safe", "statistics"]' <<<"$output"
    put mine.txt <<'END'
privilege * to monitor: reads
table extra: by hand
column *: both
END
    compare --expected mine.txt old.sql.postgres new.sql.postgres --format json
    expect_status 1
    jq -e '[.comparisons[0].changes[] | "\(.kind) \(.name)"] == ["table others", "privilege TABLE rooms"]' <<<"$output"
    printf '%s\n' 'privilege * to app: writes' 'table other?: by hand' >>mine.txt
    compare --expected mine.txt old.sql.postgres new.sql.postgres
    expect_status 0
    [ "$output" = 'no changes; 5 expected' ]
    # the page leaves out the objects
    run "$FULLSCHEMA" html --expected mine.txt new.sql.postgres
    expect_status 0
    [[ $output != *extra_a_idx* && $output == *rooms* ]]
}

@test "extra, missing and different take such findings alone; rows of a table" {
    put old.sql.postgres <<'SQL'
CREATE TABLE t (a integer, b integer, c text);
CREATE INDEX gone ON t (a);
SQL
    put new.sql.postgres <<'SQL'
CREATE TABLE t (a integer, b integer, c bigint, d text);
CREATE INDEX come ON t (b);
INSERT INTO t VALUES (1, 1, 1, 1);
SQL
    findings() {
        compare --expected mine.txt old.sql.postgres new.sql.postgres --format json
        jq -r '.comparisons[0].changes[] | "\(.word) \(.kind) \(.name)"' <<<"$output" | sort | tr '\n' ';'
    }
    say mine.txt 'rows of nothing: x'
    [ "$(findings)" = "added column d;added index come;added row (1, 1, 1, '1');changed column c;removed index gone;" ]
    say mine.txt $'extra index *: by hand\nrows of t: its own'
    [ "$(findings)" = 'added column d;changed column c;removed index gone;' ]
    say mine.txt $'missing *: gone\nrows of ?: its own'
    [ "$(findings)" = 'added column d;added index come;changed column c;' ]
    say mine.txt $'different column *: wider\nextra column t.d: by hand\nrows of *: its own'
    [ "$(findings)" = 'added index come;removed index gone;' ]
    say mine.txt $'different column t.c type: wider\nmissing column *: none is'
    [[ $(findings) == *'column d;'*'index gone'* ]]
    # both words are said of the same index
    say mine.txt $'extra index t.gone: x\nmissing index t.come: x\nrow *: x'
    [ "$(findings)" = 'added column d;added index come;changed column c;removed index gone;' ]
    compare --expected mine.txt old.sql.postgres new.sql.postgres
    expect_in_stderr 'mine.txt:1: warning: nothing is excused by this: extra index t.gone'
}

@test "rows, names with signs of the pattern, and the same for SQLite" {
    say old.sql.sqlite 'CREATE TABLE t (a INTEGER PRIMARY KEY); CREATE TABLE "a: *b" (x);'
    say new.sql.sqlite 'CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2); CREATE TABLE "a: *c" (y, z);'
    put mine.txt <<'END'
row t.*: each writes its own
table a\: \*b: gone
table a: \*c: come
END
    compare --expected mine.txt old.sql.sqlite new.sql.sqlite
    expect_status 1
    [[ $output == *'+ table a: *c'*'; 3 expected' && $stderr == *'excused by this: table a'* ]]
    sed -i 's/a: .\*c/a\\: ??/' mine.txt
    compare --expected mine.txt old.sql.sqlite new.sql.sqlite
    expect_status 0
    [ "$output" = 'no changes; 4 expected' ]
}

# refused MESSAGE < FILE: the file of that content is refused so.

@test "an entry that excuses nothing is a warning where all was looked at" {
    echo 'index nosuch: never' >>drift.txt
    check --against "$(url)"
    expect_status 0
    expect_in_stderr 'drift.txt:9: warning: nothing is excused by this: index nosuch'
    check --against "$(url)" --database main
    [[ $stderr != *nosuch* ]]
    put fleet <<END
app $(url)
gone host=/nowhere dbname=app
END
    check --targets fleet
    expect_status 2
    [[ $stderr != *nosuch* ]]
}

@test "of targets each has a section, and what is left is in its line" {
    as_boss 'CREATE DATABASE eu TEMPLATE app OWNER maker'
    in_app eu maker <<<'CREATE INDEX eu_idx ON rooms (size)'
    printf '%s\n' "eu-1 $(url eu)" "us-1 $(url)" >fleet
    check --targets fleet
    expect_status 1
    [[ ${lines[0]} == 'eu-1  1 change, 0 of them breaking; '*' expected' && ${lines[1]} == 'us-1  as it should be; '*' expected' ]]
    printf '[eu-*]\nindex rooms.eu_idx: many rows\n' >>drift.txt
    check --targets fleet
    expect_status 0
    [ -z "$stderr" ]
    # elsewhere it would be drift
    sed -i 's/eu-\*/us-*/' drift.txt
    check --targets fleet
    expect_status 1
    expect_in_stderr 'drift.txt:10: warning: nothing is excused by this: index rooms.eu_idx'
}

@test "--write-expected writes what is there, and the reasons are a person's" {
    rm drift.txt
    check --against "$(url)" --write-expected
    expect_status 1
    expect_in_stderr 'drift.txt: '
    grep -q '^schema partman:$' drift.txt
    grep -q '^partitions of events:$' drift.txt
    check --against "$(url)"
    expect_status 2
    expect_in_stderr 'an expected difference without its reason'
    sed -i '/:$/s/$/ it is meant to be/' drift.txt
    check --against "$(url)"
    expect_status 0
    [ -z "$stderr" ]
    # what is new is added, and the rest stays
    cp drift.txt before
    as_boss 'CREATE DATABASE eu2 TEMPLATE app OWNER maker'
    in_app eu2 maker <<<'CREATE INDEX eu_idx ON rooms (size); CREATE TABLE "odd: *" (x integer)'
    printf '%s\n' "eu-1 $(url eu2)" "us-1 $(url)" >fleet
    check --targets fleet --write-expected
    expect_status 1
    diff before drift.txt >added || true
    diff - <(sed -n 's/^> //p' added | sed '/^$/d') <<'END'
[eu-1]
table odd\: \*:
index rooms.eu_idx:
END
    sed -i '/:$/s/$/ it is meant to be/' drift.txt
    check --targets fleet
    expect_status 0
    [ -z "$stderr" ]
    run --separate-stderr "$FULLSCHEMA" diff --write-expected full_schemas full_schemas
    expect_status 2
    expect_in_stderr -- '--write-expected: --expected FILE says where'
}
