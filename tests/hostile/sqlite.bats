#!/usr/bin/env bats
# What a stranger's SQL and a stranger's SQLite file may not do: docs/security.md.

load ../lib/common
engine=sqlite

# What a schema does not need, and what is said of it.
refused() {
    cat <<'END'
SELECT load_extension('x')|load_extension() is refused: a schema loads no programs
SELECT load_extension('x', 'y')|load_extension() is refused: a schema loads no programs
SELECT Load_Extension('x')|load_extension() is refused: a schema loads no programs
SELECT fts3_tokenizer('simple')|fts3_tokenizer() is refused: a schema registers no programs
SELECT fts3_tokenizer('simple', x'00')|fts3_tokenizer() is refused: a schema registers no programs
SELECT fts5(NULL)|fts5() is refused: it is not among what a schema may use
SELECT rtreecheck('r')|rtreecheck() is refused: it is not among what a schema may use
SELECT sqlite_log(1, 'x')|sqlite_log() is refused: it is not among what a schema may use
PRAGMA hard_heap_limit = 1|PRAGMA hard_heap_limit is refused: a schema sets no limits to memory
PRAGMA main.soft_heap_limit = 1|PRAGMA soft_heap_limit is refused: a schema sets no limits to memory
PRAGMA temp_store_directory = '/tmp'|PRAGMA temp_store_directory is refused: a schema chooses no directories
CREATE VIRTUAL TABLE v USING dbstat|module dbstat is refused: it is not among what a schema may use
CREATE VIRTUAL TABLE v USING sqlite_stmt|module sqlite_stmt is refused: it is not among what a schema may use
CREATE TABLE t (x CHECK (fts3_tokenizer(x) IS NULL))|fts3_tokenizer() is refused
CREATE TABLE t (x, y AS (load_extension(x)))|load_extension() is refused
CREATE VIEW v AS SELECT fts3_tokenizer('simple') AS x; SELECT * FROM v|fts3_tokenizer() is refused
ATTACH ':memory:' AS other|ATTACH is refused: a schema stays within its own database
DETACH main|DETACH is refused: a schema stays within its own database
VACUUM INTO 'made'|VACUUM
SELECT * FROM dbstat|no such table: dbstat
END
}

@test "what a schema does not need is refused by name, in a delta and in a snapshot that is read" {
    put_bookkeeping
    say old.sql.sqlite 'CREATE TABLE rooms (room_id TEXT);'
    refused >list
    [ -s list ]
    while IFS='|' read -r statement message; do
        printf 'CREATE TABLE rooms (room_id TEXT);\n%s;\n' "$statement" | put schema/main/delta/1/a.sql
        generate_fails
        expect_in_stderr 'schema/main/delta/1/a.sql:2:' "$message"
        cp schema/main/delta/1/a.sql new.sql.sqlite
        for command in 'diff old.sql.sqlite' html; do
            # shellcheck disable=SC2086
            run --separate-stderr "$FULLSCHEMA" $command new.sql.sqlite
            expect_status 2
            expect_in_stderr 'new.sql.sqlite:2:' "$message"
        done
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
