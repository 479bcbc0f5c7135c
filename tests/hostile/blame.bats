#!/usr/bin/env bats
# What a delta alone can have caused is reported with that delta: what it does to the tables in which it is recorded, to
# the session and to the connection, and what a program does to itself.

load ../lib/common
load ../lib/own_cache

setup() {
    own_cache
    rm -r schema
    put_bookkeeping
    put schema/main/delta/1/01_first.sql <<<'CREATE TABLE rooms (id INTEGER);'
    put schema/main/delta/2/09_last.sql <<<'CREATE TABLE last (id INTEGER);'
}

# blamed ENGINE < lines SQL|TEXT: each run ends with 2, names the delta with that SQL first, or in its hint where TEXT
# begins with "hint: ", and says TEXT.
blamed() {
    local sql text file=schema/main/delta/1/02_theirs.sql.$1 n=0
    cat >cases
    while IFS='|' read -r sql text; do
        printf 'SELECT 1;\n%s\n' "$sql" >"$file"
        run --separate-stderr timeout 60 "$FULLSCHEMA" generate --engine "$1" --statement-timeout 4 -o out
        expect_status 2
        if [[ $text == 'hint: '* ]]; then
            [[ $stderr == "schema/main/delta/2/09_last.sql:1:1: "*$'\n'"hint: $file:2 ${text#hint: }"* ]] || { show_run; return 1; }
        else
            [[ $stderr == "$file:"*"$text"* ]] || { show_run; return 1; }
        fi
        [ ! -e out ]
        n=$((n + 1))
    done <cases
    [ "$n" -gt 5 ]
    nothing_left
}

@test "Postgres: the tables in which it is recorded" {
    blamed postgres <<'END'
DROP TABLE applied_schema_deltas;|relation "applied_schema_deltas" does not exist (42P01)
ALTER TABLE schema_version RENAME TO gone;|cannot record the schema version: postgres: relation "schema_version" does not exist
REVOKE ALL ON applied_schema_deltas FROM PUBLIC, CURRENT_USER;|permission denied for table applied_schema_deltas (42501)
REVOKE ALL ON SCHEMA public FROM PUBLIC, CURRENT_USER;|cannot record an applied delta
ALTER TABLE applied_schema_deltas ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;|new row violates row-level security policy
ALTER TABLE schema_version ADD CHECK (version < 2);|violates check constraint
CREATE RULE r AS ON INSERT TO applied_schema_deltas DO INSTEAD SELECT pg_sleep(100);|cancelled after 4 s, the statement timeout
CREATE TEMP VIEW schema_version AS SELECT 1 AS version, true AS upgraded;|cannot delete from view "schema_version"
DROP OWNED BY CURRENT_USER;|cannot record an applied delta
END
}

@test "Postgres: the session and the connection" {
    blamed postgres <<'END'
SET search_path = nowhere;|cannot record an applied delta: postgres: relation "applied_schema_deltas" does not exist
SET TRANSACTION READ ONLY;|cannot execute INSERT in a read-only transaction (25006)
SET default_transaction_read_only = on;|hint: says default_transaction_read_only, which holds for what comes after it
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;|hint: says CHARACTERISTICS, which holds for what comes after it
SELECT pg_cancel_backend(pg_backend_pid());|canceling statement due to user request (57014)
SELECT pg_terminate_backend(pg_backend_pid());|terminating connection due to administrator command (57P01)
SET ROLE pg_monitor;|permission denied to set role
SET idle_in_transaction_session_timeout = 1; DO $$ BEGIN PERFORM pg_sleep(0.1); RAISE 'so far'; END $$;|so far
END
}

@test "Postgres: a connection that ends when nobody asks it anything" {
    needs_server 14
    local try
    # It ends by chance: between two statements of ours, or before the session is reset.
    put schema/main/delta/1/02_theirs.sql.postgres <<<'SET idle_session_timeout = 1;'
    for try in 1 2 3 4; do
        run --separate-stderr timeout 60 "$FULLSCHEMA" generate --no-cache --engine postgres -o out
        [ "$status" -ne 0 ] || continue
        expect_status 2
        [[ $stderr == 'schema/main/delta/1/02_theirs.sql.postgres:1:5: '*'(57P05)'* ]] || { show_run; false; }
        nothing_left
    done
}

