#!/bin/sh
# Prints a C file that defines a text file's content: embed.sh NAME FILE
# With a third word "sha256" also NAME_sha256, its digest in hexadecimal.
set -eu
define() { # define NAME: its declaration, and the start of its definition
    printf 'extern const char %s[];\nconst char %s[] =\n' "$1" "$1"
}
# These texts are longer than the strings that every C99 compiler must take.
printf '/* Made from %s. */\n#pragma GCC diagnostic ignored "-Woverlength-strings"\n' "$2"
define "$1"
sed -e 's|\\|\\\\|g' -e 's|["?]|\\&|g' -e 's|^|    "|' -e 's|$|\\n"|' "$2"
printf '    ;\n'
if [ "${3:-}" = sha256 ]; then
    define "$1_sha256"
    printf '    "%s";\n' "$(sha256sum <"$2" | cut -d ' ' -f 1)"
fi
