#!/bin/sh
# uninstall.sh DESTDIR PREFIX: removes the files that install.sh copied there, and
# the directories that are empty then.
set -eu
root=$1$2
list=$root/share/fullschema/installed
if [ ! -r "$list" ]; then
    echo "uninstall: nothing is installed below $root (no $list)" >&2
    exit 2
fi
while read -r file; do
    rm -f "$root/$file"
    dirname "$file"
done <"$list" | LC_ALL=C sort -ru >"$list.directories"
rm -f "$list"
while read -r directory; do
    while [ "$directory" != . ]; do
        case $directory in
        share/fullschema) break ;; # holds the list that is being read
        esac
        rmdir "$root/$directory" 2>/dev/null || break
        directory=$(dirname "$directory")
    done
done <"$list.directories"
rm -f "$list.directories"
rmdir "$root/share/fullschema" 2>/dev/null || true
echo "removed what was installed below $root"
