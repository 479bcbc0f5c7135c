#!/bin/bash
# The work of action.yml: whether the committed snapshots are what the deltas
# make, what a pull request changes in them, and both in one report.
#
# What a person chose comes in variables: SCHEMA, OUTPUT, ARGUMENTS, FAIL_ON,
# FAIL_ON_CHANGES, BASE, BUILD (true: no snapshots are committed, and what the deltas
# of both revisions make is compared); what GitHub says of the event: EVENT_BASE, PULL_REQUEST;
# where this action comes from: ACTION_REPOSITORY, ACTION_REF.
#
# $RUNNER_TEMP/fullschema/ is left with fullschema.md and, of a pull request,
# its number. Exit status: that of fullschema, the worse of both commands'.
set -euo pipefail

# A comment may have 65,536 characters. What is kept free is for the line that
# the workflow which posts it writes itself.
limit=64000
limit_check=30000 # of these, where the changes are reported too
reported=8000         # of what a command says when it fails

kept=$RUNNER_TEMP/fullschema
rm -rf "$kept"
mkdir -p "$kept"
work=$(mktemp -d "$RUNNER_TEMP/fullschema.XXXXXX")
trap 'rm -rf "$work"' EXIT

schema=(${SCHEMA:+-s "$SCHEMA"})
common=()
if [ -n "${ACTION_REPOSITORY:-}" ]; then
    common=(--docs-url "${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/blob/${ACTION_REF:-HEAD}/docs")
fi

# setting KEY DEFAULT: what fullschema.ini or the environment sets for check, else the default.
setting() {
    fullschema config "${schema[@]}" | awk -v key="$1" -v found="$2" '
        /^\[/ { section = $0 }
        # A comment where a variable says what fullschema.ini could not.
        index($0, "; " key " = ") == 1 { $0 = substr($0, 3) }
        index($0, key " = ") == 1 && (section == "" || section == "[check]") {
            value = substr($0, length(key) + 4)
            if (value !~ /^"/) {
                sub(/ *;.*/, "", value) # plain values have no semicolon
                found = value
                next
            }
            found = ""
            for (i = 2; (c = substr(value, i, 1)) != "\"" && c != ""; i++) {
                if (c == "\\") {
                    c = substr(value, ++i, 1)
                    c = c == "n" ? "\n" : c
                }
                found = found c
            }
        }
        END { print found }'
}

# A path as no command takes it for an option or a revision.
plain() {
    case $1 in -* | *:*) printf './%s\n' "$1" ;; *) printf '%s\n' "$1" ;; esac
}

# say HEADING: begins a part of the report with words of ours.
say() {
    printf '<!-- fullschema:diff -->\n## %s\n\n' "$1"
}

# What a command said before it failed, as code: indented, no text leaves it.
said() {
    echo
    head -c "$reported" "$1" | tr '\r' '\n' | sed '/^::/d; s/^/    /' | iconv -c -f utf-8 -t utf-8 || true
    echo
}

check() {
    local words
    IFS=$' \t\n' read -r -d '' -a words <<<"$ARGUMENTS" || true
    check_status=0
    env -u GITHUB_STEP_SUMMARY fullschema check "${schema[@]}" ${OUTPUT:+-o "$OUTPUT"} \
        ${FAIL_ON:+--fail-on "$FAIL_ON"} "${common[@]}" --format text --format "markdown=$work/check.md" \
        --markdown-limit "$1" "${words[@]}" 2>"$work/check.err" || check_status=$?
    cat "$work/check.err" >&2
    [ -s "$work/check.md" ] || say 'Snapshots could not be checked' >"$work/check.md"
    [ "$check_status" != 2 ] || said "$work/check.err" >>"$work/check.md"
}

# What git complained of, in ASCII and without commands that the log of the job would obey.
git_said() {
    LC_ALL=C tr -cd '\11\12\40-\176' <"$work/git.err" |
        sed -E 's/^([[:blank:]]*)::/\1\\x3a:/; s/##([A-Za-z]*\[)/\\x23#\1/g' >&2
}

# have REV: makes a commit available here, without the history before it. It is in $commit.
have() {
    local depth=()
    commit=$(git rev-parse -q --verify "$1^{commit}") && return
    [ "$(git rev-parse --is-shallow-repository)" = false ] || depth=(--depth=1)
    git fetch -q --no-tags --no-recurse-submodules "${depth[@]}" origin "$1" &&
        commit=$(git rev-parse -q --verify 'FETCH_HEAD^{commit}')
}

