#!/usr/bin/env bats
# Options that do nothing without others, or beside them, are errors; in fullschema.ini they are for other runs.

load ../lib/common

# for_nothing WORDS... -- TEXT: the run is refused, and says so, before it looks at anything.
for_nothing() {
    local words=()
    while [ "$1" != -- ]; do
        words+=("$1")
        shift
    done
    run --separate-stderr "$FULLSCHEMA" "${words[@]}"
    expect_status 2
    expect_no_output
    [ "$stderr" = "fullschema: $2" ] || { echo "${words[*]}: $stderr" && return 1; }
}

@test "diff: what a side is made with is for --build" {
    for option in --migration-tool=goose --placeholder=a=b --keep-placeholders --base=1 --row-limit=1 \
        --program-timeout=1 --accept-clock=a.b --accept-unrun=a --background-source=a --background-updates=a \
        --assume-data-only=a --source-timeout=1; do
        name=${option%%=*}
        for_nothing diff a.sql b.sql "$option" -- "$name is for --build"
    done
    for_nothing diff a.sql b.sql --project=a -- '--project is for --build or --sql'
    for_nothing diff a.sql b.sql --pg-bindir=a -- '--pg-bindir is for --build or --sql'
    for_nothing diff a.sql b.sql --no-cache -- '--no-cache is for --build or --sql'
    for_nothing diff a.sql b.sql --layout-in=numbered -- '--layout-in is for --build or --schema'
    for_nothing diff --build --output=a -- '--output does nothing beside --build'
    for_nothing diff --build --answer-limit=1 -- '--answer-limit does nothing beside --build'
    for_nothing diff a.sql b.sql --sql --fail-on=none -- '--fail-on does nothing beside --sql'
}

@test "check: what is asked of live databases, and what is not" {
    for option in --at=head --history-table=a --owners --expected=a --write-expected --answer-limit=1; do
        name=${option%%=*}
        for_nothing check "$option" -- "$name is for --against or --targets"
    done
    for_nothing check --against=a --jobs=2 -- '--jobs is for --targets'
    for_nothing check --against=a --released=2 -- '--released does nothing beside --against'
    for_nothing check --targets=a --accept-clock=a.b -- '--accept-clock does nothing beside --targets'
}

@test "verify: options of a promise that is not asked for" {
    for_nothing verify --parity --seed=2 -- '--seed is for --orders or --upgrades'
    for_nothing verify --parity --shuffles=2 -- '--shuffles is for --orders'
    for_nothing verify --down --output=a -- '--output is for --bases or --upgrades'
    for_nothing verify --parity --with-history -- '--with-history is for --reproducible'
    # all of them are asked for
    run --separate-stderr "$FULLSCHEMA" verify --seed=2
    expect_status 2
    expect_in_stderr 'schema: no such schema directory'
}

@test "servers, placeholders, the cache and bookkeeping tables" {
    for_nothing generate --trust-deltas -- '--trust-deltas is for --pg-user'
    for_nothing generate --pg-user=a --pg-bindir=b -- '--pg-bindir does nothing beside --pg-user'
    for_nothing watch --keep-placeholders --placeholder=a=b -- '--placeholder does nothing beside --keep-placeholders'
    for_nothing check --no-cache --cache=a -- '--cache does nothing beside --no-cache'
    for_nothing parity a --layout-in=numbered -- '--layout-in is for --schema or --build'
    for_nothing parity a --row-limit=1 -- '--row-limit is for --build'
    for command in 'inspect a' 'html a' 'docs a'; do
        # shellcheck disable=SC2086
        for_nothing $command --layout-in=numbered -- '--layout-in is for --schema'
    done
    for_nothing load app.db a.sql --output=b -- "--output is where the project's own snapshots are: a.sql names others"
    [ ! -e app.db ]
    say db/1_a.sql 'CREATE TABLE a (a integer);'
    for_nothing delta --layout-in=numbered -s db --engine=sqlite b -- '--engine is not for --layout-in numbered'
}

@test "fullschema.ini and the environment speak of all runs" {
    say a.sql 'CREATE TABLE a (a integer);'
    say fullschema.ini $'base = none\nengine = sqlite\nplaceholder = a=b\n[check]\nat = head'
    FULLSCHEMA_ROW_LIMIT=5 run --separate-stderr "$FULLSCHEMA" diff a.sql a.sql
    expect_status 0
    # what an option is for may stand there, too
    FULLSCHEMA_KEEP_PLACEHOLDERS=true for_nothing generate --placeholder=a=c -- \
        '--placeholder does nothing beside --keep-placeholders'
}
