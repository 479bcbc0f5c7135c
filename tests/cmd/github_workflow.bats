#!/usr/bin/env bats
# action.yml: its options, its annotations, its cache, and the YAML itself.

load ../lib/common
load ../lib/github
load ../lib/github_setup

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
    expect_same <(grep -v '^#' "$repo/examples/check.yml") <(grep -v '^#' "$repo/share/fullschema/init/.github/workflows/schema.yml")
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
