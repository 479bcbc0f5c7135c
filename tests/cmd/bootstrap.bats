#!/usr/bin/env bats
# tools/bootstrap, with stand-ins for the programs that would install or build.

load ../lib/common

setup() {
    enter_scratch
    cp -r "$repo/tools" .
    mkdir bin
    for program in sh dirname env getconf perl cat; do
        ln -s "$(command -v $program)" bin/
    done
    # What the check asks for only by name.
    for program in cc gcc python3 pkg-config bats prove psql sqlite3 tmux initdb git pgrep chromium dpkg-shlibdeps help2man lintian man zsh fish shellcheck yamllint jq pre-commit unzip; do
        stand_in $program 'exit 0'
    done
    stand_in make 'echo "make $*"'
    stand_in id 'echo 1000'
    stand_in apt-get 'echo "apt-get $*" >>calls; echo "reading package lists"'
}

# stand_in NAME COMMAND: a program that does that.
stand_in() {
    printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
    chmod 755 "bin/$1"
}

bootstrap() {
    run --separate-stderr env -u CC -u PG_BINDIR PATH="$scratch/bin" sh tools/bootstrap "$@"
}

@test "where everything is there, make is all that runs" {
    bootstrap test
    expect_status 0
    [[ $output =~ ^make\ -j[0-9]+\ test$ ]]
    [ ! -e calls ]
    bootstrap
    [[ $output =~ ^make\ -j[0-9]+\ snapshots$ ]]
}

@test "without root and sudo the exact command is printed, and nothing runs" {
    rm bin/tmux bin/bats bin/make
    bootstrap test
    expect_status 2
    expect_no_output
    expect_stderr <<'END'
bootstrap: run this as root, then start again:
    apt-get update && apt-get install -y --no-install-recommends make bats tmux
END
    [ ! -e calls ]
}

@test "what only the tests need is not asked for otherwise" {
    rm bin/tmux bin/bats bin/sqlite3
    bootstrap snapshots
    expect_status 0
    [ ! -e calls ]
}

@test "as root the missing packages are installed, then make runs" {
    stand_in id 'echo 0'
    rm bin/tmux bin/sqlite3
    bootstrap test
    expect_status 0
    expect_file calls <<'END'
apt-get update -qq
apt-get install -y --no-install-recommends sqlite3 tmux
END
    [[ $output == *make\ -j*\ test ]]
}

@test "with sudo it is used" {
    stand_in sudo 'echo "sudo $*" >>calls; exec "$@"'
    rm bin/tmux
    bootstrap test
    expect_status 0
    grep -qx 'sudo apt-get update -qq' calls
    grep -qx 'sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends tmux' calls
}

@test "an installation that fails ends it" {
    stand_in id 'echo 0'
    stand_in apt-get 'exit 100'
    rm bin/tmux
    bootstrap test
    [ "$status" -ne 0 ]
    [[ $output != *make* ]]
}

@test "without apt the packages are named" {
    rm bin/tmux bin/apt-get
    bootstrap test
    expect_status 2
    expect_stderr <<'END'
bootstrap: missing, under the names Debian gives them: tmux
END
}
