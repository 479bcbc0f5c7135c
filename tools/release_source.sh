#!/bin/sh
# release_source.sh VERSION DOCS-URL: the texts of src/base/release.h, as C.
set -eu
case $1$2 in *[!A-Za-z0-9.:/_~+-]*) echo "release_source: not a version and an address: $1 $2" >&2; exit 2 ;; esac
printf '#include "base/release.h"\n\nconst char release_version[] = "%s";\nconst char release_docs_url[] = "%s";\n' "$1" "$2"
