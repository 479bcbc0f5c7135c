#!/bin/sh
# completions.sh PROGRAM DIR: writes DIR/bash and DIR/zsh from what --help prints.
set -eu
program=$1
dir=$2
here=$(dirname "$0")
mkdir -p "$dir"

# One line each: "command NAME SUMMARY", then "words COMMAND WORDS" and "option COMMAND SHORT LONG ARGUMENT TEXT",
# separated by tabs.
describe() {
    "$program" --help >"$dir/help" # not in a pipe, where nobody sees it fail
    awk -f "$here/commands.awk" "$dir/help"
    commands=$(awk -f "$here/commands.awk" "$dir/help" | cut -f 2)
    for command in $commands; do
        "$program" "$command" --help >"$dir/help"
        awk -v command="$command" -f "$here/options.awk" "$dir/help"
    done
}

describe >"$dir/described"
awk -f "$here/choices.awk" -f "$here/completion_bash.awk" "$dir/described" >"$dir/bash"
awk -f "$here/choices.awk" -f "$here/completion_zsh.awk" "$dir/described" >"$dir/zsh"
rm "$dir/help" "$dir/described"
