#!/usr/bin/env bats
# A file's transaction is the one that was begun for it: whatever ends it, by
# whichever words and from whichever language, fails the run at its place.

load ../lib/common

ends='the statement ends the transaction that the script runs in'

setup() {
    enter_scratch
    put_bookkeeping
    expected=()
}

# AND CHAIN came with 12, and before is a syntax error.
knows_chain() {
    [[ $1 != *'AND CHAIN'* ]] || [ "$(server_major)" -ge 12 ]
}

# put_each ENGINE < "statement[|message]" lines: a database for each, so that one
# run tells what comes of all of them. `;;` stands for a new line.
put_each() {
    local n=10 statement message
    while IFS='|' read -r statement message; do
        knows_chain "$statement" || continue
        n=$((n + 1))
        printf -- 'CREATE TABLE before_it (x int);\n%s\n' "${statement//;;/$'\n'}" | put "schema/d$n/delta/1/d$n.sql.$1"
        expected+=("schema/d$n/delta/1/d$n.sql.$1:2:1: $1: ${message:-$ends}")
    done
}

# put_programs < calls: a database for each delta that runs it, catches what comes, and goes on.
put_programs() {
    local n=10 call
    while read -r call; do
        knows_chain "$call" || continue
        n=$((n + 1))
        put "schema/d$n/delta/1/d$n.py" <<PY
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE before_it (x int)")
    cur.execute("SAVEPOINT mine")
    try:
        $call
    except BaseException:
        pass
    try:
        cur.execute("CREATE TABLE after_it (x int)")
    except BaseException:
        pass
PY
        expected+=("schema/d$n/delta/1/d$n.py:5: $engine: $ends")
    done
}

@test "Postgres: every word that ends a transaction, also where it begins another" {
    put_each postgres <<'END'
ROLLBACK;
ABORT;
COMMIT;
END;
ROLLBACK AND CHAIN;
ROLLBACK WORK AND CHAIN;
ABORT TRANSACTION AND CHAIN;
COMMIT AND CHAIN;
END AND CHAIN;
ROLLBACK; BEGIN;
COMMIT; START TRANSACTION;
PREPARE TRANSACTION 'theirs';|prepared transactions are disabled (55000)
DO $$ BEGIN COMMIT; END $$;|invalid transaction termination (2D000)
DO $$ BEGIN ROLLBACK AND CHAIN; END $$;|invalid transaction termination (2D000)
DO $$ BEGIN EXECUTE 'COMMIT'; END $$;|EXECUTE of transaction commands is not implemented (0A000)
END
    generate_fails --engine postgres
    expect_in_stderr "${expected[@]}"
    [ "$(grep -c '^schema/' <<<"$stderr")" = "${#expected[@]}" ]
    # the statement is shown
    expect_in_stderr '
    COMMIT; START TRANSACTION;
    ^
'
}

@test "Postgres: later in the file, in a procedure, and where the server reads quotes otherwise than we do" {
    needs_server 12
    put schema/main/delta/1/01_later.sql.postgres <<'SQL'
CREATE TABLE a (x int);
/* a remark */ SAVEPOINT a; ROLLBACK TO a;
CREATE TABLE b (x int);
    ROLLBACK AND CHAIN;
SQL
    put schema/state/delta/1/02_called.sql.postgres <<'SQL'
CREATE PROCEDURE ends() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
CALL ends();
SQL
    # To the server, with this setting, the literal ends before the semicolon.
    put schema/more/delta/1/03_quotes.sql.postgres <<'SQL'
CREATE TABLE a (x int);
SET standard_conforming_strings = off;
SELECT 'a\'' ; ROLLBACK AND CHAIN; --';
SQL
    put schema/most/delta/1/04_quotes.sql.postgres <<'SQL'
SET standard_conforming_strings = off;
SELECT 'a\'' ; SAVEPOINT a; ROLLBACK TO a; COMMIT; BEGIN; SAVEPOINT a; SELECT 1; --';
SQL
    generate_fails --engine postgres
    expect_in_stderr "schema/main/delta/1/01_later.sql.postgres:4:5: postgres: $ends" \
        'schema/state/delta/1/02_called.sql.postgres:2:1: postgres: invalid transaction termination (2D000)' \
        "schema/more/delta/1/03_quotes.sql.postgres:3:1: postgres: $ends" \
        "schema/most/delta/1/04_quotes.sql.postgres:2:1: postgres: $ends"
}

