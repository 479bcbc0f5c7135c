#!/bin/sh
# index.sh DIRECTORY: what a release has beside what parts.sh made for each distribution and machine, and is made of
# that: the source, the section of the changelog, a Dockerfile, a Homebrew formula, and checksums of all.
set -eu
unset CDPATH
export LC_ALL=C
umask 022
directory=$(realpath "$1")
cd "$(dirname "$0")/../.."
version=$(cat VERSION)
place=${REPOSITORY:-https://github.com/OWNER/fullschema}

git archive --format=tar --prefix="fullschema-$version/" HEAD | gzip -9n >"$directory/fullschema-$version.tar.gz"

# section HEADING: of the changelog, without the heading.
section() {
    awk -v heading="## $1" 'index($0, "## ") == 1 { on = $0 == heading || index($0, heading " ") == 1; next } on' CHANGELOG.md
}
notes=$(section "$version")
if [ -z "$notes" ]; then
    echo "index: CHANGELOG.md has no section $version yet: the notes are of what is unreleased" >&2
    notes=$(section Unreleased)
fi
printf '%s\n' "$notes" | sed '/./,$!d' >"$directory/notes.md"

# checksum FILE
checksum() { sha256sum "$directory/$1" | cut -d' ' -f1; }

# filled TEMPLATE: with what is named in it.
filled() {
    sed -e "s|@VERSION@|$version|g" -e "s|@REPOSITORY@|$place|g" "tools/release/$1"
}
filled Dockerfile.in >"$directory/Dockerfile"
{
    filled fullschema.rb.in | sed '/@ARCHIVES@/,$d'
    for machine in x86_64:intel aarch64:arm; do
        archive=fullschema-$version-linux-${machine%:*}.tar.gz
        [ -e "$directory/$archive" ] || continue
        printf '  on_%s do\n    url "%s/releases/download/v%s/%s"\n    sha256 "%s"\n  end\n\n' \
            "${machine#*:}" "$place" "$version" "$archive" "$(checksum "$archive")"
    done
    filled fullschema.rb.in | sed '1,/@ARCHIVES@/d'
} >"$directory/fullschema.rb"

(
    cd "$directory"
    rm -f SHA256SUMS
    sha256sum -- * >"$directory.sums"
    mv "$directory.sums" SHA256SUMS
)
ls "$directory"
