#!/bin/sh
# Runs the tests that depend on the server's version on several servers, and prints a line for each:
#
#   tools/test_matrix.sh build/fullschema build/servers all       every major from 11 to 18; a missing one is a failure
#   tools/test_matrix.sh build/fullschema build/servers extremes  the oldest and the newest; a missing one is named
#
# tools/fetch_servers.sh fetches them. Exit status 1: a test failed.
set -eu
export FULLSCHEMA="$PWD/$1"
servers=$PWD/$2
which=$3
tests='tests/cmd/postgres_kinds.bats tests/cmd/round_trip.bats tests/cmd/partitions.bats tests/cmd/left_out.bats
tests/cmd/extensions.bats tests/cmd/public_schema.bats tests/cmd/expressions.bats
tests/cmd/cases.bats tests/cmd/differential.bats'
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM

case $which in
all) majors='11 12 13 14 15 16 17 18' ;;
extremes) majors='11 18' ;;
*) echo "test_matrix: all or extremes, not $which" >&2; exit 2 ;;
esac

count() { # count PATTERN: lines of the TAP output
    grep -cE "$1" "$scratch/tap" || true
}

run_on() { # run_on MAJOR
    result=0
    # The names of files hold no blanks, so splitting is what is wanted.
    # shellcheck disable=SC2086
    PG_BINDIR=$servers/$1/bin bats --tap $tests >"$scratch/tap" 2>&1 || result=1
    skipped=$(count '^ok .* # skip')
    echo "$("$servers/$1/bin/postgres" --version | sed 's/.*) //; s/^/PostgreSQL /'):" \
        "$(($(count '^ok ') - skipped)) passed, $skipped skipped, $(count '^not ok ') failed"
    [ $result = 0 ] || grep -vE '^ok ' "$scratch/tap" || true
    return $result
}

status=0
for major in $majors; do
    if [ -x "$servers/$major/bin/postgres" ]; then
        run_on "$major" || status=1
    else
        echo "PostgreSQL $major: not run, it is not in $2 (make test-servers fetches it)"
        [ "$which" = extremes ] || status=1
    fi
done
exit $status
