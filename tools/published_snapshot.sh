#!/bin/bash
# Compares the snapshots of a version as this tool makes them from the deltas of
# one tree with those that a later tree publishes: both are loaded into
# databases, and what these hold is compared, fact by fact (tests/facts/).
#
#   tools/published_snapshot.sh build/fullschema VERSION SCHEMA PUBLISHED
#
# SCHEMA and PUBLISHED are schema directories; PUBLISHED has
# DATABASE/full_schemas/VERSION/full.sql.ENGINE. Only in ours is "-", only in
# theirs "+". Exit status: 0 no difference, 1 differences, 2 trouble.
# PG_BINDIR chooses the server.
set -euo pipefail
unset CDPATH
trap 'exit 2' ERR HUP INT TERM
fullschema=$1 version=$2 schema=$3 published=$4
here=$(cd "$(dirname "$0")/.." && pwd)
bindir=${PG_BINDIR:-$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)}

scratch=$(mktemp -d)
chmod 711 "$scratch"
trap 'stop_server; rm -rf "$scratch"' EXIT

# Postgres refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        (cd "$scratch/server" && setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@")
    else
        "$@"
    fi
}

start_server() {
    mkdir -m 777 "$scratch/server"
    as_server "$bindir/initdb" -D "$scratch/server/data" -U boss -A trust -E UTF8 --locale=C --no-sync >/dev/null
    as_server "$bindir/pg_ctl" -s -w -D "$scratch/server/data" -l "$scratch/server/log" \
        -o "-k $scratch/server -c listen_addresses= -c fsync=off" start >/dev/null
    export PGHOST=$scratch/server PGUSER=boss
}

# Called from the trap, which shellcheck does not see.
# shellcheck disable=SC2317
stop_server() {
    [ ! -e "$scratch/server/data/postmaster.pid" ] ||
        as_server "$bindir/pg_ctl" -s -D "$scratch/server/data" -m immediate stop
}

# facts ENGINE NAME FILE...: what a database made by the files holds.
facts() {
    local engine=$1 name=$2
    shift 2
    if [ "$engine" = sqlite ]; then
        cat "$@" | sqlite3 -bail "$scratch/$name.db" || return
        "$here/tests/facts/print_facts.py" sqlite "$scratch/$name.db"
    else
        createdb -T template0 "$name" || return
        cat "$@" | psql -Xq1 -v ON_ERROR_STOP=1 -d "$name" >/dev/null || return
        "$here/tests/facts/print_facts.py" postgres "dbname=$name"
    fi
}

# compare ENGINE DATABASE: together with common, as an application's database
# has both. Fails where they differ. Whoever asks for that has switched off set -e.
compare() {
    local engine=$1 database=$2 files=("common") ours=() theirs=() name
    [ "$database" = common ] || files+=("$database")
    for name in "${files[@]}"; do
        ours+=("$scratch/out/$name/full_schemas/$version/full.sql.$engine")
        theirs+=("$published/$name/full_schemas/$version/full.sql.$engine")
    done
    facts "$engine" "ours_$database" "${ours[@]}" >"$scratch/ours" || exit 2
    facts "$engine" "theirs_$database" "${theirs[@]}" >"$scratch/theirs" || exit 2
    echo "$database on $engine: $(wc -l <"$scratch/ours") facts, $(wc -l <"$scratch/theirs") published"
    diff --old-line-format='-%L' --new-line-format='+%L' --unchanged-line-format='' "$scratch/ours" "$scratch/theirs"
}

"$fullschema" generate --quiet --layout nested -s "$schema" -n "$version" -o "$scratch/out"
start_server
status=0
for engine in postgres sqlite; do
    for directory in "$published"/*/full_schemas/"$version"; do
        compare "$engine" "$(basename "$(dirname "$(dirname "$directory")")")" || status=1
    done
done
exit $status
