#!/bin/sh
# install.sh BUILD DESTDIR PREFIX: copies what `make` has built, and lists every file in
# PREFIX/share/fullschema/installed, for uninstall.sh.
set -eu
unset CDPATH
build=$1
root=$2$3
cd "$(dirname "$0")/.."

# Of an earlier version nothing stays that this one does not have.
[ ! -r "$root/share/fullschema/installed" ] || tools/uninstall.sh "$2" "$3" >/dev/null

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
list=$scratch/installed

# put MODE FILE TARGET: below the prefix.
put() {
    install -D -m "$1" "$2" "$root/$3"
    echo "$3" >>"$list"
}

put 755 "$build/fullschema" bin/fullschema
put 755 "$build/fullschema-sqlite" libexec/fullschema/fullschema-sqlite
put 755 "$build/later-clock.so" libexec/fullschema/later-clock.so
# Built where Graphviz is.
[ ! -e "$build/fullschema-graphviz.so" ] ||
    put 755 "$build/fullschema-graphviz.so" libexec/fullschema/fullschema-graphviz.so
find share/fullschema -type f ! -name '*.pyc' | LC_ALL=C sort >"$scratch/share"
while IFS= read -r file; do
    put 644 "$file" "$file"
done <"$scratch/share"
for page in "$build"/man/*.1; do
    [ -e "$page" ] || continue # made without help2man
    put 644 "$page" "share/man/man1/$(basename "$page")"
done
put 644 "$build/completions/bash" share/bash-completion/completions/fullschema
put 644 "$build/completions/zsh" share/zsh/site-functions/_fullschema
put 644 "$build/completions/fish" share/fish/vendor_completions.d/fullschema.fish
put 644 README.md share/doc/fullschema/README.md
put 644 CHANGELOG.md share/doc/fullschema/CHANGELOG.md
put 644 LICENSE share/doc/fullschema/LICENSE
find docs -type f | LC_ALL=C sort >"$scratch/docs"
while IFS= read -r file; do
    put 644 "$file" "share/doc/fullschema/$file"
done <"$scratch/docs"
install -m 644 "$list" "$root/share/fullschema/installed"
echo "installed below $root"
