#!/bin/sh
# deb.sh BUILD [DIRECTORY [SUFFIX]]: makes DIRECTORY/fullschema_VERSIONSUFFIX_ARCH.deb of what `make install` installs;
# the directory is BUILD unless it is said. DEBEMAIL and DEBFULLNAME, as for Debian's own tools, name who made the
# package. With SOURCE_DATE_EPOCH two runs give the same bytes.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
build=$1
directory=${2:-$1}
version=$(cat VERSION)${3-}
arch=$(dpkg --print-architecture)
maintainer="${DEBFULLNAME:-fullschema} <${DEBEMAIL:-fullschema@packages.invalid}>"
date=$(date -uR ${SOURCE_DATE_EPOCH:+-d "@$SOURCE_DATE_EPOCH"})

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
trap 'exit 2' HUP INT TERM
root=$stage/debian/fullschema
doc=$root/usr/share/doc/fullschema
make --no-print-directory install BUILD="$build" DESTDIR="$root" PREFIX=/usr >/dev/null

# What Debian's policy wants otherwise than `make install` does.
rm "$root/usr/share/fullschema/installed" "$doc/LICENSE"
mkdir -p "$root/usr/share/zsh/vendor-completions"
mv "$root/usr/share/zsh/site-functions/_fullschema" "$root/usr/share/zsh/vendor-completions/"
rmdir "$root/usr/share/zsh/site-functions"
for program in "$root/usr/bin/fullschema" "$root"/usr/libexec/fullschema/*; do
    strip --strip-unneeded --remove-section=.comment --remove-section=.note "$program"
done
gzip -9n "$root"/usr/share/man/man1/*.1
printf 'fullschema (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- %s  %s\n' \
    "$version" "$maintainer" "$date" >"$stage/debian/changelog"
gzip -9nc "$stage/debian/changelog" >"$doc/changelog.gz"
cat >"$doc/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: fullschema

Files: *
Copyright: 2026 the contributors of fullschema
License: Apache-2.0
 On Debian systems the text of the license is in
 /usr/share/common-licenses/Apache-2.0.
END

# Which packages the programs' libraries are in is known to dpkg.
cat >"$stage/debian/control" <<END
Source: fullschema
Section: database
Priority: optional
Maintainer: $maintainer
Standards-Version: 4.6.2

Package: fullschema
Architecture: any
Depends: \${shlibs:Depends}
Recommends: postgresql, python3
Suggests: \${shlibs:Suggests}
Description: snapshots of the schemas that SQL deltas make
 Projects that run on both Postgres and SQLite keep their schema as numbered
 deltas and commit a snapshot of the result. fullschema starts a throwaway
 Postgres and an SQLite database, applies the deltas, reads the catalogs and
 writes normalized snapshots: the same bytes on every run and from every
 version of the server. It also shows what a change of them means, and says
 when they have drifted.
 .
 Diagrams of its pages of HTML want Graphviz's library, which is suggested.
END
mkdir -p "$root/DEBIAN"
(
    cd "$stage"
    library=debian/fullschema/usr/libexec/fullschema/fullschema-graphviz.so
    [ -e "$library" ] || library=''
    # Diagrams are worth a hundred packages to those who want them.
    # shellcheck disable=SC2086
    dpkg-shlibdeps debian/fullschema/usr/bin/fullschema debian/fullschema/usr/libexec/fullschema/fullschema-sqlite \
        ${library:+-dSuggests "$library"}
    dpkg-gencontrol -pfullschema -Pdebian/fullschema >/dev/null
)
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$stage/md5sums"
install -m 644 "$stage/md5sums" "$root/DEBIAN/md5sums"
package=$directory/fullschema_${version}_$arch.deb
# How many threads compress decides on the bytes.
dpkg-deb --root-owner-group --threads-max=1 -Zxz --build "$root" "$package" >/dev/null
echo "$package"
