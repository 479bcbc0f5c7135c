#!/usr/bin/env bats
# What a stranger's SQL and a stranger's SQLite file may not do: docs/security.md.

load ../lib/common
load ../lib/hostile_sqlite

@test "what a schema does not need is refused by name in a delta; in a snapshot it is text that nobody runs" {
    put_bookkeeping
    say old.sql.sqlite 'CREATE TABLE rooms (room_id TEXT);'
    refused >list
    [ -s list ]
    while IFS='|' read -r statement message; do
        printf 'CREATE TABLE rooms (room_id TEXT);\n%s;\n' "$statement" | put schema/main/delta/1/a.sql
        generate_fails
        expect_in_stderr 'schema/main/delta/1/a.sql:2:' "$message"
        cp schema/main/delta/1/a.sql new.sql.sqlite
        run --separate-stderr "$FULLSCHEMA" diff old.sql.sqlite new.sql.sqlite
        expect_status 1
        expect_in_stderr 'new.sql.sqlite:2:' "$message"
        run --separate-stderr "$FULLSCHEMA" html new.sql.sqlite
        expect_in_stderr 'new.sql.sqlite:2:' "$message"
        [ ! -e made ]
    done <list
}

@test "nor is it called by a schema that was written past the parser" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE t (x TEXT, CONSTRAINT c CHECK (length(x) > 0));
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = 'CREATE TABLE t (x TEXT, CONSTRAINT c CHECK (sqlite_log(1, x) IS NULL))' WHERE name = 't';
PRAGMA writable_schema = RESET;
INSERT INTO t VALUES ('a');
SQL
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql:' 'sqlite_log() is refused: it is not among what a schema may use'
}

@test "a PRAGMA that SQLite does not know does nothing, as always; nor do temporary tables leave memory" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<'SQL'
PRAGMA key = 'not of this library';
PRAGMA temp_store = FILE;
CREATE TEMP TABLE t (x TEXT);
INSERT INTO t VALUES ('kept');
CREATE TABLE rooms (room_id TEXT);
INSERT INTO rooms SELECT x FROM t;
SQL
    generate --engine sqlite
    expect_status 0
    grep -q "INSERT INTO rooms (room_id) VALUES ('kept');" full_schemas/1/main/full.sql.sqlite
}

# What SQLite 3.40 calls unsafe in a schema, unless it is told to trust it: JSON, full text, R-trees.
put_calling() {
    put calling.sql <<'SQL'
CREATE TABLE docs (doc TEXT CHECK (json_valid(doc)), kind TEXT AS (doc ->> '$.kind'), size INTEGER AS (json_array_length(doc, '$.items')) STORED);
CREATE INDEX docs_name ON docs (json_extract(doc, '$.name')) WHERE json_type(doc) = 'object';
CREATE VIEW names AS SELECT json_extract(doc, '$.name') AS name, e.value AS item FROM docs, json_each(doc, '$.items') AS e;
CREATE VIRTUAL TABLE words USING fts5(body);
CREATE VIEW found AS SELECT snippet(words, 0, '[', ']', '..', 5) AS text, bm25(words) AS rank FROM words WHERE words MATCH 'a';
CREATE VIRTUAL TABLE old_words USING fts4(body);
CREATE VIEW old_found AS SELECT offsets(old_words) AS places FROM old_words WHERE old_words MATCH 'a';
CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
CREATE VIEW wide AS SELECT id FROM boxes WHERE x1 - x0 > 1;
INSERT INTO docs (doc) VALUES ('{"name": "n", "kind": "k", "items": [1, 2]}');
SQL
}

@test "schemas that call JSON, full text and R-trees are read: a live file, a snapshot, a delta" {
    put_calling
    sqlite3 app.db <calling.sql
    run --separate-stderr "$FULLSCHEMA" inspect --rows all app.db
    expect_status 0
    [ -z "$stderr" ]
    for text in "kind TEXT GENERATED ALWAYS AS (doc ->> '\$.kind')" 'CREATE INDEX docs_name' 'CREATE VIEW names' \
        'CREATE VIEW found' 'CREATE VIEW old_found' 'CREATE VIEW wide' 'INSERT INTO docs'; do
        [[ $output == *"$text"* ]] || { echo "missing: $text"; show_run; return 1; }
    done
    say live.sql.sqlite "$output"
    put_bookkeeping
    mkdir -p schema/main/delta/1
    cp calling.sql schema/main/delta/1/a.sql
    generate --engine sqlite
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" diff live.sql.sqlite full_schemas/1/main/full.sql.sqlite
    expect_status 0
    [ -z "$stderr" ]
    run --separate-stderr "$FULLSCHEMA" html live.sql.sqlite
    expect_status 0
}

# One call of a function that goes on for hours, within which the library asks nobody.

@test "one call of a function that does not end ends at the statement timeout" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<SQL
CREATE TABLE rooms (room_id TEXT);
SELECT $endless;
SQL
    generate_fails --statement-timeout 1
    expect_stderr <<END
schema/main/delta/1/a.sql:2:1: sqlite: cancelled after 1 s, the statement timeout (SQLITE_INTERRUPT)
    SELECT $endless;
    ^
END
}

@test "statements that want more memory than there is for them" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE rooms (room_id TEXT);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
    SELECT count(*) FROM (SELECT DISTINCT randomblob(50000000) FROM n);
SQL
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql:2:1: sqlite: out of memory: it needs more than the 512 MiB that SQLite has here (SQLITE_NOMEM)'
    say schema/main/delta/1/a.sql 'CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(200000000));'
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql:1:' 'too big'
}

@test "a snapshot that nobody could read again is not written, and what is large in it is named" {
    put_bookkeeping
    say schema/main/delta/1/a.sql 'CREATE TABLE small (x); CREATE TABLE large (x);'
    say schema/main/delta/1/b.sql 'INSERT INTO large VALUES (zeroblob(34000000)), (zeroblob(34000000));'
    generate_fails
    expect_in_stderr 'the snapshot would be larger than 128 MiB' '129 MiB of it are large, its rows included'
    [ ! -e full_schemas ]
}

@test "a schema that is not UTF-8 is named: a delta's, and a database's, which is handed over as it is" {
    put_bookkeeping
    say schema/main/delta/1/a.sql "CREATE TABLE a (x); CREATE TABLE b (y DEFAULT 1);
PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = CAST(x'435245415445205441424c4520622028ff29' AS TEXT)
    WHERE name = 'b'; PRAGMA writable_schema = OFF;"
    generate_fails
    expect_in_stderr 'table b is not UTF-8 where its definition has the byte 0xFF'
    python3 - <<'PY'
import sqlite3
c = sqlite3.connect("lived.db")
c.executescript("CREATE TABLE a (x); CREATE TABLE b (y); PRAGMA writable_schema = ON")
c.execute("UPDATE sqlite_schema SET sql = CAST(x'435245415445205441424c4520622028ff29' AS TEXT) WHERE name = 'b'")
c.commit()
PY
    run --separate-stderr "$FULLSCHEMA" inspect lived.db -o lived.sql.sqlite
    expect_status 2
    expect_in_stderr 'the snapshot is not UTF-8: byte 0xFF'
    grep -qa $'^    \xff$' lived.sql.sqlite
}
