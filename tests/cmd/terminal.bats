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

# resized COLUMNS TEXT: drawn anew, the screen ends with that. What was there before a narrower window broke its lines
# may be left above, once, since tmux puts a part of it out of reach.
resized() {
    columns "$1"
    within 10 screen_ends "$2" || { shown; return 1; }
    # It stays so.
    sleep 0.3
    screen_ends "$2"
    [ "$(shown | grep -c ' done')" -le 2 ] || { shown; return 1; }
}
screen_is() { [ "$(shown | sed 's/ *$//' | grep .)" = "$1" ]; }
screen_ends() { [[ $(shown | sed 's/ *$//' | grep .) == *"$1" ]]; }

@test "progress of check, while its terminal is made narrower and wider" {
    put_sleeping_schema
    screen 100 'echo prompt; "$FULLSCHEMA" check --engine postgres --statement-timeout 600'
    within 60 shows 'sleep.sql.postgres$'
    resized 100 $'prompt\ncommon 1 postgres    1 left  reading the catalog\nmain 1 postgres      1 left  sleep.sql.postgres\n0 of 2 snapshots done'
    resized 24 $'common 1 pos    1 left\nmain 1 postg    1 left\n0 of 2 snapshots done'
    resized 60 $'common 1 postgres    1 left  reading the catalog\nmain 1 postgres      1 left  sleep.sql.postgres\n0 of 2 snapshots done'
    keys C-c
    within 30 ended
    [ "$(cat status)" = 130 ]
    screen_ends 'fullschema: stopped'
    run ! shows 'left  sleep'
    nothing_left
}

@test "progress of verify: which verification, how many are done" {
    put_sleeping_schema
    screen 40 '"$FULLSCHEMA" verify --orders --reproducible --engine postgres --statement-timeout 600'
    within 60 shows '^usual order   building$'
    shows '^0 of 3 verifications done$'
    within 60 eval 'find_cluster "" && sleeps'
    keys C-c
    within 30 ended
    [ "$(cat status)" = 130 ]
    screen_is 'fullschema: stopped'
    nothing_left
}

# put_silent_server [SECONDS]: takes connections and says nothing for so long, or until the file `end` is there.
put_silent_server() {
    rm -rf silent
    mkdir silent
    start silent python3 -c 'import os, socket, sys, time
with socket.socket(socket.AF_UNIX) as s:
    s.bind("silent/.s.PGSQL.5432")
    s.listen()
    end = time.monotonic() + float(sys.argv[1])
    while time.monotonic() < end and not os.path.exists("end"):
        time.sleep(0.05)' "${1:-600}"
    within 10 test -S silent/.s.PGSQL.5432
}

