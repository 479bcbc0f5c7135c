#!/usr/bin/env bats
# action.yml in a pull request, as GitHub's runner takes it through: a shallow
# checkout of the merge, each step in its shell, what a step leaves in files.

load ../lib/common
load ../lib/github

setup() {
    enter_scratch
    put_origin
    event_base='' number=''
}

# A table and its index, made by a delta; the snapshots are regenerated or not.
add_tags() {
    put dev/schema/main/delta/2/98_tags.sql <<'SQL'
CREATE TABLE tags (room_id TEXT NOT NULL, tag TEXT NOT NULL);
CREATE INDEX tags_room_idx ON tags (room_id);
SQL
}
generate_dev() { (cd dev && "$FULLSCHEMA" generate -q); }

expect_success() { [ "$(result .conclusion)" = success ] || { echo "$output"; return 1; }; }
expect_failure() { [ "$(result .conclusion)" = failure ] || { echo "$output"; return 1; }; }

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

@test "what a person chose is no part of a script, and several words are several options" {
    say dev/README.md hello
    pull_request 7
    # shellcheck disable=SC2016
    action schema='$(touch hacked)'
    expect_failure
    # shellcheck disable=SC2016
    action arguments='`touch hacked` ; touch hacked'
    expect_failure
    [ -z "$(find . -name hacked)" ]
    action arguments=$'--database main\n  --database state'
    expect_success
    action artifact=
    expect_success
}

@test "where fullschema is not installed the action builds it, and later steps find it" {
    say dev/README.md hello
    pull_request 7
    mkdir -p theirs/tools theirs/build
    cp "$repo/action.yml" theirs/
    ln -s "$repo/tools/github_report.sh" theirs/tools/
    cp "$repo/tools/github_install.sh" theirs/tools/
    cp "$repo/VERSION" theirs/
    put theirs/tools/bootstrap <<SH
#!/bin/sh
echo "bootstrap \$*"
printf '#!/bin/sh\nexec "%s" "\$@"\n' "$FULLSCHEMA" >"\$(dirname "\$0")/../build/fullschema"
chmod 755 "\$(dirname "\$0")/../build/fullschema"
SH
    chmod 755 theirs/tools/bootstrap
    mkdir -p runner
    job result.json | jq '.path = []' >job.json
    run python3 "$repo/tests/lib/actions.py" action theirs job.json
    [[ $output == *'bootstrap all'* ]]
    expect_success
}

@test "errors and warnings of any command are annotations, ten of a level" {
    local i
    cd dev && rm -r full_schemas
    for i in $(seq 12); do echo x >"schema/main/delta/2/x$i.txt"; done
    run --separate-stderr env GITHUB_ACTIONS=true "$FULLSCHEMA" generate -q
    expect_status 0
    [ "$(grep -c '^::warning ' <<<"$stderr")" = 10 ]
    grep -q '^::warning file=schema/main/delta/2/x1.txt,title=fullschema::' <<<"$stderr"
    grep -q '^::warning title=fullschema::3 more of this level' <<<"$stderr"
    run --separate-stderr env GITHUB_ACTIONS=true "$FULLSCHEMA" generate --engine nothing
    expect_status 2
    grep -q '^::error title=fullschema::--engine nothing' <<<"$stderr"
    run --separate-stderr "$FULLSCHEMA" generate --engine nothing
    run -1 grep '^::' <<<"$stderr"
}

@test "a limit that no report keeps, and an address that is none" {
    cd dev
    run --separate-stderr "$FULLSCHEMA" check --markdown-limit 100
    expect_status 2
    expect_in_stderr '--markdown-limit 100: at least 8000'
    run --separate-stderr "$FULLSCHEMA" check --docs-url 'javascript:x'
    expect_status 2
    expect_in_stderr '--docs-url javascript:x: not an address'
    run "$FULLSCHEMA" check --docs-url https://docs.example/ --markdown-limit 8000
    expect_status 0
}

@test "all YAML files are in good order" {
    local step files=("$repo/action.yml" "$repo"/examples/{check,comment}.yml \
        "$repo"/.github/workflows/*.yml "$repo/share/fullschema/init/.github/workflows/schema.yml")
    yamllint -s -d '{extends: default, rules: {document-start: disable, line-length: {max: 120}, truthy: disable}}' \
        "${files[@]}" "$repo"/examples/{gitlab-ci,forgejo}.yml "$repo/.pre-commit-hooks.yaml"
    python3 "$repo/tests/lib/actions.py" lint "${files[@]}"
    python3 - "${files[@]}" >scripts <<'PY'
import sys, yaml
for path in sys.argv[1:]:
    text = yaml.safe_load(open(path))
    for job in [text["runs"]] if "runs" in text else text["jobs"].values():
        print("#!/bin/bash", *(step["run"] for step in job["steps"] if "run" in step), sep="\n")
PY
    shellcheck -s bash -e SC2153 scripts "$repo"/tools/github_{report,install}.sh "$repo"/tools/release/*.sh
    # both are one workflow, with a word of its own at the top
    diff <(grep -v '^#' "$repo/examples/check.yml") <(grep -v '^#' "$repo/share/fullschema/init/.github/workflows/schema.yml")
    # the second waits for the first, and for the artifact that the action keeps
    grep -q '^name: schema$' "$repo/examples/check.yml"
    grep -q 'workflows: \[schema\]' "$repo/examples/comment.yml"
}

@test "what runs keep is restored before a run and saved after it, unless it is not wanted" {
    export CACHES=$scratch/caches
    say dev/README.md hello
    pull_request 7
    kept() { # what the runner of a job has in its home afterwards
        rm -rf runner
        action "$@"
        expect_success
        rm -rf home
        [ ! -d runner/.cache/fullschema ] || cp -a runner/.cache/fullschema home
    }
    kept cache=false
    [[ $output != *'Cache '* && ! -e caches ]] || { echo "$output"; return 1; }
    kept
    [[ $output == *'Cache not found'* ]] || { echo "$output"; return 1; }
    [ "$(stat -c %a home)" = 700 ]
    diff -r "caches/fullschema-Linux-X64-$sha" home
    [ -n "$(ls home)" ]
    say dev/README.md again
    pull_request 7
    kept
    [[ $output == *"Cache restored from key: fullschema-Linux-X64-"* && $output == *'proved by an earlier run'* ]] ||
        { echo "$output"; return 1; }
}

@test "the linter finds what GitHub would refuse" {
    local edit
    for edit in 's/composite/docker/' 's/inputs.schema /inputs.shema /' 's/steps.report.outputs.status/steps.check.outputs.status/' \
        's/shell: bash/shell: fish/' 's/^    - name: Keep/    - nam: Keep/' 's/runner.arch/runner.architecture/' 's,"$GITHUB_ACTION_PATH/tools/github_install.sh",echo ${{ inputs.schema }},'; do
        sed "$edit" "$repo/action.yml" >action.yml
        run ! python3 "$repo/tests/lib/actions.py" lint action.yml
    done
    for edit in 's/workflow_run:$/workflow_runs:/' 's/pull-requests: write/pull-request: write/' 's/runs-on/run-on/'; do
        sed "$edit" "$repo/examples/comment.yml" >comment.yml
        run ! python3 "$repo/tests/lib/actions.py" lint comment.yml
    done
}
