#!/usr/bin/env bats
# action.yml, the workflows of examples/, and the hook of pre-commit: their scripts run as the runner would.

load ../lib/common

# script FILE STEP: what the step of that name runs.
script() {
    python3 - "$repo/$1" "$2" <<'PY'
import sys, yaml
text = yaml.safe_load(open(sys.argv[1]))
steps = text["runs"]["steps"] if "runs" in text else next(iter(text["jobs"].values()))["steps"]
print(next(s["run"] for s in steps if s.get("name") == sys.argv[2]))
PY
}

setup() {
    enter_scratch
    put_schema
    mkdir runner
    export GITHUB_ACTIONS=true RUNNER_TEMP=$scratch/runner
    export GITHUB_ENV=$scratch/env GITHUB_OUTPUT=$scratch/outputs GITHUB_STEP_SUMMARY=$scratch/summary
    "$FULLSCHEMA" generate -q --engine sqlite
}

check() {
    script action.yml 'Check the snapshots' >check.sh
    run --separate-stderr env FULLSCHEMA_PROGRAM="$FULLSCHEMA" CHECK_SCHEMA=schema CHECK_OUTPUT=full_schemas \
        CHECK_FAIL_ON=any CHECK_ARGUMENTS='--engine sqlite' bash -e check.sh
}

@test "the action says when nothing differs" {
    check
    expect_status 0
    grep -qx 'status=0' outputs
    [ -s runner/fullschema/fullschema.md ]
}

@test "the action tells drift in annotations, the summary and a report" {
    echo 'CREATE INDEX more_idx ON more (id);' >schema/main/delta/2/98_more.sql
    sed -i '1i CREATE TABLE more (id INTEGER);' schema/main/delta/2/98_more.sql
    check
    expect_status 1
    grep -qx 'status=1' outputs
    grep -qx "report=$scratch/runner/fullschema/fullschema.md" outputs
    [[ $output == *'::'*'more'* ]]
    grep -q more summary
    head -n 1 runner/fullschema/fullschema.md | grep -qF '<!-- fullschema:diff -->'
}

@test "what a person chose is no part of a script" {
    # shellcheck disable=SC2016
    check_schema='$(touch hacked)'
    script action.yml 'Check the snapshots' >check.sh
    run ! grep -q 'inputs\.' check.sh
    run env FULLSCHEMA_PROGRAM="$FULLSCHEMA" CHECK_SCHEMA="$check_schema" CHECK_OUTPUT=full_schemas \
        CHECK_FAIL_ON=any CHECK_ARGUMENTS='' bash -e check.sh
    expect_status 2
    [ ! -e hacked ]
}

# A stand-in for GitHub's command line tool that notes what it is asked for.
put_gh() {
    mkdir -p bin report
    put bin/gh <<'SH'
#!/bin/sh
echo "$*" >>gh.calls
case "$*" in
*pulls*) echo 7 ;;
*--paginate*) cat comments ;;
esac
SH
    chmod 755 bin/gh
    printf '<!-- fullschema:diff -->\nreport\n' >report/fullschema.md
}

comment() {
    script examples/comment.yml 'Post the report' >comment.sh
    run --separate-stderr env PATH="$scratch/bin:$PATH" GH_REPO=owner/name RUN_ID=1 HEAD_SHA=abc HEAD_LABEL=fork:branch \
        bash -e comment.sh
}

@test "the first report is posted, later ones replace it" {
    put_gh
    : >comments
    comment
    expect_status 0
    grep -q -- '-X POST repos/owner/name/issues/7/comments -F body=@report/fullschema.md' gh.calls
    echo 42 >comments
    comment
    expect_status 0
    grep -q -- '-X PATCH repos/owner/name/issues/comments/42 -F body=@report/fullschema.md' gh.calls
}

@test "a report too long for a comment is not posted" {
    put_gh
    : >comments
    head -c 70000 /dev/zero | tr '\0' x >report/fullschema.md
    comment
    [ "$status" -ne 0 ]
    run ! grep -q -- '-X P[OA]' gh.calls
}

@test "all YAML files are in good order" {
    yamllint -s -d '{extends: default, rules: {document-start: disable, line-length: {max: 120}, truthy: disable}}' \
        "$repo/action.yml" "$repo/.pre-commit-hooks.yaml" "$repo"/examples/*.yml \
        "$repo/share/fullschema/init/.github/workflows/schema.yml"
    local step
    for step in 'Install fullschema' 'Check the snapshots'; do
        script action.yml "$step" | shellcheck -s bash -
    done
    script examples/comment.yml 'Post the report' | shellcheck -s bash -
}

@test "the hook of pre-commit runs check on the files that matter" {
    python3 - "$repo/.pre-commit-hooks.yaml" <<'PY'
import re, sys, yaml
hook, = yaml.safe_load(open(sys.argv[1]))
assert hook["entry"] == "fullschema check" and hook["pass_filenames"] is False
for path in "schema/main/delta/60/a.sql", "full_schemas/60/main/full.sql.sqlite", "db/main/background_updates/x.sql":
    assert re.search(hook["files"], path), path
for path in "README.md", "src/delta.c":
    assert not re.search(hook["files"], path), path
PY
}
