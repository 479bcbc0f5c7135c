#!/usr/bin/env bats
# fullschema check: deltas that were changed after their release, and snapshots that nothing makes any more.

load ../lib/common

setup() {
    enter_scratch
    export GIT_CEILING_DIRECTORIES=$scratch GIT_CONFIG_GLOBAL=/dev/null
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
    mkdir project
    cd project
    git init -q -b main
    put_schema
    say fullschema.ini 'engine = sqlite'
    commit 0
}

# commit N: regenerated, at a time of its own.
commit() {
    "$FULLSCHEMA" generate -q
    git add .
    GIT_COMMITTER_DATE="2026-01-1$1T00:00:00Z" git commit -q --allow-empty -m "$1"
}

check() { run --separate-stderr "$FULLSCHEMA" check "$@"; }

# expect_edited PATH BY: the one finding.
expect_edited() {
    check --format json=report.json --format github=report.github --format sarif=report.sarif --format text=report.text
    expect_status 1
    jq -e --arg path "$1" '[.comparisons[].changes[] | [.kind, .name, .action, .class]] == [["delta", $path, "changed", "care"]]' report.json
    "$repo/tests/lib/validate_json.py" "$repo/docs/diff.schema.json" <report.json
    grep -qF "$2 has it with another text: databases that have run it do not run it again" report.json
    [[ $(<report.github) == "::warning file=project/$1,"* || $(<report.github) == "::warning file=$1,"* ]]
    jq -e --arg path "$1" '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri | endswith($path)' report.sarif
    run -1 grep -q 'to fix it' report.text
}

@test "a delta that a tag has with another text" {
    check
    expect_status 0
    git tag v1
    commit 1
    check
    expect_status 0
    # another text that makes the same is another text
    echo '-- more' >>schema/main/delta/1/02_rooms.sql
    expect_edited schema/main/delta/1/02_rooms.sql 'tag v1'
    # it is found where it was committed, too, and from anywhere
    commit 2
    expect_edited schema/main/delta/1/02_rooms.sql 'tag v1'
    (cd schema && check -s . && expect_status 1)
    # what came after the tag is nobody's yet
    git checkout -q v1 -- schema/main/delta/1/02_rooms.sql
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (x INTEGER);'
    commit 3
    echo '-- more' >>schema/main/delta/2/03_more.sql
    check
    expect_status 0
    # the newest tag counts, and of those alone that HEAD comes after
    echo '-- more' >>schema/main/delta/1/02_rooms.sql
    commit 4
    git tag -a -m two v2
    check
    expect_status 0
    git checkout -q v1
    check
    expect_status 0
}

@test "deltas of a version that fullschema.ini calls released" {
    printf 'engine = sqlite\n[check]\nreleased = 1\n' >fullschema.ini
    commit 1
    check
    expect_status 0
    echo '-- more' >>schema/main/delta/2/01_room_names.sql
    commit 2
    check
    expect_status 0
    echo '-- more' >>schema/main/delta/1/02_rooms.sql
    expect_edited schema/main/delta/1/02_rooms.sql "commit $(git rev-parse --short=12 HEAD~1), in which fullschema.ini says released = 1"
    commit 3
    expect_edited schema/main/delta/1/02_rooms.sql "commit $(git rev-parse --short=12 HEAD~2), in which fullschema.ini says released = 1"
    # said on the command line alone, HEAD has the text that counts
    check --released 2
    expect_status 0
    echo '-- more' >>schema/main/delta/2/01_room_names.sql
    check --released 2
    expect_status 1
    [[ $output == *'~ delta schema/main/delta/2/01_room_names.sql'* ]]
    check --released no
    expect_status 2
    expect_in_stderr '--released no'
}

@test "without a repository nothing is known to be released" {
    rm -rf .git
    echo '-- more' >>schema/main/delta/1/02_rooms.sql
    check --released 2
    expect_status 0
}

@test "snapshots of a version above the directory's, and of a database that is gone" {
    local layout
    for layout in flat nested; do
        rm -rf full_schemas
        "$FULLSCHEMA" generate -q --layout $layout
        check --layout $layout
        expect_status 0
        if [ $layout = flat ]; then
            mkdir -p full_schemas/3/main full_schemas/2/gone
            extra=full_schemas/3/main/full.sql.sqlite gone=full_schemas/2/gone/full.sql.sqlite
        else
            mkdir -p full_schemas/main/full_schemas/3 full_schemas/gone/full_schemas/2
            extra=full_schemas/main/full_schemas/3/full.sql.sqlite gone=full_schemas/gone/full_schemas/2/full.sql.sqlite
        fi
        echo 'CREATE TABLE t (x INTEGER);' | tee "$extra" >"$gone"
        check --layout $layout
        expect_status 1
        [[ $output == *"- snapshot $extra"* && $output == *"- snapshot $gone"* ]]
        [[ ${lines[-1]} == "to fix it: rm "* && ${lines[-1]} == *"$extra"* && ${lines[-1]} == *"$gone"* ]]
        [[ $output == *"2 changes: 2 breaking"* ]]
        # where somebody asks for a version, others are not looked at
        check --layout $layout -n 2 --database main
        expect_status 0
    done
}
