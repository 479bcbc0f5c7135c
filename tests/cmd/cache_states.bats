#!/usr/bin/env bats
# Kept states: a run goes on from the longest part of a plan that an earlier run has carried out, and no byte and no word
# depends on that.

load ../lib/common
load ../lib/own_cache

setup() {
    own_cache
    arguments=(--engine postgres)
}

kept() { find "$cache" -name "$1-*" 2>/dev/null; }

# same_as_plain: a run with the cache, and one without, which end the same way; the first stays in $status.
same_as_plain() {
    local with
    rm -rf out plain
    generate -q -o out "${arguments[@]}"
    with=$(printf '%s\n%s\n%s' "$status" "$output" "${stderr//out\//}")
    run --separate-stderr from_nothing -q -o plain "${arguments[@]}"
    [ "$with" = "$(printf '%s\n%s\n%s' "$status" "$output" "${stderr//plain\//}")" ] ||
        { echo "with the cache: $with"; show_run; return 1; }
    [ "$status" -ne 0 ] || diff -r plain out
    nothing_left
}

# goes_on: the same, and that the run went on from a state.
goes_on() {
    touch -d '2001-01-01' $(some kept databases)
    touch -d '2002-01-01' marker
    same_as_plain
    [ -n "$(find "$cache" -name 'databases-*' -newer marker)" ] || { echo 'it began from nothing'; return 1; }
}

@test "a new delta in each database, an edited one and one that is removed" {
    same_as_plain
    [ "$(kept state | wc -l)" -ge 4 ]
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (a INTEGER);'
    goes_on
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (b INTEGER); CREATE INDEX more_idx ON rooms (name);'
    goes_on
    say schema/common/delta/2/04_all.sql 'CREATE TABLE everywhere (a INTEGER);'
    goes_on
    # in the middle of the last version: the state before that version
    say schema/main/delta/2/00_first.sql 'CREATE TABLE first (a INTEGER);'
    goes_on
    rm schema/main/delta/2/03_more.sql
    goes_on
    say schema/main/delta/1/00_early.sql 'CREATE TABLE early (a INTEGER);'
    same_as_plain
    run "$FULLSCHEMA" cache check
    expect_status 0
}

@test "what a delta finds is what it finds in a run from nothing: the version, the queue, rows, sequences, unlogged tables" {
    say schema/main/delta/2/03_rows.sql.postgres 'CREATE SEQUENCE s; CREATE UNLOGGED TABLE u (a INTEGER PRIMARY KEY, b bigint);
        INSERT INTO u SELECT i, nextval($$s$$) FROM generate_series(1, 100) i;'
    same_as_plain
    [ "$status" -eq 0 ]
    say schema/main/delta/2/05_look.sql.postgres 'CREATE TABLE versions AS SELECT * FROM schema_version;
        CREATE TABLE updates AS SELECT update_name FROM background_updates;
        CREATE TABLE deltas AS SELECT file FROM applied_schema_deltas;
        CREATE TABLE rows AS SELECT * FROM u; INSERT INTO rows SELECT 0, nextval($$s$$);
        CREATE TABLE indexes AS SELECT indexname FROM pg_catalog.pg_indexes WHERE schemaname = $$public$$;'
    goes_on
    # of another update's file the databases are as they were
    say schema/main/background_updates/rooms_name_idx.sql 'CREATE INDEX rooms_name_idx ON rooms (topic);'
    goes_on
}

@test "what a session holds is in no state: settings, temporary tables, prepared statements, roles' settings" {
    local delta=schema/main/delta/2/03_session.sql.postgres more=schema/main/delta/2/04_more.sql.postgres statement
    arguments+=(--database main)
    for statement in 'CREATE SCHEMA other; SET search_path = other, public;' 'CREATE TEMPORARY TABLE made AS SELECT 1 AS a;' \
        "ALTER ROLE CURRENT_USER SET work_mem = '5MB';" 'SELECT pg_catalog.pg_advisory_lock(1);'; do
        rm -rf "$cache" "$more"
        say $delta "$statement"
        same_as_plain
        [ "$status" -eq 0 ]
        say $more 'CREATE TABLE made_later (a INTEGER);'
        # at most the state before the version is there
        goes_on
        [ "$(kept state | wc -l)" -le 2 ] || { echo "$statement"; kept state; return 1; }
    done
    rm -rf "$cache" "$more"
    say $delta "CREATE SEQUENCE s; SELECT nextval('s');"
    same_as_plain
    say $more "DO \$\$ BEGIN PERFORM currval('s'); CREATE TABLE known (a INTEGER);
        EXCEPTION WHEN OTHERS THEN CREATE TABLE unknown (a INTEGER); END \$\$;"
    same_as_plain
    [ "$status" -eq 0 ]
    grep -q 'TABLE known' plain/2/main/full.sql.postgres
}

@test "a delta that fails on top of a state fails in the words of a run from nothing" {
    same_as_plain
    say schema/main/delta/2/03_wrong.sql 'CREATE TABLE more (a INTEGER);
        CREATE INDEX wrong ON nothing (a);'
    same_as_plain
    [ "$status" -eq 2 ]
    say schema/main/delta/2/03_wrong.sql "CREATE TABLE more (a INTEGER); INSERT INTO background_updates (update_name, progress_json) VALUES ('unknown', '{}');"
    same_as_plain
    [ "$status" -eq 2 ]
}

@test "what is not a pure function of the files has no state, and what comes before it has" {
    arguments+=(--database main)
    say schema/main/delta/2/03_program.py 'def run_create(cur, database_engine):
    cur.execute("CREATE TABLE made (a INTEGER)")'
    same_as_plain
    [ "$(kept state | wc -l)" -le 2 ]
    say schema/main/delta/2/04_more.sql 'CREATE TABLE more (a INTEGER);'
    goes_on
    rm -rf "$cache" schema/main/delta/2/03_program.py
    say schema/main/delta/2/03_dated.sql.postgres "INSERT INTO rooms (room_id, name) VALUES ('a', now()::text);"
    same_as_plain
    [ "$(kept state | wc -l)" -le 2 ]
    rm -rf "$cache"
    same_as_plain
    # a default is learned of by what comes later
    say schema/main/delta/1/00_table.sql.postgres 'CREATE TABLE dated (a INTEGER, made timestamptz DEFAULT now());'
    rm schema/main/delta/2/03_dated.sql.postgres
    same_as_plain
    say schema/main/delta/2/05_row.sql.postgres 'INSERT INTO dated (a) VALUES (1);'
    goes_on
}

@test "a damaged state is noticed, and a run begins from nothing" {
    same_as_plain
    for how in content short open; do
        file=$(some kept databases)
        case $how in
        content) printf XXXXXXXX | dd of="$file" bs=1 seek=$(($(stat -c %s "$file") / 2)) conv=notrunc status=none ;;
        short) truncate -s 8192 "$file" ;;
        open) chmod 666 "$file" ;;
        esac
        say schema/main/delta/2/03_more.sql "CREATE TABLE more_$how (a INTEGER);"
        same_as_plain
        [ "$status" -eq 0 ]
        run "$FULLSCHEMA" cache check
        rm -rf "$cache" schema/main/delta/2/03_more.sql
        same_as_plain
    done
}

@test "nothing is read or kept with --no-cache, and a full cache loses the oldest" {
    generate "${arguments[@]}" --no-cache
    [ ! -e "$cache" ]
    same_as_plain
    export FULLSCHEMA_CACHE_LIMIT=1
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (a INTEGER);'
    same_as_plain
    [ "$(du -sm "$cache" | cut -f 1)" -le 1 ]
}
