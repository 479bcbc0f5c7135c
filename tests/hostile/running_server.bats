#!/usr/bin/env bats
# Deltas on somebody's running server (-p): they reach the databases of the run
# and nothing else, and nothing of the run is there afterwards.

load ../lib/common
load ../lib/server

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server -c max_prepared_transactions=5 -c autovacuum=off
    as_boss 'CREATE ROLE owner LOGIN CREATEDB; CREATE ROLE reader LOGIN CREATEDB; GRANT pg_read_server_files TO reader;
        CREATE ROLE lonely LOGIN CREATEDB CREATEROLE NOINHERIT; CREATE ROLE "o'"'"'dd ""r$" LOGIN CREATEDB CREATEROLE;
        CREATE ROLE second LOGIN CREATEDB; GRANT owner TO second; CREATE ROLE copies LOGIN CREATEDB REPLICATION'
    as_boss 'CREATE DATABASE owned OWNER owner'
    as_boss 'CREATE DATABASE heads OWNER head'
    everything >"$scratch/everything"
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    use_server
    put_schema
    rm -r schema/state
    printf 'engine = postgres\n' >fullschema.ini
}

# everything: what a server has beside what is in its databases.
everything() {
    as_boss "SELECT datname, pg_get_userbyid(datdba), datacl, datconnlimit FROM pg_database ORDER BY 1;
        SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolvaliduntil, rolpassword FROM pg_authid ORDER BY 1;
        SELECT roleid::regrole, member::regrole FROM pg_auth_members ORDER BY 1, 2;
        SELECT * FROM pg_db_role_setting; SELECT gid FROM pg_prepared_xacts; SELECT description FROM pg_shdescription"
}

nothing_of_the_run() {
    everything | diff "$file_scratch/everything" -
}

# delta < SQL: what the stranger's pull request holds.
delta() { put schema/main/delta/2/03_theirs.sql.postgres; }

# refuses ROLE TEXT...: before anything runs.
refuses() {
    local role=$1
    shift
    generate_fails -p "$role"
    expect_in_stderr "fullschema: deltas do not run as the role $role of a running server: $1" \
        'hint: give -p a role that is for this alone, as in CREATE ROLE fullschema LOGIN CREATEDB; or say --trust-deltas'
    [ "$(grep -c . <<<"$stderr")" = 2 ]
    nothing_of_the_run
}

@test "roles that could do harm are refused, by what they are and by whom they are members of" {
    refuses boss "a superuser's can run programs on the server's machine"
    refuses owner 'a delta could rename or drop what it owns, owned'
    refuses second 'a delta could rename or drop what it owns, owned'
    refuses reader 'it is a member of pg_read_server_files'
    refuses copies 'with REPLICATION it reads every database'
    # before 16 a member's rights are all or nothing
    if [ "$(server_major)" -lt 16 ]; then
        refuses lonely 'it may create roles, but with NOINHERIT it cannot clear away what they make'
    else
        generate -p lonely
        expect_status 0
        nothing_of_the_run
    fi
    # a name that has to be quoted
    generate -p "o'dd \"r\$"
    expect_status 0
    nothing_of_the_run
}

@test "--trust-deltas is said for a run, with a warning where it is a superuser's, and never by a project" {
    delta <<<'DO $$ BEGIN ASSERT current_setting($a$is_superuser$a$) = $b$on$b$; END $$;'
    generate -p boss --trust-deltas
    expect_status 0
    expect_stderr <<<'fullschema: warning: deltas run as the superuser boss, as --trust-deltas says: they may run programs on the server'"'"'s machine, read its files and drop any database'
    nothing_of_the_run
    FULLSCHEMA_TRUST_DELTAS=yes generate -p boss
    expect_status 0
    expect_in_stderr 'warning: deltas run as the superuser boss'
    nothing_of_the_run
    printf 'engine = postgres\ntrust-deltas = yes\n' >fullschema.ini
    generate_fails -p boss
    expect_in_stderr 'fullschema.ini:2: trust-deltas is not for this file: it gives deltas rights'
    printf 'engine = postgres\n' >fullschema.ini
    delta <<<'SELECT 1;'
    generate -p owner --trust-deltas
    expect_status 0
    [ -z "$stderr" ]
    # verify and check have it, too
    "$FULLSCHEMA" check -q -p boss --trust-deltas 2>/dev/null
    "$FULLSCHEMA" verify -p boss --trust-deltas --reproducible 2>/dev/null
    nothing_of_the_run
}

