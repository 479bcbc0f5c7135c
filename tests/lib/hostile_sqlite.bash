# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. What a stranger's SQL and a stranger's SQLite file may not do: docs/security.md.

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

endless='instr(hex(zeroblob(30000000)), hex(zeroblob(15000000)) || 1)'