# The commit that the pull request's changes are compared with, in $commit.
#
# What actions/checkout brings of a pull request is its merge with the base
# branch: the first parent is what the changes come to. A shallow clone does not
# have it, but its name stands in the merge. Where a branch's own head is checked
# out instead, it is where the branch left the base, if the history is there.
find_base() {
    local parents merged
    case $1 in -*) return 1 ;; esac
    if [ -n "$BASE" ] || [ "${GITHUB_EVENT_NAME:-}" = merge_group ]; then
        have "$1"
        return
    fi
    mapfile -t parents < <(git cat-file commit HEAD | sed -n '/^$/q; s/^parent //p')
    if [ "${#parents[@]}" = 2 ] && [ "$(git rev-parse HEAD)" = "${GITHUB_SHA:-}" ]; then
        have "${parents[0]}"
    else
        have "$1" || return
        merged=$(git merge-base "$commit" HEAD 2>/dev/null) && commit=$merged
        true
    fi
}

# Says why nothing was compared; stops the job only where it was to depend on it.
without_changes() {
    changes_status=2
    [ "${FAIL_ON_CHANGES:-none}" != none ] || changes_status=''
    echo "::warning title=Schema changes are not reported::$1"
    { say 'Schema changes: not reported' && echo "$1."; } >"$work/changes.md"
}

# places COMMIT FILE: the directories of snapshots in a commit, sorted, each ended by a slash and a NUL; "/" is the top.
places() {
    local name
    git ls-tree -r --full-tree --name-only -z "$1" >"$work/names" || return
    { grep -zE '(^|/)full\.sql(\.(postgres|sqlite))?$' "$work/names" || true; } >"$work/snapshots"
    while IFS= read -r -d '' name; do
        if [[ $name =~ ^(.*/)?[^/]+/full_schemas/[0-9]+/[^/]+$ || $name =~ ^(.*/)?[0-9]+/[^/]+/[^/]+$ ]]; then
            printf '%s\0' "${BASH_REMATCH[1]:-/}"
        elif [[ $name =~ ^((.*/)?full_schemas/)([^/]+/)?[^/]+$ ]]; then
            printf '%s\0' "${BASH_REMATCH[1]}"
        fi
    done <"$work/snapshots" | LC_ALL=C sort -zu >"$2"
}

# is_new: nothing of the schema directory is in the base, and no SQL that could have been moved there is gone since.
is_new() {
    local path name
    path=$(git -C "$(plain "${SCHEMA:-$(setting schema schema)}")" rev-parse --show-prefix) || return
    git ls-tree -r --full-tree --name-only -z "$commit" >"$work/names" || return
    while IFS= read -r -d '' name; do
        case $name in "$path"*.sql | "$path"*.sql.postgres | "$path"*.sql.sqlite) return 1 ;; esac
    done <"$work/names"
    git diff-tree -r --no-renames --diff-filter=D --name-only -z "$commit" HEAD >"$work/gone" || return
    ! grep -qzE '\.sql(\.(postgres|sqlite))?$' "$work/gone"
}

# is_path OUTPUT: it names files, as docs/generate.md has it, and no directory.
is_path() {
    [ ! -d "$1" ] && case $1 in *.sql | *'{engine}'* | *'{database}'*) true ;; *) false ;; esac
}

# has_fixed PATH: whether the base has a snapshot at that fixed path of the repository, or at one of a directory's.
has_fixed() {
    local name fixed
    fixed=$(sed -E 's/[][*?\\]/\\&/g; s/\{(engine|database)\}/*/g' <<<"$1")
    git ls-tree -r --full-tree --name-only -z "$commit" >"$work/names" || return
    while IFS= read -r -d '' name; do
        # shellcheck disable=SC2053 # the stars are meant
        case $1 in
        '' | */) [[ $name == "$1"full.sql* || ${name%/*/*}/ == "$1" && ${name##*/} == full.sql* ]] && return ;;
        *) [[ $name == $fixed ]] && return ;;
        esac
    done <"$work/names"
    return 1
}