@test "a role that may create roles: deltas run as one of their own, which has no way back" {
    local n=0 statement does expected=()
    delta <<<'DO $$ BEGIN RAISE EXCEPTION $a$%, %$a$, current_user, session_user; END $$;'
    generate_fails -p head
    [[ $stderr =~ postgres:\ fullschema_[0-9]+_[0-9a-f]{6},\ fullschema_[0-9]+_[0-9a-f]{6}\  ]] || { show_run; return 1; }
    nothing_of_the_run
    rm schema/main/delta/2/03_theirs.sql.postgres
    # made up of strings, so that only the server can see it; a database for each
    while IFS='|' read -r statement does; do
        n=$((n + 1))
        put "schema/d$n/delta/2/d$n.sql" <<<"DO \$x\$ BEGIN EXECUTE \$a\$${statement:0:3}\$a\$ || \$a\$${statement:3}\$a\$; END \$x\$;"
        expected+=("schema/d$n/delta/2/d$n.sql:1:1: postgres: $does")
    done <<'END'
ALTER DATABASE heads RENAME TO gone|must be owner of database heads (42501)
ALTER DATABASE heads SET search_path = nowhere|must be owner of database heads (42501)
SET ROLE head|permission denied to set role "head" (42501)
SET SESSION AUTHORIZATION head|permission denied to set session authorization
ALTER ROLE head PASSWORD 'theirs'|
CREATE ROLE mine|permission denied to create role (42501)
GRANT head TO CURRENT_USER|
COPY (SELECT 1) TO PROGRAM 'true'|
END
    generate_fails -p head
    expect_in_stderr "${expected[@]}"
    [ "$(grep -c '(42501)$' <<<"$stderr")" = 8 ]
    nothing_of_the_run
    rm -r schema/d?
    delta <<<'RESET ROLE; RESET SESSION AUTHORIZATION; ALTER DATABASE heads RENAME TO gone;'
    generate_fails -p head
    nothing_of_the_run
    "$FULLSCHEMA" generate -q -p head --output out 2>&1 | grep -q '42501\|renames a database'
}

