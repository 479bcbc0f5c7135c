#!/usr/bin/env bats
# What a pull request may not decide in fullschema.ini: docs/configuration.md.

load ../lib/common

setup() {
    enter_scratch
    mkdir outside project
    say outside/kept 'kept'
    cd project || return 1
    put_schema
}

# refused MESSAGE COMMAND...: it ends with trouble and says this first; outside/ stays as it is, nothing was made here.
refused() {
    local message=$1 before here
    shift
    before=$(fingerprint ../outside)
    here=$(find . | LC_ALL=C sort)
    run --separate-stderr timeout --foreground 60 "$@"
    expect_status 2
    expect_no_output
    [ "${stderr%%$'\n'*}" = "$message" ] || { show_run; return 1; }
    [ "$(fingerprint ../outside)" = "$before" ]
    [ "$(find . | LC_ALL=C sort)" = "$here" ]
}

# ini LINE...: fullschema.ini is these.
ini() { printf '%s\n' "$@" >fullschema.ini; }

@test "it runs no programs" {
    for program in initdb postgres pg_ctl; do
        printf '#!/bin/sh\ntouch %s/outside/ran\n' "$scratch" | put "tools/$program"
        chmod +x "tools/$program"
    done
    for where in tools ./tools "$PWD/tools" ../outside; do
        ini 'quiet = true' "pg-bindir = $where"
        for command in generate check verify; do
            refused 'fullschema.ini:2: pg-bindir is not for this file: it names programs to run' "$FULLSCHEMA" $command
            expect_in_stderr 'hint: a pull request can change this file: say --pg-bindir on the command line, or set FULLSCHEMA_PG_BINDIR'
        done
        ini '[generate]' "pg-bindir = $where"
        refused 'fullschema.ini:2: pg-bindir is not for this file: it names programs to run' "$FULLSCHEMA" generate
        refused 'fullschema.ini:2: pg-bindir is not for this file: it names programs to run' "$FULLSCHEMA" plan
    done
    run --separate-stderr "$FULLSCHEMA" --version
    expect_in_stderr 'fullschema.ini:2: pg-bindir is not for this file'
    [ ! -e ../outside/ran ]
}

# A server that notes who comes, and what they say.
start_listener() {
    cat >../listener.py <<'PY'
import socket, sys
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    client, _ = server.accept()
    with open(sys.argv[1], "ab") as log:
        log.write(b"came\n")
    client.close()
PY
    start ../listener python3 -u ../listener.py "$scratch/came"
    within 10 test -s ../listener.out
    port=$(cat ../listener.out)
}

@test "it connects to no server, and none gets the environment's password" {
    start_listener
    export PGPASSWORD=secret PGHOST=127.0.0.1 PGPORT=$port
    say targets "one postgres://127.0.0.1:$port/app"
    for key in "against = postgres://127.0.0.1:$port/app" "against = host=127.0.0.1 port=$port dbname=app" \
        'targets = targets' 'pg-user = tester'; do
        ini "$key"
        for command in check generate verify config plan; do
            refused "fullschema.ini:1: ${key%% *} is not for this file: it names a server to connect to" "$FULLSCHEMA" $command
        done
        ini '[check]' "$key"
        refused "fullschema.ini:2: ${key%% *} is not for this file: it names a server to connect to" "$FULLSCHEMA" check
    done
    [ ! -e "$scratch/came" ]
    # The same from a person is theirs to say.
    rm fullschema.ini
    run timeout 60 "$FULLSCHEMA" inspect "postgres://127.0.0.1:$port/app"
    expect_status 2
    [ -e "$scratch/came" ]
}

# keys: those that are paths, and how a value of them is written.
path_keys() {
    cat <<'END'
schema = %s
output = %s
background-source = %s
background-updates = %s
output-file = %s
format = json=%s
END
}

@test "it names nothing outside the project: up, absolute, by a link, in .git" {
    git init -q .
    ln -s ../outside leads_out
    mkdir deep && ln -s ../leads_out deep/twice
    path_keys >../list
    while read -r form; do
        key=${form%% *}
        for place in ../outside ../outside/new deep/../../outside "$scratch/outside" /etc "$PWD/../outside"; do
            # shellcheck disable=SC2059
            ini "$(printf "$form" "$place")"
            refused "fullschema.ini:1: $key: $place leads out of the git repository" "$FULLSCHEMA" generate --engine sqlite
        done
        for place in leads_out leads_out/new deep/twice/new; do
            # shellcheck disable=SC2059
            ini "$(printf "$form" "$place")"
            run --separate-stderr "$FULLSCHEMA" generate --engine sqlite
            expect_status 2
            [[ $stderr == "fullschema.ini:1: $key: "*' is a symbolic link'* ]] || { show_run; return 1; }
        done
        for place in .git .git/hooks/post-checkout deep/../.GIT/config "$PWD/.git/config"; do
            # shellcheck disable=SC2059
            ini "$(printf "$form" "$place")"
            refused "fullschema.ini:1: $key: $place leads out of the git repository" "$FULLSCHEMA" generate --engine sqlite
        done
        expect_in_stderr "say --$key on the command line, or set FULLSCHEMA_$(tr a-z- A-Z_ <<<"$key")"
    done <../list
    [ "$(ls ../outside)" = kept ]
}

