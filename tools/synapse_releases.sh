#!/bin/sh
# Runs `fullschema generate`, with no option but where to read and to write, on
# every release of Synapse that keeps its schema as this tool reads it, and
# prints the table of docs/synapse-releases.md.
#
#   tools/synapse_releases.sh GIT_DIR build/fullschema [TAG...]
#
# GIT_DIR is the git directory of a clone of Synapse with its tags. A release
# whose run fails has a row that says so, its messages go to stderr, and the
# exit status is 1.
set -eu
git_dir=$1
fullschema=$2
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM

# Releases, no candidates, in the order of their versions, since schema/ has a directory a database.
releases() {
    git --git-dir="$git_dir" tag --list 'v*' | grep -E '^v[0-9]+\.[0-9]+\.[0-9]+$' | sort -V | while read -r tag; do
        ! git --git-dir="$git_dir" cat-file -e "$tag:synapse/storage/schema/common/delta" 2>/dev/null || echo "$tag"
    done
}

# How many different files the plan's lines of this kind name: a delta with a
# file for each engine is one.
count_files() {
    awk -v kind="$1" '$1 == kind { print $2 }' "$scratch/plan" | sed 's/\.sql\.[a-z]*$/.sql/' | sort -u | wc -l
}

# run_release TAG: a row. Whoever asks whether it failed has switched off set -e.
run_release() {
    schema=$scratch/synapse/storage/schema
    rm -rf "$scratch/synapse" "$scratch/out"
    mkdir "$scratch/synapse"
    git --git-dir="$git_dir" archive "$1:synapse" >"$scratch/tar" || exit 2
    tar -x -C "$scratch/synapse" -f "$scratch/tar" || exit 2
    "$fullschema" plan -s "$schema" >"$scratch/plan" 2>/dev/null || true
    version=$(sed -n '1s/^[^ ]* \([0-9]*\) on .*/\1/p' "$scratch/plan")
    base=$(sed -n '1s/.*from the snapshot of \([0-9]*\).*/\1/p' "$scratch/plan")
    queued=$(grep -c '^[^ ].*, named in ' "$scratch/plan" || true)
    if "$fullschema" generate -s "$schema" -o "$scratch/out" >"$scratch/summary" 2>"$scratch/messages"; then
        seconds=$(sed -n '$s/.*(\([0-9.]*\) s)$/\1/p' "$scratch/summary")
    else
        sed "s|^|$1: |" "$scratch/messages" >&2
        seconds=fails
    fi
    echo "| $1 | $version | $base | $(count_files delta) | $(count_files program) | $queued | $seconds |"
    [ "$seconds" != fails ]
}

echo '| release | schema | from | SQL deltas | program deltas | updates | seconds |'
echo '| --- | --- | --- | --- | --- | --- | --- |'
status=0
[ $# -gt 0 ] || {
    # Tags hold no blanks, so splitting is what is wanted.
    # shellcheck disable=SC2046
    set -- $(releases)
}
for tag; do
    run_release "$tag" || status=1
done
exit $status
