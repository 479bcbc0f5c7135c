#!/usr/bin/env bats
# --verbose and --debug: what a run does, with times, on standard error.

load ../lib/common
load ../lib/server

teardown() {
    stop_server
    leave_scratch
}

# generate OPTION...: its lines without times in $stderr.
generate() {
    run --separate-stderr "$FULLSCHEMA" generate "$@"
    without_times
}

without_times() {
    stderr=$(sed -E 's/^\[ *[0-9]+\.[0-9]{3}\] //; s/ \([0-9]+\.[0-9] ms\)$//' <<<"$stderr")
}

# lines LINE...: these stand on standard error, whole.
lines() {
    local line
    for line; do
        grep -qxF -- "$line" <<<"$stderr" || { show_run; echo "missing: $line"; return 1; }
    done
}

@test "--verbose: each step with its time, of both engines; what is printed else stays" {
    put_schema
    run --separate-stderr "$FULLSCHEMA" generate -v
    expect_status 0
    [ "${lines[0]%%:*}" = full_schemas/2/common/full.sql.postgres ]
    # Every line has a time, and what takes some says how much.
    [ "$(grep -cvE '^\[ *[0-9]+\.[0-9]{3}\] ' <<<"$stderr")" = 0 ]
    grep -qE '^\[ .* main 2 sqlite: schema/main/delta/1/02_rooms.sql applied \([0-9]+\.[0-9] ms\)$' <<<"$stderr"
    without_times
    local engine
    for engine in postgres sqlite; do
        lines "main 2 $engine: schema/common/schema_version.sql applied" \
            "main 2 $engine: schema/main/delta/1/02_rooms.sql applied" \
            "main 2 $engine: background update rooms_name_idx done"
        grep -qE "^main 2 $engine: catalog read, [0-9]+ objects$" <<<"$stderr"
        grep -qE "^main 2 $engine: snapshot printed, [0-9]+ bytes$" <<<"$stderr"
        lines "main 2 $engine: snapshot loaded again: the same catalog"
    done
    grep -qE '^postgres: started a throwaway server of version [0-9]+\.[0-9]+$' <<<"$stderr"
    lines 'postgres: done with the server' '6 of 6 files written'
    # Statements are for --debug.
    run -1 grep -q 'CREATE TABLE' <<<"$stderr"
}

@test "nothing of it without the option; the environment may ask for it; fullschema.ini is named" {
    put_schema
    generate --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    say fullschema.ini 'engine = sqlite'
    FULLSCHEMA_VERBOSE=yes generate
    expect_status 0
    lines 'settings of fullschema.ini' 'main 2 sqlite: schema/main/delta/1/02_rooms.sql applied' '0 of 3 files written'
}

@test "the answers of the cache: an earlier run, a changed file, why nothing can be kept" {
    put_schema
    export FULLSCHEMA_CACHE=$scratch/cache
    generate -v
    lines 'main 2 postgres: to be made: no earlier run of the same files, engine and options is kept'
    generate -v
    lines 'main 2 postgres: proved by an earlier run of the same files' \
        'main 2 sqlite: proved by an earlier run of the same files' '0 of 6 files written'
    echo '-- a word more' >>schema/main/delta/2/03_topics.sql
    generate --debug
    lines 'state 2 sqlite: proved by an earlier run of the same files' \
        'main 2 sqlite: to be made: no earlier run of the same files, engine and options is kept'
    grep -qE '^main 2 sqlite: cache: made from engine [0-9a-f]{12}, options [0-9a-f]{12}, background updates [0-9a-f]{12}, files [0-9a-f]{12}$' <<<"$stderr"
    grep -qE '^cache: proof-[0-9a-f]{64} is there$' <<<"$stderr"
    grep -qE '^cache: proof-[0-9a-f]{64} is not there$' <<<"$stderr"
    grep -qE '^cache: proof-[0-9a-f]{64} is kept$' <<<"$stderr"
    grep -qE '^main 2 postgres: goes on from the database that is kept of ' <<<"$stderr"
    local entry
    for entry in "$FULLSCHEMA_CACHE"/proof-*; do chmod 644 "$entry"; done
    generate --debug
    grep -qE '^cache: proof-[0-9a-f]{64} is not used, and removed: others may use it, too$' <<<"$stderr"
    printf 'DO $$ BEGIN EXECUTE '\''SELECT 1'\''; END $$;\n' >schema/main/delta/2/09_made_up.sql.postgres
    generate -v
    lines 'main 2 postgres: to be made: nothing is kept of it: schema/main/delta/2/09_made_up.sql.postgres: it runs SQL that is made up while it runs'
}