put_fleet() {
    put_schema
    "$FULLSCHEMA" generate -q
    cat schema/common/schema_version.sql full_schemas/2/*/full.sql.sqlite | sqlite3 app.db
    put targets <<END
first app.db
köln host=$PWD/silent user=somebody password=hunter2
a-customer-with-a-name-that-goes-on-and-on host=$PWD/silent user=somebody password=hunter2
END
}

@test "progress of a fleet: which databases, how many are done, at any width" {
    put_fleet
    put_silent_server
    screen 100 '"$FULLSCHEMA" check --targets targets'
    within 60 shows '^first  *read$'
    resized 100 $'first                                     read\nköln                                      reading
a-customer-with-a-name-that-goes-on-and-  reading\n0 of 3 databases done'
    resized 30 $'first            read\nköln             reading\na-customer-with  reading\n0 of 3 databases done'
    run ! shows hunter2
    : >end
    within 60 ended
    [ "$(cat status)" = 2 ]
    columns 100
    within 10 shows '^köln  *not compared$'
    shows '^3 databases: 0 as they should be, 1 different, 2 not compared'
}

@test "progress of a single live database does not show its password" {
    put_fleet
    put_silent_server
    screen 60 '"$FULLSCHEMA" check --against "host=$PWD/silent user=somebody password=hunter2"'
    within 60 shows '^postgres.*reading$'
    run ! shows hunter2
    keys C-c
    within 30 ended
    screen_is 'fullschema: stopped'
}

@test "no progress in CI, nor where standard error is no terminal, whatever the command" {
    put_fleet
    echo 'SELECT pg_sleep(0.7);' | put schema/main/delta/2/05_wait.sql.postgres
    local command wiped=$'\033[J'
    while read -r command; do
        put_silent_server 1
        CI=true TERM=xterm on_terminal sh -c "\"\$FULLSCHEMA\" $command"
        [[ $output != *"$wiped"* && $output != *' done'* && -n $output ]] || { echo "$command"; show_run; return 1; }
        put_silent_server 1
        TERM=xterm on_terminal sh -c "\"\$FULLSCHEMA\" $command 2>err"
        run -1 grep -F -e "$wiped" -e ' done' err
    done <<'END'
generate --engine postgres --database main
check --engine postgres --database main
verify --bases --engine postgres --database main
check --targets targets
END
    # Here it would be seen, also where CI is said to be no CI.
    put_silent_server 3
    CI=false TERM=xterm on_terminal "$FULLSCHEMA" check --targets targets
    [[ $output == *"$wiped"*' done'* ]] || { show_run; return 1; }
}

@test "Ctrl-C ends the run and its server" {
    put_sleeping_schema
    screen 100 '"$FULLSCHEMA" generate --engine postgres --statement-timeout 600'
    within 60 shows 'sleep.sql.postgres'
    keys C-c
    within 30 ended
    [ "$(cat status)" = 130 ]
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

# coloured yes|no [NAME=VALUE...] COMMAND ARGUMENT...: whether a run on a terminal shows colours. Of a slow one the
# progress is drawn, which moves the cursor.
coloured() {
    local wanted=$1 seen=no colour=$'\033\\[[0-9;]*m'
    shift
    on_terminal env "$@"
    [[ ! $output =~ $colour ]] || seen=yes
    [ "$seen" = "$wanted" ] || { echo "coloured: $seen, not $wanted: $*"; show_run; return 1; }
}

@test "results have colour on a terminal, and only there, unless one is reported otherwise" {
    put_schema
    "$FULLSCHEMA" generate -q --engine sqlite
    cp -r full_schemas old
    say settings.ini 'color = never'
    sed -i 's/name TEXT/name BLOB/' full_schemas/2/main/full.sql.sqlite
    local -a command
    while read -r -a command; do
        coloured yes TERM=xterm "$FULLSCHEMA" "${command[@]}"
        coloured no TERM=xterm "$FULLSCHEMA" "${command[@]}" --color never
        coloured no TERM=xterm NO_COLOR=1 "$FULLSCHEMA" "${command[@]}"
        coloured yes TERM=xterm NO_COLOR= "$FULLSCHEMA" "${command[@]}"
        coloured yes TERM=xterm NO_COLOR=1 "$FULLSCHEMA" "${command[@]}" --color always
        coloured no TERM=dumb "$FULLSCHEMA" "${command[@]}"
        coloured no -u TERM "$FULLSCHEMA" "${command[@]}"
        coloured no TERM=xterm sh -c '"$@" | cat' - "$FULLSCHEMA" "${command[@]}"
        coloured yes TERM=dumb sh -c '"$@" | cat' - "$FULLSCHEMA" "${command[@]}" --color=always
        coloured no TERM=xterm "$FULLSCHEMA" "${command[@]}" --config settings.ini
    done <<'END'
diff old full_schemas
check --engine sqlite
END
    # Nothing that is kept or read by a program has colours in it, whatever the option.
    while read -r -a command; do
        coloured no TERM=xterm "$FULLSCHEMA" "${command[@]}" --color always
    done <<'END'
diff old full_schemas --format json
diff old full_schemas --format markdown
html old
plan
config
generate --engine sqlite --output made
END
}

@test "what verify finds has colour where it is printed to a terminal" {
    put_schema
    echo 'CREATE TABLE a (x BIGINT);' | put schema/main/delta/2/03_a.sql
    echo 'DROP TABLE IF EXISTS a;' | put schema/main/delta/2/04_b.sql
    local verify=("$FULLSCHEMA" verify --orders --engine sqlite -q)
    coloured yes TERM=xterm "${verify[@]}"
    coloured no TERM=xterm sh -c '"$@" | cat' - "${verify[@]}"
    coloured yes TERM=dumb sh -c '"$@" | cat' - "${verify[@]}" --color always
    coloured no TERM=xterm NO_COLOR=1 "${verify[@]}"
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
