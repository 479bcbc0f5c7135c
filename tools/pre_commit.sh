#!/bin/sh
# What .pre-commit-hooks.yaml runs: `fullschema check` with the hook's args.
#
# pre-commit puts unstaged changes aside, but not files that git does not know:
# deltas and snapshots that nobody added would be taken for part of the commit.
set -eu

fullschema check -q "$@"
forgotten=$(git -c core.quotePath=true ls-files --others --exclude-standard -- ':(glob)**/full.sql.postgres' \
    ':(glob)**/full.sql.sqlite' ':(glob)**/delta/**' ':(glob)**/background_updates/**')
[ -n "$forgotten" ] || exit 0
echo 'These files are not in the commit. To fix it, git add them:'
# Git escapes what a terminal would obey; a job's log obeys `::` that begins a line, and `##[` (src/base/job_log.h).
printf '%s\n' "$forgotten" | sed -E 's/^/  - /; s/##([A-Za-z]*\[)/\\x23#\1/g'
exit 1
