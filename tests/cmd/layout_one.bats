#!/usr/bin/env bats
# Snapshots at one path, which each version overwrites.

load ../lib/common
load ../lib/github

setup() {
    enter_scratch
    say db/migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT);'
    settings db/schema.sql
}

# settings OUTPUT [LINE...]
settings() {
    { printf '%s\n' 'schema = db/migrations' 'layout-in = numbered' 'engine = sqlite' "output = $1"
        printf '%s\n' "${@:2}"; } >fullschema.ini
}

fullschema() { run --separate-stderr "$FULLSCHEMA" "$@"; }
expect_in_output() { [[ $output == *"$1"* ]] || { show_run; false; }; }

commit() {
    [ -e .git ] || git init -q -b main .
    git add -A
    git commit -qm all
}

add_topic() { say db/migrations/2_topic.sql 'ALTER TABLE rooms ADD COLUMN topic TEXT;'; }

@test "one path is overwritten, check names the column that was forgotten, and diff main... what a branch changes" {
    fullschema generate
    expect_status 0
    [ "${lines[0]}" = 'db/schema.sql: new, 4 objects' ]
    expect_files db <<<$'migrations/1_rooms.sql\nschema.sql'
    commit
    git checkout -qb branch
    add_topic
    fullschema check
    expect_status 1
    expect_in_output $'main, sqlite: db/schema.sql\n\n  table rooms\n    + column topic: TEXT, position 3\n        made by db/migrations/2_topic.sql:1'
    expect_in_output 'to fix it: fullschema generate -s db/migrations -o db/schema.sql'
    fullschema generate
    expect_status 0
    [ "${lines[0]}" = 'db/schema.sql: changed, 5 objects' ]
    [ "$(git diff --stat -- db/schema.sql | wc -l)" = 2 ]
    fullschema check
    expect_status 0
    commit
    for side in main... main..; do
        fullschema diff "$side"
        expect_status 1
        expect_in_output ':db/schema.sql -> HEAD:db/schema.sql'
        expect_in_output '+ column topic: TEXT'
    done
    fullschema diff main
    expect_in_output 'main:db/schema.sql -> db/schema.sql'
    rm db/schema.sql
    fullschema diff main
    expect_status 2
    [[ $stderr == *'the working tree has no db/schema.sql, where main has its snapshots'* ]]
    fullschema check
    expect_status 1
    expect_in_output 'snapshot db/schema.sql'
}

@test "one path for each engine and database: written, checked, compared, read from git" {
    put_schema
    rm -r db fullschema.ini
    fullschema generate -o 'db/{database}-{engine}.sql'
    expect_status 0
    expect_files db <<'END'
common-postgres.sql
common-sqlite.sql
main-postgres.sql
main-sqlite.sql
state-postgres.sql
state-sqlite.sql
END
    fullschema check -o 'db/{database}-{engine}.sql'
    expect_status 0
    fullschema generate -o full_schemas
    fullschema diff full_schemas 'db/{database}-{engine}.sql'
    expect_status 0
    commit
    sed -i '/^CREATE TABLE rooms/a\    more TEXT,' db/main-sqlite.sql
    fullschema diff --output 'db/{database}-{engine}.sql'
    expect_status 1
    expect_in_output 'main, sqlite: HEAD:db/main-sqlite.sql -> db/main-sqlite.sql'
    expect_in_output '+ column more'
    fullschema diff 'HEAD:db/{database}-{engine}.sql' 'db/{database}-{engine}.sql' --engine postgres
    expect_status 0
    cp db/main-sqlite.sql db/gone-sqlite.sql
    fullschema check -o 'db/{database}-{engine}.sql' --engine sqlite
    expect_status 1
    expect_in_output 'rm db/gone-sqlite.sql && fullschema generate'
    # in a directory
    fullschema generate --layout one -o out
    expect_status 0
    expect_files out <<'END'
common/full.sql.postgres
common/full.sql.sqlite
main/full.sql.postgres
main/full.sql.sqlite
state/full.sql.postgres
state/full.sql.sqlite
END
    fullschema diff full_schemas out
    expect_status 0
}

@test "at the top, in a directory of its own, in the usual one, which a revision is searched for" {
    fullschema generate -o schema.sql
    expect_status 0
    fullschema check -o schema.sql
    expect_status 0
    fullschema generate -o '{database}/{engine}.sql'
    expect_status 0
    [ -s main/sqlite.sql ]
    fullschema generate -o new/deep/schema.sql
    expect_status 0
    [ -s new/deep/schema.sql ]
    sed -i '/^output/d' fullschema.ini
    fullschema generate
    expect_status 0
    [ "${lines[0]}" = 'full_schemas/full.sql.sqlite: new, 4 objects' ]
    commit
    add_topic
    fullschema generate
    fullschema diff HEAD
    expect_status 1
    expect_in_output '+ column topic: TEXT'
    # a path that names no database goes with the only one of its engine
    fullschema generate --layout flat -o by_version
    fullschema diff by_version full_schemas
    expect_status 0
}

