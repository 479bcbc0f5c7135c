#!/usr/bin/env bats
# A page whose diagrams Graphviz arranges: SIGKILL within it, and memory that runs out there.

load ../lib/common
load ../lib/preload

setup() {
    enter_scratch
    [ -e "$(dirname "$FULLSCHEMA")/fullschema-graphviz.so" ] || skip 'this build has no Graphviz'
    preload faults
    put_tables >new.sql.sqlite
    say page.html old
    say old.html old
    "$FULLSCHEMA" html new.sql.sqlite -o new.html
    grep -q '<svg' new.html
}

# put_tables: forty that refer to each other.
put_tables() {
    local i
    for i in $(seq 40); do
        echo "CREATE TABLE t$i (id INTEGER PRIMARY KEY, a INT REFERENCES t$((i * 7 % 40 + 1)), b INT REFERENCES t$((i * 3 % 40 + 1)));"
    done
}

# within_graphviz FAULT [NAME=VALUE...]: a page, with this fault while it works.
within_graphviz() {
    local fault=$1
    shift
    head -c 4096 /dev/zero >tally
    run --separate-stderr timeout --foreground 120 env FAULTS="$fault" FAULTS_WITHIN=graphviz FAULTS_PROGRAM=fullschema \
        FAULTS_TALLY=tally LD_PRELOAD="$library" "$@" "$FULLSCHEMA" html new.sql.sqlite -o page.html
}

# allocations: how many there were, as the library has counted.
allocations() { od -An -t u8 -N 8 tally | tr -d ' '; }

@test "at points of all that it allocates: the page is the old one, and nothing is left" {
    local n k points
    within_graphviz alloc:0:once
    expect_status 0
    cmp page.html new.html
    n=$(allocations)
    [ "$n" -gt 1000 ]
    cp old.html page.html
    points="1 2 3 $((n / 7)) $((n / 5)) $((n / 3)) $((n / 2)) $((n * 3 / 4)) $((n * 9 / 10))"
    for k in $points; do
        within_graphviz "alloc:$k:once" FAULTS_SIGNAL=9
        expect_status 137
        cmp page.html old.html
        no_servers
        within_graphviz "alloc:$k:on"
        expect_status 2
        [ "$stderr" = 'fullschema: out of memory' ]
        expect_no_output
        cmp page.html old.html
        no_servers
    done
    "$FULLSCHEMA" html new.sql.sqlite -o page.html
    cmp page.html new.html
    [ "$(find . -type f -name '.*')" = '' ]
    nothing_left
}
