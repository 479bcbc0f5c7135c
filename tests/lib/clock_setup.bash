# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. Rows that depend on the clock: kept as expressions, or refused; never frozen. docs/clock.md is the page for this.

# rows ENGINE [OUT]: the INSERT statements of main's snapshot.
rows() {
    grep -h '^INSERT' "${2:-full_schemas}/1/main/full.sql.$1"
}

# refuses LINE... : on each engine the run stops, with these in what it says.
refuses() {
    local engine
    for engine in postgres sqlite; do
        generate --engine $engine --database main
        expect_status 2
        expect_in_stderr "$@"
        [ ! -e full_schemas ]
    done
    nothing_left
}

# accepts_silently: both engines make a snapshot without a word.
accepts_silently() {
    generate --database main
    expect_status 0
    [ -z "$stderr" ] || { show_run; return 1; }
}
