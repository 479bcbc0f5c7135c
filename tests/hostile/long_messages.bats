#!/usr/bin/env bats
# What a server and a program say of a stranger's text is printed as far as somebody reads it, not as long as they made it.

load ../lib/common

# says SQL TEXT...: of a delta of that the run says these, in little.
says() {
    local file=schema/main/delta/1/01_a.sql.$engine
    put_bookkeeping
    say "$file" "$1"
    shift
    generate --engine "$engine" --output out
    expect_status 2
    expect_in_stderr "$file:1" "$@"
    [ "${#stderr}" -lt 50000 ] || { echo "${#stderr} characters"; false; }
}

@test "a message, a detail, a hint and a context of megabytes" {
    local engine=postgres
    says "DO \$\$ BEGIN RAISE EXCEPTION '%', repeat('x', 5000000); END \$\$;" 'postgres: xxx' 'xxx ... (' ' bytes are left out) ... xxx'
    says "DO \$\$ BEGIN RAISE EXCEPTION 'a' USING DETAIL = repeat(E'line\\n', 1000000), HINT = repeat('h', 1000000); END \$\$;" \
        $'    line\n    (' 'hint: hhh'
    says "CREATE FUNCTION r(i int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN r(i + 1); END'; SELECT r(1);" \
        'stack depth limit exceeded' ' bytes are left out)'
    engine=sqlite
    says "SELECT $(printf 'y%.0s' {1..100000});" 'no such column: yyy' ' bytes are left out'
}

@test "a setting of a project file that names a place of 70,000 letters" {
    printf 'schema = %s\n' "$(printf 'y%.0s' {1..70000})" >fullschema.ini
    run --separate-stderr -2 "$FULLSCHEMA" generate
    expect_in_stderr 'yyy ... (' ' bytes are left out) ... yyy'
    [ "${#stderr}" -lt 5000 ] || { echo "${#stderr} characters"; false; }
}

@test "a background update whose name no file can have is one without a file, of the delta that queues it" {
    local name engine length
    put_schema
    for length in 249 300 5000; do
        name=$(printf "%${length}s" '' | tr ' ' u)
        say schema/main/delta/2/01_room_names.sql "INSERT INTO background_updates (update_name, progress_json) VALUES ('$name', '{}');"
        generate --engine sqlite --output out
        expect_status 2
        [[ $stderr == 'schema/main/delta/2/01_room_names.sql:1:'*' has no implementation for sqlite'* ]] || { show_run; false; }
        [ "${#stderr}" -lt 15000 ] || { echo "${#stderr} characters"; false; }
    done
    for engine in sqlite postgres; do
        generate --engine "$engine" --output out --assume-data-only "$name"
        expect_status 0
    done
}
