#!/usr/bin/env bats
# What a report's reason means, said by the program that reported it.

load ../lib/common

setup() { enter_scratch; }

explain() { run --separate-stderr "$FULLSCHEMA" explain "$@"; }

@test "the reason of a report is explained by the command that stands there, and by its link" {
    put old.sql.sqlite <<<'CREATE TABLE rooms (id INTEGER, topic TEXT);'
    put new.sql.sqlite <<<'CREATE TABLE rooms (id INTEGER);'
    run --separate-stderr "$FULLSCHEMA" diff old.sql.sqlite new.sql.sqlite
    expect_status 1
    [[ $output =~ \((fullschema explain ([a-z-]+))\) ]]
    [ "${BASH_REMATCH[2]}" = column-removed ]
    read -ra words <<<"${BASH_REMATCH[1]#fullschema }"
    run --separate-stderr "$FULLSCHEMA" "${words[@]}"
    expect_status 0
    [[ $output == 'Column removed'* && $output == *'Breaking: its values are lost'* ]]
    by_command=$output
    run --separate-stderr "$FULLSCHEMA" diff --docs-url https://docs.example/ old.sql.sqlite new.sql.sqlite
    link=$(grep -o 'https:[^ ()]*#[a-z-]*' <<<"$output" | head -n 1)
    explain "$link"
    expect_status 0
    [ "$output" = "$by_command" ]
}

@test "all sections of docs/changes.md can be asked for, each as it stands there" {
    explain
    expect_status 0
    page=$BATS_TEST_DIRNAME/../../docs/changes.md
    expect_same <(sed -n 's/^## //p' "$page") <(sed 's/^[^ ]*  *//' <<<"$output")
    sections=$output
    while read -r name _; do
        explain "$name"
        expect_status 0
        sed '2d; 1s/^/## /' <<<"$output" && echo
    done <<<"$sections" >all
    # The page ends a section with one empty line.
    expect_same <(sed -n '/^## /,$p' "$page") <(sed '$d' all)
}

@test "a name that is none is refused with the nearest one" {
    explain colum-removed
    expect_status 2
    expect_in_stderr 'no reason is called colum-removed' 'did you mean column-removed?'
    explain $'\e[2J'
    expect_status 2
    expect_in_stderr 'fullschema explain lists them'
    [[ $stderr != *$'\e'* ]]
}
