#!/usr/bin/env bats
# fullschema diff --build: what the deltas of two revisions make, of which no snapshots are committed.

load ../lib/common

setup() {
    enter_scratch
    git init -q -b main .
    git config user.email tester@example.org
    git config user.name tester
}

commit() {
    git add -A
    git commit -q -m "$1"
}

build() {
    run --separate-stderr "$FULLSCHEMA" diff --build "$@"
}

expect_in_output() {
    local text
    for text; do
        [[ $output == *"$text"* ]] || { echo "missing in stdout: $text"; show_run; return 1; }
    done
}

# Nothing was checked out, staged or left behind.
expect_untouched() {
    [ -z "$(git status --porcelain)" ] || { git status; return 1; }
    [ -z "$(ls "$TMPDIR")" ] || { ls "$TMPDIR"; return 1; }
}

@test "a schema directory at two revisions, both engines, SQL and Python deltas" {
    put_schema
    commit base
    git checkout -q -b work
    say schema/main/delta/3/01_tags.sql 'CREATE TABLE tags (room_id TEXT NOT NULL);'
    put schema/main/delta/3/02_more.py <<'END'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE more (a BIGINT)")
END
    commit work
    git checkout -q main
    say schema/main/delta/2/90_main.sql 'CREATE TABLE main_only (a TEXT);'
    commit 'main goes on'
    build main...work --engine postgres --engine sqlite
    expect_status 1
    expect_in_output 'main, postgres and sqlite: ' '+ table tags' 'made by work:schema/main/delta/3/01_tags.sql:1' \
        '+ table more' 'made by work:schema/main/delta/3/02_more.py:2' ' 0 breaking'
    [[ $output != *main_only* ]] || { show_run; false; }
    expect_untouched
    build main..work --engine sqlite
    expect_status 1
    expect_in_output '- table main_only' '+ table tags'
    build work..work --engine sqlite
    expect_status 0
    expect_in_output 'no changes'
    expect_untouched
}

@test "the same as diff of the snapshots that generate makes of both" {
    put_schema
    commit base
    git tag v1
    cp -r schema old
    say schema/main/delta/3/01_tags.sql "ALTER TABLE rooms ADD COLUMN tag TEXT DEFAULT 'x'; CREATE INDEX tag_idx ON rooms (tag);"
    commit more
    build v1..HEAD --engine sqlite --format json
    expect_status 1
    jq '[.comparisons[] | {database, engine, changes: [.changes[] | {action, kind, relation, name, class, attributes}]}]' <<<"$output" >built
    "$FULLSCHEMA" generate -q --engine sqlite -s old -o a
    "$FULLSCHEMA" generate -q --engine sqlite -s schema -o b
    run "$FULLSCHEMA" diff a b --format json
    jq '[.comparisons[] | {database, engine, changes: [.changes[] | {action, kind, relation, name, class, attributes}]}]' <<<"$output" |
        diff -u built -
    [ "$(jq '[.[].changes | length] | add' built)" -ge 2 ]
}

@test "one revision beside the working tree, what is not committed included; a delta of HEAD is a file here" {
    say migrations/001_a.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY);'
    commit base
    say migrations/002_b.sql 'ALTER TABLE rooms ADD COLUMN topic text;'
    build -s migrations --layout-in numbered --engine sqlite
    expect_status 1
    expect_in_output '+ column topic' 'made by migrations/002_b.sql:1' 'HEAD, main for sqlite -> working tree, main for sqlite'
    commit more
    build HEAD~1...HEAD -s migrations --layout-in numbered --engine sqlite
    expect_status 1
    expect_in_output 'made by migrations/002_b.sql:1'
    mkdir sub
    cd sub || return 1
    build HEAD~1...HEAD -s ../migrations --layout-in numbered --engine sqlite
    expect_status 1
    expect_in_output 'made by HEAD:migrations/002_b.sql:1'
}

@test "each revision's own sections [database NAME] say where its migrations are" {
    say fullschema.ini $'[database main]\npostgres = old/postgres\nsqlite = ./old/sqlite'
    say old/postgres/001_a.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY);'
    say old/sqlite/001_a.sql 'CREATE TABLE rooms (id INTEGER PRIMARY KEY);'
    commit base
    git mv old new
    sed -i 's/old/new/' fullschema.ini
    say new/postgres/002_b.sql 'CREATE TABLE users (id bigint);'
    say new/sqlite/002_b.sql 'CREATE TABLE users (id bigint);'
    commit moved
    build HEAD~1..HEAD
    expect_status 1
    expect_in_output '+ table users' '2 changes: 0 breaking, 0 need care, 2 safe'
    expect_untouched
}

@test "a delta that does not run is named by its revision" {
    say migrations/001_a.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY'
    commit base
    git tag v1
    say migrations/001_a.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY);'
    commit fixed
    build v1 -s migrations --layout-in numbered --engine sqlite --format json=report.json
    expect_status 2
    [[ $stderr == 'v1:migrations/001_a.sql:1:'* ]] || { show_run; false; }
    [ ! -e report.json ]
    expect_untouched
}

@test "what a revision does not have, and what leads out of it" {
    say README hello
    commit empty
    git tag v0
    say schema/a hello
    build v0 -s migrations --layout-in numbered --engine sqlite
    expect_status 2
    expect_stderr <<<'fullschema: v0:migrations: the revision has no such file or directory'
    build nowhere --engine sqlite
    expect_status 2
    [[ $stderr == *'nowhere: no revision nowhere in the repository'* ]] || { show_run; false; }
    mkdir migrations
    ln -s ../../outside migrations/001_a.sql
    git add migrations && git commit -q -m link
    build HEAD~1 HEAD -s migrations --layout-in numbered --engine sqlite
    expect_status 2
    build HEAD HEAD -s migrations --layout-in numbered --engine sqlite
    expect_status 2
    expect_stderr <<<'fullschema: HEAD:migrations/001_a.sql: a symbolic link that leads to nothing in the revision'
    rm migrations/001_a.sql
    say elsewhere.sql 'CREATE TABLE rooms (id bigint);'
    ln -s ../elsewhere.sql migrations/001_a.sql
    commit inside
    build HEAD HEAD -s migrations --layout-in numbered --engine sqlite
    expect_status 0
    cd / || return 1
    build HEAD --engine sqlite
    expect_status 2
}

@test "a tree made by hand with an entry .. writes nothing elsewhere" {
    local blob inner tree
    blob=$(printf 'CREATE TABLE rooms (id bigint);' | git hash-object -w --stdin)
    inner=$(printf '100644 001_a.sql\0%b' "$(sed 's/../\\x&/g' <<<"$blob")" | git hash-object -w -t tree --stdin --literally)
    tree=$(printf '40000 ..\0%b' "$(sed 's/../\\x&/g' <<<"$inner")" | git hash-object -w -t tree --stdin --literally)
    tree=$(printf '40000 migrations\0%b' "$(sed 's/../\\x&/g' <<<"$tree")" | git hash-object -w -t tree --stdin --literally)
    git update-ref refs/heads/evil "$(git commit-tree -m evil "$tree")"
    build evil evil -s migrations --layout-in numbered --engine sqlite
    expect_status 2
    [ -z "$(ls "$TMPDIR")" ]
    [ ! -e "$TMPDIR/001_a.sql" ]
}

@test "what --build excludes" {
    build --sql
    expect_status 2
    expect_stderr <<<'fullschema: --build excludes --sql'
    build --owners
    expect_status 2
    expect_stderr <<<'fullschema: --build excludes --owners'
}
