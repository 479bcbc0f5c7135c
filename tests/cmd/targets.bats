#!/usr/bin/env bats
# fullschema check --against and --targets: live databases beside the snapshots.

load ../lib/common
load ../lib/server

# The server's database app and the file app.db hold all three logical
# databases, as an application that has just been upgraded leaves them.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    put_schema
    "$FULLSCHEMA" generate -q
    cat schema/common/schema_version.sql - >applied.sql <<'SQL'
INSERT INTO schema_version (version, upgraded) VALUES (2, true);
INSERT INTO applied_schema_deltas (version, file) VALUES (1, '1/01_queue.sql'), (1, '1/02_rooms.sql'),
    (1, '1/03_groups.sql'), (2, '2/01_room_names.sql');
SQL
    local engine
    for engine in postgres sqlite; do
        cat applied.sql full_schemas/2/{common,main,state}/full.sql.$engine >app.$engine
        echo "INSERT INTO applied_schema_deltas (version, file) VALUES (2, '2/02_topics.sql.$engine');" >>app.$engine
    done
    sqlite3 app.db <app.sqlite
    sqlite3 app.db "INSERT INTO rooms (room_id) VALUES ('what users do')"
    start_server
    as_boss 'CREATE DATABASE app OWNER maker'
    psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=maker dbname=app" <app.postgres
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    cp -r "$file_scratch"/{schema,full_schemas,app.db} .
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
}

url() { echo "postgres://maker@/${1:-app}?host=$server&port=5432"; }

check() {
    run --separate-stderr "$FULLSCHEMA" check "$@"
}

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
missing() {
    local file=report.$1 text
    for text in "${@:2}"; do
        grep -qF -- "$text" "$file" || { echo "$file does not say: $text"; cat "$file"; return 1; }
    done
    run -1 grep -q hidden-secret "$file"
    case $1 in
    json) "$repo/tests/lib/validate_json.py" "$repo/docs/diff.schema.json" <"$file" ;;
    sarif) "$repo/tests/lib/validate_json.py" "$repo/tests/fixtures/sarif.schema.json" <"$file" ;;
    markdown) run -1 grep -q 'fullschema:same' "$file" ;;
    esac
}

all_formats=(--format text=report.text --format json=report.json --format markdown=report.markdown
    --format sarif=report.sarif --format github=report.github --format html=report.html)

@test "each format says which databases were not compared, and why" {
    put fleet <<END
app     app.db
gone    postgres://maker:hidden-secret@127.0.0.1:1/app
lost    lost.db
END
    check --targets fleet "${all_formats[@]}"
    expect_status 2
    missing text '2 not compared:' 'gone, postgres://maker@127.0.0.1:1/app' 'cannot connect to postgres://maker@127.0.0.1:1/app: ' \
        'lost.db: no such file, and not the URL of a Postgres database' 'no changes in what was compared; 2 not compared'
    missing markdown '## Schema drift: none; 2 not compared' '### Could not be compared: 2' '- `lost, lost.db`'
    missing github '::error title=Schema%3A not compared::gone, postgres://maker@127.0.0.1:1/app was not compared: cannot' \
        '::error title=Schema%3A not compared::lost, lost.db was not compared: lost.db: no such file'
    missing html '<h2>Not compared</h2>' 'gone, postgres://maker@127.0.0.1:1/app' 'lost.db: no such file'
    missing json
    jq -e '.counts.failures == 2 and (.comparisons | length) == 1 and
        ([.failures[] | "\(.database) \(.location) \(.partly)"] ==
            ["gone postgres://maker@127.0.0.1:1/app false", "lost lost.db false"]) and
        (.failures[0].reasons[0] | startswith("cannot connect"))' report.json
    missing sarif
    jq -e '.runs[0].invocations[0] | .executionSuccessful == false and
        ([.toolExecutionNotifications[] | select(.level == "error") | .message.text[0:31]] ==
            ["not compared: gone, postgres://", "not compared: lost, lost.db: lo"])' report.sarif
}

@test "a database that was compared in part is reported so" {
    as_boss 'CREATE DATABASE partly TEMPLATE app OWNER maker'
    psql -Xq "host=$server port=5432 user=boss dbname=partly" -c 'CREATE INDEX half_made ON rooms (name)' \
        -c "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'half_made'::regclass"
    check --against "postgres://boss@/partly?host=$server&port=5432" "${all_formats[@]}"
    expect_status 2
    missing text '1 compared in part:' 'no changes in what was compared; 1 compared in part'
    missing markdown '1 compared in part' ' in part'
    missing github 'was compared in part: '
    missing html ' in part'
    jq -e '.failures[0].partly and (.comparisons | length) == 1' report.json
    jq -e '.runs[0].invocations[0].executionSuccessful == false' report.sarif
    run "$FULLSCHEMA" html "postgres://boss@/partly?host=$server&port=5432" -o report.html
    expect_status 2
    missing html '<h2>Not compared</h2>' "/partly?host=$server</b> in part"
}

