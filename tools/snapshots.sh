#!/bin/sh
# Regenerates the newest snapshots in full_schemas/ from schema/, and checks
# that the older ones kept there still come out as they are.
#
#   tools/snapshots.sh build/fullschema
set -eu
fullschema=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM

"$fullschema" generate --schema schema --output full_schemas

newest=$(find full_schemas -mindepth 1 -maxdepth 1 -type d | sed 's|.*/||' | sort -n | tail -n 1)
status=0
for directory in full_schemas/*/; do
    version=$(basename "$directory")
    [ "$version" != "$newest" ] || continue
    "$fullschema" generate --quiet --schema schema --output "$scratch" --schema-version "$version"
    if diff -ru "full_schemas/$version" "$scratch/$version"; then
        echo "full_schemas/$version: still comes out as it is"
    else
        echo "full_schemas/$version: the deltas make something else now (above: - kept, + made)" >&2
        status=1
    fi
done
exit $status
