#!/usr/bin/env bats
# Kinds of objects that describe themselves (src/kind/grammar.h): catalog and text say the same, alone, with owners, in
# pg_dump's words, in each report, and after ALTER and DROP.

load ../lib/common
load ../lib/server
load ../lib/round_trip
load ../lib/server_a_file

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss "CREATE ROLE reader; CREATE ROLE keeper SUPERUSER"
}

# The fixture's statements, those of a version that the server has.
objects() {
    local file
    for file in "$repo"/tests/fixtures/grammar_kinds/*.sql; do
        [ "$(server_major)" -lt "$(basename "$file" .sql)" ] || cat "$file"
    done
}

# same_text OLD NEW: no difference.
same_text() {
    run --separate-stderr "$FULLSCHEMA" diff --owners --engine postgres "$1" "$2"
    expect_status 0
}

@test "catalog, snapshot, its copy and pg_dump say the same, owners included" {
    objects >objects.sql
    trip_options=--owners round_trip objects.sql
    "$(dirname "$FULLSCHEMA")/tests/differential" postgres postgres:///trip_there postgres:///trip_back there.sql >log ||
        { cat log; return 1; }
    same_text postgres:///trip_there there.sql
}

# as_on_the_server STATEMENT...: they run on the server too, which then is as text.sql.postgres says.
as_on_the_server() {
    local statement commands=()
    for statement; do commands+=(-c "$statement"); done
    psql -Xq -v ON_ERROR_STOP=1 -d app "${commands[@]}"
    "$FULLSCHEMA" inspect --owners -o there.sql.postgres postgres:///app
    run --separate-stderr "$FULLSCHEMA" diff --owners text.sql.postgres there.sql.postgres
    [ "$status" -eq 0 ] || { echo "one of:"; printf '%s\n' "$@"; show_run; return 1; }
    cp there.sql.postgres text.sql.postgres
}

@test "each ALTER and DROP of the text does what it does on the server" {
    local statements=() statement some=() n=0
    mapfile -t statements < <(sed -n 's/^-- then: //p' <(objects))
    [ "${#statements[@]}" -gt 5 ]
    objects >objects.sql
    trip_databases app
    trip_run app objects.sql
    "$FULLSCHEMA" inspect --owners -o text.sql.postgres postgres:///app
    for statement in "${statements[@]}"; do
        cp text.sql.postgres before.sql.postgres
        echo "$statement;" >>text.sql.postgres
        run --separate-stderr "$FULLSCHEMA" diff --owners before.sql.postgres text.sql.postgres
        [ "$status" -eq 1 ] || { echo "no change: $statement"; show_run; return 1; }
        some+=("$statement")
        n=$((n + 1))
        if [ ${#some[@]} = 8 ] || [ "$n" = "${#statements[@]}" ]; then
            as_on_the_server "${some[@]}"
            some=()
        fi
    done
    [ "$n" -eq "${#statements[@]}" ]
    [ ${#some[@]} = 0 ]
}

@test "an added and a removed object stand in every format that is whole" {
    objects >objects.sql
    trip_databases app
    trip_run app objects.sql
    "$FULLSCHEMA" inspect -o all.sql.postgres postgres:///app
    echo 'CREATE SCHEMA app;' >none.sql.postgres
    local format kind kinds
    mapfile -t kinds < <(sed -n 's/^-- kind: //p' <(objects))
    [ "${#kinds[@]}" -gt 1 ]
    for format in text json sarif html; do
        "$FULLSCHEMA" diff --format "$format" none.sql.postgres all.sql.postgres >added || [ $? -eq 1 ]
        "$FULLSCHEMA" diff --format "$format" all.sql.postgres none.sql.postgres >removed || [ $? -eq 1 ]
        for kind in "${kinds[@]}"; do
            grep -qiF "$kind" added || { echo "$kind: $format"; cat added; return 1; }
            grep -qiF "$kind" removed || { echo "$kind: $format"; cat removed; return 1; }
        done
    done
}

@test "diff --sql: each change of these kinds has a statement, or is named" {
    objects >objects.sql
    trip_databases app
    trip_run app objects.sql
    "$FULLSCHEMA" inspect -o old.sql.postgres postgres:///app
    objects | sed -n 's/^-- then: \(.*\)/\1;/p' >then.sql
    [ "$(wc -l <then.sql)" -gt 5 ]
    psql -Xq -v ON_ERROR_STOP=1 -d app -f then.sql
    "$FULLSCHEMA" inspect -o new.sql.postgres postgres:///app
    local from to
    for from in old new; do
        to=$([ $from = old ] && echo new || echo old)
        run --separate-stderr "$FULLSCHEMA" diff --sql --allow-loss $from.sql.postgres $to.sql.postgres
        expect_status 2
        # Nothing but what a superuser makes, and what needs it, is named; and that an enum does not lose a label. Up to
        # 14 the triggers that partitions have from their parent are the superuser's, too.
        grep '^fullschema: ' <<<"$stderr" | grep -vF -e ' by a role that is no superuser' -e 'enum type app.used: ' \
            -e 'permission denied: "Parts" is a system trigger' -e ' names it, so it stays as it is' >others || true
        # What has its name from others that a superuser makes is told from them.
        grep -F 'both states are the same there' <<<"$stderr" | grep -vF 'PUBLICATION whole: ' >others || true
        diff -u /dev/null others
        [ $from = new ] || grep -qxF 'DROP COLLATION "Spare";' <<<"$output"
        diff -u /dev/null others
    done
}

# Secrets are in no output, whatever the word of the option, and of two texts that differ in one nothing is said.
@test "options that may be secret are neither printed nor compared, and named" {
    trip_databases app
    psql -Xq -v ON_ERROR_STOP=1 -d app <<'SQL'
CREATE FOREIGN DATA WRAPPER w OPTIONS (api_token 'hush1');
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'x', uri 'http://u:hush2@x/', "sslPassword" 'hush3');
CREATE USER MAPPING FOR reader SERVER s OPTIONS ("user" 'r', password 'hush4', anything 'hush5');
SQL
    local format
    run --separate-stderr "$FULLSCHEMA" inspect postgres:///app
    expect_status 0
    [[ $output$stderr != *hush* && $output == *"OPTIONS (host 'x')"*'OPTIONS ("user"'* ]] || { show_run; return 1; }
    expect_stderr <<'END'
fullschema: warning: foreign-data wrapper w: left out, as it may be secret: api_token
fullschema: warning: foreign server s: left out, as it may be secret: sslPassword, uri
fullschema: warning: user mapping FOR reader SERVER s: left out, as it may be secret: anything, password
END
    cat >old.sql.postgres <<'SQL'
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE USER MAPPING FOR reader SERVER s OPTIONS ("user" 'r', password 'hush');
SQL
    sed "s/hush/hush-hush/; s/SERVER s FOR/SERVER s TYPE 'x' FOR/" old.sql.postgres >new.sql.postgres
    for format in text json sarif markdown github html; do
        run --separate-stderr "$FULLSCHEMA" diff --format "$format" old.sql.postgres new.sql.postgres
        expect_status 1
        [[ $output$stderr != *hush* ]]
        [[ $format == html || $output != *'user mapping'* ]] || { show_run; return 1; }
    done
}

@test "options that the reading role may not see: the mapping is left out, and said" {
    trip_databases app
    psql -Xq -v ON_ERROR_STOP=1 -d app -c "CREATE FOREIGN DATA WRAPPER w" -c "CREATE SERVER s FOREIGN DATA WRAPPER w" \
        -c "CREATE USER MAPPING FOR keeper SERVER s OPTIONS (\"user\" 'k')" -c "ALTER ROLE reader LOGIN"
    PGUSER=reader run --separate-stderr "$FULLSCHEMA" inspect postgres:///app
    expect_status 2
    expect_in_stderr 'user mapping FOR keeper SERVER s: its options are hidden from the role that reads the database'
    [[ $output == *'CREATE SERVER s'* && $output != *MAPPING* ]]
}

# No server that tests can have brings a label provider; the row is what one would leave.
@test "security labels are named, and count" {
    trip_databases app
    psql -Xq -v ON_ERROR_STOP=1 -d app -c 'CREATE TABLE t (a int)' \
        -c "INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0, 'dummy', 'secret')"
    run --separate-stderr "$FULLSCHEMA" inspect postgres:///app
    expect_status 2
    expect_in_stderr 'security label on table public.t (dummy): a snapshot cannot hold objects of this kind'
    [[ $output == *'CREATE TABLE t'* ]]
}
