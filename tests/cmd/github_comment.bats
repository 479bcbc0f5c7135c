#!/usr/bin/env bats
# examples/comment.yml: reports become one comment of the pull request they are
# for, and whatever a stranger puts into an artifact does no harm.

load ../lib/common
load ../lib/github

setup() {
    enter_scratch
    event=pull_request sha='' number=7 head_sha=1111111111111111111111111111111111111111 run=1
    put_github "7 owner:change-7 $head_sha"
}

# put_report [RUN] < text: what a run has left, made by whoever. Another file of the artifact may follow.
put_report() {
    run=${1:-1}
    mkdir -p "github/runs/$run"
    cat >fullschema.md
    python3 - "github/runs/$run" "${wanted-7}" <<'PY'
import json, os, sys, zipfile
place, wanted = sys.argv[1:]
path = os.path.join(place, "index.json")
index = json.load(open(path)) if os.path.exists(path) else []
number = int(os.path.basename(place)) * 100 + len(index)
with zipfile.ZipFile(f"{place}/{number}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.write("fullschema.md")
    if wanted:
        archive.writestr("pull-request", wanted)
index.append({"id": number, "name": "fullschema", "expired": False, "size_in_bytes": os.path.getsize(f"{place}/{number}.zip")})
json.dump(index, open(path, "w"))
PY
}

report() { printf '<!-- fullschema:diff -->\n## %s\n' "$@"; }
same() { printf '<!-- fullschema:diff -->\n<!-- fullschema:same -->\n## Snapshots are up to date\n'; }
count() { jq --arg number "${1:-7}" '.[$number] // [] | length' github/comments.json; }

# commented: the workflow ran and did not fail.
commented() {
    comment
    expect_status 0
}

@test "from a pull request to its comment: posted, replaced, and put right at the end" {
    put_origin
    event_base=''
    put dev/schema/main/delta/2/98_tags.sql <<<'CREATE TABLE tags (room_id TEXT);'
    pull_request 7
    put_pulls "7 owner:change-7 $head_sha"
    run=1
    action
    commented
    comments 7 >first
    expect_in first 'Snapshots differ from their deltas' 'table `tags`' \
        "<sub>[A run](https://github.com/owner/name/actions/runs/1) of this pull request's own code says of ${head_sha:0:12}:</sub>"
    [ "$(head -n 1 first)" = '<!-- fullschema:diff -->' ]
    # the details stay folded, the links stay links
    expect_in first '<details><summary>Safe: 1</summary>' '</details>' '([why](<https://github.com/maker/fullschema/'

    (cd dev && "$FULLSCHEMA" generate -q)
    pull_request 7
    put_pulls "7 owner:change-7 $head_sha"
    run=2
    action
    commented
    comments 7 >second
    expect_in second 'Snapshots are up to date' 'Schema changes: 0 breaking' 'table `tags`'

    git -C dev checkout -q -B nothing origin/main
    pull_request 7
    put_pulls "7 owner:change-7 $head_sha"
    run=3
    action
    commented
    comments 7 >third
    expect_in third 'Snapshots are up to date' 'Schema changes: none'
    [ "$(count)" = 1 ]
}

@test "a first comment says something; where there is nothing to tell, none is made" {
    same | put_report
    commented
    [ "$(count)" = 0 ]
    [[ $output == *'nothing to tell'* ]]
}

@test "comments of others are left alone, and more than a page of them" {
    report mine | put_report
    jq -n '{"7": ([range(1; 131) | {id: ., user: {login: "someone"}, body: "<!-- fullschema:diff -->\nmine? no"}]
        + [{id: 131, user: {login: "github-actions[bot]"}, body: "<!-- other -->"},
           {id: 132, user: {login: "github-actions[bot]"}, body: "<!-- fullschema:diff -->\nold"}])}' >github/comments.json
    commented
    [ "$(count)" = 132 ]
    [ "$(jq '[.["7"][] | select(.body | contains("## mine")) | .id] | join(" ")' -r github/comments.json)" = 132 ]
}

@test "of a fork: found by its branch, which has other owners' namesakes" {
    head_owner=fork
    put_pulls "5 owner:change-7 $head_sha" "7 fork:change-7 $head_sha" "8 fork:other $head_sha"
    wanted='' put_report < <(report changes)
    commented
    [ "$(count 7)" = 1 ]
    [ "$(count 5)$(count 8)" = 00 ]
}

@test "one branch for several pull requests: the report says which, among these alone" {
    put_pulls "7 owner:change-7 $head_sha" "8 owner:change-7 $head_sha" "9 other:change $head_sha"
    wanted=8 put_report < <(report changes)
    commented
    [ "$(count 7)$(count 8)" = 01 ]
    wanted=9 put_report 2 < <(report changes)
    commented
    [ "$(count 7)$(count 8)$(count 9)" = 110 ]
}

