#!/usr/bin/env bats
# fullschema check --against and --targets: live databases beside the snapshots.

load ../lib/common
load ../lib/server
load ../lib/targets_setup

@test "a database as it should be, on both engines, without a server's programs" {
    PG_BINDIR=$PWD/nowhere PATH=$(dirname "$FULLSCHEMA"):/bin check --against "$(url)"
    expect_status 0
    expect_output <<<'no changes'
    local before
    before=$(fingerprint .)
    check --against app.db
    expect_status 0
    [ "$(fingerprint .)" = "$before" ]
}

@test "where nobody keeps snapshots the deltas say what a database should be, at each version, on both engines" {
    local location
    rm -r full_schemas
    for location in app.db "$(url)"; do
        check --against "$location"
        expect_status 0
        expect_output <<<'no changes'
        [ -z "$stderr" ]
        check --against "$location" -n 1
        expect_status 1
        [[ $output == *'+ index rooms_name_idx'* ]] || { show_run; return 1; }
    done
    sqlite3 app.db 'DROP INDEX rooms_name_idx'
    check --against app.db --at head
    expect_status 1
    [[ $output == *'- index rooms_name_idx'* ]] || { show_run; return 1; }
    # One that is there and holds none is a mistake.
    mkdir full_schemas
    check --against app.db
    expect_status 2
    expect_in_stderr 'full_schemas: the directory has no snapshots of version 2'
}

# places FORMAT: "FILE:LINE" of each finding, as a program that shows the work tree is reported.
places() {
    case $1 in
    github) sed -n 's/^::[a-z]* file=\([^,]*\),\(line=\([0-9]*\),\)\?title=.*/\1:\3/p' report.github ;;
    sarif) jq -r '.runs[0].results[].locations[0].physicalLocation | "\(.artifactLocation.uri):\(.region.startLine)"' report.sarif ;;
    esac | sort -u
}

# line_of FILE TEXT
line_of() { grep -n "$2" "full_schemas/2/$1" | cut -d : -f 1; }

@test "annotations and SARIF point at lines of snapshots, never at a directory or into a database" {
    local engine location index rooms
    sqlite3 app.db "DROP INDEX rooms_name_idx; CREATE INDEX more ON rooms (topic); CREATE TABLE mine (x INTEGER);
        DROP TABLE background_updates; UPDATE schema_version SET version = 1"
    as_boss 'CREATE DATABASE pointed TEMPLATE app OWNER maker'
    psql -Xq "host=$server port=5432 user=maker dbname=pointed" -c 'DROP INDEX rooms_name_idx; DROP TABLE background_updates;
        CREATE INDEX more ON rooms (topic); CREATE TABLE mine (x INTEGER); UPDATE schema_version SET version = 1'
    for engine in sqlite postgres; do
        location=app.db
        [ $engine = sqlite ] || location=$(url pointed)
        check --against "$location" --at head --engine $engine --format github=report.github --format sarif=report.sarif
        expect_status 1
        index=$(line_of main/full.sql.$engine 'INDEX rooms_name_idx')
        rooms=$(line_of main/full.sql.$engine 'TABLE rooms')
        queue=$(line_of common/full.sql.$engine 'TABLE background_updates')
        # the table that the database has beyond them is in none: the last snapshot, without a line
        places github | diff - <(printf '%s\n' "full_schemas/2/common/full.sql.$engine:$queue" \
            full_schemas/2/main/full.sql.$engine:{"$index","$rooms"} "full_schemas/2/state/full.sql.$engine:" | sort)
        places sarif | diff - <(printf '%s\n' "full_schemas/2/common/full.sql.$engine:$queue" \
            full_schemas/2/main/full.sql.$engine:{"$index","$rooms"} "full_schemas/2/state/full.sql.$engine:1" | sort)
    done
    # JSON says which snapshot a line is of
    check --against app.db --at head --format json=report.json
    jq -e '[.comparisons[0].changes[].old | select(. and .name == "rooms_name_idx") | .path] ==
        ["full_schemas/2/main/full.sql.sqlite"]' report.json
    # a SQLite file as a side of diff has no lines either
    run "$FULLSCHEMA" diff full_schemas/2/main/full.sql.sqlite app.db --format github=report.github --format sarif=report.sarif
    expect_status 1
    run -1 grep -q app.db <(places github; places sarif)
    run "$FULLSCHEMA" diff app.db full_schemas/2/main/full.sql.sqlite --format github=report.github --format sarif=report.sarif
    run -1 grep -q app.db <(places github; places sarif)
}

