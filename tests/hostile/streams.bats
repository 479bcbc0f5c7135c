#!/usr/bin/env bats
# Every command with each of its standard streams full or closed: status 2 and a word on what is left of them, or the
# same as ever where it has nothing to say there; never a file in the place of a stream.

load ../lib/common

# each: a command line that prints something, one a line.
each() {
    cat <<'END'
--version
--help
config
config --keys
completion bash
explain table-removed
plan
inspect full_schemas/2/main/full.sql.sqlite
diff full_schemas/2/main/full.sql.sqlite other.sql.sqlite
diff full_schemas/2/main/full.sql.sqlite other.sql.sqlite --format json
html other.sql.sqlite
parity full_schemas/2
check --engine sqlite
verify --engine sqlite
generate --engine sqlite
END
}

@test "full, closed, and all of them closed" {
    local words stream before
    put_schema
    "$FULLSCHEMA" generate --engine sqlite -q
    "$FULLSCHEMA" generate --engine postgres -q
    say other.sql.sqlite 'CREATE TABLE t (x TEXT);'
    before=$(fingerprint full_schemas)
    each >commands
    while read -r words; do
        # shellcheck disable=SC2086 # they are several
        run --separate-stderr timeout 60 "$FULLSCHEMA" $words
        local plain=$status said=$output
        for stream in '>/dev/full' '>&-' '2>/dev/full' '2>&-' '<&-' '<&- >&- 2>&-'; do
            run --separate-stderr timeout 60 bash -c "\"\$FULLSCHEMA\" $words $stream"
            # Nothing but what was said, or 2.
            [ "$status" -eq "$plain" ] || [ "$status" -eq 2 ] || { echo "$words $stream"; show_run; false; }
            case $stream in
            '>/dev/full' | '>&-')
                [ -z "$said" ] || [ "$status" -eq 2 ] || { echo "$words $stream"; show_run; false; }
                [ -z "$said" ] || [[ $stderr == *'cannot write to standard output'* ]] || { echo "$words $stream"; show_run; false; }
                ;;
            *) [ "$(fingerprint full_schemas)" = "$before" ] || { echo "$words $stream"; false; } ;;
            esac
        done
    done <commands
    nothing_left
}
