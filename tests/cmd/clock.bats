#!/usr/bin/env bats
# Rows that depend on the clock: kept as expressions, or refused; never
# frozen. docs/clock.md is the page for this.

load ../lib/common.bash
load ../lib/clock_setup

@test "rows keep the expressions they were made with" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql.postgres <<'SQL'
CREATE TABLE t (id BIGINT, at BIGINT, note TEXT);
INSERT INTO t VALUES (1, EXTRACT(EPOCH from current_timestamp)*1000, 'now');
INSERT INTO t (note, id) VALUES ('b', 2), ('c', 3);
INSERT INTO t (id, note) SELECT 4, md5(random()::text);
CREATE TABLE stamps (id BIGINT, at TIMESTAMP, day DATE);
INSERT INTO stamps VALUES (1, now(), 'today'), (2, now(), 'today');
SQL
    put schema/main/delta/1/01_t.sql.sqlite <<'SQL'
CREATE TABLE t (id BIGINT, at BIGINT, note TEXT);
INSERT INTO t VALUES (1, strftime('%s','now')*1000, 'now');
INSERT INTO t (note, id) VALUES ('b', 2), ('c', 3);
INSERT INTO t (id, note) SELECT 4, hex(randomblob(8));
CREATE TABLE stamps (id BIGINT, at TIMESTAMP, day DATE);
INSERT INTO stamps VALUES (1, current_timestamp, date()), (2, CURRENT_TIMESTAMP, date());
SQL
    generate
    expect_status 0
    diff -u - <(rows postgres) <<'SQL'
INSERT INTO stamps (id, at, day) VALUES (1, now(), 'today');
INSERT INTO stamps (id, at, day) VALUES (2, now(), 'today');
INSERT INTO t (id, at, note) VALUES (1, EXTRACT(epoch FROM CURRENT_TIMESTAMP) * 1000, 'now');
INSERT INTO t (id, at, note) VALUES (2, NULL, 'b');
INSERT INTO t (id, at, note) VALUES (3, NULL, 'c');
INSERT INTO t (id, at, note) VALUES (4, NULL, md5(random()::text));
SQL
    diff -u - <(rows sqlite) <<'SQL'
INSERT INTO stamps (id, at, day) VALUES (1, CURRENT_TIMESTAMP, date());
INSERT INTO stamps (id, at, day) VALUES (2, CURRENT_TIMESTAMP, date());
INSERT INTO t (id, at, note) VALUES (1, strftime('%s', 'now') * 1000, 'now');
INSERT INTO t (id, at, note) VALUES (2, NULL, 'b');
INSERT INTO t (id, at, note) VALUES (3, NULL, 'c');
INSERT INTO t (id, at, note) VALUES (4, NULL, hex(randomblob(8)));
SQL
    # Another run, later: the same bytes; and the same from these as a base.
    sleep 1.1
    before=$(fingerprint full_schemas)
    generate
    expect_status 0
    [ "$(fingerprint full_schemas)" = "$before" ]
    # What is loaded is of the time of loading.
    loaded=$(sqlite3 :memory: <full_schemas/1/main/full.sql.sqlite 2>&1 && python3 - <<'PY'
import sqlite3, time
db = sqlite3.connect(":memory:")
db.executescript(open("full_schemas/1/main/full.sql.sqlite").read())
print(0 <= time.time() - db.execute("SELECT at FROM t WHERE id = 1").fetchone()[0] / 1000 < 60)
PY
    )
    [ "$loaded" = True ]
}

@test "a base snapshot keeps them, and common's are left out of the others" {
    put_bookkeeping
    for engine in postgres sqlite; do
        say schema/common/full_schemas/1/full.sql.$engine \
            'CREATE TABLE shared (id INTEGER, at TEXT); INSERT INTO shared VALUES (1, CURRENT_TIMESTAMP);'
        say schema/main/full_schemas/1/full.sql.$engine \
            'CREATE TABLE t (id INTEGER, at TEXT); INSERT INTO t (id, at) VALUES (1, CURRENT_TIMESTAMP);'
    done
    say schema/main/delta/2/01_t.sql 'ALTER TABLE t RENAME COLUMN at TO since; ALTER TABLE t RENAME TO u; ALTER TABLE u ADD COLUMN n INTEGER;'
    generate --layout flat
    expect_status 0
    for engine in postgres sqlite; do
        grep -q '^INSERT INTO shared (id, at) VALUES (1, CURRENT_TIMESTAMP);$' full_schemas/2/common/full.sql.$engine
        diff -u - <(grep '^INSERT' full_schemas/2/main/full.sql.$engine) <<'SQL'
INSERT INTO u (id, since, n) VALUES (1, CURRENT_TIMESTAMP, NULL);
SQL
    done
}

@test "defaults that were evaluated are kept" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql <<'SQL'
CREATE TABLE t (id INTEGER, at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, n INTEGER DEFAULT 7);
CREATE TABLE empty (id INTEGER, at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
SQL
    say schema/main/delta/1/02_rows.sql "INSERT INTO t (id) VALUES (1); INSERT INTO t (id, at) VALUES (2, '2020-01-01 00:00:00');"
    accepts_silently
    for engine in postgres sqlite; do
        diff -u - <(rows $engine) <<'SQL'
INSERT INTO t (id, at, n) VALUES (1, CURRENT_TIMESTAMP, 7);
INSERT INTO t (id, at, n) VALUES (2, '2020-01-01 00:00:00', 7);
SQL
    done
}

