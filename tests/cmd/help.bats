#!/usr/bin/env bats
# What every command says of itself, what it says of a word that it does not know, and a reader who leaves.

load ../lib/common
load ../lib/terminal

# fits COLUMNS WHAT: no line of output is wider; a terminal's own line ends are not counted.
fits() {
    tr -d '\r' <<<"$output" | awk -v most="$1" -v what="$2" \
        'length > most { print what ": wider than " most ": " $0; bad = 1 } END { exit bad }'
}

@test "--help fits: 80 columns on a pipe and on wide terminals, fewer on narrow ones, and loses no word" {
    local all command columns words
    all=$(commands)
    for command in '' $all; do
        run --separate-stderr env COLUMNS=200 "$FULLSCHEMA" $command --help
        expect_status 0
        [ -z "$stderr" ]
        fits 80 "$command"
        words=$(tr -s ' \n' '\n' <<<"$output")
        for columns in 40 72 200; do
            TERM=xterm on_terminal sh -c 'stty cols "$0"; exec "$@"' "$columns" "$FULLSCHEMA" $command --help
            expect_status 0
            fits "$((columns < 80 ? columns : 80))" "$command"
            expect_same <(echo "$words") <(tr -d '\r' <<<"$output" | tr -s ' \n' '\n')
        done
    done
}

@test "on a terminal of 40 columns the words stand below the names, in words" {
    TERM=xterm on_terminal sh -c 'stty cols 40; exec "$@"' sh "$FULLSCHEMA" delta --help
    diff - <(tr -d '\r' <<<"$output" | sed -n '/--schema-version/,/--database/p') <<'END'
  -n, --schema-version=N
       the version that the delta
       belongs to (default: the
       directory's own, or the next
       where a git tag has that)
      --database=NAME
END
}

@test "lines to be copied stay lines, on a terminal of any width" {
    local kept=$'  git config diff.fullschema.command \'fullschema git-diff\'\n\n'
    kept+=$'  git config diff.fullschema.textconv \'fullschema git-diff --textconv\'\n\n'
    "$FULLSCHEMA" git-diff --help >told
    [[ $(<told) == *$'after\n\n'"$kept"'and the line'* ]] || { cat told; return 1; }
    TERM=xterm on_terminal sh -c 'stty cols 40; exec "$@"' sh "$FULLSCHEMA" git-diff --help
    diff - <(tr -d '\r' <<<"$output" | sed -n '/^  git/,/^and/p') <<'END'
  git config diff.fullschema.command
'fullschema git-diff'

  git config diff.fullschema.textconv
'fullschema git-diff --textconv'

and the line `full.sql.*
END
}

@test "help COMMAND, COMMAND --help and COMMAND -h are one" {
    local all command
    all=$(commands)
    for command in $all; do
        expect_same <("$FULLSCHEMA" help "$command") <("$FULLSCHEMA" "$command" --help)
        expect_same <("$FULLSCHEMA" "$command" -h) <("$FULLSCHEMA" "$command" --help)
    done
    expect_same <("$FULLSCHEMA" help) <("$FULLSCHEMA" --help)
    expect_same <("$FULLSCHEMA" help help) <("$FULLSCHEMA" --help)
    expect_same <("$FULLSCHEMA" -h) <("$FULLSCHEMA" --help)
    run --separate-stderr "$FULLSCHEMA" help genrate
    expect_status 2
    expect_no_output
    expect_stderr <<<$'fullschema: no command genrate\nhint: did you mean generate?'
}

# misspelt WORD: with its second and third letter exchanged, or one more where that changes nothing.
misspelt() {
    local a=${1:1:1} b=${1:2:1}
    [[ -n $b && $a != "$b" ]] || a+=x
    echo "${1:0:1}$b$a${1:3}"
}

@test "a misspelt command or option gets a suggestion" {
    local all command options option
    all=$(commands)
    for command in $all help --help --version; do
        run --separate-stderr "$FULLSCHEMA" "$(misspelt "$command")"
        expect_status 2
        expect_no_output
        [ "${stderr##*$'\n'}" = "hint: did you mean $command?" ] || { show_run; return 1; }
    done
    for command in $all; do
        options=$(long_options "$command")
        for option in $options; do
            run --separate-stderr "$FULLSCHEMA" "$command" "--$(misspelt "${option#--}")"
            expect_status 2
            expect_no_output
            [[ $stderr == *$': unknown option\nhint: did you mean '"$option?" ]] || { show_run; return 1; }
        done
    done
    run --separate-stderr "$FULLSCHEMA" generate --engin=sqlite
    expect_stderr <<<$'fullschema: --engin=sqlite: unknown option\nhint: did you mean --engine?'
    run --separate-stderr "$FULLSCHEMA" --frobnicate
    expect_stderr <<<$'fullschema: no option --frobnicate\nhint: fullschema --help lists the commands'
    run --separate-stderr "$FULLSCHEMA" generate --frobnicate
    expect_stderr <<<$'fullschema: --frobnicate: unknown option\nhint: fullschema generate --help lists the options'
}

# abandoned COMMAND...: runs it with a standard output that nobody reads.
abandoned() {
    run --separate-stderr python3 -c 'import os, signal, sys
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
read, write = os.pipe()
os.dup2(write, 1)
os.close(read)
os.execv(sys.argv[1], sys.argv[1:])' "$@"
}

@test "a reader who leaves ends the program as SIGPIPE does, without a word, after its work" {
    put_schema
    "$FULLSCHEMA" generate -q
    echo 'CREATE TABLE more (x BIGINT);' | put schema/main/delta/2/03_more.sql
    "$FULLSCHEMA" generate -q --engine sqlite --output new
    local -a words
    while read -r -a words; do
        abandoned "$FULLSCHEMA" "${words[@]}"
        [ "$status" -eq 141 ] && [ -z "$stderr" ] || { echo "${words[*]}"; show_run; return 1; }
    done <<END
--help
--version
generate --help
config
plan
html new
diff full_schemas new
check --engine sqlite --format json --format markdown=report.md
generate --engine sqlite --output made
verify --engine sqlite --bases
END
    [ -s report.md ]
    diff -r new made
    nothing_left
    # `head` has what it wants, and no more is said.
    run bash -c '"$FULLSCHEMA" diff full_schemas new | head -n 1'
    [ "${#lines[@]}" = 1 ]
    [[ $output == *full_schemas* ]]
    # Where output cannot be written for another reason, that is reported.
    run --separate-stderr bash -c '"$FULLSCHEMA" config >/dev/full'
    expect_status 2
    expect_stderr <<<'fullschema: cannot write to standard output: No space left on device'
}
