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
    "$program" --help | awk -f "$here/commands.awk"
    for command in $("$program" --help | awk -f "$here/commands.awk" | cut -f 2); do
        "$program" "$command" --help | awk -v command="$command" -f "$here/options.awk"
    done
}

describe | awk -f "$here/choices.awk" -f "$here/completion_bash.awk" >"$dir/bash"
describe | awk -f "$here/choices.awk" -f "$here/completion_zsh.awk" >"$dir/zsh"
