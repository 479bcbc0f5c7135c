#!/usr/bin/env bats
# Deltas that nobody runs: generate warns, plan lists them, check counts them.

load ../lib/common

setup() {
    enter_scratch
    put_schema
    say fullschema.ini 'engine = sqlite'
    "$FULLSCHEMA" generate -q
}

check() { run --separate-stderr "$FULLSCHEMA" check "$@"; }

# expect_unrun PATH REASON: each command says so, in its way; once accepted, none does.
expect_unrun() {
    local name=${1#schema/}
    generate
    expect_status 0
    expect_stderr <<<"$1: warning: passed over: $2"
    [[ $output == *', 3 unchanged '* ]] || { show_run; return 1; }
    check
    expect_status 1
    [ -z "$stderr" ]
    [[ $output == *"- delta $1"*"it does not run: $2"* ]] || { show_run; return 1; }
    [[ $output != *'to fix it'* ]] || { show_run; return 1; }
    run --separate-stderr "$FULLSCHEMA" plan
    expect_status 0
    [ -z "$stderr" ]
    grep -qFx "  $1: $2" <<<"$output" || { show_run; return 1; }
    check --accept-unrun "$name"
    expect_status 0
    [ -z "$stderr" ]
    generate --accept-unrun "$name"
    expect_status 0
    [ -z "$stderr" ]
}

@test "a delta above SCHEMA_VERSION" {
    say schema/__init__.py 'SCHEMA_VERSION = 2'
    check
    expect_status 0
    say schema/main/delta/3/01_tags.sql 'CREATE TABLE tags (x INTEGER);'
    expect_unrun schema/main/delta/3 'SCHEMA_VERSION is 2'
    # a file, not a directory, is what is pointed at; every format counts it
    check --format github --format json=report.json --format markdown=report.md
    expect_status 1
    [[ $output == *'file=schema/main/delta/3/01_tags.sql,'* ]]
    jq -e '.counts.total == 1 and .fix == null or .fix == ""' report.json
    grep -q 'schema/main/delta/3' report.md
    # of one database; of the other nothing is missing
    check --database main
    expect_status 1
    check --database state
    expect_status 0
    # what a person asks for is what is wanted
    check -n 2
    expect_status 0
    [ -z "$stderr" ]
    generate -n 2
    [ -z "$stderr" ]
    # an empty directory has nothing to run
    rm schema/main/delta/3/01_tags.sql
    check
    expect_status 0
}

@test "beside drift and beside a snapshot that is missing it is reported, too" {
    say schema/__init__.py 'SCHEMA_VERSION = 2'
    say schema/common/delta/3/01_tags.sql 'CREATE TABLE tags (x INTEGER);'
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (x INTEGER);'
    check
    expect_status 1
    [[ $output == *'+ table more'* && $output == *'- delta schema/common/delta/3'* && $output == *'to fix it'* ]]
    check --database main
    [[ $output == *'- delta schema/common/delta/3'* ]]
    rm -r full_schemas
    check
    expect_status 1
    expect_stderr <<<'schema/common/delta/3: warning: passed over: SCHEMA_VERSION is 2'
}

@test "SCHEMA_VERSION as Python reads it: the last one counts, and what is no number is an error" {
    printf 'SCHEMA_VERSION = 1\nif True:\n    SCHEMA_VERSION = 7\nSCHEMA_VERSION: int = 2  # two\n' | put schema/__init__.py
    check
    expect_status 0
    local value
    for value in '0x2' '1 + 1' 'OTHER' 'int("2")' '2.5' 'get()' '-1' '1234567' ''; do
        printf '# versions\nSCHEMA_VERSION = %s\n' "$value" | put schema/__init__.py
        generate
        expect_status 2
        [[ $stderr == 'schema/__init__.py:2:18: SCHEMA_VERSION is not a plain number'* ]] || { show_run; return 1; }
    done
}

@test "directories and files whose names are those of no version and no delta" {
    say schema/main/delta/next/01_x.sql 'SELECT 1;'
    expect_unrun schema/main/delta/next 'its name is not a version number'
    mv schema/main/delta/next schema/main/delta/03
    expect_unrun schema/main/delta/03 'its name is not a version number'
    mv schema/main/delta/03/01_x.sql schema/main/delta/3_x.sql && rmdir schema/main/delta/03
    expect_unrun schema/main/delta/3_x.sql 'deltas are in directories that are named by their versions'
    local name
    for name in 05_x.sq 05_x.SQL x.sql.mysql x.sql.bak 05_x.psql; do
        rm -f schema/main/delta/3_x.sql schema/main/delta/2/*x.*
        say "schema/main/delta/2/$name" 'SELECT 1;'
        expect_unrun "schema/main/delta/2/$name" 'not x.sql, x.sql.postgres, x.sql.sqlite or x.py'
    done
    rm schema/main/delta/2/*x.*
    say schema/main/delta/2/sub/05_x.py 'def run_create(cur, engine): pass'
    expect_unrun schema/main/delta/2/sub 'not x.sql, x.sql.postgres, x.sql.sqlite or x.py'
}

@test "what nobody takes for a delta is a warning, and no difference" {
    say schema/main/delta/2/README.md 'for people'
    say schema/main/delta/notes/README.md 'for people'
    say schema/main/delta/README.md 'for people'
    say schema/docs/README.md 'for people'
    say schema/main/delta/2/__init__.pyc ''
    check
    expect_status 0
    expect_stderr <<'END'
schema/main/delta/2/README.md: warning: passed over: not x.sql, x.sql.postgres, x.sql.sqlite or x.py
schema/main/delta/notes: warning: passed over: its name is not a version number
END
    check --accept-unrun main/delta/2/README.md --accept-unrun main/delta/notes --accept-unrun main/delta/gone
    expect_status 0
    expect_stderr <<<'fullschema: warning: --accept-unrun main/delta/gone was not needed: no such file is passed over'
}

@test "a directory that would be a database, if its deltas were where deltas are" {
    say schema/more/deltas/2/05_x.sql 'SELECT 1;'
    expect_unrun schema/more 'a database has its deltas in delta/'
    rm -r schema/more
    say schema/more/2/05_x.sql 'SELECT 1;'
    expect_unrun schema/more 'a database has its deltas in delta/'
    # snapshots that are kept in the schema directory are none
    rm -r schema/more
    cp -r full_schemas schema/now
    check
    expect_status 0
    [ -z "$stderr" ]
}

@test "deltas up to a base that their database has no snapshot of" {
    say schema/common/full_schemas/1/full.sql 'CREATE TABLE background_updates (update_name TEXT, progress_json TEXT);'
    say schema/main/full_schemas/1/full.sql 'CREATE TABLE rooms (name TEXT);'
    printf 'engine = sqlite\nlayout = flat\n' >fullschema.ini
    "$FULLSCHEMA" generate -q 2>/dev/null
    expect_unrun schema/state/delta \
        'the run starts from the snapshots of 1, and there is no schema/state/full_schemas/1 for those up to it'
    say schema/state/full_schemas/1/full.sql 'CREATE TABLE groups (id INTEGER);'
    generate
    [ -z "$stderr" ]
    # deltas that a snapshot stands for do not run, as they are meant to
    say schema/state/delta/1/99_late.sql 'CREATE TABLE late (id INTEGER);'
    check
    expect_status 0
    [ -z "$stderr" ]
    # a database may have begun with a snapshot
    rm -r schema/state/delta
    check
    expect_status 0
}

@test "migrations that only their own tool can run; what it passes over itself is no difference" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    printf 'engine = sqlite\nlayout-in = numbered\nschema = migrations\noutput = out\n' >fullschema.ini
    "$FULLSCHEMA" generate -q
    say migrations/seed.sql 'INSERT INTO rooms VALUES (1);'
    check
    expect_status 0
    expect_stderr <<<'migrations/seed.sql: warning: passed over: not the name of a migration, such as 001_rooms.sql'
    rm migrations/seed.sql
    local n
    for n in 2 3 4 5 6; do say migrations/${n}_fill.go 'package migrations'; done
    check
    expect_status 1
    [ "$(grep -c -- '- delta migrations/._fill.go' <<<"$output")" = 5 ]
    generate
    [ "$(grep -c 'passed over: its number' <<<"$stderr")" = 4 ]
    [[ $stderr == *'migrations: warning: 2 more passed over: its number makes it a migration'* ]]
    check $(printf -- '--accept-unrun %s_fill.go ' 2 3 4 5 6)
    expect_status 0
    [ -z "$stderr" ]
    run "$FULLSCHEMA" plan
    [[ $output == *'migrations/6_fill.go: its number makes it a migration'* ]]
}

@test "verify warns" {
    say schema/__init__.py 'SCHEMA_VERSION = 2'
    say schema/main/delta/3/01_tags.sql 'CREATE TABLE tags (x INTEGER);'
    run --separate-stderr "$FULLSCHEMA" verify --self-test
    expect_in_stderr 'schema/main/delta/3: warning: passed over: SCHEMA_VERSION is 2'
}
