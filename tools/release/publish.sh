#!/bin/bash
# publish.sh DIRECTORY: makes the release of what release-index left in DIRECTORY. The checksums are committed on top of
# the commit that was built, and that is the tag v$VERSION: whoever takes the action or the hook by this tag has them,
# and nothing else is installed, whatever the release's files are exchanged for.
#
# In the workflow, for a tag release-$VERSION: GITHUB_REF_NAME says which. gh has GH_TOKEN.
set -euo pipefail
directory=$(realpath "$1")
cd "$(dirname "$0")/../.."
version=$(<VERSION)
wrong() {
    echo "::error title=No release is made::$1"
    exit 2
}
[ "${GITHUB_REF_NAME:-}" = "release-$version" ] || wrong "the tag is ${GITHUB_REF_NAME:-not known}, and VERSION says $version"
grep -qE "^## $version( |\$)" CHANGELOG.md || wrong "CHANGELOG.md has no section $version"
git grep -lF "fullschema@v$version" -- README.md >/dev/null || wrong "README.md names another tag than v$version"
(cd "$directory" && sha256sum --check --quiet --strict SHA256SUMS) || wrong 'the files are not those of SHA256SUMS'
cp "$directory/SHA256SUMS" tools/release/SHA256SUMS
git add -- tools/release/SHA256SUMS
git -c user.name='fullschema release' -c user.email=release@fullschema.invalid commit --quiet \
    -m "release: the checksums of $version"
git tag "v$version"
git push --quiet origin "refs/tags/v$version"
gh release create "v$version" --verify-tag --title "fullschema $version" --notes-file "$directory/notes.md" "$directory"/*
