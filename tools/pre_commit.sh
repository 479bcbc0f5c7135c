#!/bin/sh
# What .pre-commit-hooks.yaml runs: `fullschema check` with the hook's args.
#
# pre-commit puts unstaged changes aside, but not files that git does not know:
# deltas and snapshots that nobody added would be taken for part of the commit.
set -eu

# chosen LETTER NAME DEFAULT [OPTION...]: the value of that option which check would take.
chosen() {
    letter=$1 name=$2 usual=$3
    shift 3
    while [ $# -gt 0 ]; do
        case $1 in
        "-$letter" | "--$name") printf '%s\n' "${2-}" && return ;;
        "--$name="*) printf '%s\n' "${1#*=}" && return ;;
        "-$letter"*) printf '%s\n' "${1#"-$letter"}" && return ;;
        esac
        shift
    done
    set -- "$(fullschema config |
        sed -n "s/^\(; \)\{0,1\}$name = \"\{0,1\}\(.*[^\"]\)\"\{0,1\}  ; .*/\2/p" | head -n 1)"
    printf '%s\n' "${1:-$usual}"
}

fullschema check -q "$@"
schema=$(chosen s schema schema "$@")
case $schema in /*) ;; *) schema=./$schema ;; esac
# One path, which has a name of the project's.
output=$(chosen o output full_schemas "$@" | sed 's/{engine}/*/; s/{database}/*/')
case $output in /*) ;; *) output=./$output ;; esac
forgotten=$(git -c core.quotePath=true ls-files --others --exclude-standard -- ':(glob)**/full.sql.postgres' \
    ':(glob)**/full.sql.sqlite' ':(glob)**/delta/**' ':(glob)**/background_updates/**')
fixed=$(git -c core.quotePath=true ls-files --others --exclude-standard -- ":(glob)$output" 2>/dev/null || true)
# Plain migrations, which have names of all kinds.
migrations=$(git -c core.quotePath=true ls-files --others --exclude-standard -- "$schema" |
    grep -E '\.(sql|sql\.postgres|sql\.sqlite|py)"?$' || true)
forgotten=$(printf '%s\n%s\n%s\n' "$forgotten" "$fixed" "$migrations" | LC_ALL=C sort -u | sed '/^$/d')
[ -n "$forgotten" ] || exit 0
echo 'These files are not in the commit. To fix it, git add them:'
# Git escapes what a terminal would obey; a job's log obeys `::` that begins a line, and `##[` (src/base/job_log.h).
printf '%s\n' "$forgotten" | sed -E 's/^/  - /; s/##([A-Za-z]*\[)/\\x23#\1/g'
exit 1
