#!/usr/bin/env bats
# fullschema check: committed snapshots beside what the deltas make.

load ../lib/common

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    put_schema
    "$FULLSCHEMA" generate -q
}

teardown_file() {
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    cp -r "$file_scratch"/{schema,full_schemas} .
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
}

check() {
    run --separate-stderr "$FULLSCHEMA" check "$@"
}

@test "what is committed is what comes out: 0, and nothing is touched" {
    local before
    before=$(fingerprint full_schemas)
    check
    expect_status 0
    expect_output <<<'no changes'
    [ -z "$stderr" ]
    [ "$(fingerprint full_schemas)" = "$before" ]
    nothing_left
}

@test "a delta that nobody regenerated for: what it changes, who made it, and the command that fixes it" {
    say schema/main/delta/2/05_keys.sql '-- rooms
CREATE UNIQUE INDEX rooms_room_id ON rooms (room_id);'
    say schema/state/delta/2/06_note.sql.sqlite 'ALTER TABLE groups ADD COLUMN note TEXT;'
    local before
    before=$(fingerprint full_schemas)
    check
    expect_status 1
    [ "$(fingerprint full_schemas)" = "$before" ]
    expect_output <<'END'
main, postgres and sqlite: full_schemas/2/main/full.sql.{postgres,sqlite}

  table rooms
    + index rooms_room_id: UNIQUE, keys room_id
        breaking: rows with equal values are refused (fullschema explain unique-added)
        made by schema/main/delta/2/05_keys.sql:2

state, sqlite: full_schemas/2/state/full.sql.sqlite

  table groups
    + column note: TEXT, position 2
        made by schema/state/delta/2/06_note.sql.sqlite:1

3 changes: 2 breaking, 0 need care, 1 safe
to fix it: fullschema generate
END
}

@test "the command that fixes it does" {
    say schema/main/delta/2/05_keys.sql 'CREATE INDEX rooms_room_id ON rooms (room_id);'
    mkdir 'my out'
    mv full_schemas/* 'my out'
    check --engine sqlite -o 'my out' --database main
    expect_status 1
    [[ $output == *"to fix it: fullschema generate -o 'my out' --database main --engine sqlite" ]]
    PATH=$(dirname "$FULLSCHEMA"):$PATH sh -c "${output##*to fix it: }"
    check --engine sqlite -o 'my out' --database main
    expect_status 0
    check --engine postgres -o 'my out' --database main
    expect_status 1
}

@test "who made a change: by name, by the table, by the queue, in a program" {
    say schema/main/delta/2/05_program.py 'def run_create(cur, engine):
    cur.execute("CREATE TABLE from_program (x INTEGER)")'
    say schema/main/delta/2/06_queue.sql "INSERT INTO background_updates (update_name, progress_json)
    VALUES ('Queued_idx', '{}');"
    say schema/main/background_updates/Queued_idx.sql 'CREATE INDEX Queued_idx ON rooms (name);'
    say schema/main/delta/2/07_unnamed.sql.sqlite 'CREATE TABLE "Mixed" (id INTEGER, CHECK (id > 0));'
    check --engine sqlite --format json
    expect_status 1
    blamed() { jq -r --arg name "$1" '[.. | objects | select(.name? == $name and has("delta"))][0].delta | if type == "object" then "\(.path):\(.line)" else . end' <<<"$output"; }
    [[ $(blamed from_program) == schema/main/delta/2/05_program.py* ]]
    [[ $(blamed Queued_idx) == schema/main/delta/2/06_queue.sql* ]]
    [[ $(blamed Mixed) == schema/main/delta/2/07_unnamed.sql.sqlite* ]]
}

@test "who made what is named with more than its name, or with blanks in it" {
    say schema/main/delta/2/05_objects.sql.postgres "CREATE COLLATION german (LOCALE = 'C');
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
CREATE FUNCTION \"sum (of)\"(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION \"sum (of)\"(int) IS 'one';
CREATE PUBLICATION news;"
    check --engine postgres --format json
    expect_status 1
    blamed() { jq -r --arg name "$1" '[.. | objects | select(.name? == $name and has("delta"))][0].delta | "\(.path):\(.line)"' <<<"$output"; }
    [[ $(blamed 'COLLATION german') == schema/main/delta/2/05_objects.sql.postgres:1 ]]
    [[ $(blamed 'TEXT SEARCH DICTIONARY words') == schema/main/delta/2/05_objects.sql.postgres:2 ]]
    [[ $(blamed 'sum (of)(integer)') == schema/main/delta/2/05_objects.sql.postgres:[34] ]]
    [[ $(blamed 'FUNCTION sum (of)(integer)') == schema/main/delta/2/05_objects.sql.postgres:4 ]]
    [[ $(blamed 'PUBLICATION news') == schema/main/delta/2/05_objects.sql.postgres:5 ]]
}

@test "a missing snapshot, and one of a database that is gone, are differences" {
    rm full_schemas/2/state/full.sql.sqlite
    mkdir full_schemas/2/gone
    cp full_schemas/2/main/full.sql.postgres full_schemas/2/gone
    check
    expect_status 1
    [[ $output == *'+ snapshot full_schemas/2/state/full.sql.sqlite'* ]]
    [[ $output == *'- snapshot full_schemas/2/gone/full.sql.postgres'* ]]
    [[ $output == *'2 changes: 2 breaking'* ]]
    [[ $output == *'to fix it: rm full_schemas/2/gone/full.sql.postgres && fullschema generate' ]]
    check --database main
    expect_status 0
    check --engine sqlite
    [[ $output != *gone* ]]
}

@test "nested directories" {
    "$FULLSCHEMA" generate -q --engine sqlite --layout nested -o nested
    check --engine sqlite --layout nested -o nested
    expect_status 0
    mkdir -p nested/gone/full_schemas && cp -r nested/main/full_schemas/2 nested/gone/full_schemas
    check --engine sqlite --layout nested -o nested
    expect_status 1
    [[ $output == *'- snapshot nested/gone/full_schemas/2/full.sql.sqlite'* ]]
    check --engine sqlite --layout nested -o nowhere
    expect_status 1
    [[ $output == *'3 changes: 3 breaking'* ]]
}

@test "the same objects in another text differ, at their first line" {
    sed -i '1s/.*/-- by hand/' full_schemas/2/state/full.sql.sqlite
    check --engine sqlite
    expect_status 1
    expect_output <<'END'
state, sqlite: full_schemas/2/state/full.sql.sqlite

  ~ snapshot full_schemas/2/state/full.sql.sqlite
      same objects, other text from line 1: -- by hand -> -- Made by fullschema from the deltas. Do not edit: change a delta and make it again.

1 change: 0 breaking, 0 need care, 1 safe
to fix it: fullschema generate --engine sqlite
END
    check --engine sqlite --fail-on care
    expect_status 0
}