@test "--debug: each statement with its file, line and column, and how it came out; the server's log" {
    put_schema
    put schema/main/delta/2/08_two.sql <<'SQL'
-- ä
CREATE TABLE two (
    a TEXT
); CREATE INDEX two_a
    ON two (a);
SQL
    generate --debug
    expect_status 0
    local engine
    for engine in postgres sqlite; do
        grep -qE "^main 2 $engine: schema/main/background_updates/rooms_name_idx.sql:1:1: CREATE INDEX rooms_name_idx ON rooms \(name\);?$" <<<"$stderr"
        grep -qE "^main 2 $engine: schema/main/delta/2/08_two.sql:2:1: CREATE TABLE two \( a TEXT \);?$" <<<"$stderr"
        grep -qE "^main 2 $engine: schema/main/delta/2/08_two.sql:4:4: CREATE INDEX two_a ON two \(a\);?$" <<<"$stderr"
        grep -qE "^main 2 $engine: full_schemas/2/main/full.sql.$engine:[0-9]+:1: CREATE INDEX two_a ON two \(a\);?$" <<<"$stderr"
    done
    grep -qE '^main 2 postgres: CREATE DATABASE "main_2' <<<"$stderr"
    grep -qE '^server log: .*database system is ready to accept connections$' <<<"$stderr"

    echo 'CREATE INDEX no ON nowhere (a);' >schema/main/delta/2/09_wrong.sql
    generate --debug
    expect_status 2
    grep -qE '^main 2 postgres: schema/main/delta/2/09_wrong.sql:1:1: CREATE INDEX no ON nowhere \(a\), failed \(42P01\)$' <<<"$stderr"
    lines 'main 2 postgres: schema/main/delta/2/09_wrong.sql failed' 'main 2 sqlite: schema/main/delta/2/09_wrong.sql failed'
    grep -qE '^server log: .*relation "nowhere" does not exist$' <<<"$stderr"
}

@test "--debug: statements of a program delta, of a migration" {
    put_bookkeeping
    put schema/main/delta/1/01_rooms.py <<'PY'
def run_create(cur, database_engine, *args):
    cur.execute("CREATE TABLE rooms (id TEXT)")
PY
    generate --debug
    expect_status 0
    lines 'main 1 postgres: schema/main/delta/1/01_rooms.py: CREATE TABLE rooms (id TEXT)' \
        'main 1 sqlite: schema/main/delta/1/01_rooms.py: CREATE TABLE rooms (id TEXT)'
    say migrations/01_rooms.sql $'-- migrate:up\nCREATE TABLE rooms (id TEXT);\n-- migrate:down\nDROP TABLE rooms;'
    generate --debug --layout-in numbered -s migrations --engine postgres -o schema.sql
    expect_status 0
    lines 'main 1 postgres: migrations/01_rooms.sql:2:1: CREATE TABLE rooms (id TEXT)'
}

@test "a live database, and a comparison" {
    sqlite3 app.db 'CREATE TABLE t (a)'
    run --separate-stderr "$FULLSCHEMA" inspect --debug -o one.sql.sqlite app.db
    without_times
    expect_status 0
    expect_no_output
    lines 'opened app.db'
    grep -qE '^sqlite: SELECT .*sqlite_master' <<<"$stderr"
    sqlite3 app.db 'CREATE TABLE u (a)'
    run --separate-stderr "$FULLSCHEMA" diff -v one.sql.sqlite app.db
    without_times
    expect_status 1
    lines 'read one.sql.sqlite, 1 snapshot' 'read app.db, 1 snapshot' 'compared 1 database'
    expect_in_stderr 'rows and sequence positions are not compared'
}

@test "passwords are in none of it: of the connection, of a role of the run, of a delta, in the server's log" {
    put_bookkeeping
    say schema/main/delta/1/01.sql.postgres "ALTER ROLE CURRENT_USER PASSWORD 'hush-1';"
    generate --debug --engine postgres
    expect_status 0
    grep -qE "^main 1 postgres: schema/main/delta/1/01.sql.postgres:1:1: ALTER ROLE CURRENT_USER PASSWORD '\*\*\*'$" <<<"$stderr"
    say schema/main/delta/1/02.sql.postgres "ALTER ROLE nobody_there PASSWORD 'hush-2';"
    generate --debug --engine postgres
    expect_status 2
    grep -qE "^server log: .*ALTER ROLE nobody_there PASSWORD '\*\*\*'" <<<"$stderr"
    # A diagnostic shows the line of the file.
    run -1 grep -q hush- <<<"$(grep -v '^    ALTER' <<<"$stderr")"
    rm schema/main/delta/1/0*
    say schema/main/delta/1/01.sql 'CREATE TABLE t (a INT);'
    start_server
    use_server
    PGPASSWORD="pass: wo\\rd's" generate --debug --engine postgres -p secret --trust-deltas
    expect_status 0
    grep -qE '^postgres: connected to a server of version' <<<"$stderr"
    run -1 grep -qF 'wo\rd' <<<"$stderr"
    generate --debug --engine postgres -p head
    expect_status 0
    grep -qE "^postgres: CREATE ROLE .* LOGIN PASSWORD '\*\*\*'" <<<"$stderr"
}

@test "what a statement holds moves no cursor, and is no command to a job" {
    put_bookkeeping
    printf "CREATE TABLE t (a TEXT DEFAULT '\033[31m ##[error]x');\n" >schema_line
    mkdir -p schema/main/delta/1
    cp schema_line schema/main/delta/1/01.sql
    GITHUB_ACTIONS=true generate --debug
    expect_status 0
    run -1 grep -q $'\033' <<<"$stderr"
    run -1 grep -qF '##[' <<<"$stderr"
    grep -qF "DEFAULT '\\x1b[31m \\x23#[error]x'" <<<"$stderr"
}

@test "docs/terminal.md: every command prints what is shown" {
    mkdir bin place
    ln -s "$FULLSCHEMA" bin/fullschema
    export PATH=$scratch/bin:$PATH FULLSCHEMA_CACHE=$scratch/cache
    cd place
    say db/migrations/1_rooms.sql 'CREATE TABLE rooms (room_id bigint NOT NULL, creator text);'
    say db/migrations/2_creators.sql 'CREATE INDEX rooms_creator ON rooms (creator);'
    python3 "$repo/tests/lib/console.py" "$repo/docs/terminal.md"
}
