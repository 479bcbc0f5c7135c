#!/usr/bin/env bats
# What a delta leaves behind that shows itself only later, when the catalog is read, the snapshot is printed or loaded
# again, or the next session begins, is reported with that delta: found in databases that hold the first so many files.

load ../lib/common

setup() {
    enter_scratch
    put_bookkeeping
    put schema/main/delta/1/01_first.sql <<<'CREATE TABLE rooms (id INTEGER);'
    local i
    for i in 03 04 05 06 07; do
        put schema/main/delta/2/${i}_more.sql <<<"CREATE TABLE more$i (id INTEGER);"
    done
}

# put_refused_row FILE: SQLite takes the row, but not from the snapshot.
put_refused_row() {
    put "$1" <<'SQL'
CREATE TABLE t (a CHECK (a > 1));
PRAGMA ignore_check_constraints = ON;
INSERT INTO t VALUES (0);
SQL
}

# blamed ENGINE < lines SQL|TEXT: each run ends with 2, and every error is of the delta with that SQL; one says TEXT.
blamed() {
    local sql text file=schema/main/delta/1/02_theirs.sql.$1 n=0
    cat >cases
    while IFS='|' read -r sql text; do
        printf 'SELECT 1;\n%s\n' "$sql" >"$file"
        run --separate-stderr timeout 120 "$FULLSCHEMA" generate --engine "$1" -o out
        expect_status 2
        [[ $stderr == "$file:"*"$text"* ]] || { show_run; return 1; }
        [ "$(grep -Ec '^(fullschema|out/)' <<<"$stderr")" -eq 0 ] || { show_run; return 1; }
        [ ! -e out ]
        n=$((n + 1))
    done <cases
    [ "$n" -gt 3 ]
}

@test "Postgres: what cannot be read, printed or proved" {
    blamed postgres <<'END'
CREATE TABLE a (x text); DO $$ BEGIN EXECUTE format('ALTER TABLE a ALTER x SET DEFAULT %L', repeat('x', 50000000)); END $$;|the server sends more than an answer may be
DO $$ BEGIN EXECUTE concat('CREATE VIEW v AS SELECT ', repeat('(', 2000), '1', repeat('+1)', 2000)); END $$;|nested too deeply to be compared
SELECT lo_from_bytea(0, '\x00');|a snapshot cannot hold objects of this kind
CREATE DOMAIN d AS int; CREATE TABLE t (a d); INSERT INTO t VALUES (0); ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID;|violates check constraint "d_check"
CREATE FUNCTION f(int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT true'; CREATE TABLE t (a int CHECK (f(a))); INSERT INTO t VALUES (2); CREATE OR REPLACE FUNCTION f(int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT false';|of the snapshot: INSERT INTO t (a) VALUES (2);
CREATE TABLE t (a int); INSERT INTO t VALUES (1); CREATE MATERIALIZED VIEW m AS SELECT 1/a AS x FROM t; UPDATE t SET a = 0;|division by zero
CREATE TABLE t (a int); CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT count(*)::int FROM public.t'; CREATE TABLE u (x int); CREATE INDEX i ON u (f(x)); INSERT INTO u VALUES (1); DROP TABLE t;|cannot read the catalog (rows of u)
END
}

@test "Postgres: what a delta sets of the role lets later sessions begin" {
    local setting
    for setting in "local_preload_libraries = 'nonexistent'" 'search_path = nowhere' 'statement_timeout = 1' \
        'default_transaction_read_only = on' 'idle_in_transaction_session_timeout = 1'; do
        put schema/main/delta/1/02_theirs.sql.postgres <<<"ALTER ROLE CURRENT_USER SET $setting;"
        generate --engine postgres -o out
        expect_status 0
        [ -z "$stderr" ] || { show_run; return 1; }
    done
}

@test "Postgres: sessions of other databases that a delta ends" {
    # Which statement is under way then is chance; that of common is most often read.
    local try
    put schema/main/delta/1/02_theirs.sql.postgres <<'SQL'
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = CURRENT_USER;
SQL
    for try in 1 2 3; do
        generate --engine postgres -o out
        [ "$status" -ne 0 ] || continue
        expect_status 2
        expect_in_stderr 'schema/main/delta/1/02_theirs.sql.postgres:1:8: ' 'terminating connection due to administrator command'
    done
}

@test "SQLite: texts that are stored and do not parse again" {
    blamed sqlite <<'END'
CREATE TABLE t (a); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a); CREATE TABLE u (b)' WHERE name = 't';|table t: its definition is not understood near CREATE
CREATE VIEW v AS SELECT 1; PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE VIEW v AS SELECT 1; garbage' WHERE name = 'v';|view v: its definition is not understood near garbage
PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'g', 'rooms', 0, 'CREATE TRIGGER g AFTER INSERT ON rooms BEGIN SELECT 1; END; SELECT 2');|trigger g: its definition is not understood near SELECT
CREATE TABLE t (a); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a' WHERE name = 't';|incomplete input
CREATE VIRTUAL TABLE f USING fts5(a); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE VIRTUAL TABLE f USING nomodule(a)' WHERE name = 'f';|no such module: nomodule
CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT); PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'sqlite_sequence';|no such table: main.sqlite_sequence
END
}

