#!/bin/sh
# release.sh [SUITE...]: all that a release has, in build/release/, of the commit that is checked out: for this machine's
# own distribution, or for these of Debian, each built in a fresh system (as root, with debootstrap).
#
# The commit's own time stands for the present one, and no path of this machine is in what is built: two runs give the
# same bytes, as long as the compiler and the libraries are the same.
set -eu
unset CDPATH
cd "$(dirname "$0")/../.."
directory=build/release
[ -z "$(git status --porcelain)" ] || {
    echo 'release: there are changes that are in no commit; a release is of a commit' >&2
    exit 2
}
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
rm -rf "$directory"
mkdir -p "$directory"
if [ $# = 0 ]; then
    tools/release/build.sh "$PWD/$directory"
fi
for suite; do
    tools/test_debian.sh --take "$directory" "$suite" release-build
done
tools/release/index.sh "$directory"
