#!/usr/bin/env bats
# The same care for SQLite: see errors_postgres.bats.

load ../lib/common
engine=sqlite

setup() {
    enter_scratch
    put_bookkeeping
    mkdir -p schema/main/delta/1
}

@test "a failing statement: place, line, caret" {
    put schema/main/delta/1/rooms.sql <<'SQL'
-- Räume: la première ligne, 日本語
CREATE TABLE rooms (room_id text, name text);

INSERT INTO rooms VALUES ('a;b', ' ; ');
	SELECT 'é日', nmae FROM rooms;
CREATE TABLE never (x int);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/rooms.sql:5:15: sqlite: no such column: nmae (SQLITE_ERROR)
    	SELECT 'é日', nmae FROM rooms;
    	              ^
END
}

@test "a syntax error" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x text DEFAULT 'a;b');
/* ; */ CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END;
CREATE TABLE b (
    x int,
    y int CHECK CHECK
);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:5:17: sqlite: near "CHECK": syntax error (SQLITE_ERROR)
        y int CHECK CHECK
                    ^
END
}

@test "where SQLite gives no place, the statement is pointed at" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x int PRIMARY KEY);
-- Twice the same.
INSERT INTO a VALUES (1); INSERT INTO a
    VALUES (1);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/delta/1/a.sql:3:27: sqlite: UNIQUE constraint failed: a.x (SQLITE_CONSTRAINT_PRIMARYKEY)
    INSERT INTO a VALUES (1); INSERT INTO a
                              ^
END
}

@test "a constraint that speaks at commit" {
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE a (x int PRIMARY KEY, y int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
INSERT INTO a VALUES (1, 2);
SQL
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql: ' 'FOREIGN KEY constraint failed'
}

@test "a failing background update" {
    put_schema
    put schema/main/background_updates/rooms_name_idx.sql <<'SQL'
-- Over a column that there is not.
CREATE INDEX rooms_name_idx
    ON rooms (title);
SQL
    generate_fails
    expect_stderr <<'END'
schema/main/background_updates/rooms_name_idx.sql:3:15: sqlite: no such column: title (SQLITE_ERROR)
        ON rooms (title);
                  ^
END
}

@test "a statement that takes too long" {
    put schema/main/delta/1/a.sql <<'SQL'
SELECT 1;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;
SQL
    generate_fails --statement-timeout 1
    expect_stderr <<'END'
schema/main/delta/1/a.sql:2:1: sqlite: cancelled after 1 s, the statement timeout (SQLITE_INTERRUPT)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;
    ^
END
}

@test "a delta that would end its transaction" {
    for statement in COMMIT ROLLBACK END 'END TRANSACTION'; do
        printf 'CREATE TABLE a (x int);\n%s;\n' "$statement" | put schema/main/delta/1/a.sql
        generate_fails
        expect_stderr <<END
schema/main/delta/1/a.sql:2:1: sqlite: the statement ends the transaction that the script runs in
    $statement;
    ^
END
    done
}

@test "other files and programs are out of reach" {
    cp /dev/null other.db
    while IFS='|' read -r statement message; do
        echo "$statement" | put schema/main/delta/1/a.sql
        generate_fails
        expect_in_stderr 'schema/main/delta/1/a.sql:1:' "$message" '(SQLITE_'
        [ ! -e "$scratch/made" ]
        [ ! -s other.db ]
    done <<END
ATTACH '$scratch/made' AS other;|ATTACH is refused
ATTACH DATABASE '$scratch/other.db' AS other;|ATTACH is refused
ATTACH ':memory:' AS other;|ATTACH is refused
DETACH main;|DETACH is refused
SELECT load_extension('$scratch/x.so');|load_extension
PRAGMA temp_store_directory = '$scratch';|temp_store_directory is refused
VACUUM INTO '$scratch/made';|VACUUM
END
}

@test "a background update does not reach other files either" {
    put_schema
    say schema/main/background_updates/rooms_name_idx.sql "VACUUM INTO '$scratch/made';"
    generate_fails
    [ ! -e made ]
}

common_and_main() {
    put schema/common/delta/1/queue.sql <<'SQL'
CREATE TABLE queue (name text NOT NULL, place int, CONSTRAINT queue_name UNIQUE (name));
CREATE INDEX queue_place ON queue (place);
SQL
    echo "$1" | put schema/main/delta/1/zz_change.sql
}

@test "main that changes, drops or adds to a table of common" {
    while IFS='|' read -r statement message; do
        common_and_main "$statement"
        generate_fails
        expect_in_stderr "schema/main/delta/1/zz_change.sql: main $message, which belongs to common
hint: a snapshot of main leaves out what common makes: move the change into a delta of common"
    done <<'END'
ALTER TABLE queue ADD COLUMN added int;|adds column queue.added
DROP TABLE queue;|drops table queue
DROP INDEX queue_place;|drops index queue.queue_place
DROP TABLE queue; CREATE TABLE queue (name text NOT NULL, place bigint, CONSTRAINT queue_name UNIQUE (name)); CREATE INDEX queue_place ON queue (place);|changes type of column queue.place
END
}