@test "without git the file's directory is the project, wherever one works" {
    mkdir db && mv schema db/
    for place in ../outside .. "$scratch/outside"; do
        printf 'output = %s\n' "$place" >db/fullschema.ini
        cd ..
        run --separate-stderr "$FULLSCHEMA" generate -s project/db/schema --engine sqlite
        expect_status 2
        [[ $stderr == 'project/db/fullschema.ini:1: output: '*' leads out of the directory project/db'* ]] || { show_run; return 1; }
        cd project/db
        run --separate-stderr "$FULLSCHEMA" generate --engine sqlite
        expect_status 2
        [[ $stderr == 'fullschema.ini:1: output: '*' leads out of the working directory'* ]] || { show_run; return 1; }
        cd ..
    done
    printf 'output = out\n' >db/fullschema.ini
    ln -s "$scratch/outside" db/out
    run --separate-stderr "$FULLSCHEMA" generate -s db/schema --engine sqlite
    expect_status 2
    [[ $stderr == 'db/fullschema.ini:1: output: db/out is a symbolic link'* ]] || { show_run; return 1; }
    [ "$(ls ../outside)" = kept ]
}

@test "a link inside the project: read through, not written through" {
    mkdir real && mv schema real/
    ln -s real/schema schema_link
    ini 'schema = schema_link' 'engine = sqlite' 'output = out'
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 0
    [ -f out/2/main/full.sql.sqlite ]
    mv out real/
    ln -s real/out out
    refused 'fullschema.ini:3: output: out is a symbolic link, and nothing is written through one' "$FULLSCHEMA" generate
}

@test "what is inside works as before: relative to the file, up within the work tree, absolute" {
    git init -q .
    mkdir -p db/more && mv schema db/
    printf 'CREATE INDEX rooms_topic_idx ON rooms (topic);\n' >db/more/rooms_name_idx.sql
    printf '%s\n' 'schema = schema' 'output = ../snapshots' 'background-updates = more' 'engine = sqlite' \
        '[check]' "format = text" 'format = json=reports/check.json' >db/fullschema.ini
    run --separate-stderr "$FULLSCHEMA" generate -s db/schema
    expect_status 0
    grep -q rooms_topic_idx snapshots/2/main/full.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" check -s db/schema
    expect_status 0
    [ -f db/reports/check.json ]
    sed -i "s,^output = .*,output = $PWD/db/here," db/fullschema.ini
    run --separate-stderr "$FULLSCHEMA" generate -s db/schema
    expect_status 0
    [ -f db/here/2/main/full.sql.sqlite ]
}

@test "a person may say all of it, on the command line and in the environment, and -c does not make a file a person" {
    say chosen.ini 'output = ../outside/there'
    refused 'chosen.ini:1: output: ../outside/there leads out of the working directory' \
        "$FULLSCHEMA" generate -c chosen.ini --engine sqlite
    FULLSCHEMA_CONFIG=chosen.ini refused 'chosen.ini:1: output: ../outside/there leads out of the working directory' \
        "$FULLSCHEMA" generate --engine sqlite
    run --separate-stderr "$FULLSCHEMA" generate -o ../outside/there --engine sqlite
    expect_status 0
    FULLSCHEMA_OUTPUT=$scratch/outside/again run --separate-stderr "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    [ -f ../outside/there/2/main/full.sql.sqlite ]
    [ -f ../outside/again/2/main/full.sql.sqlite ]
    FULLSCHEMA_PG_BINDIR=/nowhere run --separate-stderr "$FULLSCHEMA" generate --engine postgres
    expect_status 2
    expect_in_stderr 'there is no program initdb in /nowhere'
}

@test "what config prints of such settings is a comment, so that the action finds it and a file does not say it" {
    FULLSCHEMA_OUTPUT=$scratch/outside FULLSCHEMA_PG_USER=me FULLSCHEMA_SCHEMA=schema run --separate-stderr "$FULLSCHEMA" config
    expect_status 0
    grep -qxF "; output = $scratch/outside  ; FULLSCHEMA_OUTPUT" <<<"$output"
    grep -qxF '; pg-user = me  ; FULLSCHEMA_PG_USER' <<<"$output"
    grep -qxF 'schema = schema  ; FULLSCHEMA_SCHEMA' <<<"$output"
    printf '%s\n' "$output" >copy.ini
    run --separate-stderr "$FULLSCHEMA" config -c copy.ini
    expect_status 0
}