@test "SQLite: rows that their own table does not take, and what is too large" {
    blamed sqlite <<'END'
CREATE TABLE t (a CHECK (a > 1)); PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (0);|CHECK constraint failed: a > 1
CREATE TABLE t (a); INSERT INTO t VALUES (NULL); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a NOT NULL)' WHERE name = 't'; PRAGMA writable_schema = RESET;|NOT NULL constraint failed: t.a
CREATE TABLE t (a); INSERT INTO t VALUES (1), (1); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a UNIQUE)' WHERE name = 't'; PRAGMA writable_schema = RESET;|UNIQUE constraint failed: t.a
CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (1); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a TEXT) STRICT' WHERE name = 't';|row t.(1) is lost when the snapshot is loaded
CREATE VIRTUAL TABLE f USING fts5(a); DROP TABLE f_data;|columns of virtual table f changes when the snapshot is loaded
CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(90000000));|the snapshot would be larger than 128 MiB
END
}

@test "a table of common that a database changes, by a delta among others" {
    put schema/common/delta/1/00_common.sql <<<'CREATE TABLE common_table (id INTEGER);'
    put schema/common/delta/2/00_later.sql <<<'CREATE TABLE later (id INTEGER);'
    local engine
    for engine in postgres sqlite; do
        put schema/main/delta/1/02_theirs.sql <<<'ALTER TABLE common_table ADD COLUMN x INTEGER;'
        put schema/main/delta/2/05_more.sql <<<'DROP TABLE later;'
        generate --engine $engine -o out
        expect_status 2
        expect_in_stderr 'schema/main/delta/1/02_theirs.sql: main adds column common_table.x, which belongs to common' \
            'schema/main/delta/2/05_more.sql: main drops table later, which belongs to common'
    done
}

@test "the bookkeeping file, the last file, and a base" {
    put schema/common/schema_version.sql <<'SQL'
CREATE TABLE schema_version (version INTEGER NOT NULL, upgraded BOOL NOT NULL);
CREATE TABLE applied_schema_deltas (version INTEGER NOT NULL, file TEXT NOT NULL, UNIQUE (version, file));
CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);
PRAGMA writable_schema = ON;
DELETE FROM sqlite_schema WHERE name = 'sqlite_sequence';
SQL
    generate --engine sqlite -o out
    expect_status 2
    expect_in_stderr 'schema/common/schema_version.sql'
    put_bookkeeping
    put_refused_row schema/main/delta/2/99_last.sql.sqlite
    generate --engine sqlite -o out
    expect_status 2
    expect_in_stderr 'schema/main/delta/2/99_last.sql.sqlite: the snapshot does not load'
    # The same error of two files is of the one that makes it so, whatever comes after.
    mv schema/main/delta/2/99_last.sql.sqlite schema/main/delta/1/02_theirs.sql.sqlite
    put schema/main/delta/2/99_last.sql.sqlite <<<'INSERT INTO t VALUES (1);'
    generate --engine sqlite -o out
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/02_theirs.sql.sqlite: the snapshot does not load'
}

@test "verify and check say it, too" {
    put schema/main/delta/1/02_theirs.sql.sqlite <<'SQL'
CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);
PRAGMA writable_schema = ON;
DELETE FROM sqlite_schema WHERE name = 'sqlite_sequence';
SQL
    local command
    for command in verify check; do
        run --separate-stderr -2 "$FULLSCHEMA" $command --engine sqlite
        expect_in_stderr 'schema/main/delta/1/02_theirs.sql.sqlite: cannot read the catalog (position of t)'
    done
}

@test "numbered migrations" {
    put migrations/0001_first.sql <<<'CREATE TABLE rooms (id INTEGER);'
    put_refused_row migrations/0002_theirs.sql
    put migrations/0003_more.sql <<<'CREATE TABLE more (id INTEGER);'
    generate -s migrations --engine sqlite -o out
    expect_status 2
    expect_in_stderr 'migrations/0002_theirs.sql: the snapshot does not load' 'CHECK constraint failed'
}

@test "what a background update makes is said of a file that queues it" {
    rm -r schema
    put_schema
    rm schema/main/background_updates/rooms_name_idx.sql
    put_refused_row schema/main/background_updates/rooms_name_idx.sql.sqlite
    generate --engine sqlite -o out
    expect_status 2
    expect_in_stderr 'schema/main/delta/2/01_room_names.sql:1:13: the snapshot does not load' 'CHECK constraint failed' \
        'hint: a background update makes it so'
}

@test "two faults that differ by a number are each of their own delta" {
    local n
    for n in 1 2; do
        put schema/main/delta/$n/02_theirs$n.sql.sqlite <<SQL
CREATE TABLE t$n (a INTEGER) STRICT;
INSERT INTO t$n VALUES (1);
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE t$n (a TEXT) STRICT' WHERE name = 't$n';
PRAGMA writable_schema = RESET;
SQL
    done
    generate --engine sqlite -o out
    expect_status 2
    expect_in_stderr 'schema/main/delta/1/02_theirs1.sql.sqlite: row t1.(1) is lost' \
        'schema/main/delta/2/02_theirs2.sql.sqlite: row t2.(1) is lost'
}

@test "Postgres: a database that lets nobody in any more is not copied for later runs" {
    # Which of the two names is this database's is chance; of the other the server knows nothing.
    local name
    export FULLSCHEMA_CACHE=$scratch/cache
    put schema/main/delta/2/08_slow.sql.postgres <<<'SELECT pg_sleep(0.3);'
    put schema/main/delta/2/09_slow.sql.postgres <<<'SELECT pg_sleep(0.3);'
    for name in main_2_1 main_2_2; do
        put schema/main/delta/1/02_theirs.sql.postgres <<<"ALTER DATABASE $name CONNECTION LIMIT 0;"
        generate --engine postgres -o out
        [ "$status" -eq 0 ] || expect_in_stderr "database \"$name\" does not exist"
    done
}
