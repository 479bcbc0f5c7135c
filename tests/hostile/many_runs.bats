#!/usr/bin/env bats
# Many runs at once, on one output, with one cache, in directories of their own, of two users: all right, or one clear
# refusal; and nothing of any is left.

load ../lib/common
load ../lib/own_cache

setup() {
    own_cache
    plain sqlite
}

# plain ENGINE: what each run has to make.
plain() { "$FULLSCHEMA" generate --engine "$1" --no-cache -q -o plain; }

# together N COMMAND...: runs it N times at once, with {} in its words as the number of the run.
together() {
    local n=$1 i
    shift
    pids=''
    for i in $(seq "$n"); do
        start "run$i" "${@//\{\}/$i}"
        pids+=" $started"
    done
}

# each_ended: all the runs have ended with 0, or with 2 and a line; counts in `right`.
each_ended() {
    local i=0 pid
    right=0
    for pid in $pids; do
        i=$((i + 1))
        finish "$pid"
        if [ "$status" -eq 0 ]; then
            right=$((right + 1))
            [ ! -s "run$i.err" ] || { cat "run$i.err"; return 1; }
        else
            [ "$status" -eq 2 ] || { echo "status $status"; cat "run$i.err"; return 1; }
            [[ $(<"run$i.err") == 'fullschema: '* ]] || { cat "run$i.err"; return 1; }
        fi
    done
}

nothing_hidden() { [ -z "$(find "$1" -name '.*' -type f)" ] || { find "$1" -name '.*'; return 1; }; }

@test "twelve on one output: it is as one run writes it" {
    together 12 "$FULLSCHEMA" generate --engine sqlite --no-cache -q -o out
    each_ended
    [ "$right" -gt 0 ]
    cmp plain/2/main/full.sql.sqlite out/2/main/full.sql.sqlite
    nothing_hidden out
    nothing_left
}

@test "twelve with one cache that is empty, and twelve when it is full" {
    local i round
    for round in empty full; do
        together 12 "$FULLSCHEMA" generate --engine sqlite -q -o "out{}"
        each_ended
        [ "$right" -eq 12 ]
        for i in $(seq 12); do
            cmp plain/2/main/full.sql.sqlite "out$i/2/main/full.sql.sqlite"
        done
        nothing_hidden "$cache"
    done
    plain postgres
    together 4 "$FULLSCHEMA" generate --engine postgres -q -o "out{}"
    each_ended
    [ "$right" -eq 4 ]
    for i in 1 2 3 4; do
        cmp plain/2/main/full.sql.postgres "out$i/2/main/full.sql.postgres"
    done
    nothing_hidden "$cache"
    nothing_left
}

@test "root and somebody else, in the same directory for temporary files: neither takes the other's away" {
    [ "$(id -u)" = 0 ] || skip 'it takes root to be two users'
    local i
    setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups test -x "$FULLSCHEMA" ||
        skip 'the program stands where nobody else may run it'
    plain postgres
    chmod -R a+rX .
    for i in 2 4; do
        install -d -o nobody "out$i" "cache$i"
    done
    together 4 sh -c 'n=$1
        export XDG_CACHE_HOME="$PWD/cache$n"
        set -- "$FULLSCHEMA" generate --engine postgres -q -o "out$n"
        case $n in [24]) exec setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@" ;; esac
        exec "$@"' sh '{}'
    each_ended
    [ "$right" -eq 4 ]
    for i in 1 2 3 4; do
        cmp plain/2/main/full.sql.postgres "out$i/2/main/full.sql.postgres"
    done
    nothing_left
}

@test "root and somebody else, on one output that is one's: all right, or one refusal" {
    [ "$(id -u)" = 0 ] || skip 'it takes root to be two users'
    setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups test -x "$FULLSCHEMA" ||
        skip 'the program stands where nobody else may run it'
    chmod -R a+rX .
    install -d -o nobody out
    together 4 sh -c 'n=$1
        set -- "$FULLSCHEMA" generate --engine sqlite --no-cache -q -o out
        case $n in [24]) exec setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@" ;; esac
        exec "$@"' sh '{}'
    each_ended
    [ "$right" -gt 0 ]
    cmp plain/2/main/full.sql.sqlite out/2/main/full.sql.sqlite
    nothing_hidden out
    nothing_left
}