@test "a head that was pushed meanwhile, a pull request closed, no report: nothing is posted" {
    report changes | put_report
    put_pulls '7 owner:change-7 2222222222222222222222222222222222222222'
    commented
    jq '.[0].state = "closed" | .[0].head.sha = "1111111111111111111111111111111111111111"' github/pulls.json >p && mv p github/pulls.json
    commented
    put_pulls "7 owner:change-7 $head_sha"
    run=9 commented
    [ "$(count)" = 0 ]
    run=1 commented
    [ "$(count)" = 1 ]
}

@test "a job that was run again: its last report counts, and one that has expired does not" {
    report first | put_report
    report second | put_report
    commented
    comments 7 | grep -q second
    jq '.[1].expired = true' github/runs/1/index.json >i && mv i github/runs/1/index.json
    commented
    comments 7 | grep -q first
    [ "$(count)" = 1 ]
}

@test "other events than a pull request have no comment" {
    report changes | put_report
    event=push
    commented
    [ "$(count)" = 0 ]
    [[ $output == *'skipped'* ]]
}

@test "a report too long, of whatever characters, becomes a line that says where it is" {
    local filler
    for filler in x @ 'é'; do
        { report x && python3 -c 'import sys; print(sys.argv[1] * 64900)' "$filler"; } | put_report
        commented
        [ "$(comments 7)" = $'<!-- fullschema:diff -->\nThe report is too long for a comment: see [the run](https://github.com/owner/name/actions/runs/1).' ]  ||
            { [ "$filler" = x ] && [ "$(comments 7 | wc -m)" -lt 65500 ]; }
    done
    [ "$(count)" = 1 ]
}

@test "a bomb is not unpacked, nor is a large artifact fetched" {
    head -c 500000000 /dev/zero | put_report
    [ "$(jq '.[0].size_in_bytes' github/runs/1/index.json)" -lt 1000000 ]
    commented
    [ "$(du -sm ws | cut -f1)" -lt 5 ]
    [[ $(comments 7) == *'too long for a comment'* ]]
    jq '.[0].size_in_bytes = 5000000' github/runs/1/index.json >i && mv i github/runs/1/index.json
    commented
    [[ $output == *'no report of a size that one has'* ]]
}

# What GitHub would make of it, with what has no width shown as one character.
shown() { comments 7 | sed $'s/\xe2\x80\x8b/¦/g' | tail -n +4 | sed '${/^$/d}'; }

@test "a stranger's text calls nobody, shows no picture and has no HTML" {
    put hostile <<'END'
<!-- somebody-else:marker -->
@everyone &#64;team &commat;team \@x a@b @@c @<b>d</b>
<img src=x> ![i](http://evil) <a href="x">click</a> (<b>x</b>) <!-- x
</details><script>1</script>
  /approve
<details><summary>Safe: 1</summary><img src=x>
END
    printf '\001img src=x>\n[a](<http://docs>)\n`a < b`\n' >>hostile
    put_report <hostile
    commented
    shown >shown.md
    expect_file shown.md <<'END'
<¦!-- somebody-else:marker -->
@¦everyone &¦#64;team &¦commat;team \@¦x a@¦b @¦@¦c @¦<¦b>d<¦/b>
<¦img src=x> !¦[i](http://evil) <¦a href="x">click<¦/a> (<¦b>x<¦/b>) <¦!-- x
<¦/details><¦script>1<¦/script>
  ¦/approve
<¦details><¦summary>Safe: 1<¦/summary><¦img src=x>
img src=x>
[a](<http://docs>)
`a < b`
END
    # and it is the same comment the next time, although the report has no marker of ours
    commented
    [ "$(count)" = 1 ]
}

@test "an artifact with odd files: nothing is written where it says" {
    run=1
    mkdir -p github/runs/1
    python3 - <<'PY'
import json, zipfile
with zipfile.ZipFile("github/runs/1/100.zip", "w") as archive:
    archive.writestr("../../../hacked", "x")
    archive.writestr("/tmp/hacked", "x")
    archive.writestr("fullschema.md", "## fine\n")
    archive.writestr("pull-request", "7; touch hacked\n$(touch hacked)")
json.dump([{"id": 100, "name": "fullschema", "expired": False, "size_in_bytes": 500}], open("github/runs/1/index.json", "w"))
PY
    commented
    [ "$(count)" = 1 ]
    [ -z "$(find . -name hacked)" ]
    [ ! -e /tmp/hacked ]
    echo 'no zip at all' >github/runs/1/100.zip
    commented
    [ "$(count)" = 1 ]
}

@test "the rights that the workflow asks for are all it needs" {
    report changes | put_report
    sed 's/pull-requests: write/pull-requests: read/' "$repo/examples/comment.yml" >less.yml
    rm -rf ws runner && mkdir -p ws runner bin && ln -sf "$repo/tests/lib/gh.py" bin/gh
    job comment.json >job.json
    run python3 "$repo/tests/lib/actions.py" workflow less.yml job.json
    [ "$status" -ne 0 ]
    [[ $output == *'Resource not accessible'* ]]
    grep -A3 '^permissions:' "$repo/examples/comment.yml" >permissions
    expect_file permissions <<'END'
permissions:
  actions: read
  pull-requests: write

END
}
