#!/usr/bin/env bats
# fullschema inspect: live databases, read and left as they are.

load ../lib/common
load ../lib/server

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss 'CREATE DATABASE app OWNER maker'
    as_boss "CREATE TABLE rooms (id bigserial PRIMARY KEY, name text DEFAULT 'it''s', at timestamptz DEFAULT '2020-01-01 00:00 UTC');
        INSERT INTO rooms (name) VALUES ('a'), ('b'); CREATE INDEX rooms_name_idx ON rooms (name);
        CREATE TABLE users (name text); INSERT INTO users VALUES ('u'); GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC;
        GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO PUBLIC;
        ALTER DATABASE app SET timezone = 'Asia/Tokyo'; ALTER DATABASE app SET search_path = nowhere" app
    as_boss 'CREATE DATABASE guarded'
    as_boss 'CREATE TABLE secrets (x int); INSERT INTO secrets VALUES (1); ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
        CREATE POLICY none ON secrets USING (false); GRANT SELECT ON secrets TO PUBLIC' guarded
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

# Settings of the database change nothing of what is read; that it has some is said, with what else comes.
settings='fullschema: warning: settings of database app: TimeZone, search_path (a snapshot is of a database of any name: who loads it sets them)'

inspect() {
    run --separate-stderr "$FULLSCHEMA" inspect "$@"
}

url() { echo "postgres://${1:-maker}@/${2:-app}?host=$server&port=5432"; }

# put_database FILE: a SQLite database with rows, a position and bookkeeping.
put_database() {
    sqlite3 "$1" "CREATE TABLE rooms (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT); INSERT INTO rooms (name) VALUES ('a');
        CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('u'); CREATE TABLE schema_version (version INTEGER NOT NULL)"
}


@test "a Postgres database by URL, by key=value and by PG* variables alone: no rows, no positions" {
    inspect "$(url)"
    expect_status 0
    expect_stderr <<<"$settings"
    [[ $output == '-- Made by fullschema from a database, without rows and sequence positions.'* ]]
    [[ $output == *'CREATE INDEX rooms_name_idx ON rooms (name);'* ]]
    [[ $output == *"DEFAULT '2020-01-01 00:00:00+00'"* ]]
    [[ $output != *INSERT* && $output != *setval* ]]
    local by_url=$output
    inspect "host=$server port=5432 user=maker dbname=app"
    [ "$output" = "$by_url" ]
    PGHOST=$server PGPORT=5432 PGUSER=maker PGDATABASE=app PGTZ=Asia/Tokyo PGDATESTYLE=German inspect postgres://
    [ "$output" = "$by_url" ]
    DATABASE_URL=$(url) PGHOST=$TMPDIR inspect postgres://
    expect_status 2
}

@test "nothing is written to the server, and the transaction says so" {
    as_boss "ALTER DATABASE app SET log_statement = 'all'"
    : >"$server/log"
    inspect "$(url)"
    expect_status 0
    as_boss 'ALTER DATABASE app RESET log_statement'
    grep -q 'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY' "$server/log"
    run grep -Eqi 'statement: *(create|alter|insert|update|delete|grant|lock)' "$server/log"
    [ "$status" -eq 1 ]
}

@test "a large database is read by two sessions that see one state; by one where there can be no second" {
    as_boss 'CREATE DATABASE large'
    as_boss 'CREATE ROLE alone LOGIN CONNECTION LIMIT 1'
    as_boss "DO 'BEGIN FOR i IN 1..1000 LOOP EXECUTE ''CREATE TABLE t'' || i || '' (a int PRIMARY KEY, b text, c int, d int)'';
        END LOOP; END'" large
    as_boss "ALTER DATABASE large SET log_statement = 'all'" large
    : >"$server/log"
    inspect "$(url boss large)"
    expect_status 0
    [ "$(grep -c 'SET TRANSACTION SNAPSHOT' "$server/log")" -eq 1 ]
    local by_two=$output
    inspect "$(url alone large)"
    as_boss 'DROP DATABASE large'
    as_boss 'DROP ROLE alone'
    expect_status 0
    [ "$output" = "$by_two" ]
    [ "$(grep -c '^CREATE TABLE' <<<"$output")" -eq 1000 ]
}

