#!/usr/bin/env bats
# fullschema parity: two sources beside each other, of the two engines or of one.

load ../lib/common
load ../lib/server
load ../lib/round_trip

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss 'CREATE DATABASE app OWNER maker'
    psql -XAtq -d "host=$server port=5432 user=maker dbname=app" <<'SQL'
CREATE TABLE rooms (id text PRIMARY KEY, public boolean NOT NULL, made timestamptz);
CREATE TABLE log (id text);
INSERT INTO log VALUES ('a row');
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.id); RETURN NEW; END $$;
CREATE TRIGGER note AFTER INSERT OR UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION note();
SQL
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

expect_in_output() {
    local text
    for text; do
        [[ $output == *"$text"* ]] || { echo "missing in stdout: $text"; show_run; return 1; }
    done
}

parity() {
    run --separate-stderr "$FULLSCHEMA" parity "$@"
}

# put_sqlite FILE: the same in SQLite, but for NULL in the key and updates that nobody notes.
put_sqlite() {
    sqlite3 "$1" 'CREATE TABLE rooms (public BOOLEAN NOT NULL, id TEXT PRIMARY KEY, made INTEGER);
        CREATE TABLE log (id TEXT);
        CREATE TRIGGER note AFTER INSERT ON rooms BEGIN INSERT INTO log VALUES (NEW.id); END'
}

url() { echo "postgres://maker@:5432/app?host=$server"; }

# put_snapshots DIR: of two databases, for both engines.
put_snapshots() {
    say "$1/1/main/full.sql.postgres" 'CREATE TABLE rooms (id bigint PRIMARY KEY, name text);'
    say "$1/1/main/full.sql.sqlite" 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT);'
    say "$1/1/state/full.sql.postgres" 'CREATE TABLE groups (id bigint NOT NULL);'
    say "$1/1/state/full.sql.sqlite" 'CREATE TABLE groups (id TEXT NOT NULL);'
}

@test "a live Postgres database and a SQLite file" {
    put_sqlite app.db
    parity "$(url)" app.db
    expect_status 1
    diff -u - <(echo "$output") <<END
$(url), app.db

  column rooms.id null in key
      postgres: NOT NULL
      sqlite: accepts NULL
  triggers rooms
      postgres: on INSERT, UPDATE; writes log
      sqlite: on INSERT; writes log

  the application converts
      rooms.public: boolean (boolean, BOOLEAN)
      rooms.made: timestamp (timestamp with time zone, INTEGER)

2 differences; 2 columns to convert
END
    [[ $stderr == *'warning: rows are not compared: '* ]] || { show_run; false; }
    parity app.db "$(url)" --column-order
    expect_status 1
    expect_in_output 'column order rooms' '      sqlite: public, id, made' '      postgres: id, public, made' '3 differences; 2 columns to convert'
}

@test "a dump of pg_dump and one of the sqlite3 shell" {
    local program
    program=$(trip_pg_dump)
    [ -n "$program" ] || skip "needs a pg_dump that knows PostgreSQL $(server_major)"
    put_sqlite app.db
    "$program" -d "host=$server port=5432 user=maker dbname=app" >dump.sql
    sqlite3 app.db .dump >lite.sql
    parity dump.sql lite.sql --engine postgres --engine sqlite
    expect_status 1
    expect_in_output 'column rooms.id null in key' 'triggers rooms' 'rows log'
    say plain.sql 'CREATE TABLE rooms (id VARCHAR(5));'
    parity dump.sql plain.sql
    expect_status 2
    expect_stderr <<'END'
plain.sql: neither the name nor the text says whether it is for Postgres or SQLite
hint: say --engine, or name it like full.sql.postgres
END
}

@test "the engines of one directory, database by database; one of them chosen" {
    put_snapshots full
    parity full
    expect_status 1
    diff -u - <(echo "$output") <<'END'
main: full/1/main/full.sql.postgres, full/1/main/full.sql.sqlite

state: full/1/state/full.sql.postgres, full/1/state/full.sql.sqlite

  column groups.id type
      postgres: bigint
      sqlite: TEXT

1 difference
END
    parity full --database main
    expect_status 0
    rm full/1/state/full.sql.sqlite
    parity full
    expect_status 1
    expect_in_output 'database state' '      postgres: full/1/state/full.sql.postgres' '      sqlite: nothing'
}

