#!/bin/sh
# Makes the README's pictures of a page, one for each colour scheme:
#
#   tools/picture.sh build/fullschema docs
#
# tests/cmd/page_view.bats makes them too, and compares them with those in docs.
set -eu
fullschema=$1
into=$2
root=$(dirname "$0")/..
article=main.destinations
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM

# From the root, so that the page names the snapshots alike wherever it is made.
case $fullschema in /*) ;; *) fullschema=$PWD/$fullschema ;; esac
(cd "$root" && "$fullschema" diff --format html="$scratch/page.html" --fail-on none full_schemas/54 full_schemas/59)
for scheme in light dark; do
    case $scheme in light) picture=$into/page.png ;; dark) picture=$into/page-dark.png ;; esac
    python3 "$root/tests/lib/browser.py" --$scheme --size=1280x720 "$scratch/page.html#$article" shot="$picture"
    python3 "$root/tests/lib/picture.py" sign "$scratch/page.html" "$article" "$picture"
done
