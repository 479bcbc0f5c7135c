#!/usr/bin/env bats
# The hook for pre-commit, run by pre-commit in a real repository.

load ../lib/common
load ../lib/github

setup() {
    enter_scratch
    export PRE_COMMIT_HOME=$scratch/pre-commit HOME=$scratch
    PATH=$(dirname "$FULLSCHEMA"):$PATH
    mkdir -p hooks/tools
    cp "$repo/.pre-commit-hooks.yaml" hooks/
    cp "$repo/tools/pre_commit.sh" hooks/tools/
    commit_all hooks
    mkdir project && cd project || return 1
    put_schema
    say fullschema.ini 'engine = sqlite'
    "$FULLSCHEMA" generate -q
    put_config
    commit_all .
    pre-commit install >/dev/null
}

commit_all() {
    [ -e "$1/.git" ] || git init -q -b main "$1"
    git -C "$1" add -A
    git -C "$1" commit -qm all
}

# put_config [LINE...]: what the project says of the hook.
put_config() {
    { printf '%s\n' 'repos:' "  - repo: $scratch/hooks" "    rev: $(git -C "$scratch/hooks" rev-parse HEAD)" \
        '    hooks:' '      - id: fullschema-check'; printf '        %s\n' "$@"; } | put .pre-commit-config.yaml
}

# commit_now: of what is staged; all that is said is $output.
commit_now() { run git commit -m change; }

@test "a delta without its snapshots is not committed, and what to do is said" {
    put schema/main/delta/2/98_tags.sql <<<'CREATE TABLE tags (id INTEGER);'
    git add schema
    commit_now
    [ "$status" -ne 0 ]
    [[ $output == *'snapshots match their deltas'*Failed* ]]
    [[ $output == *'+ table tags'* ]]
    [[ $output == *'to fix it: fullschema generate --engine sqlite'* ]]
    "$FULLSCHEMA" generate -q
    # generated, but not part of the commit: pre-commit puts it aside
    commit_now
    [ "$status" -ne 0 ]
    [[ $output == *'+ table tags'* ]]
    git add full_schemas
    commit_now
    expect_status 0
    [[ $output == *Passed* ]]
}

@test "snapshots of a new version that nobody added are missed" {
    put schema/main/delta/3/01_tags.sql <<<'CREATE TABLE tags (id INTEGER);'
    "$FULLSCHEMA" generate -q
    git add schema
    commit_now
    [ "$status" -ne 0 ]
    [[ $output == *'not in the commit. To fix it, git add them:'*'  - full_schemas/3/main/full.sql.sqlite'* ]]
    git add .
    commit_now
    expect_status 0
    # nor is a delta
    put schema/main/delta/3/02_more.sql <<<'CREATE TABLE more (id INTEGER);'
    "$FULLSCHEMA" generate -q
    git add full_schemas
    commit_now
    [ "$status" -ne 0 ]
    [[ $output == *'  - schema/main/delta/3/02_more.sql'* ]]
}

@test "a delta that is wrong is reported with its line" {
    put schema/main/delta/2/98_tags.sql <<<'CREATE TABEL tags (id INTEGER);'
    git add .
    commit_now
    [ "$status" -ne 0 ]
    [[ $output == *'schema/main/delta/2/98_tags.sql:1:8: sqlite: near "TABEL": syntax error'* ]]
}

@test "it runs for what matters, wherever it lies, and for nothing else" {
    local path
    for path in schema/main/background_updates/rooms_name_idx.sql full_schemas/2/main/full.sql.sqlite fullschema.ini \
        db/migrations/V1__first.sql app/delta/2/99_program.py sql/full.sql.postgres; do
        mkdir -p "$(dirname "$path")"
        echo ' ' >>"$path"
        git add "$path"
        run pre-commit run
        [[ $output != *Skipped* ]] || { echo "$path: $output"; return 1; }
        git reset -q --hard
    done
    say src/delta.c 'int x;'
    say README.md 'fullschema.ini'
    git add .
    commit_now
    expect_status 0
    [[ $output == *'no files to check'*Skipped* ]]
}

@test "files and args are the project's own where it says so" {
    mkdir db && git mv schema full_schemas db/
    put_config 'files: ^db/' 'args: [-s, db/schema, -o, db/full_schemas, --engine, sqlite]'
    git add -A
    commit_now
    expect_status 0
    [[ $output == *Passed* ]]
    echo '-- a word' >>db/full_schemas/2/main/full.sql.sqlite
    git add -A
    commit_now
    [ "$status" -ne 0 ]
    [[ $output == *'generate -s db/schema -o db/full_schemas --engine sqlite'* ]]
    git reset -q --hard
    say elsewhere/x.sql 'SELECT 1;'
    git add -A
    commit_now
    expect_status 0
    [[ $output == *Skipped* ]]
}

@test "a plain migration that nobody added is missed, whatever it is called" {
    git rm -rqf schema full_schemas fullschema.ini
    mkdir -p db/migrations
    put db/migrations/20260101_rooms.sql <<<'CREATE TABLE rooms (id INTEGER PRIMARY KEY);'
    printf 'schema = db/migrations\nlayout-in = numbered\nengine = sqlite\noutput = snapshots\n' | put fullschema.ini
    "$FULLSCHEMA" generate -q
    commit_all . >/dev/null
    put db/migrations/20260102_topic.sql <<<'ALTER TABLE rooms ADD COLUMN topic TEXT;'
    "$FULLSCHEMA" generate -q
    git add snapshots
    commit_now
    [ "$status" -ne 0 ]
    [[ $output == *'- db/migrations/20260102_topic.sql'* ]]
    git add db
    commit_now
    expect_status 0
    # The hook's own arguments come before the file.
    put other/1_a.sql <<<'CREATE TABLE a (id INTEGER);'
    "$FULLSCHEMA" generate -q --schema=other --output=made
    run sh "$repo/tools/pre_commit.sh" --schema=other --output=made
    [[ $output == *'- other/1_a.sql'* ]]
}

@test "a fixed path that nobody added is missed" {
    git rm -rqf schema full_schemas
    printf '%s\n' 'schema = migrations' 'layout-in = numbered' 'engine = sqlite' 'output = db/schema.{engine}.sql' \
        >fullschema.ini
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    "$FULLSCHEMA" generate -q
    git add fullschema.ini migrations
    commit_now
    [ "$status" -ne 0 ]
    [[ $output == *'git add them:'*'  - db/schema.sqlite.sql'* ]]
    git add .
    commit_now
    expect_status 0
}
