# shellcheck shell=bash disable=SC2034,SC2154
# Libraries of tests/lib/ that are preloaded into the tool.

# preload NAME: builds tests/lib/NAME.c where that is to be done; its path is in $library.
preload() {
    # A sanitizer's library insists on being the first.
    [ -z "$(ldd "$FULLSCHEMA" | grep -E 'lib(asan|ubsan)')" ] || skip 'a sanitized program takes no library before its own'
    library=$repo/build/tests/$1.so
    [ -e "$library" ] || make -s -C "$repo" "build/tests/$1.so"
}
