#!/usr/bin/env bats
# action.yml in a pull request, as GitHub's runner takes it through: a shallow
# checkout of the merge, each step in its shell, what a step leaves in files.

load ../lib/common
load ../lib/github
load ../lib/github_setup

@test "nothing differs: the report says so to people and to the workflow that would comment" {
    say dev/README.md hello
    pull_request 7
    action
    expect_success
    [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '0 0' ]
    [ "$(result '.annotations | length')" = 0 ]
    sed "s/\`[0-9a-f]*:/\`BASE:/" report.md >shown.md
    expect_file shown.md <<'END'
<!-- fullschema:diff -->
<!-- fullschema:same -->
## Snapshots are up to date

`full_schemas` holds what the deltas of `schema` make.

## Schema changes: none

`BASE:full_schemas` → `full_schemas`
END
    [ "$(result .summary)" = "$(cat report.md)" ]
    unzip -p github/runs/1/100.zip fullschema.md | cmp - report.md
    [ "$(unzip -p github/runs/1/100.zip pull-request)" = 7 ]
    # nothing of it stays in the checkout
    [ -z "$(git -C ws status --porcelain)" ]
}

@test "a change with its snapshots: told against the base, which a shallow checkout does not have" {
    add_tags && generate_dev
    pull_request 7
    [ "$(git -C ws rev-list --count HEAD)" = 1 ]
    action
    expect_success
    expect_in report.md '## Snapshots are up to date' '## Schema changes: 0 breaking, 0 need care' 'table `tags`' \
        'index `tags_room_idx`' '](<https://github.com/maker/fullschema/blob/v1/docs/changes.md#'
    [ "$(head -n 1 report.md)" = '<!-- fullschema:diff -->' ]
    [ "$(grep -c '<!-- fullschema' report.md)" = 1 ]
    # beside the lines that the pull request adds
    line=$(grep -n 'CREATE TABLE tags' ws/full_schemas/2/main/full.sql.sqlite | cut -d: -f1)
    [ "$(result "[.annotations[] | select(.file == \"full_schemas/2/main/full.sql.sqlite\" and .line == \"$line\")] | length")" -ge 1 ]
}

@test "what came to the base meanwhile is not the pull request's" {
    event_base=$(git -C dev rev-parse HEAD)
    put dev/schema/state/delta/2/90_theirs.sql <<<'CREATE TABLE theirs (id INTEGER);'
    generate_dev && commit_dev main
    git -C dev checkout -q -b mine "$event_base"
    add_tags && generate_dev
    pull_request 7
    action
    expect_success
    expect_in report.md 'table `tags`'
    run -1 grep -q theirs report.md
}

@test "drift fails the job, and its annotations stand at the delta" {
    add_tags
    pull_request 7
    action
    expect_failure
    [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '1 0' ]
    expect_in report.md '## Snapshots differ from their deltas: ' 'To fix it, run `fullschema generate --engine sqlite`' '## Schema changes: none'
    [ "$(result '[.annotations[] | "\(.file):\(.line)"] | unique | join(" ")')" = schema/main/delta/2/98_tags.sql:2 ]
    [[ $output == *'to fix it: fullschema generate'* ]]
    # the report is kept although the job fails
    unzip -p github/runs/1/100.zip fullschema.md | cmp - report.md
}

@test "a breaking change is reported, and fails the job by choice" {
    put dev/schema/state/delta/2/98_drop.sql <<<'DROP TABLE groups;'
    generate_dev
    pull_request 7
    action
    expect_success
    expect_in report.md '## Schema changes: 1 breaking' '### Breaking: 1'
    [ "$(result '[.annotations[] | select(.level == "error")] | length')" = 1 ]
    action fail-on-changes=breaking
    expect_failure
    [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '0 1' ]
    action fail-on-changes=breaking fail-on=none
    expect_failure
}

@test "drift and a change together: both are reported, drift alone is annotated, no more than ten of a level" {
    local i
    add_tags && generate_dev
    for i in $(seq 10 40); do
        echo "CREATE TABLE t$i (id INTEGER);"
    done | put dev/schema/main/delta/2/99_many.sql
    pull_request 7
    action
    expect_failure
    expect_in report.md 'table `t10`' 'table `tags`'
    [ "$(result '[.annotations[] | select(.message | contains("tags"))] | length')" = 0 ]
    [ "$(result .dropped)" = 0 ]
    [ "$(result '.annotations | length')" = 10 ]
}

@test "a delta that is wrong: the annotation points into it, the report quotes it and leaves no markup" {
    put dev/schema/main/delta/2/98_wrong.sql <<'SQL'
CREATE TABLE fine (id INTEGER);
CREATE TABLE "</details>`@everyone" (id INTEGER
SQL
    pull_request 7
    action
    expect_failure
    [ "$(result .outputs.status)" = 2 ]
    [ "$(result '.annotations[0] | "\(.level) \(.file):\(.line)"')" = 'error schema/main/delta/2/98_wrong.sql:2' ]
    expect_in report.md '## Snapshots could not be checked' '    schema/main/delta/2/98_wrong.sql:2:' '## Schema changes: none'
    run -1 grep -E '^ {0,3}[^ ].*everyone' report.md
}

@test "without a base: a push tells drift alone" {
    number=0 event=push sha=$(git -C dev rev-parse HEAD)
    checkout "$sha"
    action
    expect_success
    [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '0 ' ]
    run -1 grep -q 'Schema changes' report.md
    expect_in report.md '<!-- fullschema:same -->' '## Snapshots are up to date'
}

@test "a base of one's own choice, and of a merge queue" {
    local before
    before=$(git -C dev rev-parse HEAD)
    add_tags && generate_dev && commit_dev main
    number=0 sha=$(git -C dev rev-parse HEAD)
    event=push
    checkout "$sha"
    action base="$before"
    expect_success
    expect_in report.md 'table `tags`'
    event=merge_group event_base=$before
    checkout "$sha"
    action
    expect_success
    expect_in report.md 'table `tags`'
}

@test "a base that has the schema but no snapshots cannot be compared with: a gate fails" {
    local wish
    git -C dev rm -rq full_schemas
    commit_dev main
    generate_dev
    pull_request 7
    for wish in any care breaking; do
        action fail-on-changes=$wish
        expect_failure
        [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '0 2' ]
    done
    action
    expect_success
    [ "$(result '.outputs | "\(.status) \(."changes-status")"')" = '0 ' ]
    expect_in report.md '## Schema changes: not reported' 'The base has the schema, but no snapshots of it'
    [ "$(result '.annotations[0].level')" = warning ]
    run -1 grep -q 'fullschema:same' report.md
}

@test "snapshots of the base that cannot be read do not keep anybody from fixing them" {
    printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' >dev/full_schemas/2/main/full.sql.sqlite
    commit_dev main
    generate_dev
    pull_request 7
    action
    expect_success
    expect_in report.md '## Schema changes: not reported' '    ' 'full_schemas/2/main/full.sql.sqlite'
    [ "$(result '[.annotations[].level] | join(" ")')" = warning ]
    action fail-on-changes=care
    expect_failure
}

@test "the branch's own head checked out, with history: distinguished from where it left the base" {
    event_base=$(git -C dev rev-parse HEAD)
    put dev/schema/state/delta/2/90_theirs.sql <<<'CREATE TABLE theirs (id INTEGER);'
    generate_dev && commit_dev main
    git -C dev checkout -q -b mine "$event_base"
    add_tags && generate_dev
    pull_request 7
    event_base=$(git -C dev rev-parse origin/main)
    rm -rf ws && git clone -q --single-branch -b change-7 "file://$scratch/origin.git" ws
    git -C ws checkout -q --detach "$head_sha"
    action
    expect_success
    expect_in report.md 'table `tags`'
    run -1 grep -q theirs report.md
    [ "$(git -C ws rev-parse --is-shallow-repository)" = false ]
}

@test "both parts have room: what does not fit is counted, and it stays a comment's length" {
    local i
    for i in $(seq 1000 1900); do
        echo "CREATE TABLE a_table_with_quite_a_long_name_$i (id INTEGER, some_other_column TEXT NOT NULL);"
    done | put dev/schema/main/delta/2/97_many.sql
    generate_dev
    for i in $(seq 1000 1900); do
        echo "CREATE TABLE another_table_with_a_long_name_$i (id INTEGER, some_other_column TEXT NOT NULL);"
    done | put dev/schema/main/delta/2/98_more.sql
    pull_request 7
    action
    expect_failure
    [ "$(stat -c %s report.md)" -le 64000 ]
    [ "$(stat -c %s report.md)" -gt 50000 ]
    [ "$(grep -c 'Left out, because' report.md)" = 2 ]
    [ "$(grep -c 'another_table' report.md)" -gt 20 ]
    [ "$(grep -c 'a_table_with' report.md)" -gt 20 ]
}

@test "below the top of the repository, with fullschema.ini and a path that begins with ./" {
    mkdir dev/db && mv dev/schema dev/full_schemas dev/fullschema.ini dev/db/
    printf 'schema = ./schema\noutput = ./sql/now\nengine = sqlite\n' >dev/db/fullschema.ini
    mkdir dev/db/sql && mv dev/db/full_schemas dev/db/sql/now
    (cd dev/db && "$FULLSCHEMA" generate -q)
    commit_dev main
    echo 'CREATE TABLE tags (id INTEGER);' | put dev/db/schema/main/delta/2/98_tags.sql
    (cd dev/db && "$FULLSCHEMA" generate -q)
    pull_request 7
    action working-directory=db
    expect_success
    expect_in report.md 'table `tags`' ':db/sql/now` → '
    [ "$(result '.annotations[0].file')" = db/sql/now/2/main/full.sql.sqlite ]
    # from the top, fullschema.ini is found beside the schema directory
    action schema=db/schema
    expect_success
    expect_in report.md 'table `tags`'
    echo 'CREATE TABLE mor (' | put dev/db/schema/main/delta/2/99_wrong.sql
    pull_request 7
    action working-directory=./db
    expect_failure
    [ "$(result '.annotations[0].file')" = db/schema/main/delta/2/99_wrong.sql ]
}

@test "a partial clone: git fetches the base's snapshots before they are read" {
    add_tags && generate_dev
    pull_request 7
    git -C origin.git config uploadpack.allowFilter true
    rm -rf ws && git init -q ws
    git -C ws remote add origin "file://$scratch/origin.git"
    git -C ws fetch -q --no-tags --depth=1 --filter=blob:none origin "$sha"
    git -C ws config remote.origin.promisor true
    git -C ws config remote.origin.partialclonefilter blob:none
    git -C ws checkout -q --detach "$sha"
    action
    expect_success
    expect_in report.md 'table `tags`'
}
