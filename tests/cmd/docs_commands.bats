#!/usr/bin/env bats
# Each command line of fullschema in README.md and docs/ is run, in the order of its page, in a project made for it.

load ../lib/common
load ../lib/server
load ../lib/server_a_file

# put_project: a repository with the snapshots of version 1 on main and of version 2 on a branch, plain migrations, and
# databases that have run all.
put_project() {
    export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$scratch/gitconfig XDG_CACHE_HOME=$scratch/cache
    git config --global user.name reader
    git config --global user.email reader@example.org
    git config --global init.defaultBranch main
    mkdir project
    cd project
    git init -q
    put_schema
    mv schema/main ../later
    mkdir -p schema/main/delta
    cp -r ../later/delta/1 schema/main/delta/
    say db/migrations/1_rooms.sql 'CREATE TABLE rooms (room_id bigint NOT NULL, creator text);'
    say migrations/1_rooms.up.sql 'CREATE TABLE rooms (room_id bigint NOT NULL, creator text);'
    say migrations/1_rooms.down.sql 'DROP TABLE rooms;'
    say db/postgres/1_rooms.sql 'CREATE TABLE rooms (room_id bigint NOT NULL, creator text);'
    say db/sqlite/1_rooms.sql 'CREATE TABLE rooms (room_id bigint NOT NULL, creator text);'
    say migrations/2_topics.up.sql 'CREATE TABLE topics (topic text);'
    say migrations/2_topics.down.sql 'DROP TABLE topics;'
    say drift.txt 'table scratch: somebody is looking for something'
    "$FULLSCHEMA" generate -q
    git add -A
    git commit -qm one
    cp -r full_schemas old
    git checkout -qb topic
    cp -r ../later/. schema/main/
    "$FULLSCHEMA" generate -q
    git add -A
    git commit -qm two
    export FULL_DATABASE="host=$server dbname=filled" EMPTY_DATABASE="host=$server dbname=empty"
    as_boss 'CREATE DATABASE filled'
    as_boss 'CREATE DATABASE empty'
    local database
    for database in "$FULL_DATABASE" app.db; do
        "$FULLSCHEMA" load -q "$database" 2
    done
    local ran
    ran="$(<schema/common/schema_version.sql) INSERT INTO schema_version VALUES (2, true);"
    as_boss "$ran" filled
    sqlite3 app.db "$ran"
}

@test "each command line of fullschema in the pages works" {
    put_project
    run --separate-stderr "$repo/tests/lib/docs_run.py" "$repo" "$FULLSCHEMA" "$PWD"
    expect_status 0
    [ "$(cut -d' ' -f1 <<<"$output")" -ge 40 ]
}

@test "a command line that ends in trouble is named with its page, a name of a command is none, and a line runs once" {
    mkdir -p project pages/docs
    echo 'CREATE TABLE t (a INTEGER);' >project/a.sql.sqlite
    printf 'Say `fullschema load`.\n\n```\n$ fullschema diff a.sql.sqlite a.sql.sqlite\n```\n' >pages/docs/a.md
    printf '```console\n$ fullschema diff a.sql.sqlite a.sql.sqlite 2>&1 | cat\nfullschema printed\n```\n' >pages/docs/b.md
    run --separate-stderr "$repo/tests/lib/docs_run.py" pages "$FULLSCHEMA" "$PWD/project"
    expect_status 0
    [ "$output" = '2 commands run' ]
    echo 'And `fullschema diff a.sql.sqlite b.sql.sqlite`.' >>pages/docs/b.md
    run --separate-stderr "$repo/tests/lib/docs_run.py" pages "$FULLSCHEMA" "$PWD/project"
    expect_status 1
    [[ $output == 'docs/b.md: fullschema diff a.sql.sqlite b.sql.sqlite: exit status 2: '*b.sql.sqlite* ]]
}
