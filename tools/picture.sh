#!/bin/sh
# Makes the README's pictures of a page, one for each colour scheme:
#
#   tools/picture.sh build/fullschema docs
set -eu
fullschema=$1
into=$2
root=$(dirname "$0")/..
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM

# Its exit status says that the two differ.
"$fullschema" diff --format html="$scratch/page.html" --fail-on none "$root/full_schemas/54" "$root/full_schemas/59"
python3 "$root/tests/lib/browser.py" --light --size=1280x720 "$scratch/page.html#main.destinations" shot="$into/page.png"
python3 "$root/tests/lib/browser.py" --dark --size=1280x720 "$scratch/page.html#main.destinations" shot="$into/page-dark.png"
