#!/bin/sh
# parts.sh BUILD DIRECTORY: what a release has for this distribution and machine, of what BUILD holds: a Debian
# package, and, on the oldest Debian that is supported, an archive that runs on every later system, each with an SBOM.
# With SOURCE_DATE_EPOCH two runs give the same bytes.
set -eu
unset CDPATH
export LC_ALL=C
umask 022
cd "$(dirname "$0")/../.."
build=$1
directory=$2
# What is linked with an older libc runs with a newer one.
oldest='debian 12'

version=$(cat VERSION)
system=$(sh -c '. /etc/os-release && echo "$ID ${VERSION_ID-}"')
suffix=$(echo "+$system" | sed 's/^+debian /+deb/; s/ //')
epoch=${SOURCE_DATE_EPOCH:-$(date +%s)}
multiarch=$(dpkg-architecture -qDEB_HOST_MULTIARCH)
mkdir -p "$directory"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
trap 'exit 2' HUP INT TERM

# Of a build with Graphviz.
graphviz=$build/fullschema-graphviz.so
[ -e "$graphviz" ] || graphviz=''

package=$(tools/deb.sh "$build" "$directory" "$suffix")
# shellcheck disable=SC2086
tools/release/sbom.py "$(basename "$package")" "$epoch" linked "$build/fullschema" "$build/fullschema-sqlite" $graphviz \
    >"${package%.deb}.spdx.json"
echo "$package"
[ "$system" = "$oldest" ] || exit 0

name=fullschema-$version-linux-$(uname -m)
root=$stage/$name
own=$root/lib/fullschema
make --no-print-directory install BUILD="$build" DESTDIR="$stage" PREFIX="/$name" >/dev/null
rm "$root/share/fullschema/installed"
install -m 755 "$build/relocatable/fullschema" "$root/bin/fullschema"
install -m 755 "$build/relocatable/fullschema-sqlite" "$root/libexec/fullschema/fullschema-sqlite"
if [ -n "$graphviz" ]; then
    graphviz=$build/relocatable/fullschema-graphviz.so
    install -m 755 "$graphviz" "$root/libexec/fullschema/fullschema-graphviz.so"
fi
strip --strip-unneeded --remove-section=.comment "$root/bin/fullschema" "$root"/libexec/fullschema/*

# copy FILE NAME: a library, and the licence of the Debian package that it is from. The C library is the system's own.
copy() {
    from=$(dpkg -S "*/$multiarch/$3$(basename "$1")" | sed -n '1s/:.*//p')
    [ -n "$from" ] || { echo "parts: no package has $1" >&2; exit 2; }
    [ "$from" != libc6 ] || return 0
    install -D -m 644 "$(realpath "$1")" "$own/$2"
    install -D -m 644 "/usr/share/doc/$from/copyright" "$root/share/doc/fullschema/licenses/$from"
}

# Graphviz finds its layouts as plugins; of them one is used.
plugin=''
if [ -n "$graphviz" ]; then
    plugin=$(ls "/usr/lib/$multiarch/graphviz"/libgvplugin_dot_layout.so.?)
fi
# shellcheck disable=SC2086
ldd "$build/relocatable/fullschema" "$build/relocatable/fullschema-sqlite" $graphviz $plugin | sed -n 's/.* => \(\/[^ ]*\) (.*/\1/p' |
    sort -u >"$stage/libraries"
while IFS= read -r library; do
    copy "$library" "$(basename "$library")" ''
done <"$stage/libraries"
if [ -n "$plugin" ]; then
    copy "$plugin" "graphviz/$(basename "$plugin")" graphviz/
    for config in "/usr/lib/$multiarch/graphviz"/config*; do
        sed -n "/^$(basename "$plugin") /,/^}/p" "$config" >"$own/graphviz/$(basename "$config")"
    done
fi
# Of the package libpg_query is linked in.
install -D -m 644 /usr/share/doc/libpg-query-dev/copyright "$root/share/doc/fullschema/licenses/libpg-query-dev"

# shellcheck disable=SC2086
tools/release/sbom.py "$name.tar.gz" "$epoch" contained "$build/relocatable/fullschema" \
    "$build/relocatable/fullschema-sqlite" $graphviz $plugin >"$directory/$name.spdx.json"
tar --create --directory "$stage" --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$epoch" \
    --mode=u+rw,go+r,go-w "$name" | gzip -9n >"$directory/$name.tar.gz"
echo "$directory/$name.tar.gz"