@test "an update keeps its expression, and a constant ends it" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql <<'SQL'
CREATE TABLE t (id INTEGER, at TEXT);
INSERT INTO t VALUES (1, 'never'), (2, 'never'), (3, 'never');
UPDATE t SET at = CURRENT_TIMESTAMP WHERE id < 3;
UPDATE t SET at = 'later' WHERE id = 2;
SQL
    accepts_silently
    for engine in postgres sqlite; do
        diff -u - <(rows $engine) <<'SQL'
INSERT INTO t (id, at) VALUES (1, CURRENT_TIMESTAMP);
INSERT INTO t (id, at) VALUES (2, 'later');
INSERT INTO t (id, at) VALUES (3, 'never');
SQL
    done
}

@test "rows copied into another table keep them" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql <<'SQL'
CREATE TABLE t (id INTEGER, at TEXT);
INSERT INTO t VALUES (1, CURRENT_TIMESTAMP);
CREATE TABLE t2 (id INTEGER, since TEXT);
INSERT INTO t2 SELECT id, at FROM t;
DROP TABLE t;
ALTER TABLE t2 RENAME TO t;
SQL
    accepts_silently
    for engine in postgres sqlite; do
        diff -u - <(rows $engine) <<<'INSERT INTO t (id, since) VALUES (1, CURRENT_TIMESTAMP);'
    done
}

@test "what is computed from such a row is refused" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql <<'SQL'
CREATE TABLE t (id INTEGER, at TEXT);
INSERT INTO t VALUES (1, CURRENT_TIMESTAMP);
CREATE TABLE u (id INTEGER, year TEXT);
INSERT INTO u SELECT id, substr(at, 1, 4) FROM t;
SQL
    refuses 'schema/main/delta/1/01_t.sql:4:1: ' 'u.year would hold what differs from run to run' '--accept-clock u.year'
    say schema/main/delta/1/01_t.sql "CREATE TABLE t (id INTEGER, at TEXT); INSERT INTO t VALUES (1, CURRENT_TIMESTAMP);
UPDATE t SET at = at || 'x';"
    refuses 'schema/main/delta/1/01_t.sql:2:1: ' 't.at would hold'
    say schema/main/delta/1/01_t.sql "CREATE TABLE t (id INTEGER, at TEXT); INSERT INTO t VALUES (1, 'x');
UPDATE t SET id = 2 WHERE CURRENT_TIMESTAMP > '2020-01-01';"
    refuses 'schema/main/delta/1/01_t.sql:2:1: ' 't.id would hold'
}

@test "INSERT ... SELECT of computed rows is refused" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql <<'SQL'
CREATE TABLE t (id INTEGER, at TEXT);
CREATE TABLE s (id INTEGER, x TEXT);
INSERT INTO s VALUES (1, 'x');
INSERT INTO t SELECT id, x || CURRENT_TIMESTAMP FROM s;
SQL
    refuses 'schema/main/delta/1/01_t.sql:4:1: ' 't.at would hold'
}

@test "what would come into a virtual table is refused, since that keeps no expressions" {
    put_bookkeeping
    local module statement
    for module in fts4 fts5; do
        for statement in "INSERT INTO search VALUES ('a', CURRENT_TIMESTAMP);" \
            "INSERT INTO search (at) SELECT datetime('now');" "INSERT INTO search (word, at) SELECT word, at FROM t;" \
            "UPDATE search SET at = CURRENT_TIMESTAMP;"; do
            put schema/main/delta/1/01_t.sql <<SQL
CREATE TABLE t (word TEXT, at TEXT);
CREATE VIRTUAL TABLE search USING $module (word, at);
INSERT INTO t VALUES ('c', CURRENT_TIMESTAMP);
INSERT INTO search VALUES ('b', 'then');
$statement
SQL
            generate --engine sqlite --database main
            expect_status 2
            expect_in_stderr 'schema/main/delta/1/01_t.sql:5:1: ' 'search.at would hold' '--accept-clock search.at'
            [ ! -e full_schemas ]
        done
        generate --engine sqlite --database main --accept-clock search.at
        expect_status 0
        rm -r full_schemas
        # Nothing of the clock comes here.
        cat >>schema/main/delta/1/01_t.sql <<<"INSERT INTO search (word) SELECT word FROM t WHERE word = 'x';"
        sed -i "s/^UPDATE.*/UPDATE search SET at = CURRENT_TIMESTAMP WHERE word = 'x'; INSERT INTO search (word) SELECT word FROM t;/" \
            schema/main/delta/1/01_t.sql
        generate --engine sqlite --database main
        expect_status 0
        [ -z "$stderr" ]
        rm -r full_schemas
    done
}

