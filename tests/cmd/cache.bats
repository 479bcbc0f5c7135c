#!/usr/bin/env bats
# fullschema cache, --cache, --no-cache: what is kept from run to run, when it is used, and that it changes nothing.

load ../lib/common
load ../lib/own_cache

setup() {
    own_cache
    wrap_programs
}

# An initdb that says when it runs. The server may be somebody else's.
wrap_programs() {
    local real
    real=$(server_programs)
    mkdir bin
    : >initdb.log
    chmod 666 initdb.log
    ln -s "$(realpath "$real/postgres")" bin/postgres
    printf '#!/bin/sh\necho run >>%q\nexec %q "$@"\n' "$scratch/initdb.log" "$(realpath "$real/initdb")" >bin/initdb
    chmod 755 bin bin/initdb
    export PG_BINDIR=$scratch/bin
}

# quick ARGUMENT...: the shortest run with a server. What it proves would spare the next one its server, and the state
# of its database a new one.
quick() {
    generate --engine postgres --database common "$@"
    expect_status 0
    nothing_left
    find . \( -name 'proof-*' -o -name 'state-*' -o -name 'databases-*' -o -name 'catalog-*' \) -delete
}

# initdb_ran N: so many times until now.
initdb_ran() {
    [ "$(wc -l <initdb.log)" -eq "$1" ] || { echo "initdb ran $(wc -l <initdb.log) times, not $1"; return 1; }
}

entry() { some find "$cache" -name "${1:-cluster}-*"; }

@test "a server is made once, is private, and every snapshot is the same with it" {
    generate --no-cache -o plain
    expect_status 0
    initdb_ran 1
    [ ! -e "$cache" ]
    generate -o first
    initdb_ran 2
    [ "$(stat -c %a "$cache" "$(entry)")" = $'700\n600' ]
    generate --engine postgres --database main -o second
    expect_status 0
    [ -z "$stderr" ]
    initdb_ran 2
    diff -r plain first
    expect_same plain/2/main/full.sql.postgres second/2/main/full.sql.postgres
    nothing_left
}

@test "--no-cache, an empty --cache and an empty FULLSCHEMA_CACHE use none and make none" {
    quick --no-cache
    quick --cache=
    FULLSCHEMA_CACHE='' quick
    initdb_ran 3
    [ ! -e "$cache" ]
    FULLSCHEMA_CACHE='' run "$FULLSCHEMA" cache
    expect_status 0
    [ "$output" = 'there is no cache: nothing is kept' ]
}

@test "other programs, or the same changed, have a server of their own" {
    quick
    touch -d '2001-01-01' bin/initdb
    quick
    initdb_ran 2
    [ "$(entry | wc -l)" -eq 2 ]
}

# spoil HOW: damages the one entry.
spoil() {
    local file size
    file=$(entry)
    size=$(stat -c %s "$file")
    case $1 in
    head) printf XXXXXXXX | dd of="$file" bs=1 seek=40 conv=notrunc status=none ;;
    content) printf XXXXXXXX | dd of="$file" bs=1 seek=$((size / 2)) conv=notrunc status=none ;;
    index) printf XXXXXXX | dd of="$file" bs=1 seek=$((size - 9)) conv=notrunc status=none ;;
    short) truncate -s $((size / 2)) "$file" ;;
    empty) : >"$file" ;;
    other) mv "$file" "${file%????}0000" ;;
    link) mv "$file" elsewhere && ln -s "$scratch/elsewhere" "$file" ;;
    hard) ln -f "$file" elsewhere ;;
    open) chmod 622 "$file" ;;
    pipe) rm "$file" && mkfifo "$file" ;;
    directory) rm "$file" && mkdir "$file" ;;
    esac
}

