# Looking at the throwaway server of a run that is under way.

# A schema whose delta goes on for minutes, so that the run can be looked at
# and ended in the middle of a statement; the lock tells that it has begun.
put_sleeping_schema() {
    put_bookkeeping
    echo 'SELECT pg_advisory_lock(59), pg_sleep(600);' | put schema/main/delta/1/sleep.sql.postgres
}

# Starts a run on it, in the background, and returns when the statement runs.
# $started is the tool, $cluster the server's directory.
start_sleeping() {
    local before
    before=$(ls "$TMPDIR")
    start "${1:-run}" "$FULLSCHEMA" generate --engine postgres --statement-timeout 600 --output out
    within 60 find_cluster "$before"
    within 60 sleeps
}

find_cluster() {
    local name
    for name in $(ls "$TMPDIR"); do
        [[ $'\n'$1$'\n' == *$'\n'$name$'\n'* ]] || cluster=$TMPDIR/$name
    done
    [ -n "${cluster:-}" ]
}

# ask SQL [DATABASE]: one question to that server, as the role deltas run as.
ask() {
    psql -XAtqd "host=$cluster user=fullschema dbname=${2:-postgres}" -c "$1"
}

sleeps() {
    [ "$(ask "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory'" 2>/dev/null)" = t ]
}

# put_slow_initdb: a program directory whose initdb goes on for minutes; its
# mark in the server's directory tells that it has begun.
put_slow_initdb() {
    mkdir -p bin
    printf '#!/bin/sh\n: >begun\nexec sleep 600\n' >bin/initdb
    printf '#!/bin/sh\nexit 1\n' >bin/postgres
    chmod 755 bin bin/*
    export PG_BINDIR=$PWD/bin
}

initdb_runs() {
    find_cluster '' && [ -e "$cluster/begun" ]
}
