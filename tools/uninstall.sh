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
# The list goes like the files it names, which it is not one of.
kept=$(mktemp)
trap 'rm -f "$kept"' EXIT
trap 'exit 2' HUP INT TERM
cp "$list" "$kept"
echo share/fullschema/installed >>"$kept"
while IFS= read -r file; do
    rm -f "$root/$file"
done <"$kept"
while IFS= read -r file; do
    directory=$(dirname "$file")
    while [ "$directory" != . ] && rmdir "$root/$directory" 2>/dev/null; do
        directory=$(dirname "$directory")
    done
done <"$kept"
echo "removed what was installed below $root"
