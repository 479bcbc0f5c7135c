#!/bin/sh
# Finds lines in tests that pass whatever happens: each is named with what to write instead, and the exit status is 1.
#
#   tools/lint_tests.sh FILE...
#
# bats ends a test at the first command that fails, as `set -e` does: not at one after `!`, not at one before && or in a
# pipe, not at one whose output is substituted.
set -eu
for file; do
    case $file in
    *.bats) [ -x "$file" ] || { echo "$file: prove cannot run it: chmod +x" >&2 && exit 1; } ;;
    esac
done
exec awk '
function found(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what
    status = 1
}
# Negated, as the last command of a function it is the result of that function.
function settle() {
    if (negated != "" && $0 !~ /^ *}/) {
        printf "%s\n", negated
        status = 1
    }
    negated = ""
}
# The line without what stands in brackets.
function outside(    line) {
    line = $0
    gsub(/\$\([^)]*\)/, "", line)
    gsub(/\[\[ .* \]\]/, "[]", line)
    return line
}
function outside_quotes(    line) {
    line = $0
    gsub(/"[^"]*"/, "", line)
    return line
}
# <<<WORD is a string, and none that ends at a line.
function without_strings(    line) {
    line = $0
    gsub(/<<</, "", line)
    return line
}
BEGIN { not_tested = "`! command` does not end a test: run -1 command, or run ! command" }
FNR == 1 { negated = ""; here = "" }
# Here-documents are not commands.
here != "" { if ($0 == here) here = ""; next }
match(without_strings(), /<<-?[\047"]?[A-Z]+/) {
    here = substr(without_strings(), RSTART, RLENGTH)
    gsub(/[^A-Z]/, "", here)
}
{ settle() }
/^ *#/ { next }
/^ *! / { negated = FILENAME ":" FNR ": " not_tested }
outside() ~ /(;|&&|\|\||do|then|\{) ! [^|]*[^}]$/ && !/(^|[ ;])(if|elif|while|until) / { found(not_tested) }
/^ *\[/ && !/\|\|/ && outside() ~ / && / { found("what stands before && does not end a test: a line for each") }
/(^|[ ;])for [a-z_]+ in / && outside_quotes() ~ / \$\(/ && !/ \$\((seq|cat) / && FILENAME ~ /\.bats$/ { found("a loop over nothing passes: words=$(some command); for word in $words") }
/done <+ *<\(/ { found("a loop over nothing passes: some command >file; while ...; done <file") }
/(^|[ ;])(diff|cmp)( -[a-z]+)* <\(.*<\(/ { found("two commands that print nothing do not differ: expect_same <(one) <(other)") }
/run ! (grep|cmp|diff|test|\[)/ { found("run ! passes where a file is missing: run -1") }
/expect_in_stderr \047\047|== \*\*/ { found("the empty text is in every text") }
/(^|[ ;])(local|export) [a-zA-Z_]+="?\$\([^(]/ { found("local and export hide that the command fails: declare, then assign") }
END { exit status }
' "$@"
