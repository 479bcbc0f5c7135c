#!/usr/bin/env bats
# fullschema diff --sql and check --fix for SQLite: the statements that make one state of a database of another, run by
# the sqlite3 shell as they are printed, on databases that have rows.

load ../lib/common

fix_sqlite() {
    run python3 "$BATS_TEST_DIRNAME/../lib/fix_sqlite.py" "$@"
    echo "$output"
    [ "$status" -eq 0 ]
}

# have OLD NEW: each from a text.
have() {
    printf '%s\n' "$1" >old.sql.sqlite
    printf '%s\n' "$2" >new.sql.sqlite
}

# fix ARGUMENT...: from old to new.
fix() { run --separate-stderr "$FULLSCHEMA" diff old.sql.sqlite new.sql.sqlite --sql "$@"; }

@test "each kind and what it has: the shell makes the new schema, and rows stay" {
    fix_sqlite pairs "$FULLSCHEMA" "$BATS_TEST_DIRNAME/../fixtures/fix/sqlite.txt"
    [[ $output == *'86 fixed, 2 refused' ]]
}

@test "schemas at random, changed at random" {
    fix_sqlite random "$FULLSCHEMA" 1040 25
    [[ $output == *fixed* && $output != *wrong* ]]
}

@test "a large schema, forth and back, and one thing at a time that went wrong in its database" {
    fix_sqlite files "$FULLSCHEMA" "$repo"/full_schemas/{54,59,54}/main/full.sql.sqlite
    [[ $output == *fixed* ]]
    fix_sqlite planted "$FULLSCHEMA" "$repo/full_schemas/59/main/full.sql.sqlite"
}

@test "what loses data is a comment, and so is what needs it; the rest runs" {
    have $'CREATE TABLE t (a INTEGER, b TEXT);\nCREATE TABLE v (a INTEGER);' $'CREATE TABLE t (a INTEGER);\nCREATE VIEW v AS SELECT a FROM t;\nCREATE INDEX i ON t (a);'
    fix
    expect_status 1
    [[ $output == *'-- LOSES its rows; left out (--allow-loss)'$'\n''-- DROP TABLE v;'* ]]
    [[ $output == *'-- LOSES the values of the column; left out (--allow-loss)'$'\n''-- ALTER TABLE t DROP COLUMN b;'* ]]
    [[ $output == *'-- left out: it needs what is left out above'$'\n''-- CREATE VIEW v AS'* ]]
    sqlite3 it.db <old.sql.sqlite
    sqlite3 it.db "INSERT INTO t VALUES (1, 'x')"
    sqlite3 it.db <<<"$output"
    [ "$(sqlite3 it.db 'SELECT a, b FROM t')" = '1|x' ]
    [ "$(sqlite3 it.db "SELECT name FROM sqlite_schema WHERE type = 'index'")" = i ]
}

@test "a script that stops leaves the database as it was" {
    have 'CREATE TABLE t (a INTEGER);' $'CREATE TABLE t (a INTEGER NOT NULL);\nCREATE TABLE u (a INTEGER);'
    fix
    expect_status 1
    sqlite3 it.db 'CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (NULL);'
    printf '%s\n' "$output" >fix.sql
    run sqlite3 it.db <fix.sql
    [ "$status" -ne 0 ]
    [[ $output == *'NOT NULL constraint failed'* ]]
    [ "$(sqlite3 it.db 'SELECT count(*) FROM t')" = 2 ]
    [ "$(sqlite3 it.db 'SELECT name FROM sqlite_schema')" = t ]
}

@test "children are not deleted with the table that their foreign key cascades from, and no trigger fires" {
    local schema='CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (id) ON DELETE CASCADE);
CREATE TABLE log (what TEXT);
CREATE TRIGGER g AFTER DELETE ON p BEGIN INSERT INTO log VALUES ('"'gone'"'); END;
CREATE TRIGGER h AFTER INSERT ON p BEGIN INSERT INTO log VALUES ('"'there'"'); END;'
    have "$schema" "${schema/a TEXT/a TEXT DEFAULT 5}"
    fix
    expect_status 1
    sqlite3 it.db <old.sql.sqlite
    sqlite3 it.db "INSERT INTO p (id, a) VALUES (1, 'x'), (40, 'y'); DELETE FROM p WHERE id = 40; DELETE FROM log; INSERT INTO c VALUES (7, 1)"
    { echo 'PRAGMA foreign_keys = ON;'; printf '%s\n' "$output"; } | sqlite3 it.db
    [ "$(sqlite3 it.db 'SELECT * FROM p; SELECT * FROM c; SELECT count(*) FROM log; SELECT seq FROM sqlite_sequence')" = $'1|x\n7|1\n0\n40' ]
}