@test "objects too few and too many, version, deltas and updates" {
    sqlite3 app.db "DROP INDEX rooms_name_idx; CREATE TABLE mine (x INTEGER); UPDATE schema_version SET version = 1;
        DELETE FROM applied_schema_deltas WHERE version = 2; INSERT INTO applied_schema_deltas VALUES (2, '2/99_other.sql');
        INSERT INTO background_updates (update_name, progress_json) VALUES ('rooms_name_idx', '{}')"
    check --against app.db --at head
    expect_status 1
    expect_output <<'END'
sqlite: full_schemas -> app.db

  + table mine
      extra, safe: the application does not name it; a later delta that makes it fails (fullschema explain drift-extra)
  table rooms
    - index rooms_name_idx
        missing, needs care: queries that rely on it read the whole table (fullschema explain drift-missing)
  ~ schema version schema_version
      version: 2 -> 1
      needs care: the application has brought it to another version (fullschema explain live)
  - applied delta 2/01_room_names.sql
      needs care: the database has not run it (fullschema explain live)
      made by schema/main/delta/2/01_room_names.sql
  - applied delta 2/02_topics.sql.sqlite
      needs care: the database has not run it (fullschema explain live)
      made by schema/main/delta/2/02_topics.sql.sqlite
  + applied delta 2/99_other.sql
      needs care: the database has run it, and the schema directory does not have it (fullschema explain live)
  + background update rooms_name_idx
      needs care: it waits to be done, and the schema is not complete before (fullschema explain live)

7 changes: 0 breaking, 6 need care, 1 safe
END
    check --against app.db --format json
    "$repo/tests/lib/validate_json.py" "$repo/docs/diff.schema.json" <<<"$output"
}

