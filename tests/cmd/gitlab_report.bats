#!/usr/bin/env bats
# --format gitlab: a Code Quality report, as GitLab documents it.

load ../lib/common

setup() { enter_scratch; }

# Valid, and no fingerprint twice: GitLab would show one of them.
is_valid() {
    "$repo/tests/lib/validate_json.py" "$repo/tests/fixtures/gitlab.schema.json" <"$1"
    [ "$(jq 'map(.fingerprint) | length - (unique | length)' "$1")" = 0 ] || { cat "$1"; return 1; }
}

report() {
    run --separate-stderr "$FULLSCHEMA" "${@:2}" --format gitlab=report.json
    expect_status "$1"
    is_valid report.json
}

put_tables() {
    printf 'CREATE TABLE rooms (\n    room_id text PRIMARY KEY,\n    creator text\n);\n' >"$1.sql.sqlite"
    printf 'CREATE TABLE rooms (\n    room_id text PRIMARY KEY\n);\nCREATE TABLE "é##" (a integer);\n' >"$2.sql.sqlite"
}

@test "each change is an entry with its weight, its place and what explains it, worst first" {
    put_tables old new
    report 1 diff old.sql.sqlite new.sql.sqlite
    jq -e 'map([.severity, .check_name, .location.path, .location.lines.begin]) ==
        [["critical", "column-removed", "old.sql.sqlite", 3], ["info", "table-added", "new.sql.sqlite", 4]]' report.json
    jq -e '.[0].description | contains("column creator of table rooms removed") and
        endswith("(fullschema explain column-removed)")' report.json
    # nothing in it is a command to the job's log
    run -1 grep -q '##' report.json
    report 0 diff old.sql.sqlite old.sql.sqlite
    jq -e '. == []' report.json
}

@test "paths are from the top of the repository, whatever the directory and the form of a side" {
    mkdir -p app/db
    cd app/db
    put_tables old new
    git -C ../.. init -q
    git -C ../.. add -A
    git -C ../.. commit -qm x
    local sides
    for sides in 'old.sql.sqlite new.sql.sqlite' './old.sql.sqlite ./new.sql.sqlite' \
        'HEAD:./old.sql.sqlite HEAD:app/db/new.sql.sqlite' 'HEAD:app/db/old.sql.sqlite new.sql.sqlite'; do
        # shellcheck disable=SC2086 # two words
        report 1 diff $sides
        jq -e 'map(.location.path) - ["app/db/old.sql.sqlite", "app/db/new.sql.sqlite"] == []' report.json
    done
}

@test "the fingerprint of a change is that of the run before, where its line has moved" {
    put_tables old new
    report 1 diff old.sql.sqlite new.sql.sqlite
    local before
    before=$(jq -c 'map(.fingerprint)' report.json)
    for side in old new; do
        { printf -- '-- moved\n\n'; cat $side.sql.sqlite; } >moved.sql
        mv moved.sql $side.sql.sqlite
    done
    report 1 diff old.sql.sqlite new.sql.sqlite
    [ "$(jq -c 'map(.fingerprint)' report.json)" = "$before" ]
    jq -e '.[0].location.lines.begin == 5' report.json
}

@test "databases with the same drift, one that is not there, and one that is behind each have their entries" {
    mkdir -p migrations
    echo 'CREATE TABLE rooms (room_id text PRIMARY KEY);' >migrations/0001_rooms.up.sql
    echo 'CREATE INDEX rooms_i ON rooms (room_id);' >migrations/0002_index.up.sql
    "$FULLSCHEMA" generate -q -s migrations -o full --engine sqlite --migration-tool golang-migrate
    local name
    for name in one two; do
        sqlite3 $name.db "CREATE TABLE schema_migrations (version uint64, dirty bool); INSERT INTO schema_migrations
            VALUES (1, false); CREATE TABLE rooms (room_id text PRIMARY KEY, extra text)"
    done
    printf '%s %s\n' one one.db two two.db gone gone.db >targets
    report 2 check -s migrations -o full --engine sqlite --migration-tool golang-migrate --targets targets
    jq -e 'map(select(.check_name == "not-compared") | [.severity, .location.path]) == [["blocker", "gone.db"]]' report.json
    jq -e 'map(select(.check_name == "pending") | [.severity, .location.path]) ==
        [["info", "migrations/0002_index.up.sql"], ["info", "migrations/0002_index.up.sql"]]' report.json
    jq -e 'map(select(.description | contains("extra"))) | length == 2' report.json
}
