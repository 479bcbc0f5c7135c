#!/usr/bin/env bats
# drift.txt: what inspect and a page leave out, and what a stranger writes into it. docs/drift.md

load ../lib/common
load ../lib/server
load ../lib/expected_setup

refused() {
    cat >mine.txt
    compare --expected mine.txt old.sql.sqlite old.sql.sqlite
    expect_status 2
    expect_in_stderr "$1"
}

# inspect_into FILE ARGUMENT...: the snapshot into a file, and no word beside it.
inspect_into() {
    run --separate-stderr "$FULLSCHEMA" inspect -o "$@"
    expect_status 0
    [ -z "$stderr" ] || { show_run; return 1; }
}

@test "inspect leaves out what the file names: the snapshot is that of the deltas" {
    as_boss 'DROP DATABASE IF EXISTS attributes'
    as_boss 'CREATE DATABASE attributes TEMPLATE app OWNER maker'
    # attributes stay: what is left out are objects
    in_app attributes maker <<<'ALTER TABLE rooms ALTER COLUMN name SET STATISTICS -1, RESET (autovacuum_vacuum_scale_factor)'
    inspect_into as_it_is.sql.postgres -s schema "$(url attributes)"
    [ "$(grep -c 'monitor\|partman\|events_p2026\|analytics\|pg_trgm' as_it_is.sql.postgres)" -gt 10 ]
    inspect_into left.sql.postgres -s schema --expected drift.txt "$(url attributes)"
    tail -n +2 left.sql.postgres | diff - <(tail -n +2 full_schemas/1/main/full.sql.postgres)
    # what somebody says of an object goes with it; what another role has stays
    as_boss 'DROP DATABASE IF EXISTS said'
    as_boss 'CREATE DATABASE said OWNER maker'
    in_app said maker <<'SQL'
CREATE TABLE rooms (id integer, size integer);
CREATE INDEX op ON rooms (size);
COMMENT ON INDEX op IS 'by the operators';
CREATE TABLE jobs (id integer);
GRANT SELECT ON rooms TO monitor, app;
SQL
    printf '%s: x\n' 'index rooms.op' 'comment *INDEX op' 'table jobs' 'privilege * to monitor' >said.txt
    inspect_into said.sql.postgres --expected said.txt "$(url said)"
    tail -n +2 said.sql.postgres | diff - <(printf '\nCREATE TABLE rooms (\n    id integer,\n    size integer\n);\nGRANT SELECT ON TABLE rooms TO app;\n')
}

@test "a page leaves out privileges where the file names each role that has some" {
    say rooms.sql.postgres 'CREATE TABLE rooms (id integer); GRANT SELECT ON rooms TO monitor;'
    say monitor.txt 'privilege * to monitor: reads everything'
    "$FULLSCHEMA" html -o page.html rooms.sql.postgres
    grep -q monitor page.html
    "$FULLSCHEMA" html --expected monitor.txt -o page.html rooms.sql.postgres
    run grep monitor page.html
    expect_status 1
    echo 'GRANT SELECT ON rooms TO app;' >>rooms.sql.postgres
    "$FULLSCHEMA" html --expected monitor.txt -o page.html rooms.sql.postgres
    grep -q monitor page.html
}

@test "inspect names what it cannot leave out, and what needs what is left out" {
    as_boss 'DROP DATABASE IF EXISTS needed'
    as_boss 'CREATE DATABASE needed OWNER maker'
    in_app needed maker <<<'CREATE TABLE rooms (id integer, extra integer); CREATE TABLE jobs (id integer); CREATE VIEW busy AS SELECT id FROM jobs'
    say parts.txt 'column rooms.extra: x'
    run --separate-stderr "$FULLSCHEMA" inspect --expected parts.txt "$(url needed)"
    expect_status 0
    expect_stderr <<<'fullschema: warning: column rooms.extra is expected, and stays in the snapshot: it is part of what makes table rooms'
    [[ $output == *'extra integer'* ]]
    say needed.txt 'table jobs: x'
    run --separate-stderr "$FULLSCHEMA" inspect --expected needed.txt "$(url needed)"
    expect_status 2
    expect_stderr <<<'fullschema: view busy is left out of the snapshot: it needs table jobs'
    [[ $output != *jobs* && $output == *'CREATE TABLE rooms'* ]]
}

