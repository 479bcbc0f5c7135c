#!/usr/bin/env bats
# What a person sees at a terminal, and what is left out elsewhere.

load ../lib/common
load ../lib/cluster
load ../lib/server
load ../lib/terminal

teardown() {
    close_screen
    stop_server
    leave_scratch
}

@test "progress: which database, which delta, how many left; wiped at the end" {
    put_schema
    # The delta waits until the test has seen it.
    put schema/main/delta/2/05_wait.sql.postgres <<'SQL'
SELECT pg_advisory_lock(59);
DO $$
BEGIN
    WHILE (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') < 2 LOOP
        PERFORM pg_sleep(0.05);
    END LOOP;
END $$;
SQL
    screen 100 '"$FULLSCHEMA" generate --statement-timeout 600'
    within 60 shows '^main 2 postgres  *[0-9][0-9]* left  05_wait.sql.postgres'
    within 60 shows '^[0-9] of 6 snapshots done'
    find_cluster ''
    # A second lock lets it go on; the server's end ends this session.
    ask 'SELECT pg_advisory_lock(60), pg_sleep(60)' >/dev/null 2>&1 || true
    within 60 ended
    [ "$(cat status)" = 0 ]
    [ "$(shown | grep -c .)" = 7 ]
    shows '^full_schemas/2/main/full.sql.postgres: new'
    shows '^6 snapshots: 6 written, 0 unchanged'
    run ! shows ' left '
}

@test "progress on a narrow terminal does not wrap" {
    put_sleeping_schema
    mv schema/main/delta/1/sleep.sql.postgres "schema/main/delta/1/$(printf '%0120d' 0).sql.postgres"
    screen 40 '"$FULLSCHEMA" generate --engine postgres --statement-timeout 600'
    within 60 shows '^main 1 postgres .* left  0'
    # Drawn over and over in the same place.
    for i in 1 2 3 4 5 6; do
        [ "$(shown | grep -c '^main ')" -le 1 ]
        sleep 0.1
    done
    keys C-c
    within 30 ended
}

@test "Ctrl-C ends the run and its server" {
    put_sleeping_schema
    screen 100 '"$FULLSCHEMA" generate --engine postgres --statement-timeout 600'
    within 60 shows 'sleep.sql.postgres'
    keys C-c
    within 30 ended
    [ "$(cat status)" = 2 ]
    [ "$(shown | grep .)" = 'fullschema: stopped; nothing was written' ]
    [ ! -e full_schemas ]
    nothing_left
}

# slow_run_on TERM ARGUMENT...: what a run that takes a second sends to a terminal.
slow_run_on() {
    TERM=$1 on_terminal "$FULLSCHEMA" generate --engine postgres --database main "${@:2}"
    [ "$status" -eq 0 ] || { echo "$output"; return 1; }
}

@test "no progress over a pipe, under TERM=dumb, or with --quiet" {
    put_schema
    # Long enough that progress would be drawn.
    echo 'SELECT pg_sleep(0.7);' | put schema/main/delta/2/05_wait.sql.postgres
    slow_run_on xterm --output seen
    [[ $output == *$'\033'*' left '* ]]
    slow_run_on dumb
    [[ $output != *$'\033'* && $output != *' left '* && $output == *'1 snapshot: 1 written'* ]]
    slow_run_on xterm --quiet
    [ -z "$output" ]
    TERM=xterm on_terminal sh -c '"$FULLSCHEMA" generate --engine postgres --database main 2>err'
    [ "$status" -eq 0 ]
    [ ! -s err ]
    [[ $output != *$'\033'* && $output == *'1 snapshot: 0 written'* ]]
}

@test "errors have colour on a terminal, and NO_COLOR takes it away" {
    put_schema
    say schema/main/delta/2/notes.txt 'for people'
    TERM=xterm on_terminal "$FULLSCHEMA" generate --engine sqlite
    [[ $output == *$'\033[33mwarning:\033[0m'* ]]
    NO_COLOR=1 TERM=xterm on_terminal "$FULLSCHEMA" generate --engine sqlite
    [[ $output == *warning:* && $output != *$'\033[33m'* && $output != *$'\033[1m'* ]]
    TERM=xterm on_terminal "$FULLSCHEMA" generate --engine sqlite --color never
    [[ $output == *warning:* && $output != *$'\033[33m'* && $output != *$'\033[1m'* ]]
    TERM=dumb on_terminal "$FULLSCHEMA" generate --engine sqlite
    [[ $output == *warning:* && $output != *$'\033'* ]]
}

@test "a password is asked for, without showing it" {
    start_server
    put_schema
    screen 100 "export PGHOST='$server' PGPORT=5432; "'"$FULLSCHEMA" generate --engine postgres -p secret'
    within 60 shows '^Password for Postgres user secret:'
    keys -l "pass: wo\\rd's"
    keys Enter
    within 60 ended
    [ "$(cat status)" = 0 ]
    run ! shows 'pass:'
    shows '^3 snapshots: 3 written'
}

@test "Ctrl-C at the password prompt" {
    start_server
    put_schema
    screen 100 "export PGHOST='$server' PGPORT=5432; "'"$FULLSCHEMA" generate --engine postgres -p secret; stty'
    within 60 shows '^Password for Postgres user secret:'
    keys C-c
    within 30 ended
    # The terminal echoes again.
    run ! shows '-echo '
    [ ! -e full_schemas ]
}