@test "a column that is called like a keyword is none" {
    have 'CREATE TABLE t (a INTEGER, "AUTOINCREMENT" INTEGER, c TEXT, PRIMARY KEY ("AUTOINCREMENT"));' \
        'CREATE TABLE t (a INTEGER, "AUTOINCREMENT" INTEGER, c TEXT NOT NULL CHECK (c <> 0), PRIMARY KEY ("AUTOINCREMENT"));'
    fix
    expect_status 1
    [[ $stderr == '' && $output == *'ALTER TABLE t_new RENAME TO t'* && $output != *sqlite_sequence* ]] || { show_run; return 1; }
}

@test "rows that snapshots have, and where AUTOINCREMENT goes on, without firing triggers" {
    local schema='CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
CREATE TABLE log (what TEXT);
CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('"'there'"'); END;'
    have "$schema
INSERT INTO t (id, a) VALUES (1, 'x');
INSERT INTO t (id, a) VALUES (2, 'y');" "$schema
INSERT INTO t (id, a) VALUES (1, 'x');
INSERT INTO t (id, a) VALUES (3, 'z');
DELETE FROM sqlite_sequence WHERE name = 't';
INSERT INTO sqlite_sequence (name, seq) VALUES ('t', 9);"
    fix --allow-loss
    expect_status 1
    sqlite3 it.db <old.sql.sqlite
    sqlite3 it.db 'DELETE FROM log'
    sqlite3 it.db <<<"$output"
    [ "$(sqlite3 it.db 'SELECT * FROM t; SELECT count(*) FROM log; SELECT seq FROM sqlite_sequence')" = $'1|x\n3|z\n0\n9' ]
}

@test "a row that is meant to differ stays, beside one whose key it has in its own" {
    local table='CREATE TABLE t (a INTEGER, "k ey" INTEGER PRIMARY KEY, n TEXT);
INSERT INTO t (a, "k ey", n) VALUES (1, 12, '
    have "$table'old');" "$table'new');"'
INSERT INTO t (a, "k ey", n) VALUES (2, 1, '"'it''s, 12');"
    echo 'row t.(12) n: ours' >drift.txt
    fix --allow-loss --expected drift.txt
    expect_status 1
    [ "$(grep '^DELETE\|^INSERT\|^UPDATE' <<<"$output")" = "INSERT INTO t (a, \"k ey\", n) VALUES (2, 1, 'it''s, 12');" ] ||
        { show_run; return 1; }
}

@test "a column that rows have no value for is refused by name, and its table is left as it is" {
    have 'CREATE TABLE t (a INTEGER);' $'CREATE TABLE t (a INTEGER, b TEXT NOT NULL);\nCREATE INDEX i ON t (b);\nCREATE TABLE u (a INTEGER);'
    fix
    expect_status 2
    [[ $stderr == *'column t.b: it is NOT NULL without a default, and rows that are there have no value for it: add it without NOT NULL, give each row a value, and ask again'* ]]
    [[ $stderr == *'index t.i: its table is left as it is, for column t.b'* ]]
    [[ $output == *'CREATE TABLE u'* && $output != *'ALTER TABLE'* ]]
}

@test "rows that the clock decides are the same in both states" {
    local row="CREATE TABLE t (k TEXT, at REAL);
INSERT INTO t (k, at) VALUES ('a', julianday('now'));"
    have "$row" "$row"$'\nCREATE TABLE u (a INTEGER);'
    fix
    expect_status 1
    [ -z "$stderr" ]
    [ "$(grep '^CREATE\|^INSERT\|^DELETE' <<<"$output")" = 'CREATE TABLE u (' ] || { show_run; return 1; }
}