# find_old PATH: where the base has the snapshots that are at this path of the
# repository now, in $old: there, or in a directory that is gone since.
find_old() {
    old=''
    places "$commit" "$work/old" && places HEAD "$work/new" || return
    if grep -qzxF -e "${1:-/}" "$work/old" || has_fixed "$1"; then
        old=$1
        return
    fi
    LC_ALL=C comm -z -23 "$work/old" "$work/new" >"$work/moved" || return
    mapfile -t -d '' moved <"$work/moved"
    [ "${#moved[@]}" = 1 ] || return
    old=${moved[0]#/}
}

# changes BASE BYTES
changes() {
    local output directory file='' path old moved=()
    output=$(plain "${OUTPUT:-$(setting output full_schemas)}")
    directory=$output
    if is_path "$output"; then
        directory=${output%%[{]*}
        case $directory in */*) directory=${directory%/*}/ ;; *) directory=./ ;; esac
        file=${output#"$directory"}
    fi
    path=$(git -C "$directory" rev-parse --show-prefix 2>"$work/git.err") || {
        without_changes 'The directory of the snapshots is not there, or in no git repository'
        return
    }
    path=$path$file
    find_base "$1" 2>"$work/git.err" || {
        git_said
        without_changes 'The base revision cannot be had'
        return
    }
    if ! find_old "$path"; then
        if [ "${#moved[@]}" -gt 1 ]; then
            without_changes 'Several directories of snapshots are gone since the base: which of them these were is not clear'
        elif is_new; then
            all_is_new
        else
            without_changes 'The base has the schema, but no snapshots of it to compare with'
        fi
        return
    fi
    # Of a partial clone git fetches what is missing; fullschema reads what is there.
    directory=${old%%[{]*}
    case $directory in */*) directory=${directory%/*} ;; *) directory='' ;; esac
    git archive --format=tar "$commit:$directory" >/dev/null 2>"$work/git.err" || true
    old=$(git rev-parse --short=12 "$commit"):${old%/}
    compare "$2" 'The snapshots of the base and these could not be compared' diff "$old" "$output"
}

# compare BYTES FAILURE COMMAND...: reports what differs, with the least that fails.
compare() {
    local most=$1 failure=$2
    shift 2
    changes_status=0
    # Annotations come from the file; what is printed is still for the log of a job, which obeys commands.
    env GITHUB_ACTIONS=false fullschema "$@" --fail-on "${FAIL_ON_CHANGES:-none}" "${common[@]}" \
        --format text --format "github=$work/annotations" --format "markdown=$work/changes.md" \
        --markdown-limit "$most" 2>"$work/changes.err" || changes_status=$?
    cat "$work/changes.err" >&2
    if [ "$changes_status" -gt 1 ]; then
        without_changes "$failure"
        said "$work/changes.err" >>"$work/changes.md"
    elif [ "$check_status" = 0 ]; then
        # GitHub shows ten of a level for the whole action: drift and errors come first.
        cat "$work/annotations"
    fi
}

# all_is_new: says so.
all_is_new() {
    changes_status=$([ "${FAIL_ON_CHANGES:-none}" = any ] && echo 1 || echo 0)
    { say 'Schema changes: all of it is new' && echo 'The base has nothing of this schema.'; } >"$work/changes.md"
}

# built BASE BYTES: what the deltas make at the base and here. Deltas that do not run fail the job.
built() {
    local words
    IFS=$' \t\n' read -r -d '' -a words <<<"$ARGUMENTS" || true
    find_base "$1" 2>"$work/git.err" || {
        git_said
        without_changes 'The base revision cannot be had'
        return
    }
    if is_new; then
        all_is_new
        return
    fi
    # Of a partial clone git fetches what is missing; fullschema reads what is there.
    git archive --format=tar "$commit" >/dev/null 2>"$work/git.err" || true
    compare "$2" 'What the deltas make at the base and here could not be compared' \
        diff --build "$(git rev-parse --short=12 "$commit")" "${schema[@]}" "${words[@]}"
    case $changes_status in 0 | 1) ;; *) check_status=2 ;; esac
}

# Both parts under one marker; that there is nothing to tell is said by a second one.
joined() {
    local part parts=() same='<!-- fullschema:same -->'
    [ ! -s "$work/check.md" ] || parts+=("$work/check.md")
    [ ! -s "$work/changes.md" ] || parts+=("$work/changes.md")
    for part in "${parts[@]}"; do
        grep -qx "$same" "$part" || same=''
    done
    printf '%s\n' '<!-- fullschema:diff -->' ${same:+"$same"}
    for part in "${parts[@]}"; do
        [ "$part" = "${parts[0]}" ] || echo
        sed '/^<!-- fullschema:[a-z]* -->$/d' "$part"
    done
}

base=${BASE:-${EVENT_BASE:-}}
changes_status=''
if [ "${BUILD:-false}" = true ]; then
    check_status=0
    echo '::group::fullschema diff --build'
    built "${base:-HEAD}" "$limit"
    echo '::endgroup::'
    base=''
else
    echo '::group::fullschema check'
    check "$([ -n "$base" ] && echo "$limit_check" || echo "$limit")"
    echo '::endgroup::'
fi
if [ -n "$base" ]; then
    echo '::group::fullschema diff'
    changes "$base" $((limit - $(stat -c %s "$work/check.md")))
    echo '::endgroup::'
fi
joined >"$kept/fullschema.md"
[ -z "${PULL_REQUEST:-}" ] || echo "$PULL_REQUEST" >"$kept/pull-request"
# A link in its place would have the report written elsewhere, or GitHub take another file for it.
if [ -L "${GITHUB_STEP_SUMMARY:-}" ]; then
    echo '::warning title=The report is not in the summary::the file it goes to is a symbolic link'
elif [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    cat "$kept/fullschema.md" >>"$GITHUB_STEP_SUMMARY"
fi
{
    echo "status=$check_status"
    echo "changes-status=$changes_status"
    echo "report=$kept/fullschema.md"
} >>"$GITHUB_OUTPUT"
exit $((check_status > ${changes_status:-0} ? check_status : ${changes_status:-0}))