@test "what cannot be one path is refused, and nothing is written" {
    local before
    refused() {
        fullschema "${@:2}"
        expect_status 2
        [[ $stderr == *"$1"* ]] || { show_run; return 1; }
        [ "$(find . | sort)" = "$before" ]
    }
    fullschema generate
    before=$(find . | sort)
    refused 'a/{databse}.sql: {databse} stands for nothing' generate -o 'a/{databse}.sql'
    refused 'a.sql: that is a file, and --layout flat has directories by version' generate --layout flat -o a.sql
    refused '--all-versions: there is one path for all of them' generate --all-versions
    refused 'it ends in a slash' generate -o 'a/{engine}/'
    refused $'-o db/migrations/3_schema.sql: it would stand among the migrations, as one of them\nhint: name a path outside of db/migrations' \
        generate -o db/migrations/3_schema.sql
    refused '-o ./db/migrations/{engine}.sql: it would stand among the migrations' generate -o './db/migrations/{engine}.sql'
    mkdir other && cd other
    put_schema
    before=$(find . | sort)
    refused 'a/schema.sql: two snapshots would be the same file: common for postgres, main for postgres' \
        generate -o a/schema.sql
    refused 'main for postgres, main for sqlite' generate -o a/schema.sql --database main
    cd ..
    # a failing delta leaves the path as it is
    say db/migrations/2_wrong.sql 'CREATE TABEL x (id INTEGER);'
    cp db/schema.sql before.sql
    fullschema generate
    expect_status 2
    cmp db/schema.sql before.sql
    rm db/migrations/2_wrong.sql
    # the file of a pull request stays in the project, and follows no link
    settings ../schema.sql
    mkdir -p .git
    refused_by_rule() {
        fullschema generate
        expect_status 2
        [[ $stderr == *"fullschema.ini:4: output: "* ]] || { show_run; return 1; }
    }
    refused_by_rule
    settings 'link/{engine}.sql'
    ln -s /tmp link
    refused_by_rule
}

@test "directories by version that are there go on; both beside each other are an error, and too many" {
    settings snapshots 'layout = flat'
    fullschema generate
    [ "${lines[0]}" = 'snapshots/1/main/full.sql.sqlite: new, 4 objects' ]
    settings snapshots
    add_topic
    fullschema generate
    [ "${lines[0]}" = 'snapshots/2/main/full.sql.sqlite: new, 5 objects' ]
    settings snapshots 'layout = one'
    fullschema generate
    [ "${lines[0]}" = 'snapshots/full.sql.sqlite: new, 5 objects' ]
    fullschema check
    expect_status 1
    expect_in_output 'rm snapshots/1/main/full.sql.sqlite snapshots/2/main/full.sql.sqlite'
    fullschema diff snapshots snapshots/full.sql.sqlite
    expect_status 2
    [[ $stderr == *'snapshots: it has snapshots by version and one that is of none'* ]]
    rm -r snapshots/[12]
    fullschema check
    expect_status 0
}

@test "a live database is compared with what the migrations make, whichever version the path holds" {
    fullschema generate
    sqlite3 app.db 'CREATE TABLE schema_migrations (version uint64, dirty bool);' \
        'CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT);' 'INSERT INTO schema_migrations VALUES (1, 0);'
    add_topic
    fullschema check --against app.db --migration-tool golang-migrate
    expect_status 0
    expect_in_output '1 pending'
    sqlite3 app.db 'ALTER TABLE rooms ADD COLUMN topic TEXT;' 'UPDATE schema_migrations SET version = 2;'
    # the path still holds version 1
    fullschema check --against app.db --migration-tool golang-migrate
    expect_status 0
    expect_in_output 'no changes'
}

@test "the report of a pull request compares the path with that of the base, and with directories that it replaced" {
    rm -r db fullschema.ini
    put_origin
    event_base='' number=''
    settings_of_dev() {
        printf '%s\n' 'schema = db/migrations' 'layout-in = numbered' 'engine = sqlite' "$@" >dev/fullschema.ini
    }
    say dev/db/migrations/1_rooms.sql 'CREATE TABLE rooms (id INTEGER PRIMARY KEY);'
    rm -rf dev/schema dev/full_schemas
    settings_of_dev 'layout = flat'
    (cd dev && "$FULLSCHEMA" generate -q)
    commit_dev main
    settings_of_dev 'output = db/schema.{engine}.sql'
    say dev/db/migrations/2_topic.sql 'ALTER TABLE rooms ADD COLUMN topic TEXT;'
    rm -r dev/full_schemas
    (cd dev && "$FULLSCHEMA" generate -q)
    pull_request 7
    action
    expect_in report.md '## Snapshots are up to date' 'column `topic`' ':full_schemas` → `db/schema.{engine}.sql`'
    git -C dev push -q -f origin HEAD:refs/heads/main && git -C dev fetch -q
    event_base=''
    say dev/db/migrations/3_tags.sql 'ALTER TABLE rooms ADD COLUMN tags TEXT;'
    (cd dev && "$FULLSCHEMA" generate -q)
    pull_request 8
    action
    expect_in report.md 'column `tags`' ':db/schema.{engine}.sql` → `db/schema.{engine}.sql`'
    run -1 grep topic report.md
}