@test "a source of both engines beside one of one; both beside both have to be told" {
    put_snapshots full
    put_snapshots other
    say lite.sqlite 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE groups (id INTEGER NOT NULL);'
    parity full lite.sqlite
    expect_status 0
    parity full other
    expect_status 2
    expect_stderr <<'END'
fullschema: full and other hold both engines each
hint: --engine says which; fullschema parity full compares the engines of the first
END
    parity full other --engine sqlite
    expect_status 0
    parity full other --engine sqlite --engine postgres
    expect_status 1
    expect_in_output 'column groups.id type' '      sqlite: TEXT' '      postgres: bigint'
}

@test "two of one engine: names, spelling and order are not what an application sees" {
    say a.sql.postgres 'CREATE TABLE t (id bigserial PRIMARY KEY, a int CONSTRAINT positive CHECK (a > 0)); CREATE VIEW v AS SELECT a FROM t;'
    say b.sql.postgres 'CREATE TABLE t (a int CHECK (a > 0), id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY); CREATE VIEW v AS SELECT a FROM t;'
    parity a.sql.postgres b.sql.postgres
    expect_status 0
    say b.sql.postgres 'CREATE TABLE t (a int, id bigint PRIMARY KEY); CREATE VIEW v AS SELECT a + 1 AS a FROM t;'
    parity a.sql.postgres b.sql.postgres
    expect_status 1
    expect_in_output 'constraint t CHECK (a > 0)' 'column t.id default' 'view v definition' '3 differences'
}

@test "what is known: one line, many at once, a line too many, a file that is not there" {
    put_snapshots full
    say parity.txt 'column *.id type: numbers that are texts there'
    parity full
    expect_status 0
    expect_in_output 'no difference, 1 known'
    say why.txt $'column groups.id type: they are\ntable gone: no more'
    parity full --known why.txt
    expect_status 0
    expect_stderr <<'END'
why.txt:2: warning: both sides agree on this, or neither has it: table gone
hint: remove the line
END
    parity full --known why.txt --database state
    expect_status 0
    [ -z "$stderr" ] || { show_run; false; }
    parity full --known absent.txt
    expect_status 2
    [[ $stderr == *absent.txt* ]] || { show_run; false; }
    say why.txt 'column groups.id type'
    parity full --known why.txt
    expect_status 2
    [[ $stderr == *'why.txt:1:1: a known difference without its reason'* ]] || { show_run; false; }
}

@test "Markdown, JSON and HTML, each into its file" {
    say p.sql.postgres $'CREATE TABLE "a|b" (x boolean);\nCREATE TABLE "<b>@all" (x int);'
    say s.sql.sqlite $'CREATE TABLE "a|b" (x BOOLEAN NOT NULL);\n'
    parity p.sql.postgres s.sql.sqlite --format markdown --format json=p.json --format html=p.html
    expect_status 1
    diff -u - <(echo "$output") <<'END'
### Parity: 2 differences; 1 column to convert

**database**: `p.sql.postgres`, `s.sql.sqlite`

| what differs | postgres | sqlite |
| --- | --- | --- |
| `table <b>@all` | `CREATE TABLE "<b>@all" ( x integer );` | _nothing_ |
| `column a\|b.x not null` | `accepts NULL` | `NOT NULL` |

| the application converts | as | postgres | sqlite |
| --- | --- | --- | --- |
| `a\|b.x` | boolean | `boolean` | `BOOLEAN` |
END
    python3 - <<'END'
import json
report = json.load(open("p.json"))
assert report["parity"] == 1 and report["sides"] == ["p.sql.postgres", "s.sql.sqlite"], report
database, = report["databases"]
assert database["engines"] == ["postgres", "sqlite"] and database["known"] == 0, database
assert database["differences"][1] == {"what": "column a|b.x not null", "values": ["accepts NULL", "NOT NULL"]}, database
assert database["conversions"] == [{"table": "a|b", "column": "x", "kind": "boolean", "types": ["boolean", "BOOLEAN"]}]
END
    grep -q 'table &lt;b&gt;@all' p.html
    grep -q "Content-Security-Policy" p.html
    local markup
    markup=$(grep -c '<b>@all' p.html || true)
    [ "$markup" = 0 ]
}

@test "what cannot be done is said, and nothing is written" {
    put_snapshots full
    parity
    expect_status 2
    parity full/1/main/full.sql.sqlite
    expect_status 2
    expect_stderr <<'END'
fullschema: full/1/main/full.sql.sqlite has snapshots of sqlite only
hint: name two sources: fullschema parity full/1/main/full.sql.sqlite OTHER
END
    parity full --format sarif=x
    expect_status 2
    expect_stderr <<<'fullschema: --format sarif: one of text, json, markdown, html'
    parity full --format html=
    expect_status 2
    parity full --engine sqlite
    expect_status 2
    parity full full/1/main --engine postgres --engine oracle
    expect_status 2
    expect_stderr <<<'fullschema: --engine oracle: neither postgres nor sqlite'
    parity full --database rooms --format json=x
    expect_status 2
    expect_stderr <<<'fullschema: full has no such database for postgres'
    parity full absent.sql --format json=x
    expect_status 2
    parity full/1/main/full.sql.postgres absent.sqlite --format json=x
    expect_status 2
    [ ! -e x ]
}

