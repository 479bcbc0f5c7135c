#!/usr/bin/env bats
# fullschema generate: what it prints, where it writes, paths, wrong options, the time limit.

load ../lib/common

@test "--quiet prints nothing when all is well" {
    put_schema
    generate --quiet --engine sqlite
    expect_status 0
    expect_no_output
    [ -z "$stderr" ]
    [ -e full_schemas/2/main/full.sql.sqlite ]
    generate -q --engine sqlite
    expect_status 0
    expect_no_output
}

@test "--quiet still prints warnings and errors" {
    put_schema
    say schema/main/delta/2/notes.txt 'for people'
    generate --quiet --engine sqlite
    expect_status 0
    expect_in_stderr 'schema/main/delta/2/notes.txt: warning:'
    say schema/main/delta/2/05_bad.sql 'SELEC 1;'
    generate --quiet --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/2/05_bad.sql:1:1: sqlite: '
}

@test "--color always colours messages, never and a pipe do not" {
    put_schema
    say schema/main/delta/2/notes.txt 'for people'
    generate --engine sqlite --color always
    expect_status 0
    [[ $stderr == *$'\033[1m'*$'\033[33mwarning:\033[0m'* ]]
    generate --engine sqlite --color never
    [[ $stderr != *$'\033'* ]]
    generate --engine sqlite --color auto
    [[ $stderr != *$'\033'* ]]
    generate --engine sqlite
    [[ $stderr != *$'\033'* && $stderr == *warning:* ]]
    NO_COLOR=1 generate --engine sqlite --color always
    [[ $stderr == *$'\033'* ]]
    generate --engine sqlite --color pink
    expect_status 2
    expect_stderr <<'END'
fullschema: --color pink: one of auto, always, never
END
}

@test "directories with spaces, quotes and letters of any script" {
    mkdir "a b'ü 語"
    cd "a b'ü 語"
    put_schema "sch ëma"
    generate -s "sch ëma" -o "öut put"
    expect_status 0
    cd ..
    put_schema
    generate -s schema -o plain
    diff -r "a b'ü 語/öut put" plain
}

@test "TMPDIR with spaces, quotes and letters of any script" {
    mkdir -m 1777 "$TMPDIR/t m'p é"
    put_schema
    TMPDIR="$TMPDIR/t m'p é" generate --engine postgres
    expect_status 0
    [ -z "$(ls -A "$TMPDIR/t m'p é")" ]
}

@test "relative and absolute, through a symbolic link" {
    put_schema real
    ln -s real schema
    generate --engine sqlite
    expect_status 0
    mkdir elsewhere
    cd elsewhere
    generate -s ../schema -o ../other --engine sqlite
    expect_status 0
    diff -r ../full_schemas ../other
}

@test "an output directory that cannot be written is an error, and nothing changes" {
    put_schema
    generate --engine sqlite
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (x TEXT);'
    before=$(fingerprint full_schemas)
    say blocked 'a file'
    generate --engine sqlite --output blocked/out
    expect_status 2
    expect_stderr <<'END'
fullschema: --output: blocked is a file, and snapshots are in a directory
hint: name a directory, or a file by a name that ends in .sql: db/schema.sql
END
    if [ "$(id -u)" != 0 ]; then
        chmod 555 full_schemas/2/main
        generate --engine sqlite
        chmod 755 full_schemas/2/main
        expect_status 2
        expect_stderr <<'END'
full_schemas/2/main/full.sql.sqlite: cannot write: Permission denied
hint: nothing was written; choose another place, or fix its permissions
END
    fi
    [ "$(fingerprint full_schemas)" = "$before" ]
    [ -z "$(find full_schemas -name '.*')" ]
}

@test "a standard output that cannot be written is trouble" {
    put_schema
    run --separate-stderr bash -c '"$FULLSCHEMA" generate --engine sqlite >/dev/full'
    expect_status 2
    expect_in_stderr 'cannot write to standard output: No space left on device'
    run --separate-stderr bash -c '"$FULLSCHEMA" --help >/dev/full'
    expect_status 2
}

@test "closed standard streams do no harm" {
    put_schema
    generate --output open
    expect_status 0
    "$FULLSCHEMA" generate --quiet --output closed <&- >&- 2>&-
    diff -r open closed
    nothing_left
}

@test "--help fits 80 columns and names every option" {
    generate --help
    expect_status 0
    [ -z "$stderr" ]
    awk 'length > 80 { print "too wide: " $0; bad = 1 } END { exit bad }' <<<"$output"
    for option in -s, --schema -o, --output -n, --schema-version --all-versions --database --engine --base --layout \
        -p, --pg-user --pg-bindir --statement-timeout -q, --quiet --color; do
        [[ $output == *"$option"* ]] || { echo "missing: $option"; return 1; }
    done
    run --separate-stderr "$FULLSCHEMA" --help
    expect_status 0
    [[ $output == *"  generate "* ]]
    awk 'length > 80 { print "too wide: " $0; bad = 1 } END { exit bad }' <<<"$output"
}

@test "no command, and one that there is not" {
    run --separate-stderr "$FULLSCHEMA"
    expect_status 2
    [[ $output$stderr == *generate* ]]
    run --separate-stderr "$FULLSCHEMA" regenerate
    expect_status 2
    expect_stderr <<'END'
fullschema: no command regenerate
hint: did you mean generate?
END
}

@test "wrong options are reported by name, and nothing runs" {
    put_schema
    while IFS='|' read -r arguments message; do
        # shellcheck disable=SC2086
        generate $arguments
        expect_status 2
        expect_no_output
        [ "${stderr%%$'\n'*}" = "fullschema: $message" ] || { echo "for: $arguments"; show_run; return 1; }
    done <<'END'
--nonsense|--nonsense: unknown option
-x|-x: unknown option
--schema|--schema: missing argument
word|unexpected argument: word
--engine mysql|--engine mysql: there are postgres and sqlite
--layout round|--layout round: one of auto, flat, nested, one
--base below|--base below: not a whole number
-n next|--schema-version next: not a whole number
-n -3|--schema-version -3: not a whole number
--statement-timeout soon|--statement-timeout soon: not a whole number
--statement-timeout -1|--statement-timeout -1: not a whole number
--statement-timeout 99999999|--statement-timeout 99999999: at most 1000000; 0 for no limit
END
    [ ! -e full_schemas ]
}

@test "--timeout ends a run with one line that says so, and writes nothing" {
    put_bookkeeping
    say schema/main/delta/1/01.sql.sqlite 'CREATE TABLE n (i); INSERT INTO n WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0;'
    generate --engine sqlite --timeout 1
    expect_status 2
    expect_no_output
    expect_stderr <<'END'
fullschema: stopped after 1 s, the limit of the whole run (--timeout); nothing was written
END
    [ ! -e full_schemas ]
}

@test "deltas of a database that leave nothing are warned of, as migrations are" {
    put_schema
    say schema/other/delta/1/09_nothing.sql 'CREATE TABLE brief (a INTEGER); DROP TABLE brief;'
    generate --output out --engine sqlite
    expect_status 0
    [ "$stderr" = 'schema/other: warning: sqlite: 1 file made nothing that a snapshot holds' ] || { show_run; false; }
    # Nobody expects anything of a database without deltas.
    rm -r schema/other
    mkdir -p schema/other/delta/1
    generate --output out --engine sqlite
    expect_status 0
    [ -z "$stderr" ] || { show_run; false; }
}
