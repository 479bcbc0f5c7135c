#!/usr/bin/env bats
# Files that are named on the command line and are none: docs/files.md.

load ../lib/common
load ../lib/hostile_files

@test "what is named and is no file is refused by name, at once" {
    put_project
    generate_sqlite
    mkfifo pipe
    python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
    for command in 'diff pipe full_schemas' 'diff full_schemas pipe' 'html pipe' 'inspect pipe' \
        'check --against pipe' 'check --targets pipe' 'config -c pipe' 'generate -c pipe' 'git-diff --textconv pipe'; do
        # shellcheck disable=SC2086
        refused 'pipe: is a FIFO (named pipe), not a regular file' "$FULLSCHEMA" $command
        # shellcheck disable=SC2086
        refused 'socket: is a socket, not a regular file' "$FULLSCHEMA" ${command//pipe/socket}
        # shellcheck disable=SC2086
        refused '/dev/zero: is a character device, not a regular file' "$FULLSCHEMA" ${command//pipe//dev/zero}
    done
    mkdir directory
    refused 'directory: is a directory, not a regular file' "$FULLSCHEMA" config -c directory
    refused 'directory: is a directory, not a regular file' "$FULLSCHEMA" check --targets directory
    refused 'pipe: is no directory, so no schema directory' "$FULLSCHEMA" generate -s pipe
}

@test "a file that is named leads out of no git work tree" {
    put_project
    generate_sqlite
    git init -q .
    ln -s "$scratch/outside/secret" link
    for command in 'diff link full_schemas' 'html link' 'config -c link' 'check --targets link' 'inspect link' \
        'check --against link'; do
        # shellcheck disable=SC2086
        refused 'link: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" $command
    done
    sqlite3 ../outside/live.db 'CREATE TABLE secret (x)'
    ln -sfn "$scratch/outside/live.db" link
    refused 'link: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" inspect link
    refused 'link: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" check --against link
    limited "$FULLSCHEMA" inspect ../outside/live.db
    expect_status 0
}

@test "pipes that the process was given are read, and Ctrl-C ends that" {
    say old.sql.sqlite 'CREATE TABLE rooms (x TEXT);'
    say targets 'x nowhere.db'
    limited "$FULLSCHEMA" diff --engine sqlite <(cat old.sql.sqlite) <(echo 'CREATE TABLE users (y TEXT);')
    expect_status 1
    [[ $output == *'+ table users'* ]]
    limited bash -c 'cat old.sql.sqlite | "$FULLSCHEMA" diff --engine sqlite /dev/stdin old.sql.sqlite'
    expect_status 0
    limited bash -c '"$FULLSCHEMA" diff --engine sqlite /dev/stdin old.sql.sqlite <old.sql.sqlite'
    expect_status 0
    limited "$FULLSCHEMA" diff --engine sqlite <(:) /dev/null
    expect_status 0
    limited "$FULLSCHEMA" config -c <(echo 'engine = sqlite')
    expect_status 0
    [[ $output == *'engine = sqlite'* ]]
    for command in 'diff --engine sqlite /dev/fd/9 old.sql.sqlite' 'html /dev/fd/9' 'config -c /dev/fd/9' 'check --targets /dev/fd/9'; do
        mkfifo silent
        exec 9<>silent
        SECONDS=0
        # shellcheck disable=SC2086
        run timeout --foreground -k 20 -s INT 1 "$FULLSCHEMA" $command
        [ "$status" = 124 ] || { show_run; return 1; }
        [ "$SECONDS" -lt 10 ]
        exec 9>&-
        rm silent
    done
}

@test "an endless pipe ends with an error" {
    limited bash -c 'yes "CREATE TABLE x (y TEXT);" | "$FULLSCHEMA" diff --engine sqlite /dev/stdin /dev/null'
    expect_status 2
    expect_in_stderr '/dev/stdin: is larger than 128 MB, the most that is read'
}

@test "a database or a version that is a link to nothing is an error, not a schema without it" {
    put_project
    for path in schema/main schema/main/delta schema/main/delta/2 schema/common/full_schemas/1; do
        mv "$path" ../kept
        for target in nothing "$(basename "$path")"; do
            ln -sfn "$target" "$path"
            refused "$path: " "$FULLSCHEMA" generate --engine sqlite
        done
        rm "$path"
        mv ../kept "$path"
    done
}