@test "--build: what directories of migrations make, and schema directories" {
    say db/postgres/1_a.sql 'CREATE TABLE a (id text PRIMARY KEY, b boolean);'
    say db/sqlite/1_a.sql 'CREATE TABLE a (id text PRIMARY KEY, b boolean);'
    say db/sqlite/2_a.sql 'ALTER TABLE a ADD COLUMN c text;'
    parity --build db/postgres db/sqlite
    expect_status 1
    expect_in_output 'main: db/postgres for postgres, db/sqlite for sqlite' 'column a.id null in key' 'column a.c'
    [ ! -e full_schemas ]
    # at a version, and beside something else
    parity --build db/postgres db/sqlite -n 1
    expect_status 1
    [[ $output == *'1 difference; 1 column to convert'* ]] || { show_run; return 1; }
    sqlite3 app.db 'CREATE TABLE a (id text PRIMARY KEY, b boolean, c text)'
    parity --build db/sqlite app.db
    expect_status 0
    # one directory for both engines; a schema directory with its databases
    parity --build db/sqlite --format json
    expect_status 1
    [ "$(jq -c '.databases[0].paths' <<<"$output")" = '["db/sqlite for postgres","db/sqlite for sqlite"]' ]
    put_schema
    parity --build schema
    expect_in_output 'schema main for postgres' 'schema state for sqlite'
    # which engine it is has to be known, and what fails is said
    cp -r db/sqlite here
    parity --build here app.db
    expect_status 2
    expect_in_stderr 'here: for which engine its migrations are has to be said'
    parity --build here app.db --engine sqlite
    expect_status 0
    say here/3_bad.sql 'CREATE TABEL b (a integer);'
    parity --build here app.db --engine sqlite
    expect_status 2
    expect_no_output
    expect_in_stderr 'here/3_bad.sql:1:8: sqlite: near "TABEL": syntax error'
}

# one_engine ENGINE A B EXPECTED...: two texts of it differ in that.
one_engine() {
    say "a.sql.$1" "$2"
    say "b.sql.$1" "$3"
    parity "a.sql.$1" "b.sql.$1"
    expect_status 1
    shift 3
    expect_in_output "$@" "$# difference"
    parity a.sql.* a.sql.*
    expect_status 0
    rm a.sql.* b.sql.*
}

@test "of one engine casts, how keys hold, what is not checked or disabled, and virtual tables count" {
    one_engine postgres 'CREATE TABLE t (a int, g bigint GENERATED ALWAYS AS (a::int8) STORED, d text DEFAULT (1.5::int)::text,
            CHECK (a::int8 > 0)); CREATE VIEW v AS SELECT a::int8 AS a FROM t;' \
        'CREATE TABLE t (a int, g bigint GENERATED ALWAYS AS (a::int2) STORED, d text DEFAULT (1.5)::text,
            CHECK (a::int8 > 0)); CREATE VIEW v AS SELECT a::int2 AS a FROM t;' \
        'column t.g generated' 'column t.d default' 'view v definition'
    one_engine postgres 'CREATE TABLE t (a int UNIQUE, b int);' \
        'CREATE TABLE t (a int UNIQUE DEFERRABLE, b int);' 'unique t (a)' 'unique t (a) DEFERRABLE'
    one_engine postgres 'CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));' \
        'CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;' \
        'constraint t CHECK (a > 0)' 'constraint t CHECK (a > 0) NOT VALID'
    local trigger='CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();'
    one_engine postgres "$trigger" "$trigger ALTER TABLE t DISABLE TRIGGER g;" 'trigger t.g enabled'
    one_engine sqlite 'CREATE VIRTUAL TABLE f USING fts5(a);' 'CREATE VIRTUAL TABLE f USING fts5(a, b);' \
        'virtual table f definition'
}

@test "of one engine UNIQUE NULLS NOT DISTINCT is another promise, whatever makes it" {
    one_engine postgres 'CREATE TABLE t (a int UNIQUE);' 'CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT);' \
        'unique t (a)' 'unique t NULLS NOT DISTINCT (a)'
    say a.sql.postgres 'CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT);'
    say b.sql.postgres 'CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;'
    parity a.sql.postgres b.sql.postgres
    expect_status 0
}
