#!/bin/sh
# What .pre-commit-hooks.yaml runs: `fullschema check` with the hook's args.
#
# pre-commit puts unstaged changes aside, but not files that git does not know:
# deltas and snapshots that nobody added would be taken for part of the commit.
set -eu

fullschema check -q "$@"
forgotten=$(git ls-files --others --exclude-standard -- ':(glob)**/full.sql.postgres' ':(glob)**/full.sql.sqlite' \
    ':(glob)**/delta/**' ':(glob)**/background_updates/**')
[ -n "$forgotten" ] || exit 0
echo 'These files are not in the commit. To mend it, git add them:'
printf '%s\n' "$forgotten" | sed 's/^/  /'
exit 1
