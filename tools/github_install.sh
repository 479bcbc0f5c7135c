#!/bin/bash
# The first step of action.yml: fullschema in PATH.
#
# A release names the checksums of what belongs to it, in tools/release/SHA256SUMS of its tag. What is downloaded has to
# be that. Where there is no such file (a branch), or nothing for this machine, the program is compiled.
#
# ACTION_REPOSITORY says where this action comes from.
set -euo pipefail

command -v fullschema >/dev/null && exit
here=$(dirname "$(realpath "$0")")/..
version=$(<"$here/VERSION")
archive=fullschema-$version-linux-$(uname -m).tar.gz
work=$RUNNER_TEMP/fullschema-$version

# The sum of the archive, in $sum; false where the tag has none.
has_sum() {
    local name
    [ -e "$here/tools/release/SHA256SUMS" ] || return
    while read -r sum name; do
        [ "$name" != "$archive" ] || return 0
    done <"$here/tools/release/SHA256SUMS"
    return 1
}

# The servers of the runner do, if it has any.
server() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || [ -n "${PG_BINDIR:-}" ] && return
    command -v apt-get >/dev/null || return 0
    local sudo=()
    [ "$(id -u)" = 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql
}

if has_sum && [ -n "${ACTION_REPOSITORY:-}" ]; then
    url=${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download/v$version/$archive
    mkdir -p "$work"
    if curl --fail --silent --show-error --location --retry 3 --proto '=https' --output "$work/$archive" "$url"; then
        echo "$sum  $work/$archive" | sha256sum --check --quiet --strict || {
            echo "::error title=The release is not what its tag says::$archive has another checksum than tools/release/SHA256SUMS"
            exit 2
        }
        tar --extract --gzip --file "$work/$archive" --directory "$work"
        # Where it does not run, as with an older C library, it is compiled, too.
        if "$work/${archive%.tar.gz}/bin/fullschema" --help >/dev/null; then
            echo "$work/${archive%.tar.gz}/bin" >>"$GITHUB_PATH"
            server
            exit
        fi
    fi
    echo "::warning title=fullschema is compiled::$archive could not be had, or does not run here"
fi
"$here/tools/bootstrap" all
echo "$(realpath "$here")/build" >>"$GITHUB_PATH"