@test "a side or a schema directory that cannot be read: the reports say so, and no old one is taken for it" {
    local format
    for format in json sarif; do
        echo '{"old": "report"}' >report.$format
    done
    check --against 'postgres://maker:hidden-secret@127.0.0.1:1/app' "${all_formats[@]}"
    expect_status 2
    expect_no_output
    missing text 'nothing was compared'
    missing markdown '## Schema changes: could not be compared'
    missing json '"failures": 1' '"new": "postgres://maker@127.0.0.1:1/app"'
    missing sarif '"executionSuccessful": false'
    missing html 'cannot connect to'

    run --separate-stderr "$FULLSCHEMA" diff full_schemas 'postgres://maker:hidden-secret@127.0.0.1:1/app' "${all_formats[@]}"
    expect_status 2
    missing text 'nothing was compared'
    missing json '"failures": 1' '"new": "postgres://maker@127.0.0.1:1/app"'
    missing sarif '"executionSuccessful": false'
    run --separate-stderr "$FULLSCHEMA" diff full_schemas nowhere
    expect_status 2
    expect_no_output

    echo 'SELEC;' | put schema/main/delta/2/99.sql
    check --engine sqlite "${all_formats[@]}"
    expect_status 2
    missing text 'schema/main/delta/2/99.sql:1:1: sqlite: near "SELEC": syntax error' 'nothing was compared'
    missing markdown '## Snapshots could not be checked'
    missing json '"failures": 1' '99.sql'
    missing sarif '"executionSuccessful": false'
    missing github '::error title=Schema%3A not compared::schema was not compared: schema/main/delta/2/99.sql:1:1'

    printf 'x\xff' >full_schemas/2/main/full.sql.sqlite
    put fleet <<<'app app.db'
    check --targets fleet "${all_formats[@]}"
    expect_status 2
    missing json '"failures": 1' '"database": "app"' 'full.sql.sqlite'
    missing sarif '"executionSuccessful": false'
}

@test "a password that makes a URL ambiguous is shown nowhere" {
    put fleet <<<'two postgres://maker:pw-one@pw-two@127.0.0.1/app'
    check --targets fleet "${all_formats[@]}"
    expect_status 2
    [[ $output$stderr != *pw-* ]]
    run -1 grep -r 'pw-' report.text report.json report.markdown report.sarif report.github report.html
}

@test "a file of targets that is none" {
    say fleet 'only-a-name'
    check --targets fleet
    expect_status 2
    expect_in_stderr 'fleet:1: the line names no database'
    put fleet <<<$'a app.db\na app.db'
    check --targets fleet
    expect_in_stderr 'fleet:2: a stands here twice'
    say fleet '# nothing'
    check --targets fleet
    expect_in_stderr 'fleet: the file names no database'
    check --targets missing
    expect_in_stderr 'missing: cannot read'
    check --targets fleet --against app.db
    expect_in_stderr '--against and --targets exclude each other'
    check --targets fleet -j 0
    expect_in_stderr '--jobs 0: from 1 to 64'
}

@test "a snapshot of the version reached that is there and cannot be read is trouble, and nothing stands in for it" {
    cat schema/common/schema_version.sql - schema/*/delta/1/*.sql >before.sql <<'SQL'
INSERT INTO schema_version (version, upgraded) VALUES (1, true);
INSERT INTO applied_schema_deltas (version, file) VALUES (1, '1/01_queue.sql'), (1, '1/02_rooms.sql'), (1, '1/03_groups.sql');
SQL
    sqlite3 before.db <before.sql
    check --against before.db
    expect_status 0
    "$FULLSCHEMA" generate -q -n 1 --engine sqlite
    printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' >full_schemas/1/main/full.sql.sqlite
    check --against before.db
    expect_status 2
    expect_in_stderr 'full_schemas/1/main/full.sql.sqlite: a pointer of Git LFS stands where the snapshot should be'
    # and editors go there
    check --against before.db --format gcc
    expect_status 2
    [[ $output == 'full_schemas/1/main/full.sql.sqlite:1:1: error: a pointer of Git LFS'* ]] || { show_run; return 1; }
    # a fault in a statement has its line and column
    say schema/main/delta/2/09_bad.sql $'SELECT 1;\nCREATE TABEL b (a integer);'
    check --engine sqlite --format gcc
    expect_status 2
    [[ $output == 'schema/main/delta/2/09_bad.sql:2:8: error: '* ]] || { show_run; return 1; }
}

@test "what cannot be compared is trouble, and says why" {
    check --against missing.db
    expect_status 2
    expect_in_stderr 'missing.db: no such file, and not the URL of a Postgres database'
    # That there is nothing to compare it with is not said before.
    check --against missing.db -o nowhere
    expect_status 2
    expect_stderr <<<'fullschema: missing.db: no such file, and not the URL of a Postgres database'
    check --against schema
    expect_in_stderr 'schema is a directory, and no SQLite database'
    check --against mysql://u:hidden-secret@h/d
    expect_in_stderr 'a database of another kind'
    [[ $stderr != *hidden-secret* ]]
    rm full_schemas/2/*/full.sql.sqlite
    check --against app.db
    expect_status 2
    expect_in_stderr 'app.db: there are no snapshots for sqlite to compare it with'
    check --against app.db -n 1
    expect_in_stderr 'full_schemas: the directory has no snapshots of version 1' 'it has those of 2'
}