@test "trouble is 2: a delta that fails, a snapshot that cannot be read, a wrong option" {
    printf 'CREATE TABLE rooms (\xff);' >full_schemas/2/main/full.sql.sqlite
    check --engine sqlite
    expect_status 2
    expect_no_output
    expect_in_stderr 'full_schemas/2/main/full.sql.sqlite:1:'
    say schema/main/delta/2/05_bad.sql 'SELECT nothing;'
    check --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/2/05_bad.sql:1:8: sqlite: near "nothing"'
    check --format nothing
    expect_in_stderr '--format nothing: one of text'
    check -n 7
    expect_in_stderr 'no schema version 7'
    check word
    expect_in_stderr 'unexpected argument: word'
}

@test "a file where the directory of snapshots is meant is said to be one, and no snapshot to be missing" {
    local place
    for place in full_schemas/2/main/full.sql.sqlite full_schemas/2/main/full.sql.sqlite/below; do
        check --engine sqlite -o "$place"
        expect_status 2
        expect_no_output
        expect_in_stderr '--output: full_schemas/2/main/full.sql.sqlite is a file, and snapshots are in a directory'
    done
    check --engine sqlite -o /dev/null
    expect_in_stderr '--output: /dev/null is no directory'
    run --separate-stderr "$FULLSCHEMA" verify --bases --engine sqlite -o full_schemas/2/main/full.sql.sqlite
    expect_status 2
    [[ $output$stderr == *'full.sql.sqlite is a file, and snapshots are in a directory'* ]] || { show_run; false; }
}

@test "formats to files, beside the text" {
    rm full_schemas/2/state/full.sql.sqlite
    check --engine sqlite --format text --format json=a.json --format sarif=a.sarif
    expect_status 1
    [[ $output == *'1 change:'* ]]
    [ "$(jq -r .fix a.json)" = 'fullschema generate --engine sqlite' ]
    jq -e '.runs[0].results | length == 1' a.sarif
}

@test "in GitHub Actions: annotations and a step summary by themselves, without a token" {
    rm full_schemas/2/state/full.sql.sqlite
    say summary.md '# earlier'
    export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$PWD/summary.md
    check --engine sqlite
    expect_status 1
    [[ $output == *'1 change: 1 breaking'* ]]
    [[ $output == *'::error file=full_schemas/2/state/full.sql.sqlite'* ]]
    [ "$(head -n 1 summary.md)" = '# earlier' ]
    grep -q '^## Snapshots differ from their deltas: 1 breaking' summary.md
    check --engine sqlite --format github
    [ "$(grep -c '^::error' <<<"$output")" = 1 ]
    GITHUB_ACTIONS=false check --engine sqlite
    [[ $output != *'::error'* ]]
    head -c 1048500 /dev/zero | tr '\0' x >summary.md
    check --engine sqlite
    expect_status 1
    [ "$(stat -c %s summary.md)" -le 1048576 ]
    [ "$(tail -n 1 summary.md)" = 'The report does not fit into a step summary; the log of the job has it.' ]
    GITHUB_STEP_SUMMARY=$PWD/nowhere/summary.md check --engine sqlite
    expect_status 2
    expect_in_stderr 'cannot add to the step summary'
}