# documented RULE: the keys of a row of the table in docs/configuration.md.
documented() { sed -n "s/^| \(.*\) | $1.* |\$/\1/p" "$repo/docs/configuration.md" | grep -o '`[a-z-]*`' | tr -d '`' | LC_ALL=C sort; }
listed() { "$FULLSCHEMA" config --keys | sed -n "s/^\([a-z-]*\)  *$1.*/\1/p" | LC_ALL=C sort; }

@test "the table of docs/configuration.md is what config --keys lists, and each key that is not for the file is refused" {
    for rule in 'a path inside the project' 'no: it names programs to run' 'no: it names a server to connect to'; do
        listed "$rule" >../listed
        [ -s ../listed ]
        documented "$rule" | grep -vx format >../documented
        { grep -vx format || true; } <../listed | diff -u ../documented -
    done
    listed no: >../listed
    while read -r key; do
        ini "$key = x"
        refused "fullschema.ini:1: $key is not for this file$("$FULLSCHEMA" config --keys -c /dev/null | sed -n "s/^$key  *no//p")" \
            "$FULLSCHEMA" config
    done <../listed
}

@test "it takes no limit away, and raises none beyond ten times the default" {
    local key most
    while read -r key most; do
        for value in 0 "$((most * 10 + 1))" 99999999999999999999; do
            ini "$key = $value"
            run --separate-stderr "$FULLSCHEMA" config
            expect_status 2
            expect_in_stderr "fullschema.ini:1: $key = $value is not for this file" \
                "say --$key on the command line, or set FULLSCHEMA_$(tr a-z- A-Z_ <<<"$key")"
        done
        for value in 1 "$((most * 10))"; do
            ini "$key = $value"
            run --separate-stderr "$FULLSCHEMA" config
            expect_status 0
        done
    done <<'END'
statement-timeout 30
program-timeout 60
source-timeout 300
row-limit 100000
disk-limit 4096
answer-limit 512
END
    # Each option that says of 0 that it is no limit is one of them.
    listed 'a limit' | LC_ALL=C sort >../listed
    [ "$(wc -l <../listed)" = 6 ]
    ini '[check]' 'disk-limit = 0'
    refused 'fullschema.ini:2: disk-limit = 0 is not for this file: it lets a run take whatever it likes' "$FULLSCHEMA" check
    # Nor does it say where the links of a report lead that somebody else posts.
    ini 'docs-url = https://elsewhere.example/'
    refused 'fullschema.ini:1: docs-url is not for this file: reports link to it, whoever posts them' "$FULLSCHEMA" diff a b
    rm fullschema.ini
    FULLSCHEMA_ROW_LIMIT=0 run --separate-stderr "$FULLSCHEMA" generate --engine sqlite -q --disk-limit 0
    expect_status 0
}

@test "a report that it names takes the place of nothing but an earlier one" {
    local format
    git init -q .
    printf 'SECRET=1\n' >.env
    printf 'int main(void);\n' >main.c
    for format in 'format = markdown=.env' 'format = text=main.c' 'format = json=.env' 'format = html=main.c'; do
        printf '[check]\n%s\n' "$format" >fullschema.ini
        run --separate-stderr -2 "$FULLSCHEMA" check --engine sqlite
        expect_in_stderr 'fullschema.ini:2: format: ' ' is there, and nothing that fullschema wrote'
    done
    printf '[inspect]\noutput-file = .env\n' >fullschema.ini
    run --separate-stderr -2 "$FULLSCHEMA" inspect full_schemas
    expect_in_stderr 'fullschema.ini:2: output-file: .env is there, and nothing that fullschema wrote'
    [ "$(cat .env main.c)" = $'SECRET=1\nint main(void);' ]
    # Reports of all forms, of a schema that is as it was, that is another, and that has an error.
    local state
    for state in same other error; do
        case $state in
        same) rm -f fullschema.ini && "$FULLSCHEMA" generate --engine sqlite -q ;;
        other) put schema/main/delta/9/09_other.sql <<<'CREATE TABLE other (a INTEGER);' ;;
        error) put schema/main/delta/9/09_other.sql <<<'CREATE TABL other (a INTEGER);' ;;
        esac
        for format in text json markdown html sarif github gitlab gcc; do
            printf '[check]\nformat = %s=report.%s\n' "$format" "$format" >fullschema.ini
            for _ in 1 2; do
                run --separate-stderr "$FULLSCHEMA" check --engine sqlite
                [[ $stderr != *'nothing that fullschema wrote'* ]] || { show_run; false; }
            done
        done
    done
}
