#!/usr/bin/env bats
# drift.txt: what is meant to differ, so that all other drift is seen. docs/drift.md

load ../lib/common
load ../lib/server

# A server's database app as an application's in production: with a monitoring role, extensions, a publication, and a
# job that makes partitions; schema, full_schemas and drift.txt are its project.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server -c wal_level=logical
    put_bookkeeping
    put schema/main/delta/1/01_rooms.sql.postgres <<'SQL'
CREATE TYPE visibility AS ENUM ('public', 'private');
CREATE SEQUENCE tickets;
CREATE TABLE rooms (id bigint PRIMARY KEY, name text NOT NULL DEFAULT '', creator text, shown visibility,
    size integer CHECK (size > 0), CONSTRAINT rooms_name_key UNIQUE (name));
CREATE INDEX rooms_creator_idx ON rooms (creator);
CREATE TABLE members (room bigint REFERENCES rooms, person text NOT NULL);
CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL, body text) PARTITION BY RANGE (at);
CREATE INDEX events_id_idx ON events (id);
CREATE VIEW busy AS SELECT id, name FROM rooms WHERE size > 100;
CREATE FUNCTION greet(who text, loud boolean DEFAULT false) RETURNS text LANGUAGE sql AS 'SELECT who';
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER rooms_stamp BEFORE INSERT ON rooms FOR EACH ROW EXECUTE PROCEDURE stamp();
COMMENT ON TABLE rooms IS 'where people meet';
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON members USING (person = current_user);
SQL
    say schema/main/delta/1/01_rooms.sql.sqlite 'CREATE TABLE rooms (id INTEGER PRIMARY KEY);'
    "$FULLSCHEMA" generate -q
    as_boss 'CREATE ROLE monitor LOGIN; CREATE ROLE app LOGIN'
    as_boss 'CREATE DATABASE app OWNER maker'
    { cat schema/common/schema_version.sql; echo 'INSERT INTO schema_version (version, upgraded) VALUES (1, true);'
        cat full_schemas/1/*/full.sql.postgres; } | in_app app maker
    in_app app boss <<'SQL'
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION pg_trgm;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO monitor;
GRANT SELECT (room) ON members TO monitor;
SQL
    in_app app maker <<'SQL'
CREATE SCHEMA partman;
CREATE TABLE partman.jobs (parent text PRIMARY KEY, months integer);
GRANT USAGE ON SCHEMA partman TO monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO monitor;
CREATE TABLE events_p2026_11 PARTITION OF events FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
CREATE TABLE events_p2026_12 PARTITION OF events FOR VALUES FROM ('2026-12-01') TO ('2027-01-01')
    PARTITION BY HASH (id);
CREATE TABLE events_p2026_12_0 PARTITION OF events_p2026_12 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE INDEX events_p2026_11_body_idx ON events_p2026_11 (body);
ALTER TABLE rooms ALTER COLUMN name SET STATISTICS 500;
ALTER TABLE rooms SET (autovacuum_vacuum_scale_factor = 0.01);
CREATE PUBLICATION analytics FOR TABLE rooms;
SQL
    put drift.txt <<'END'
# what the operators have made
privilege * to monitor: reads everything
extension pg_*: statistics of statements, and its search
schema partman: the job that makes partitions
partitions of events: a month each
other PUBLICATION analytics: to the warehouse
column * statistics: the operators set targets
table * options: how vacuum looks at it
END
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    cp -r "$file_scratch"/{schema,full_schemas,drift.txt} .
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
}

in_app() { psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=$2 dbname=$1"; }
url() { echo "postgres://maker@/${1:-app}?host=$server&port=5432"; }
check() { run --separate-stderr "$FULLSCHEMA" check "$@"; }
compare() { run --separate-stderr "$FULLSCHEMA" diff "$@"; }

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
refused() {
    cat >mine.txt
    compare --expected mine.txt old.sql.sqlite old.sql.sqlite
    expect_status 2
    expect_in_stderr "$1"
}

# inspect_into FILE ARGUMENT...: the snapshot into a file, and no word beside it.
inspect_into() {
    run --separate-stderr "$FULLSCHEMA" inspect -o "$@"
    expect_status 0
    [ -z "$stderr" ] || { show_run; return 1; }
}

@test "inspect leaves out what the file names: the snapshot is that of the deltas" {
    as_boss 'DROP DATABASE IF EXISTS attributes'
    as_boss 'CREATE DATABASE attributes TEMPLATE app OWNER maker'
    # attributes stay: what is left out are objects
    in_app attributes maker <<<'ALTER TABLE rooms ALTER COLUMN name SET STATISTICS -1, RESET (autovacuum_vacuum_scale_factor)'
    inspect_into as_it_is.sql.postgres -s schema "$(url attributes)"
    [ "$(grep -c 'monitor\|partman\|events_p2026\|analytics\|pg_trgm' as_it_is.sql.postgres)" -gt 10 ]
    inspect_into left.sql.postgres -s schema --expected drift.txt "$(url attributes)"
    tail -n +2 left.sql.postgres | diff - <(tail -n +2 full_schemas/1/main/full.sql.postgres)
    # what somebody says of an object goes with it; what another role has stays
    as_boss 'DROP DATABASE IF EXISTS said'
    as_boss 'CREATE DATABASE said OWNER maker'
    in_app said maker <<'SQL'
CREATE TABLE rooms (id integer, size integer);
CREATE INDEX op ON rooms (size);
COMMENT ON INDEX op IS 'by the operators';
CREATE TABLE jobs (id integer);
GRANT SELECT ON rooms TO monitor, app;
SQL
    printf '%s: x\n' 'index rooms.op' 'comment *INDEX op' 'table jobs' 'privilege * to monitor' >said.txt
    inspect_into said.sql.postgres --expected said.txt "$(url said)"
    tail -n +2 said.sql.postgres | diff - <(printf '\nCREATE TABLE rooms (\n    id integer,\n    size integer\n);\nGRANT SELECT ON TABLE rooms TO app;\n')
}

@test "a page leaves out privileges where the file names each role that has some" {
    say rooms.sql.postgres 'CREATE TABLE rooms (id integer); GRANT SELECT ON rooms TO monitor;'
    say monitor.txt 'privilege * to monitor: reads everything'
    "$FULLSCHEMA" html -o page.html rooms.sql.postgres
    grep -q monitor page.html
    "$FULLSCHEMA" html --expected monitor.txt -o page.html rooms.sql.postgres
    run grep monitor page.html
    expect_status 1
    echo 'GRANT SELECT ON rooms TO app;' >>rooms.sql.postgres
    "$FULLSCHEMA" html --expected monitor.txt -o page.html rooms.sql.postgres
    grep -q monitor page.html
}

@test "inspect names what it cannot leave out, and what needs what is left out" {
    as_boss 'DROP DATABASE IF EXISTS needed'
    as_boss 'CREATE DATABASE needed OWNER maker'
    in_app needed maker <<<'CREATE TABLE rooms (id integer, extra integer); CREATE TABLE jobs (id integer); CREATE VIEW busy AS SELECT id FROM jobs'
    say parts.txt 'column rooms.extra: x'
    run --separate-stderr "$FULLSCHEMA" inspect --expected parts.txt "$(url needed)"
    expect_status 0
    expect_stderr <<<'fullschema: warning: column rooms.extra is expected, and stays in the snapshot: it is part of what makes table rooms'
    [[ $output == *'extra integer'* ]]
    say needed.txt 'table jobs: x'
    run --separate-stderr "$FULLSCHEMA" inspect --expected needed.txt "$(url needed)"
    expect_status 2
    expect_stderr <<<'fullschema: view busy is left out of the snapshot: it needs table jobs'
    [[ $output != *jobs* && $output == *'CREATE TABLE rooms'* ]]
}

@test "inspect says which entry names nothing that is there" {
    sqlite3 some.db 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name text); CREATE INDEX op ON rooms (name)'
    printf '%s: x\n' 'index rooms.op' 'index rooms.gone' 'column rooms.name collation' 'table job*' \
        'missing table old' 'rows of rooms' >some.txt
    printf '[eu]\ntable eu: x\n' >>some.txt
    run --separate-stderr "$FULLSCHEMA" inspect --expected some.txt some.db
    expect_status 0
    expect_stderr <<'END'
some.txt:2: warning: nothing in the database is named by this: index rooms.gone
hint: remove the line, unless it is about what the database lacks
some.txt:4: warning: nothing in the database is named by this: table job*
hint: remove the line, unless it is about what the database lacks
END
    [[ $output != *INDEX* ]]
}

@test "inspect leaves out what the file names, on SQLite" {
    sqlite3 app.db 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name text); CREATE INDEX op ON rooms (name);
        CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE INDEX seq_idx ON _litestream_seq (seq);
        CREATE TRIGGER seq_tr AFTER INSERT ON _litestream_seq BEGIN SELECT 1; END; INSERT INTO _litestream_seq VALUES (1, 2)'
    printf '%s: x\n' 'table _litestream_*' 'index *.op' >sqlite.txt
    inspect_into left.sql.sqlite --rows=all --expected sqlite.txt app.db
    tail -n +2 left.sql.sqlite | diff - <(printf '\nCREATE TABLE rooms (\n    id INTEGER,\n    name TEXT,\n    PRIMARY KEY (id)\n);\n')
    run --separate-stderr "$FULLSCHEMA" inspect --expected none.txt app.db
    expect_status 2
    expect_in_stderr 'none.txt'
}

@test "what a stranger writes into the file is refused with its place, and nothing is read from outside the project" {
    say old.sql.sqlite 'CREATE TABLE t (a INTEGER);'
    refused 'mine.txt:2:9: an expected difference without its reason' <<<$'# x\n table t:'
    refused 'mine.txt:1:1: an expected difference without its reason' <<<'table t'
    refused 'mine.txt:2:1: the same expected difference twice' <<<$'table t: a\ntable t: b'
    refused 'mine.txt:1:1: a section without its name' <<<'[]'
    refused 'mine.txt:1:1: a section without its name' <<<'[eu'
    refused 'mine.txt:2:1: a line of more than 4096 bytes' < <(echo; printf 'table %5000s: x\n' t)
    refused 'mine.txt:2001:1: more than 2000 entries' < <(seq -f 'table t%g: x' 2001)
    refused 'mine.txt:1:1: a file of more than 1048576 bytes' < <(yes '# comment' | head -c 1100000)
    refused 'mine.txt:1:10: ' < <(printf 'table t: \377\n')
    # a pattern takes no longer than its length asks for
    yes '*a' | head -n 2000 | tr -d '\n' | sed 's/$/b: x/' >mine.txt
    compare --expected mine.txt old.sql.sqlite old.sql.sqlite
    expect_status 0
    # control characters of an entry move nobody's cursor
    printf 'table \033[2Jt: x\n' >mine.txt
    compare --expected mine.txt old.sql.sqlite old.sql.sqlite
    expect_status 0
    [[ $stderr == *'this: table \x1b[2Jt'* ]]
    # beside the schema directory: no link out of the project, no FIFO
    rm drift.txt
    say ../outside.txt 'table t: x'
    ln -s ../outside.txt drift.txt
    check --against "$(url)"
    expect_status 2
    expect_in_stderr 'drift.txt: '
    [[ $stderr == *'leads out of'* ]]
    rm drift.txt
    mkfifo drift.txt
    check --against "$(url)"
    expect_status 2
    expect_in_stderr 'drift.txt: is a FIFO'
    rm drift.txt
    say fullschema.ini 'expected = ../outside.txt'
    check --against "$(url)"
    expect_status 2
    expect_in_stderr 'fullschema.ini:1: expected: ../outside.txt leads out of'
    rm fullschema.ini ../outside.txt
    # nothing is written through a link
    ln -s ../outside.txt drift.txt
    check --against "$(url)" --expected drift.txt --write-expected
    expect_status 2
    [ ! -e ../outside.txt ]
}

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