@test "rows that a trigger writes are refused" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql.sqlite <<'SQL'
CREATE TABLE t (id INTEGER);
CREATE TABLE log (id INTEGER, what TEXT, at TEXT);
CREATE TRIGGER t_log AFTER INSERT ON t BEGIN
    INSERT INTO log (id, at) VALUES (NEW.id, CURRENT_TIMESTAMP);
END;
SQL
    put schema/main/delta/1/01_t.sql.postgres <<'SQL'
CREATE TABLE t (id INTEGER);
CREATE TABLE log (id INTEGER, what TEXT, at TEXT);
CREATE FUNCTION t_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO log (id, at) VALUES (NEW.id, CURRENT_TIMESTAMP); RETURN NEW; END $$;
CREATE TRIGGER t_log AFTER INSERT ON t FOR EACH ROW EXECUTE PROCEDURE t_log();
SQL
    accepts_silently
    rm -r full_schemas
    say schema/main/delta/1/02_rows.sql 'INSERT INTO t VALUES (1);'
    refuses 'schema/main/delta/1/02_rows.sql:1:1: ' ' log.at would hold' 'with --accept-clock log.at'
}

@test "a trigger that sets a column of the row itself is refused" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql.sqlite <<'SQL'
CREATE TABLE t (id INTEGER, at TEXT);
CREATE TRIGGER t_at AFTER INSERT ON t BEGIN
    UPDATE t SET at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;
INSERT INTO t (id, at) VALUES (1, 'x');
SQL
    put schema/main/delta/1/01_t.sql.postgres <<'SQL'
CREATE TABLE t (id INTEGER, at TEXT);
CREATE FUNCTION t_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := CURRENT_TIMESTAMP; RETURN NEW; END $$;
CREATE TRIGGER t_at BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE t_at();

INSERT INTO t (id, at) VALUES (1, 'x');
SQL
    refuses ':5:1: ' ' t.at would hold'
}

@test "functions and views of the clock are known for what they are" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql.sqlite <<'SQL'
CREATE VIEW clock AS SELECT CURRENT_TIMESTAMP AS t;
CREATE TABLE t (id INTEGER, at TEXT);
INSERT INTO t SELECT 1, clock.t || 'x' FROM clock;
SQL
    put schema/main/delta/1/01_t.sql.postgres <<'SQL'
CREATE FUNCTION ms() RETURNS bigint LANGUAGE sql AS 'SELECT (extract(epoch from now()) * 1000)::bigint';
CREATE TABLE t (id INTEGER, at BIGINT);
INSERT INTO t SELECT id, ms() + id FROM generate_series(1, 2) AS id;
SQL
    refuses 'schema/main/delta/1/01_t.sql' ':3:1: ' 't.at would hold'
    say schema/main/delta/1/01_t.sql.postgres "CREATE FUNCTION ms() RETURNS bigint LANGUAGE sql AS 'SELECT (extract(epoch from now()) * 1000)::bigint';
CREATE TABLE t (id INTEGER, at BIGINT); INSERT INTO t VALUES (1, ms());"
    generate --engine postgres
    expect_status 0
    diff -u - <(rows postgres) <<<'INSERT INTO t (id, at) VALUES (1, ms());'
}

@test "--accept-clock keeps the value, and says when it was not needed" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql <<'SQL'
CREATE TABLE t (id INTEGER, old INTEGER);
INSERT INTO t SELECT 1, CASE WHEN CURRENT_TIMESTAMP > '2020-01-01' THEN 1 ELSE 0 END;
INSERT INTO t (id) SELECT 2 WHERE CURRENT_TIMESTAMP > '2020-01-01';
SQL
    refuses 't.id, t.old would hold' 'with --accept-clock t.id --accept-clock t.old'
    generate --accept-clock t.id --accept-clock T.OLD --accept-clock t.older --database main
    expect_status 0
    expect_stderr <<'TEXT'
fullschema: warning: --accept-clock t.older was not needed: nothing there depends on the clock
TEXT
    for engine in postgres sqlite; do
        diff -u - <(rows $engine) <<'SQL'
INSERT INTO t (id, old) VALUES (1, 1);
INSERT INTO t (id, old) VALUES (2, NULL);
SQL
    done
    generate --accept-clock t
    expect_status 2
    expect_stderr <<<'fullschema: --accept-clock t: not TABLE.COLUMN'
}

@test "nothing of the clock, nothing said" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql <<'SQL'
CREATE TABLE now (date TEXT, time TEXT DEFAULT CURRENT_TIMESTAMP);
INSERT INTO now (date, time) VALUES ('now', 'random()');
CREATE VIEW v AS SELECT CURRENT_TIMESTAMP AS t;
DELETE FROM now WHERE CURRENT_TIMESTAMP IS NOT NULL AND date = 'then';
UPDATE now SET date = CURRENT_TIMESTAMP WHERE date = 'nothing';
SQL
    accepts_silently
    for engine in postgres sqlite; do
        diff -u - <(rows $engine) <<<"INSERT INTO now (date, \"time\") VALUES ('now', 'random()');" ||
            diff -u - <(rows $engine) <<<"INSERT INTO now (date, time) VALUES ('now', 'random()');"
    done
}