@test "SQLite: every word that ends a transaction, also where another begins at once" {
    put_each sqlite <<'END'
ROLLBACK;
COMMIT;
END;
END TRANSACTION;
ROLLBACK; BEGIN;
COMMIT; BEGIN IMMEDIATE;
ROLLBACK TRANSACTION; SAVEPOINT x;
INSERT OR ROLLBACK INTO before_it SELECT json('{');|malformed JSON (SQLITE_ERROR)
END
    generate_fails --engine sqlite
    expect_in_stderr "${expected[@]}"
    [ "$(grep -c '^schema/' <<<"$stderr")" = "${#expected[@]}" ]
}

@test "program deltas: what they catch hides nothing" {
    engine=postgres
    put_programs <<'END'
cur.execute("ROLLBACK AND CHAIN")
cur.execute("COMMIT AND CHAIN")
cur.execute("ABORT")
cur.execute("SELECT 1; ROLLBACK; BEGIN; SELECT 2")
cur.executemany("END AND CHAIN", [()])
END
    put schema/other/delta/1/other.py <<'PY'
def run_create(cur, database_engine):
    try:
        cur.execute("SELECT nothing; COMMIT")
    except Exception:
        pass
PY
    generate_fails --engine postgres
    expect_in_stderr "${expected[@]}" '
    SELECT 1; ROLLBACK; BEGIN; SELECT 2
' 'schema/other/delta/1/other.py: cannot record an applied delta: postgres: current transaction is aborted' \
        'hint: after an error that it catches, the transaction takes nothing more but ROLLBACK TO a savepoint'
    rm -r schema/d1? schema/other
    engine=sqlite expected=()
    put_programs <<'END'
cur.execute("ROLLBACK")
cur.execute("END")
cur.executescript("ROLLBACK; BEGIN; SELECT 2;")
cur.executescript("COMMIT; BEGIN; SAVEPOINT mine;")
END
    generate_fails --engine sqlite
    expect_in_stderr "${expected[@]}"
}

@test "what ends no transaction is a delta's own business" {
    put schema/main/delta/1/01_savepoints.sql <<'SQL'
SAVEPOINT fullschema_savepoint;
CREATE TABLE gone (x int);
ROLLBACK TO SAVEPOINT fullschema_savepoint;
ROLLBACK TO fullschema_savepoint;
CREATE TABLE stays (x int);
RELEASE SAVEPOINT fullschema_savepoint;
SAVEPOINT "COMMIT; ROLLBACK AND CHAIN";
RELEASE "COMMIT; ROLLBACK AND CHAIN";
INSERT INTO stays VALUES (1);
SQL
    put schema/main/delta/1/02_more.sql.postgres <<'SQL'
BEGIN;
RESET ALL;
SAVEPOINT a;
ROLLBACK WORK TO a;
CREATE TABLE more (x int);
SQL
    put schema/main/delta/1/03_program.py <<'PY'
def run_create(cur, database_engine):
    cur.execute("SAVEPOINT mine")
    try:
        cur.execute("SELECT * FROM nowhere")
    except Exception:
        cur.execute("ROLLBACK TO mine")
    cur.execute("CREATE TABLE made (x int)")
PY
    generate --output out
    expect_status 0
    [ "$(grep -c 'CREATE TABLE' out/1/main/full.sql.postgres)" = 3 ]
    [ "$(grep -c 'CREATE TABLE' out/1/main/full.sql.sqlite)" = 2 ]
    grep -q 'INTO stays' out/1/main/full.sql.sqlite
}