@test "statements that reach beyond their database are refused by name, also outside of a transaction" {
    local n=0 does statement expected=()
    while IFS='|' read -r statement does; do
        n=$((n + 1))
        say "schema/d$n/delta/2/d$n.sql.postgres" "/* harmless */ $statement;"
        expected+=("schema/d$n/delta/2/d$n.sql.postgres:1:16: postgres: the statement $does, which no delta may on a server that others use
    /* harmless */ $statement;
                   ^
hint: --trust-deltas lets it, with all rights of the role")
    done <<'END'
DROP DATABASE heads|drops a database
CREATE DATABASE junk|creates a database
ALTER DATABASE heads RENAME TO x|renames a database
ALTER ROLE maker PASSWORD 'theirs'|changes a role
PREPARE TRANSACTION 'theirs'|prepares a transaction, which outlives the run
ALTER SYSTEM SET work_mem = '1MB'|changes a setting of the server
COPY (SELECT 1) TO PROGRAM 'true'|runs a program on the server's machine
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC|changes rights on a database
REASSIGN OWNED BY maker TO plain|changes what a role owns
END
    generate_fails -p maker
    expect_in_stderr "${expected[@]}"
    [ "$(grep -c '^schema/' <<<"$stderr")" = 9 ]
    nothing_of_the_run
    rm -r schema/d?
    # a background update that wants no transaction
    for statement in 'DROP DATABASE heads' 'CREATE DATABASE junk'; do
        say schema/main/background_updates/rooms_name_idx.sql.postgres "VACUUM; $statement;"
        generate_fails -p maker
        expect_in_stderr 'rooms_name_idx.sql.postgres:1:9: postgres: the statement '
    done
    rm schema/main/background_updates/rooms_name_idx.sql.postgres
    # from Python, too, whatever it catches
    put schema/main/delta/2/03_theirs.py <<'PY'
def run_create(cur, database_engine):
    cur.execute("ALTER USER maker PASSWORD 'theirs'")
PY
    generate_fails -p maker
    expect_in_stderr '03_theirs.py:2: postgres: the statement changes a role'
    nothing_of_the_run
    # its own database is its own
    rm schema/main/delta/2/03_theirs.py
    delta <<<'DO $x$ BEGIN EXECUTE format($a$ALTER DATABASE %I SET timezone = UTC$a$, current_database()); END $x$;'
    generate -p maker
    expect_status 0
    nothing_of_the_run
}

@test "what a delta renames, prepares and ends is cleared away all the same" {
    local role
    for role in maker head; do
        # each database renames the others of the run as soon as it can
        say schema/common/delta/1/00_theirs.sql.postgres "SELECT 1;"
        delta <<'SQL'
DO $$
DECLARE d text;
BEGIN
    FOR i IN 1..20 LOOP
        FOR d IN SELECT datname FROM pg_database WHERE datname LIKE 'fullschema%' AND datname <> current_database() LOOP
            BEGIN
                EXECUTE format('ALTER DATABASE %I RENAME TO %I', d, 'kept_' || right(d, 20));
            EXCEPTION WHEN OTHERS THEN NULL;
            END;
        END LOOP;
        PERFORM pg_sleep(0.02);
    END LOOP;
END $$;
SQL
        generate -p $role --output out
        nothing_of_the_run
    done
    # with a setting that makes the server see two statements where there is one
    delta <<'SQL'
SET standard_conforming_strings = off;
SELECT 'a\'' ; PREPARE TRANSACTION 'theirs'; BEGIN; --';
SQL
    for role in maker head; do
        generate_fails -p $role
        expect_in_stderr 'the statement ends the transaction that the script runs in'
        nothing_of_the_run
    done
    delta <<<'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = session_user;'
    for role in maker head; do
        generate -p $role --output out
        nothing_of_the_run
    done
}

# A lock is of a database: every run has its own.
sleepers() { [ "$(as_boss "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")" = "$1" ]; }

# The server notices only at the end of a statement that nobody is there any more.
ends_sessions_of() {
    as_boss "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ~ '^fullschema_$1_'" >/dev/null
    sleepers 1
}

@test "stopped and killed: nothing stays, or the next run clears it away and leaves the living alone" {
    local role living
    delta <<<'SELECT pg_advisory_lock(59), pg_sleep(600);'
    for role in maker head; do
        start living "$FULLSCHEMA" generate --statement-timeout 600 --output out -p $role
        within 60 sleepers 1
        living=$started
        start killed "$FULLSCHEMA" generate --statement-timeout 600 --output out -p $role
        within 60 sleepers 2
        kill -KILL "$started"
        finish "$started" 2>/dev/null
        within 20 ends_sessions_of "$started"
        run nothing_of_the_run
        [ "$status" -ne 0 ]
        cp -r schema calm && rm calm/main/delta/2/03_theirs.sql.postgres
        within 20 clears_away
        kill -TERM "$living"
        finish "$living"
        [ "$status" -eq 143 ]
        [ "$(tail -n 1 living.err)" = 'fullschema: stopped; nothing was written' ]
        rm -r calm
        nothing_of_the_run
    done
}

# Another run, after which only what is of the living one is there.
clears_away() {
    "$FULLSCHEMA" generate -q -s calm --output out -p "$role" || return
    [ "$(as_boss "SELECT count(DISTINCT substring(datname FROM '^fullschema_[0-9]+')) FROM pg_database WHERE datname LIKE 'fullschema%'")" = 1 ] &&
        [ "$(as_boss "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'fullschema%'")" -le 1 ]
}

@test "a server that lets in nobody but whom it names" {
    as_server sed -i 's/^local all all .*/local all boss,maker,head trust/' "$file_scratch/server/data/pg_hba.conf"
    as_boss 'SELECT pg_reload_conf()' >/dev/null
    within 10 refuses_strangers
    refuses head 'it may create roles, and the server does not let in the one that was created for the run'
    generate -p maker
    expect_status 0
    nothing_of_the_run
    as_server sed -i 's/^local all boss.*/local all all trust/' "$file_scratch/server/data/pg_hba.conf"
    as_boss 'SELECT pg_reload_conf()' >/dev/null
}

refuses_strangers() { ! psql -Xqd "host=$server port=5432 user=plain dbname=postgres" -c '' 2>/dev/null; }

@test "no password of the run's role is in the server's log" {
    as_boss "ALTER SYSTEM SET log_statement = 'all'" && as_boss 'SELECT pg_reload_conf()' >/dev/null
    generate -p head
    expect_status 0
    grep 'CREATE ROLE "fullschema_' "$file_scratch/server/log" | grep -q "PASSWORD 'SCRAM-SHA-256"
    run -1 grep -E "PASSWORD '[0-9a-f]{32}'" "$file_scratch/server/log"
    as_boss 'ALTER SYSTEM RESET ALL' && as_boss 'SELECT pg_reload_conf()' >/dev/null
}
