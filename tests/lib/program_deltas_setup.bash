# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. Program deltas: what they can do (a fixture tree), how each failure reads, and what they cannot reach. docs/program-deltas.md is the page for this.

fixture=$repo/tests/fixtures/program_deltas

# put_program < text: a tree whose only delta is this program.
put_program() {
    put_bookkeeping
    put schema/main/delta/1/01_program.py
}

# expect_failure ARGUMENT... < text: on SQLite, and the whole of stderr.
expect_failure() {
    generate --engine sqlite "$@"
    expect_status 2
    expect_stderr
    [ ! -e full_schemas ]
    nothing_left
}

# helper_of PID: its helper runs; the process id is in $helper.
helper_of() {
    helper=$(pgrep -P "$1" -f -- '-s -S -B -c')
}
