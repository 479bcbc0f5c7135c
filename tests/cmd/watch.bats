#!/usr/bin/env bats
# fullschema watch: what a person sees who saves deltas, and what an editor reads.

load ../lib/common
load ../lib/terminal

setup() {
    enter_scratch
    put_schema
    say fullschema.ini 'engine = sqlite'
    "$FULLSCHEMA" generate -q
}

teardown() {
    close_screen
    leave_scratch
}

# rounds N: so many were printed.
rounds() { [ "$(grep -c '^fullschema watch: [0-9]' watch.out)" -ge "$1" ]; }
# last_round: what was printed since the last "begin".
last_round() { awk '/^fullschema watch: begin/ { text = ""; next } { text = text $0 "\n" } END { printf "%s", text }' watch.out | sed 's/ ([0-9.]* s)$//'; }

@test "an editor reads each save: a change at its delta, an error at its place, and nothing when it is fixed" {
    start watch "$FULLSCHEMA" watch --format gcc
    within 20 rounds 1
    [ "$(last_round)" = 'fullschema watch: 0 errors, 0 changes' ]
    echo 'CREATE TABLE tags (id INTEGER);' >schema/main/delta/2/98_tags.sql
    within 20 rounds 2
    diff - <(last_round) <<'END'
schema/main/delta/2/98_tags.sql:1:1: note: main, sqlite: table tags added: nothing uses it yet (fullschema explain table-added)
fullschema watch: 0 errors, 1 change
END
    # As editors save: another file takes the place of this one.
    printf -- '-- tags\nCREATE TABLE tags (id INTEGER;\n' >new
    mv new schema/main/delta/2/98_tags.sql
    within 20 rounds 3
    last_round >errors
    grep -qE '^schema/main/delta/2/98_tags.sql:2:[0-9]+: error: sqlite: near ";": syntax error' errors
    grep -qx 'fullschema watch: 1 error, 0 changes' errors
    rm schema/main/delta/2/98_tags.sql
    within 20 rounds 4
    [ "$(last_round)" = 'fullschema watch: 0 errors, 0 changes' ]
    # A directory that came since, and a file in it.
    mkdir schema/main/delta/3
    echo 'CREATE TABLE later (id INTEGER);' >schema/main/delta/3/01_later.sql
    within 20 grep -q '^full_schemas/3/main/full.sql.sqlite:1:1: warning: ' watch.out
    # The snapshots are made: nothing differs any more.
    "$FULLSCHEMA" generate -q
    same_again() { [ "$(last_round | tail -n 1)" = 'fullschema watch: 0 errors, 0 changes' ]; }
    within 20 same_again
    echo 'CREATE TABLE more (id INTEGER);' >schema/main/delta/3/02_more.sql
    within 20 grep -q '^schema/main/delta/3/02_more.sql:1:1: note: ' watch.out
    kill -INT "$started"
    finish "$started"
    expect_status 0
    [ ! -s watch.err ]
    nothing_left
}

@test "fullschema.ini is read again when it is saved, and a mistake in it is reported until it is fixed" {
    start watch "$FULLSCHEMA" watch --format gcc
    within 20 rounds 1
    mkdir other
    echo 'CREATE TABLE rooms (id INTEGER, topic TEXT);' >other/1_rooms.sql
    echo 'a file beside it is none of its business' >notes.txt
    printf 'engine = sqlite\nlayout-in = numbered\nschema = other\noutput = made\n' >new.ini
    mv new.ini fullschema.ini
    there() { [[ $(last_round) == *"made"*"fullschema watch: 0 errors, 1 change" ]]; }
    within 20 there
    echo 'engien = sqlite' >>fullschema.ini
    mistaken() { [[ $(last_round) == *"fullschema.ini:5:"*"did you mean"* || $(last_round) == *"fullschema.ini:5:"*"error: "*"engien"* ]]; }
    within 20 mistaken
    sed -i '$d' fullschema.ini
    within 20 there
    # What is watched now is the other directory.
    echo 'CREATE TABLE (' >other/2_more.sql
    within 20 grep -q '^other/2_more.sql:1:14: error: ' watch.out
    [ "$(grep -c '^fullschema watch: [0-9]' watch.out)" -lt 9 ]
    kill -INT "$started"
    finish "$started"
    expect_status 0
    [ ! -s watch.err ]
}