@test "a database at an earlier version: what is pending is listed, and what it has is compared with that version" {
    local engine
    cat schema/common/schema_version.sql - >before.sql <<'SQL'
CREATE TABLE schema_compat_version (compat_version INTEGER NOT NULL);
INSERT INTO schema_compat_version VALUES (1);
INSERT INTO schema_version (version, upgraded) VALUES (1, true);
INSERT INTO applied_schema_deltas (version, file) VALUES (1, '1/01_queue.sql'), (1, '1/02_rooms.sql'), (1, '1/03_groups.sql');
SQL
    echo 'CREATE TABLE schema_compat_version (compat_version INTEGER NOT NULL);' >>schema/common/schema_version.sql
    cat schema/*/delta/1/*.sql >>before.sql
    sqlite3 before.db <before.sql
    as_boss 'CREATE DATABASE before OWNER maker'
    psql -Xq -v ON_ERROR_STOP=1 "$(url before)" <before.sql
    for engine in sqlite postgres; do
        check --against "$([ $engine = sqlite ] && echo before.db || url before)"
        expect_status 0
        expect_output <<END
no changes
2 pending:
  schema/main/delta/2/01_room_names.sql
  schema/main/delta/2/02_topics.sql.$engine
END
    done
    # what was begun of the next version is there, and not missed
    sqlite3 before.db "ALTER TABLE rooms ADD COLUMN topic TEXT; INSERT INTO applied_schema_deltas VALUES (2, '2/02_topics.sql.sqlite')"
    check --against before.db
    expect_status 0
    expect_output <<<$'no changes\n1 pending:\n  schema/main/delta/2/01_room_names.sql'
    sqlite3 before.db 'DROP TABLE groups; UPDATE schema_compat_version SET compat_version = 3'
    check --against before.db
    expect_status 1
    [[ $output == *'- table groups'* && $output == *'~ schema version schema_compat_version'*'version: 2 -> 3'*'2 changes:'* ]]
    # with a snapshot of that version nothing runs
    "$FULLSCHEMA" generate -q -n 1 --engine postgres
    PG_BINDIR=$PWD/nowhere PATH=$(dirname "$FULLSCHEMA"):/bin check --against "$(url before)"
    expect_status 0
    check --against "$(url before)" --at head
    expect_status 1
    [[ $output == *'- column topic'* && $output == *'version: 2 -> 1'* ]]
}

@test "a queue of background updates from before there was an order" {
    sqlite3 app.db "DROP TABLE background_updates;
        CREATE TABLE background_updates (update_name TEXT NOT NULL, progress_json TEXT NOT NULL);
        INSERT INTO background_updates VALUES ('rooms_name_idx', '{}')"
    check --against app.db
    expect_status 1
    [[ $output == *'+ background update rooms_name_idx'* ]]
}

@test "a database begun from a snapshot is not asked for older deltas; one that says nothing is reported so" {
    sqlite3 app.db "DELETE FROM applied_schema_deltas"
    check --against app.db
    expect_status 0
    sqlite3 app.db "DROP TABLE schema_version; DROP TABLE applied_schema_deltas"
    check --against app.db
    expect_status 1
    [[ $output == *'version: 2 -> (none)'* && $output == *'1 change:'* ]]
}

@test "--database: a physical database with some of the logical ones" {
    sqlite3 app.db 'DROP TABLE groups; DELETE FROM applied_schema_deltas WHERE file = '"'1/03_groups.sql'"
    check --against app.db
    expect_status 1
    [[ $output == *'- table groups'* ]]
    check --against app.db --database main
    expect_status 0
    check --against app.db --database elsewhere
    expect_status 2
    expect_stderr <<<'schema: no logical database elsewhere'
}

@test "the same formats and exit statuses as without" {
    sqlite3 app.db 'CREATE TABLE mine (x INTEGER)'
    check --against app.db --format json
    expect_status 1
    [ "$(jq -r .counts.total <<<"$output")" = 1 ]
    check --against app.db --fail-on care
    expect_status 0
}

@test "many databases: a line each, a summary, and one that cannot be reached stops no other" {
    cp app.db other.db
    sqlite3 other.db 'CREATE TABLE mine (x INTEGER); DROP TABLE rooms'
    put fleet <<END
# name  database
app     $(url)

app.db  app.db
gone    postgres://maker:hidden-secret@127.0.0.1:1/app
other   other.db
END
    check --targets fleet -j 2
    expect_status 2
    expect_output <<'END'
app     as it should be
app.db  as it should be
gone    not compared
other   3 changes, 1 of them breaking
4 databases: 2 as they should be, 1 different, 1 not compared
END
    expect_in_stderr 'gone: cannot connect to postgres://maker@127.0.0.1:1/app'
    [[ $stderr != *hidden-secret* ]]
    sed -i /^gone/d fleet
    check --targets fleet --format json=fleet.json
    expect_status 1
    [[ $output == *'3 databases: 2 as they should be, 1 different, 0 not compared' ]]
    [ "$(jq -r .counts.total fleet.json)" = 3 ]
    check --targets fleet --format text
    [[ $output == *'other, sqlite: full_schemas -> other.db'* && $output != *'3 databases'* ]]
    sed -i /^other/d fleet
    check --targets fleet
    expect_status 0
}

@test "one of many, and some: --target NAME" {
    cp app.db other.db
    sqlite3 other.db 'CREATE TABLE mine (x INTEGER)'
    printf '%s\n' 'one app.db' 'two other.db' 'three app.db' 'gone none.db' >fleet
    check --targets fleet -t two --format json
    expect_status 1
    jq -e '[.comparisons[].database] == ["two"] and .counts.total == 1 and .failures == []' <<<"$output"
    check --targets fleet --target three -t one
    expect_status 0
    expect_output <<'END'
one    as it should be
three  as it should be
2 databases: 2 as they should be, 0 different, 0 not compared
END
    # what only another of them needs is not said to be for nothing
    say drift.txt $'[two]\ntable mine: by hand'
    check --targets fleet -t one
    expect_status 0
    [ -z "$stderr" ]
    check --targets fleet -t two
    expect_status 0
    check --targets fleet -t tow
    expect_status 2
    expect_in_stderr '--target tow: the file of targets has none of that name' 'did you mean two?'
    check --against app.db -t one
    expect_status 2
    expect_in_stderr '--target is for --targets'
}

# missing FORMAT TEXT...: a report of that format says these; JSON and SARIF are as their schemas have them.
