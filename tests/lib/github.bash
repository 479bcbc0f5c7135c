# A repository with pull requests, as GitHub serves it, and the runner that
# takes action.yml and the workflows through them (tests/lib/actions.py).

export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/nowhere/gitconfig
export GIT_AUTHOR_NAME=someone GIT_AUTHOR_EMAIL=someone@example.org
export GIT_COMMITTER_NAME=someone GIT_COMMITTER_EMAIL=someone@example.org

# put_origin: dev/, somebody's clone of origin.git; main has a schema directory
# for SQLite alone, and its snapshots.
put_origin() {
    git init -q --bare -b main origin.git
    git -C origin.git config uploadpack.allowAnySHA1InWant true # as GitHub allows it
    git init -q -b main dev
    git -C dev remote add origin "file://$scratch/origin.git"
    (cd dev && put_schema && say fullschema.ini 'engine = sqlite' && "$FULLSCHEMA" generate -q)
    commit_dev main
}

# commit_dev BRANCH: all that lies in dev/, pushed.
commit_dev() {
    git -C dev add -A
    git -C dev commit -q --allow-empty -m "$1"
    git -C dev push -q -f origin "HEAD:refs/heads/$1"
}

# pull_request NUMBER: what lies in dev/ becomes a branch of that pull request.
# GitHub merges it with main, which may have moved, and the workflow checks that
# merge out, without history. The event tells main as it was when it was opened.
pull_request() {
    event_base=${event_base:-$(git -C dev rev-parse origin/main)}
    git -C dev checkout -q -B "change-$1"
    commit_dev "change-$1"
    head_sha=$(git -C dev rev-parse HEAD)
    git -C dev checkout -q --detach origin/main
    git -C dev merge -q --no-ff -m "Merge $head_sha into main" "$head_sha"
    git -C dev push -q -f origin "HEAD:refs/pull/$1/merge"
    number=$1 event=pull_request sha=$(git -C dev rev-parse HEAD)
    git -C dev checkout -q "change-$1"
    checkout "$sha"
}

# checkout SHA: as actions/checkout does.
checkout() {
    rm -rf ws
    git init -q ws
    git -C ws remote add origin "file://$scratch/origin.git"
    git -C ws fetch -q --no-tags --depth=1 origin "+$1:refs/remotes/pull/$number/merge"
    git -C ws checkout -q --detach "$1"
}

# job RESULT [INPUT=VALUE...]: what the runner knows, on standard output.
job() {
    local result=$1 inputs='{}' pair
    shift
    for pair; do
        inputs=$(jq --arg key "${pair%%=*}" --arg value "${pair#*=}" '.[$key] = $value' <<<"$inputs")
    done
    jq -n --arg scratch "$scratch" --arg event "$event" --arg sha "$sha" --arg base "${event_base:-}" \
        --arg number "${number:-0}" --arg program "$(dirname "$FULLSCHEMA")" --arg result "$result" \
        --arg head "${head_sha:-}" --arg run "${run:-1}" --argjson inputs "$inputs" \
        --arg owner "${head_owner:-owner}" --arg branch "change-${branch:-${number:-0}}" '{
        workspace: "\($scratch)/ws", temp: "\($scratch)/runner", result: "\($scratch)/\($result)", inputs: $inputs,
        artifacts: "\($scratch)/github/runs/\($run)", caches: env.CACHES, path: [$program, "\($scratch)/bin"],
        env: {TMPDIR: env.TMPDIR, FAKE_GITHUB: "\($scratch)/github"},
        github: {event_name: $event, sha: $sha, repository: "owner/name", token: "token",
            action_repository: "maker/fullschema", action_ref: "v1",
            event: {
                pull_request: (if $event == "pull_request" then {number: ($number | tonumber), base: {sha: $base}} else null end),
                merge_group: (if $event == "merge_group" then {base_sha: $base} else null end),
                workflow_run: {id: ($run | tonumber), event: $event, head_sha: $head, head_branch: $branch,
                    html_url: "https://github.com/owner/name/actions/runs/\($run)",
                    head_repository: {full_name: "\($owner)/name", owner: {login: $owner}}}}}}'
}

# action [INPUT=VALUE...]: action.yml on the checkout. The log is $output; the
# report, what GitHub shows of it, and the result lie in report.md and result.json.
action() {
    mkdir -p runner
    job result.json "$@" >job.json
    run python3 "$repo/tests/lib/actions.py" action "$repo" job.json
    rm -f report.md
    [ ! -e runner/fullschema/fullschema.md ] || cp runner/fullschema/fullschema.md report.md
}

# comment: examples/comment.yml after it, on another machine.
comment() {
    rm -rf ws runner
    mkdir -p ws runner bin
    ln -sf "$repo/tests/lib/gh.py" bin/gh
    job comment.json >job.json
    run python3 "$repo/tests/lib/actions.py" workflow "$repo/examples/comment.yml" job.json
}

# put_github PULLS: an empty GitHub with these open pull requests, "NUMBER OWNER:BRANCH SHA" a line.
put_github() {
    mkdir -p github/runs
    echo '{}' >github/comments.json
    put_pulls "$@"
}

put_pulls() {
    printf '%s\n' "$@" | jq -Rn '[inputs | split(" ") | {number: (.[0] | tonumber), state: "open",
        head: {label: .[1], sha: .[2]}}]' >github/pulls.json
}

# comments NUMBER: their bodies.
comments() {
    jq -r --arg number "$1" '.[$number] // [] | .[].body' github/comments.json
}

# result FILTER: of the action.
result() {
    jq -r "$1" result.json
}

# expect_in FILE TEXT...: each is there.
expect_in() {
    local file=$1 text
    shift
    for text; do
        grep -qF -- "$text" "$file" || { echo "missing in $file: $text"; cat "$file"; return 1; }
    done
}
