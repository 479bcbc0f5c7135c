#!/bin/sh
# Finds files of more than 400 lines, and functions of more than 50 in C: each is named, and the exit status is 1.
#
#   tools/lint_length.sh FILE...
set -eu
exec awk '
function found(line, what) {
    printf "%s:%d: %s\n", file, line, what
    status = 1
}
FNR == 1 {
    if (file != "" && lines > 400) found(lines, "a file has at most 400 lines")
    file = FILENAME
}
{ lines = FNR }
FILENAME ~ /\.[ch]$/ && $0 == "{" { begin = FNR }
FILENAME ~ /\.[ch]$/ && $0 == "}" && begin { if (FNR - begin - 1 > 50) found(begin, "a function has at most 50 lines"); begin = 0 }
END {
    if (lines > 400) found(lines, "a file has at most 400 lines")
    exit status
}
' "$@"