@test "inspect says which entry names nothing that is there" {
    sqlite3 some.db 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name text); CREATE INDEX op ON rooms (name)'
    printf '%s: x\n' 'index rooms.op' 'index rooms.gone' 'column rooms.name collation' 'table job*' \
        'missing table old' 'rows of rooms' >some.txt
    printf '[eu]\ntable eu: x\n' >>some.txt
    run --separate-stderr "$FULLSCHEMA" inspect --expected some.txt some.db
    expect_status 0
    expect_stderr <<'END'
some.txt:2: warning: nothing in the database is named by this: index rooms.gone
hint: remove the line, unless it is about what the database lacks
some.txt:4: warning: nothing in the database is named by this: table job*
hint: remove the line, unless it is about what the database lacks
END
    [[ $output != *INDEX* ]]
}

@test "inspect leaves out what the file names, on SQLite" {
    sqlite3 app.db 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name text); CREATE INDEX op ON rooms (name);
        CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE INDEX seq_idx ON _litestream_seq (seq);
        CREATE TRIGGER seq_tr AFTER INSERT ON _litestream_seq BEGIN SELECT 1; END; INSERT INTO _litestream_seq VALUES (1, 2)'
    printf '%s: x\n' 'table _litestream_*' 'index *.op' >sqlite.txt
    inspect_into left.sql.sqlite --rows=all --expected sqlite.txt app.db
    tail -n +2 left.sql.sqlite | diff - <(printf '\nCREATE TABLE rooms (\n    id INTEGER,\n    name TEXT,\n    PRIMARY KEY (id)\n);\n')
    run --separate-stderr "$FULLSCHEMA" inspect --expected none.txt app.db
    expect_status 2
    expect_in_stderr 'none.txt'
}

@test "what a stranger writes into the file is refused with its place, and nothing is read from outside the project" {
    say old.sql.sqlite 'CREATE TABLE t (a INTEGER);'
    refused 'mine.txt:2:9: an expected difference without its reason' <<<$'# x\n table t:'
    refused 'mine.txt:1:1: an expected difference without its reason' <<<'table t'
    refused 'mine.txt:2:1: the same expected difference twice' <<<$'table t: a\ntable t: b'
    refused 'mine.txt:1:1: a section without its name' <<<'[]'
    refused 'mine.txt:1:1: a section without its name' <<<'[eu'
    refused 'mine.txt:2:1: a line of more than 4096 bytes' < <(echo; printf 'table %5000s: x\n' t)
    refused 'mine.txt:2001:1: more than 2000 entries' < <(seq -f 'table t%g: x' 2001)
    refused 'mine.txt:1:1: a file of more than 1048576 bytes' < <(yes '# comment' | head -c 1100000)
    refused 'mine.txt:1:10: ' < <(printf 'table t: \377\n')
    # a pattern takes no longer than its length asks for
    yes '*a' | head -n 2000 | tr -d '\n' | sed 's/$/b: x/' >mine.txt
    compare --expected mine.txt old.sql.sqlite old.sql.sqlite
    expect_status 0
    # control characters of an entry move nobody's cursor
    printf 'table \033[2Jt: x\n' >mine.txt
    compare --expected mine.txt old.sql.sqlite old.sql.sqlite
    expect_status 0
    [[ $stderr == *'this: table \x1b[2Jt'* ]]
    # beside the schema directory: no link out of the project, no FIFO
    rm drift.txt
    say ../outside.txt 'table t: x'
    ln -s ../outside.txt drift.txt
    check --against "$(url)"
    expect_status 2
    expect_in_stderr 'drift.txt: '
    [[ $stderr == *'leads out of'* ]]
    rm drift.txt
    mkfifo drift.txt
    check --against "$(url)"
    expect_status 2
    expect_in_stderr 'drift.txt: is a FIFO'
    rm drift.txt
    say fullschema.ini 'expected = ../outside.txt'
    check --against "$(url)"
    expect_status 2
    expect_in_stderr 'fullschema.ini:1: expected: ../outside.txt leads out of'
    rm fullschema.ini ../outside.txt
    # nothing is written through a link
    ln -s ../outside.txt drift.txt
    check --against "$(url)" --expected drift.txt --write-expected
    expect_status 2
    [ ! -e ../outside.txt ]
}