@test "more sequences than one query could ask" {
    as_boss 'CREATE DATABASE counted'
    as_boss "DO 'BEGIN FOR i IN 1..9000 LOOP EXECUTE ''CREATE SEQUENCE s'' || i; END LOOP; END';
        SELECT setval('s1', 7), setval('s9000', 8)" counted
    inspect --rows all "$(url boss counted)"
    as_boss 'DROP DATABASE counted'
    expect_status 0
    [ "$(grep -c '^CREATE SEQUENCE' <<<"$output")" -eq 9000 ]
    [ "$(grep setval <<<"$output")" = "SELECT pg_catalog.setval('s1', 7, true);
SELECT pg_catalog.setval('s9000', 8, true);" ]
}

@test "--rows: all with positions, or those of tables" {
    inspect --rows all "$(url)"
    expect_status 0
    [[ $output == '-- Made by fullschema from a database, with all rows.'* ]]
    [[ $output == *"INSERT INTO rooms (id, name, at) VALUES (2, 'b',"* ]]
    [[ $output == *"INSERT INTO users"* ]]
    [[ $output == *"SELECT pg_catalog.setval('rooms_id_seq', 2, true);"* ]]
    inspect --rows users --rows public.rooms "$(url)"
    [[ $output == '-- Made by fullschema from a database, with the rows of users, public.rooms.'* ]]
    [[ $output == *"INSERT INTO users"* && $output == *"INSERT INTO rooms"* && $output != *setval* ]]
    inspect --rows users "$(url)"
    [[ $output == *"INSERT INTO users"* && $output != *"INSERT INTO rooms"* ]]
    inspect --rows nothing "$(url)"
    expect_status 2
    expect_stderr <<<"$settings"$'\n''fullschema: there is no table nothing whose rows could be read'
    inspect --rows all --rows users "$(url)"
    expect_status 2
    expect_stderr <<<'fullschema: --rows all goes with no other --rows'
}

@test "rows that are not fetched cannot be in the way" {
    inspect "$(url plain guarded)"
    expect_status 0
    inspect --rows secrets "$(url plain guarded)"
    expect_status 2
    expect_in_stderr 'query would be affected by row-level security policy for table "secrets"'
    expect_no_output
}

@test "-o writes the file at once or not at all, and leaves it alone where nothing changed" {
    inspect -o deep/app.sql "$(url)"
    expect_status 0
    expect_no_output
    local before
    before=$(fingerprint deep)
    inspect -o deep/app.sql "$(url)"
    [ "$(fingerprint deep)" = "$before" ]
    inspect -o deep/app.sql --rows nothing "$(url)"
    expect_status 2
    [ "$(fingerprint deep)" = "$before" ]
}

@test "passwords are in no message" {
    local pass='pass: wo\rd'"'"'s' encoded="pass%3A%20wo%5Crd's"
    inspect "postgres://secret:$encoded@/app?host=$server&port=5432"
    expect_status 0
    inspect "postgres://secret:wrong-and-secret@/app?host=$server&port=5432"
    expect_status 2
    expect_in_stderr "cannot connect to postgres://secret@:5432/app?host=$server" 'password authentication failed'
    [[ $stderr != *wrong-and-secret* ]]
    inspect "host=$server port=5432 user=secret password=wrong-and-secret dbname=app"
    [[ $stderr != *wrong-and-secret* ]]
    inspect 'postgres://u:p@rt-of-secret@127.0.0.1:1/app'
    expect_status 2
    expect_in_stderr 'this is no connection string that libpq understands' 'as %40'
    [[ $stderr != *rt-of-secret* ]]
    inspect 'postgres://u:half/of-secret@127.0.0.1/app'
    [[ $stderr != *of-secret* ]]
    inspect "mysql://u:very-secret@127.0.0.1/app"
    expect_in_stderr 'mysql://: a database of another kind'
    [[ $stderr != *very-secret* ]]
    inspect "postgres://secret@/app?host=$server&port=5432"
    expect_in_stderr 'hint: give the password through PGPASSWORD or a password file'
}

@test "what cannot be reached: what was looked for, and where" {
    inspect "postgres://maker@/nowhere?host=$server&port=5432"
    expect_status 2
    expect_in_stderr "cannot connect to postgres://maker@:5432/nowhere?host=$server" 'database "nowhere" does not exist'
    inspect postgres://maker@127.0.0.1:1/app
    expect_in_stderr 'cannot connect to postgres://maker@127.0.0.1:1/app' 'Connection refused'
    inspect missing.db
    expect_in_stderr 'missing.db: no such file' 'name a SQLite file'
    say text.sql 'CREATE TABLE x (y int);'
    inspect text.sql
    expect_in_stderr 'text.sql is no live database'
    inspect
    expect_in_stderr 'DATABASE is missing' 'usage: fullschema inspect [OPTION...] DATABASE'
}

@test "a query that takes too long is cancelled" {
    inspect --statement-timeout x "$(url)"
    expect_in_stderr '--statement-timeout x: not a whole number'
    psql -XAtq -d "$(url boss)" -c 'BEGIN; LOCK TABLE public.rooms IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)' >/dev/null 2>&1 3>&- &
    background+=" $!"
    within 10 rooms_is_locked
    inspect --statement-timeout 1 "$(url)"
    expect_status 2
    expect_in_stderr 'canceling statement due to statement timeout'
    as_boss "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND pid <> pg_backend_pid()" >/dev/null
}

rooms_is_locked() {
    [ "$(as_boss "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'public.rooms'::regclass" app)" = 1 ]
}

@test "a SQLite file: the same options" {
    put_database app.db
    inspect app.db
    expect_status 0
    [ -z "$stderr" ]
    [[ $output != *INSERT* ]]
    [[ $output == *'CREATE TABLE schema_version'* ]]
    inspect --rows ROOMS app.db
    [[ $output == *"INSERT INTO rooms (id, name) VALUES (1, 'a');"* && $output != *"INSERT INTO users"* ]]
    inspect --rows all app.db
    [[ $output == *"INSERT INTO users"* ]]
    put_schema
    inspect -s schema app.db
    expect_status 0
    [[ $output != *schema_version* && $output == *'CREATE TABLE rooms'* ]]
    inspect -s nowhere app.db
    expect_status 2
    expect_in_stderr 'nowhere: cannot open the directory: No such file or directory'
}

# same_after DIR COMMAND...: nothing in DIR has changed, appeared or gone.
same_after() {
    local dir=$1 before
    shift
    before=$(fingerprint "$dir")
    "$@"
    expect_same <(echo "$before") <(fingerprint "$dir")
}

@test "the bytes of inspect are those of generate, but for the first line" {
    put_schema
    "$FULLSCHEMA" generate -q --engine sqlite
    local database
    for database in common main; do sqlite3 whole.db <"full_schemas/2/$database/full.sql.sqlite"; done
    inspect --rows all whole.db
    expect_same <(tail -n +2 full_schemas/2/main/full.sql.sqlite) <(echo "$output" | sed '1,/^);$/d')
}

@test "a SQLite file is never changed, nor is a file made beside it: rollback journal, WAL, live writer, hot journal" {
    mkdir plain wal live lost copied hot
    put_database plain/a.db
    put_database wal/a.db
    sqlite3 wal/a.db 'PRAGMA journal_mode = wal' >/dev/null
    python3 - <<'PY'
import os, shutil, sqlite3
def writer(path):
    c = sqlite3.connect(path, isolation_level=None)
    c.execute('PRAGMA journal_mode = wal')
    c.execute('CREATE TABLE rooms (name TEXT)')
    return c
lost = writer('lost/a.db')
for name in ('a.db', 'a.db-wal'):
    shutil.copy('lost/' + name, 'copied')
for name in ('a.db', 'a.db-wal', 'a.db-shm'):
    shutil.copy('lost/' + name, 'live')
hot = sqlite3.connect('w.db', isolation_level=None)
hot.execute('CREATE TABLE rooms (name TEXT)')
hot.execute('PRAGMA cache_size = 1')
hot.execute('BEGIN')
hot.execute('CREATE TABLE unfinished (x)')
hot.execute('INSERT INTO rooms SELECT hex(randomblob(90000))')
for name in ('w.db', 'w.db-journal'):
    shutil.copy(name, name.replace('w.db', 'hot/a.db'))
os._exit(0)
PY
    for place in plain wal live lost copied hot; do
        same_after $place inspect $place/a.db
        expect_status 0
        [ -z "$stderr" ]
        [[ $output == *'CREATE TABLE rooms'* && $output != *unfinished* ]]
        chmod -R a-w $place
        same_after $place inspect $place/a.db
        expect_status 0
        chmod -R u+w $place
    done
    nothing_left
}

@test "a writer in WAL mode goes on, and what it has not committed is not seen" {
    mkdir live
    python3 - "$FULLSCHEMA" <<'PY'
import os, sqlite3, subprocess, sys
c = sqlite3.connect('live/a.db', isolation_level=None)
c.execute('PRAGMA journal_mode = wal')
c.execute('CREATE TABLE rooms (name TEXT)')
c.execute('BEGIN IMMEDIATE')
c.execute('CREATE TABLE unfinished (x)')
look = lambda: sorted((f, os.stat('live/' + f).st_mtime_ns, os.stat('live/' + f).st_size) for f in os.listdir('live'))
before = look()
run = subprocess.run([sys.argv[1], 'inspect', 'live/a.db'], capture_output=True, text=True)
assert run.returncode == 0, run
assert 'rooms' in run.stdout and 'unfinished' not in run.stdout, run
assert look() == before
c.execute('COMMIT')
PY
}

@test "what is no readable SQLite file says so" {
    put_database a.db
    head -c 5000 a.db >cut.db
    inspect cut.db
    expect_status 2
    expect_in_stderr 'cut.db' 'malformed'
    printf 'SQLite format 3\0' >short.db
    inspect short.db
    expect_status 2
    expect_stderr <<<'short.db: cannot open the SQLite database: the file has no complete header'
}

# holds_view: somebody is about to drop the view.
holds_view() {
    [ "$(as_boss "SELECT count(*) FROM pg_locks WHERE relation = 'public.going'::regclass AND mode = 'AccessExclusiveLock'" app)" = 1 ]
}

@test "a SQLite file of a newer SQLite: which one wrote it, and which one reads" {
    sqlite3 x.db 'CREATE TABLE t (a); CREATE VIEW v AS SELECT 1 AS x FROM t;'
    # A view that no SQLite takes stands for what this one does not know yet.
    sqlite3 x.db '.dbconfig defensive off' 'PRAGMA writable_schema = ON;' \
        "UPDATE sqlite_master SET sql = 'CREATE VIEW v AS SELECT 1 OF x FROM t' WHERE name = 'v';"
    inspect x.db
    expect_status 2
    expect_in_stderr 'malformed database schema (v)' "does not take that object's SQL: it may be of a newer one"
    printf '\x00\x98\x96\x80' | dd of=x.db bs=1 seek=96 conv=notrunc status=none # 10.0.0
    inspect x.db
    expect_status 2
    expect_in_stderr 'hint: SQLite 10.0.0 wrote it last, and this is 3.' 'a newer SQLite is needed'
}

@test "what is dropped while it is read: the database is read again" {
    as_boss 'CREATE VIEW public.going AS SELECT 1 AS a' app
    as_boss 'BEGIN; DROP VIEW public.going; SELECT pg_sleep(2); COMMIT' app >dropped 2>&1 3>&- &
    within 10 holds_view
    inspect "$(url boss)"
    expect_status 0
    expect_stderr <<<"$settings"
    [[ $output == *'CREATE TABLE rooms'* && $output != *going* ]]
    wait
}

@test "a catalog that says the same each time: named after some readings" {
    as_boss 'CREATE DATABASE damaged'
    as_boss "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE t AS ENUM ('a'); CREATE DOMAIN d AS t DEFAULT 'a';
        CREATE TABLE u (a t CHECK (a > 'a')); DELETE FROM pg_class WHERE relname = 'u'" damaged
    inspect "$(url boss damaged)"
    expect_status 2
    echo "$stderr"
    [[ $stderr == *'cannot read the catalog: while it was read, objects were dropped or exchanged'*'hint: it was read 8 times'* ]]
    [ "$(grep -c '^fullschema: ' <<<"$stderr")" = 1 ]
}

@test "a server newer than any that was tried is read, and that is said" {
    local newer=$scratch/newer
    mkdir "$newer"
    "$repo/tests/lib/newer_server.py" "$server/.s.PGSQL.5432" "$newer/.s.PGSQL.5432" >proxy 2>&1 3>&- &
    local proxy=$!
    within 10 test -S "$newer/.s.PGSQL.5432"
    inspect "postgres://maker@/app?host=$newer&port=5432"
    kill "$proxy"
    echo "$stderr"
    [[ $stderr == *"host=$newer is PostgreSQL 19."*', newer than the newest that was tried, 18: what it added is not known'* ]]
    # The server behind it has to have what the newest has.
    needs_server 18
    expect_status 0
    local by_newer=$output
    inspect "$(url)"
    [ "$output" = "$by_newer" ]
}
