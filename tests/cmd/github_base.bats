#!/usr/bin/env bats
# action.yml: what a pull request is compared with, wherever its snapshots are.

load ../lib/common
load ../lib/github
load ../lib/github_setup

@test "a schema that is new altogether breaks nothing, and is a change" {
    git -C dev rm -rq full_schemas schema
    say dev/other/3/other/full.sql.sqlite 'CREATE TABLE other (id INTEGER);'
    commit_dev main
    (cd dev && put_schema) && generate_dev
    pull_request 7
    action fail-on-changes=breaking
    expect_success
    [ "$(result '.outputs."changes-status"')" = 0 ]
    expect_in report.md '## Schema changes: all of it is new'
    run -1 grep -q 'fullschema:same' report.md
    action fail-on-changes=any
    expect_failure
    [ "$(result '.outputs."changes-status"')" = 1 ]
}

@test "build: no snapshots are committed, and both sides are made of their deltas" {
    git -C dev rm -rq full_schemas
    commit_dev main
    put dev/schema/main/delta/2/98_drop.sql <<<'ALTER TABLE rooms DROP COLUMN topic;'
    pull_request 7
    [ "$(git -C ws rev-list --count HEAD)" = 1 ]
    action build=true
    expect_success
    [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '0 0' ]
    expect_in report.md '## Schema changes: 3 breaking' 'column `topic` **removed**' 'made by `schema/main/delta/2/98_drop.sql:1`'
    [ "$(grep -c '^<!-- fullschema:diff -->$' report.md)" = 1 ]
    [ -z "$(git -C ws status --porcelain)" ]
    action build=true fail-on-changes=breaking
    expect_failure
    put dev/schema/main/delta/2/99_broken.sql <<<'ALTER TABLE nowhere ADD COLUMN topic TEXT;'
    pull_request 7
    action build=true
    expect_failure
    [ "$(result '.outputs.status')" = 2 ]
    expect_in report.md 'could not be compared' '99_broken.sql:1:'
}

# drop_topic: a breaking change in dev/, with its snapshots.
drop_topic() {
    put dev/schema/main/delta/2/98_drop.sql <<<'ALTER TABLE rooms DROP COLUMN topic;'
    generate_dev
}

# expect_dropped: the gate has seen it, and it alone.
expect_dropped() {
    expect_failure
    [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '0 1' ]
    expect_in report.md 'column `topic` **removed**'
}

@test "snapshots among 2,000 files, in the nested layout: the base's are found, and a dropped column fails the job" {
    local i
    git -C dev rm -rq full_schemas
    mkdir -p dev/schema/main/delta/2
    for i in $(seq 1000 2999); do
        echo "CREATE INDEX rooms_by_name_with_quite_a_long_name_$i ON rooms (name) WHERE $i;" \
            >"dev/schema/main/delta/2/10_$i.with_such_a_long_name_as_people_give_to_their_files.sql"
    done
    printf 'engine = sqlite\nlayout = nested\noutput = schema\n' >dev/fullschema.ini
    generate_dev
    commit_dev main
    [ "$(git -C dev ls-tree -r --name-only HEAD | wc -c)" -gt 131072 ] # more than a pipe takes
    drop_topic
    pull_request 7
    action fail-on-changes=breaking
    expect_dropped
    action
    expect_success
}

@test "snapshots that were moved, in another layout or under an odd name, are compared with what they were" {
    git -C dev rm -rq full_schemas
    printf 'engine = sqlite\nlayout = nested\noutput = db/now\n' >dev/fullschema.ini
    drop_topic
    pull_request 7
    action fail-on-changes=breaking
    expect_dropped
    expect_in report.md ':full_schemas` → `db/now`'
    # the same directory, another layout
    git -C dev rm -rq db
    printf 'engine = sqlite\nlayout = nested\n' >dev/fullschema.ini
    generate_dev
    pull_request 8
    action fail-on-changes=breaking
    expect_dropped
    # names that are an option, or hold a colon, a blank, letters of another alphabet, quotes
    git -C dev rm -rq full_schemas
    printf 'engine = sqlite\noutput = "-o sch\303\244ma: \\\\ \\"now\\";"\n' >dev/fullschema.ini
    generate_dev
    pull_request 9
    action fail-on-changes=breaking
    expect_dropped
    commit_dev main
    echo 'DROP TABLE groups;' | put dev/schema/state/delta/2/99_drop.sql
    generate_dev
    pull_request 10
    action fail-on-changes=breaking
    expect_failure
    [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '0 1' ]
    expect_in report.md '## Schema changes: 1 breaking' 'table `groups`'
}

@test "several directories of snapshots gone at once: which is compared is not guessed" {
    mkdir dev/old && cp -r dev/full_schemas dev/old/
    commit_dev main
    git -C dev rm -rq old full_schemas
    printf 'engine = sqlite\noutput = now\n' >dev/fullschema.ini
    drop_topic
    pull_request 7
    action fail-on-changes=breaking
    expect_failure
    [ "$(result '.outputs."changes-status"')" = 2 ]
    expect_in report.md '## Schema changes: not reported' 'Several directories of snapshots are gone'
}

@test "snapshots at the top of the repository" {
    git -C dev mv full_schemas/2 2
    printf 'engine = sqlite\noutput = .\n' >dev/fullschema.ini
    commit_dev main
    drop_topic
    pull_request 7
    action fail-on-changes=breaking
    expect_dropped
}

@test "a base that cannot be had is a warning, or fails the job that was to depend on it" {
    add_tags && generate_dev
    pull_request 7
    git -C ws remote set-url origin "file://$scratch/nowhere.git"
    action
    expect_success
    expect_in report.md '## Snapshots are up to date' '## Schema changes: not reported' 'The base revision cannot be had.'
    [ "$(result '.annotations[0].level')" = warning ]
    action fail-on-changes=breaking
    expect_failure
    # shellcheck disable=SC2016
    action base='--upload-pack=$(touch hacked)'
    expect_in report.md 'The base revision cannot be had.'
    [ ! -e ws/hacked ]
}