@test "SQLite: the tables in which it is recorded" {
    blamed sqlite <<'END'
DROP TABLE applied_schema_deltas;|no such table: applied_schema_deltas
ALTER TABLE applied_schema_deltas RENAME COLUMN file TO gone;|has no column named file
DROP TABLE schema_version;|cannot record the schema version: sqlite: no such table
CREATE TRIGGER t BEFORE INSERT ON applied_schema_deltas BEGIN SELECT RAISE(ROLLBACK, 'no'); END;|cannot record an applied delta: sqlite: no (
CREATE TEMP VIEW schema_version AS SELECT 1 AS version;|cannot modify schema_version because it is a view
CREATE UNIQUE INDEX u ON applied_schema_deltas (version);|UNIQUE constraint failed
ALTER TABLE schema_version ADD COLUMN x TEXT NOT NULL DEFAULT 'x' CHECK (x = 'y');|cannot record the schema version
END
}

@test "SQLite: the session and the schema as it is stored" {
    blamed sqlite <<'END'
PRAGMA query_only = ON;|attempt to write a readonly database (SQLITE_READONLY)
PRAGMA max_page_count = 1;|hint: says max_page_count, which holds for what comes after it
BEGIN;|cannot start a transaction within a transaction
PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'rooms';|malformed database schema (rooms)
PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 0;|invalid rootpage (SQLITE_CORRUPT)
PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 1; PRAGMA writable_schema = RESET;|malformed database schema
PRAGMA writable_schema = ON; DELETE FROM sqlite_schema; PRAGMA writable_schema = RESET;|no such table
PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'tt', 'nowhere', 0, 'CREATE TRIGGER tt AFTER INSERT ON nowhere BEGIN SELECT 1; END'); PRAGMA writable_schema = RESET;|malformed database schema (tt)
END
    # What changes only how answers are named is no fault of anything.
    put schema/main/delta/1/02_theirs.sql.sqlite <<<'PRAGMA full_column_names = ON; PRAGMA short_column_names = OFF; PRAGMA count_changes = ON;'
    generate --engine sqlite -o out
    expect_status 0
    # The queue of background updates is read by the names of its columns.
    put schema/main/delta/1/00_queue.sql <<<'CREATE TABLE Background_Updates (update_name TEXT, progress_json TEXT);'
    put schema/main/delta/2/09_queued.sql <<<"INSERT INTO background_updates VALUES ('later', '{}');"
    put schema/main/background_updates/later.sql <<<'CREATE TABLE later (a INTEGER);'
    generate --engine sqlite -o out
    expect_status 0
    grep -q 'CREATE TABLE later' out/2/main/full.sql.sqlite
}

@test "programs: what ends one is said with its line, on each engine" {
    local engine line text
    cat >cases <<'END'
sys.exit(0)|:4: SystemExit: 0
sys.exit("words")|:4: SystemExit: words
raise KeyboardInterrupt|:4: KeyboardInterrupt
os._exit(0)|:4: os._exit() ends the process that runs it
os.abort()|:4: os.abort() ends the process that runs it
__import__("posix")._exit(3)|the process that ran it ended with status 3
os.kill(os.getpid(), 9)|:4
os.execv("/bin/true", ["true"])|:4
os.fork()|:4
END
    while IFS='|' read -r line text; do
        put schema/main/delta/1/02_theirs.py <<<"import os, sys

def run_create(cursor, engine):
    $line"
        for engine in sqlite postgres; do
            run --separate-stderr timeout 60 "$FULLSCHEMA" generate --engine $engine -o out
            expect_status 2
            [[ $stderr == 'schema/main/delta/1/02_theirs.py'* ]] || { show_run; false; }
            expect_in_stderr "$text"
            [ ! -e out ]
        done
    done <cases
}