@test "an entry that is damaged, half written, linked, somebody else's or another's is found by check and removed" {
    quick
    name=$(entry)
    cp -p "$name" sound
    for how in head content index short empty other link hard open pipe directory; do
        spoil "$how"
        run "$FULLSCHEMA" cache check
        [ "$status" -eq 1 ] || { echo "$how"; show_run; return 1; }
        [[ $output == *'damaged:'*'0 entries sound, 1 damaged and removed' ]] || { echo "$how"; show_run; return 1; }
        [ -z "$(ls "$cache")" ] || { echo "$how"; ls "$cache"; return 1; }
        rm -f elsewhere
        cp -p sound "$name"
        run "$FULLSCHEMA" cache check
        expect_status 0
    done
}

@test "a run uses no such entry: it makes a server, and a sound entry in its place" {
    quick
    runs=1
    for how in content link open; do
        spoil "$how"
        quick
        [ -z "$stderr" ]
        initdb_ran $((runs += 1))
        run "$FULLSCHEMA" cache check
        expect_status 0
        quick
        initdb_ran "$runs"
    done
}

@test "a directory that others may use, a link, and one in the work tree are not used, with a warning" {
    mkdir -p "$cache"
    chmod 755 "$cache"
    quick
    expect_in_stderr "the cache $cache is not used: others may use it, too (mode 0755)" 'hint: name another with --cache'
    [ -z "$(ls "$cache")" ]
    chmod 700 "$cache"
    ln -s "$cache" link
    quick --cache link
    expect_in_stderr 'the cache link is not used: '
    git init -q .
    quick --cache mine
    expect_in_stderr 'the cache mine is not used: it lies in the git work tree that is worked on'
    [ -z "$(ls "$cache" mine)" ] || ls -R "$cache" mine
    initdb_ran 3
}

@test "somebody else's directory is not used" {
    [ "$(id -u)" -eq 0 ] || skip 'needs root'
    mkdir -p "$cache"
    chmod 700 "$cache"
    chown nobody "$cache"
    quick
    expect_in_stderr "the cache $cache is not used: it belongs to user id $(id -u nobody), not to who runs this"
    quick --cache own
    chown nobody own/cluster-*
    quick --cache own
    initdb_ran 3
}

@test "fullschema.ini has no say in it" {
    say fullschema.ini 'cache = mine'
    generate
    expect_status 2
    expect_in_stderr 'fullschema.ini:1: cache is not for this file: it says which results of earlier runs are believed'
    say fullschema.ini 'no-cache = true'
    quick
    [ ! -e "$cache" ]
}

@test "two runs at once with nothing kept both work, and leave one entry" {
    for i in 1 2 3; do
        start "run$i" "$FULLSCHEMA" generate --engine postgres --database common -o "out$i"
        pids+=" $started"
    done
    for pid in $pids; do
        finish "$pid"
        expect_status 0
    done
    [ -z "$(cat run?.err)" ]
    expect_same out1/2/common/full.sql.postgres out3/2/common/full.sql.postgres
    [ "$(find "$cache" -name 'cluster-*' | wc -l)" -eq 1 ]
    [ -z "$(find "$cache" -name 'new-*')" ]
    run "$FULLSCHEMA" cache check
    expect_status 0
    nothing_left
}

@test "it is bounded: the oldest goes first, and what a killed run left of an entry" {
    quick
    old=$(entry)
    touch -d '2001-01-01' "$old" bin/initdb
    : >"$cache/new-1-0"
    touch -d '2001-01-01' "$cache/new-1-0"
    quick --cache-limit 32
    [ ! -e "$old" ]
    [ "$(ls "$cache" | wc -l)" -eq 1 ]
    quick --cache-limit 1 --pg-bindir "$(server_programs)"
    [ "$(ls "$cache" | wc -l)" -le 1 ]
}

@test "cache shows what there is and clears it" {
    quick
    run "$FULLSCHEMA" cache
    expect_status 0
    [[ $output == "$cache: 1 entry, "*' of 1024 MiB'$'\n''server '*' MiB  used 20'* ]] || { show_run; return 1; }
    run "$FULLSCHEMA" cache clear
    [[ $output == "$cache: 1 entry removed, "* ]] || { show_run; return 1; }
    [ -z "$(ls "$cache")" ]
    run "$FULLSCHEMA" cache clean
    expect_status 2
}
