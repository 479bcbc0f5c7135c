#!/usr/bin/env bats
# What a delta leaves behind to run later: at the end of its transaction, and in statements that are not its own.

load ../lib/common
load ../lib/preload

setup() {
    enter_scratch
    put_bookkeeping
}

# put_slow TEXT: a delta with a function that never comes back, and what calls it.
put_slow() {
    put schema/main/delta/1/01_slow.sql.postgres <<SQL
CREATE TABLE rooms (id bigint);
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NEW; END';
$1
SQL
}

generate() {
    run --separate-stderr timeout 60 "$FULLSCHEMA" generate --no-cache --engine postgres --statement-timeout 2
}

@test "a deferred trigger has the time of a statement, and its file is named" {
    put_slow 'CREATE CONSTRAINT TRIGGER later AFTER INSERT ON rooms DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE PROCEDURE slow();
INSERT INTO rooms VALUES (1);'
    generate
    expect_status 2
    [[ $stderr == 'schema/main/delta/1/01_slow.sql.postgres: postgres: cancelled after 2 s, the statement timeout (57014) at the end of the file'* ]]
}

@test "so has a trigger of the table in which a delta is recorded" {
    put_slow 'CREATE TRIGGER now BEFORE INSERT ON applied_schema_deltas FOR EACH ROW EXECUTE PROCEDURE slow();'
    generate
    expect_status 2
    [[ $stderr == 'schema/main/delta/1/01_slow.sql.postgres: cannot record an applied delta: '*'cancelled after 2 s'* ]]
}

@test "so has what a background update leaves for its commit" {
    put schema/main/delta/1/01_rooms.sql.postgres <<'SQL'
CREATE TABLE rooms (id bigint);
CREATE TABLE background_updates (update_name text, progress_json text, depends_on text, ordering int);
INSERT INTO background_updates VALUES ('fill', '{}', NULL, 1);
SQL
    put schema/main/background_updates/fill.sql.postgres <<'SQL'
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NEW; END';
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON rooms DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE PROCEDURE slow();
INSERT INTO rooms VALUES (1);
SQL
    generate
    expect_status 2
    [[ $stderr == 'schema/main/background_updates/fill.sql.postgres: postgres: cancelled after 2 s, the statement timeout'* ]]
}

@test "--timeout: a run that takes longer ends, whatever it waits for, and says so" {
    put_bookkeeping
    echo 'SELECT pg_sleep(600);' | put schema/main/delta/1/01_slow.sql.postgres
    echo 'CREATE TABLE rooms (id bigint);' | put schema/main/delta/1/02_rooms.sql
    local command
    for command in generate check; do
        SECONDS=0
        run --separate-stderr timeout 60 "$FULLSCHEMA" $command --no-cache --engine postgres --statement-timeout 0 --timeout 2
        expect_status 2
        local undone=''
        [ $command = check ] || undone='; nothing was written'
        [[ ${stderr##*$'\n'} == "fullschema: stopped after 2 s, the limit of the whole run (--timeout)$undone" ]]
        [ "$SECONDS" -lt 30 ]
        [ ! -e full_schemas ]
    done
    # What is done in time is none of its business, nor is how another command line counts.
    rm schema/main/delta/1/01_slow.sql.postgres
    for command in 0 300; do
        run --separate-stderr "$FULLSCHEMA" generate --engine sqlite --timeout $command
        expect_status 0
        [ -z "$stderr" ]
    done
    run --separate-stderr "$FULLSCHEMA" generate --timeout soon
    expect_status 2
    [[ $stderr == *'--timeout soon: not a whole number'* ]]
}

@test "a run that hangs where nothing can be cancelled is ended half a minute after it is asked to stop" {
    preload faults
    put schema/main/delta/1/01_rooms.sql <<<'CREATE TABLE rooms (id bigint);'
    run --separate-stderr timeout 100 env FAULTS=call:1:on FAULTS_NAME=mkdirat FAULTS_HANGS=1 FAULTS_PROGRAM=fullschema \
        LD_PRELOAD="$library" "$FULLSCHEMA" generate --no-cache --engine sqlite --timeout 2 -o new/out
    expect_status 2
    [[ $stderr == 'fullschema: it did not stop within 30 s, and is ended as it is'* ]] || { show_run; false; }
    run --separate-stderr "$FULLSCHEMA" generate --engine sqlite -o new/out
    expect_status 0
    tmpdir_empty
}
