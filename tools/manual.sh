#!/bin/sh
# manual.sh PROGRAM DIR: writes the manual pages, one a command, from what --help prints, with the examples of
# manual/COMMAND.h2m and what is common to all.
set -eu
export program="$1"
dir=$2
here=$(dirname "$0")
version=$("$program" --version | sed -n '1s/^fullschema \([^ ]*\).*/\1/p')
mkdir -p "$dir"

# page SUMMARY COMMAND: one page; none stands for the program itself. It is
# named by the program that help2man is given, so that it gets one.
page() {
    name=fullschema${2:+-$2}
    # shellcheck disable=SC2016
    printf '#!/bin/sh\nexec "$program" %s "$@"\n' "$2" >"$dir/$name"
    chmod 755 "$dir/$name"
    help2man --no-info --section=1 --manual=fullschema --source="fullschema $version" --version-string="$version" \
        --name="$1" --include="$here/manual/${2:-fullschema}.h2m" --include="$here/manual/common.h2m" \
        --include="$dir/see-also" --output="$dir/$name.1" "$dir/$name"
    rm "$dir/$name"
}

"$program" --help >"$dir/help" # not in a pipe, where nobody sees it fail
awk -f "$here/commands.awk" "$dir/help" >"$dir/commands"
commands=$(cut -f 2 "$dir/commands")
{
    echo '[see also]'
    printf '.BR fullschema (1)'
    for command in $commands; do
        printf ',\n.BR fullschema-%s (1)' "$command"
    done
    echo
} >"$dir/see-also"

page 'snapshots of the schemas that SQL deltas make, for Postgres and SQLite' ''
while IFS=$(printf '\t') read -r _ command summary; do
    page "$summary" "$command" </dev/null
done <"$dir/commands"
rm "$dir/see-also" "$dir/commands" "$dir/help"
