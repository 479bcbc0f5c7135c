#!/usr/bin/env bats
# A server that answers as it likes: an error in bounded time and memory, whatever the lie, and no password in it.

load ../lib/common

setup_file() { unset "${!PG@}"; }

# lie NAME: a server that tells it; $place is its directory, $lying its process.
lie() {
    place=$scratch/$1
    mkdir -p "$place"
    start "$1" "$repo/tests/lib/lying_server.py" "$place" "$1"
    lying=$started
    within 10 grep -q ready "$1.out"
}

url() { echo "host=$place user=u dbname=d password=not-to-be-told"; }

# all_lies SECONDS MIB COMMAND...: each lie is an error like that.
all_lies() {
    mkdir lies
    run "$repo/tests/lib/against_lies.py" "$scratch/lies" "$@"
    expect_status 0
    [[ $output =~ ^[0-9]+\ lies$ ]] || { show_run; return 1; }
}

# A schema directory with snapshots for Postgres, made by hand: no server is wanted for them.
put_project() {
    put_bookkeeping
    put schema/main/delta/1/01_rooms.sql <<<'CREATE TABLE rooms (id bigint);'
    put full_schemas/1/main/full.sql.postgres <<<'CREATE TABLE rooms (
    id bigint
);'
}

@test "inspect ends in time, in little memory, with one error" {
    all_lies 40 250 "$FULLSCHEMA" inspect --statement-timeout 2 --answer-limit 64 @
}

@test "check --against does" {
    put_project
    all_lies 40 250 "$FULLSCHEMA" check --against @ --statement-timeout 2 --answer-limit 64
}

@test "in a fleet one liar stops no other" {
    put_project
    local name n=0
    : >fleet
    for name in answer_hangs answer_null start_silent answer_cancel_hangs answer_huge_row; do
        lie "$name"
        echo "$name $(url)" >>fleet
        n=$((n + 1))
    done
    run --separate-stderr timeout 60 "$FULLSCHEMA" check --targets fleet -j 5 --statement-timeout 1 \
        --format json=fleet.json
    expect_status 2
    [[ $output == *"$n databases: 0 as they should be, 0 different, $n not compared" ]]
    [[ $output$stderr != *not-to-be-told* ]]
    [ "$(jq .counts.failures fleet.json)" = "$n" ]
}

# runs_now PID: the program, and no longer what begins it.
runs_now() { [ "/proc/$1/exe" -ef "$FULLSCHEMA" ]; }

@test "SIGINT ends it at once, whatever the server is at" {
    local name begun
    for name in start_silent start_many_iterations begin_hangs answer_hangs answer_cancel_hangs answer_endless_notices \
        answer_drips; do
        lie "$name"
        start run "$FULLSCHEMA" inspect --statement-timeout 0 "$(url)"
        within 20 runs_now "$started"
        sleep 1
        kill -0 "$started"
        begun=$(date +%s%N)
        kill -INT "$started"
        finish "$started"
        [ "$status" -eq 130 ] || { echo "$name: status $status"; cat run.err; return 1; }
        [ $(($(date +%s%N) - begun)) -lt 4000000000 ] || { echo "$name: too long"; return 1; }
        kill "$lying"
    done
}

@test "a password that a server repeats is not shown" {
    lie start_says_password
    run --separate-stderr "$FULLSCHEMA" inspect "$(url)"
    expect_status 2
    expect_in_stderr 'no entry with *** \x1b[2J'
    [[ $stderr != *not-to-be-told* ]]
}

@test "--answer-limit: a number of MiB, said where it was too little" {
    lie answer_endless_rows
    run --separate-stderr timeout 60 "$FULLSCHEMA" inspect --answer-limit 8 "$(url)"
    expect_status 2
    expect_in_stderr 'the answers of the database take more than 8 MiB' '--answer-limit allows more'
    run --separate-stderr "$FULLSCHEMA" inspect --answer-limit many "$(url)"
    expect_status 2
    expect_in_stderr '--answer-limit many'
    run --separate-stderr "$FULLSCHEMA" inspect --answer-limit 2000000 "$(url)"
    expect_status 2
    expect_in_stderr '--answer-limit 2000000: at most 1048576; 0 for any'
}