@test "what takes the place of the whole directory is looked at, and so are the settings where a file runs first" {
    say fullschema.ini $'engine = sqlite\n[prepare]\nfile = first.sql'
    say first.sql 'CREATE TABLE early (a);'
    "$FULLSCHEMA" generate -q
    start watch "$FULLSCHEMA" watch --format gcc
    within 20 rounds 1
    # As git does when it changes to a branch without it, and back.
    mv schema away
    within 20 rounds 2
    last_round | grep -q 'schema.*no such schema directory'
    ln -s /etc schema
    within 20 rounds 3
    rm schema
    within 20 rounds 4
    mv away schema
    within 20 rounds 5
    [ "$(last_round)" = 'fullschema watch: 0 errors, 0 changes' ]
    say first.sql 'CREATE TABLE early (a, b);'
    within 20 rounds 6
    say fullschema.ini 'engine = neither'
    within 20 rounds 7
    last_round | grep -q '^fullschema.ini:1'
    kill -INT "$started"
    finish "$started"
    expect_status 0
}

@test "in a terminal each look takes the place of the one before" {
    screen 100 "'$FULLSCHEMA' watch"
    clean() { [[ $(shown) == *'full_schemas holds what the deltas of schema make'*'0 errors, 0 changes'* ]]; }
    within 20 clean
    echo 'CREATE TABLE tags (' >schema/main/delta/2/98_tags.sql
    broken() { [[ $(shown) == *'98_tags.sql:1:'*'syntax error'*'1 error, 0 changes'* || $(shown) == *'98_tags.sql:1:'*'incomplete input'*'1 error, 0 changes'* ]]; }
    within 20 broken
    echo 'CREATE TABLE tags (id INTEGER);' >schema/main/delta/2/98_tags.sql
    added() { [[ $(shown) == *'+ table tags'*'0 errors, 1 change'* && $(shown) != *'98_tags.sql:1:20'* ]]; }
    within 20 added
    rm schema/main/delta/2/98_tags.sql
    within 20 clean
    [[ $(shown) != *tags* ]]
    keys C-c
    within 20 ended
    [ "$(cat status)" = 0 ]
}

@test "many saves at once are one look, and a link out of the project is not followed" {
    start watch "$FULLSCHEMA" watch --format gcc
    within 20 rounds 1
    local i
    for i in $(seq 60 99); do
        echo "CREATE TABLE t$i (id INTEGER);" >"schema/main/delta/2/$i.sql"
    done
    seen_all() { [ "$(last_round | tail -n 1)" = 'fullschema watch: 0 errors, 40 changes' ]; }
    within 20 seen_all || { last_round; return 1; }
    local before
    before=$(grep -c '^fullschema watch: begin' watch.out)
    [ "$before" -lt 10 ]
    # Of a link that leads out of the project it is said so, as check does, and what changes there is not watched.
    mkdir outside
    ln -s "$PWD/outside" full_schemas/notes
    within 20 grep -q '^full_schemas/notes:1:1: error: is a symbolic link' watch.out
    before=$(grep -c '^fullschema watch: begin' watch.out)
    echo x >outside/file
    sleep 0.5
    [ "$(grep -c '^fullschema watch: begin' watch.out)" = "$before" ]
    kill -INT "$started"
    finish "$started"
    expect_status 0
}

@test "for people it says what check says, and colours of a terminal are not put into a file" {
    echo 'CREATE TABLE tags (id INTEGER);' >schema/main/delta/2/98_tags.sql
    start watch "$FULLSCHEMA" watch
    within 20 rounds 1
    grep -q '+ table tags' watch.out
    run -1 grep -q $'\e' watch.out
    rm schema/main/delta/2/98_tags.sql
    within 20 grep -qx 'full_schemas holds what the deltas of schema make' watch.out
    kill -TERM "$started"
    finish "$started"
    expect_status 0
}

@test "what cannot be watched ends it with a message" {
    run --separate-stderr "$FULLSCHEMA" watch --format srif
    expect_status 2
    expect_in_stderr '--format srif'
    run --separate-stderr timeout 20 "$FULLSCHEMA" watch --base x
    expect_status 2
    expect_in_stderr '--base'
}

@test "check and diff speak as compilers, too" {
    sed -i '/CREATE TABLE/,$d' full_schemas/2/main/full.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" check --format gcc
    expect_status 1
    [[ ${lines[0]} =~ ^schema/main/.*\.sql.*:[0-9]+:1:\ (note|warning):\ main,\ sqlite: ]]
    echo 'CREATE TABLE tags (' >schema/main/delta/2/98_tags.sql
    run --separate-stderr "$FULLSCHEMA" check --format gcc
    expect_status 2
    [[ $output == *': error: '* ]]
}

@test "--timeout ends watching as trouble, and says so" {
    run --separate-stderr timeout 20 "$FULLSCHEMA" watch --timeout 1
    [ "$status" -eq 2 ]
    expect_in_stderr 'stopped after 1 s, the limit of the whole run'
}
