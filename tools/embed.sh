#!/bin/sh
# Prints a C file that defines a text file's content: embed.sh NAME FILE
set -eu
# Queries are longer than the strings that every C99 compiler must take.
printf '/* Made from %s. */\n#pragma GCC diagnostic ignored "-Woverlength-strings"\nextern const char %s[];\nconst char %s[] =\n' "$2" "$1" "$1"
sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/    "/' -e 's/$/\\n"/' "$2"
printf '    ;\n'
