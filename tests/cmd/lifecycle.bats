#!/usr/bin/env bats
# The throwaway server: private, unprivileged, and gone however the run ends.

load ../lib/common
load ../lib/cluster

# The run in the background ends now, with that status, having written nothing.
expect_ended() {
    finish "$started"
    [ "$status" -eq "$1" ] || { echo "status: $status"; cat run.err; return 1; }
    [ ! -s run.out ]
    [ ! -e out ]
}

@test "the server is private, has no TCP port, and does not run as root" {
    put_sleeping_schema
    start_sleeping
    [ -n "$(servers)" ]
    [ "$(stat -c %a "$cluster")" = 700 ]
    [ "$(stat -c %a "$cluster/data")" = 700 ]
    seen=0
    list=$(some servers)
    for pid in $list; do
        # The one that answered the last question may be on its way out.
        user=$(stat -c %u "/proc/$pid" 2>/dev/null) || continue
        seen=$((seen + 1))
        [ "$user" != 0 ]
        [ "$user" = "$(stat -c %u "$cluster")" ]
        find "/proc/$pid/fd" -lname 'socket:*' -printf '%l\n' 2>/dev/null | tr -dc '0-9\n' >>sockets
    done
    [ -s sockets ]
    cat /proc/net/tcp /proc/net/tcp6 >connections 2>/dev/null || [ -s connections ]
    run -1 grep -qwFf sockets connections
    [ "$seen" -gt 1 ]
    [ "$(ask 'SHOW listen_addresses')" = '' ]
    [ "$(ask 'SHOW fsync')" = off ]
    [ "$(ask "SELECT datname FROM pg_database WHERE datname LIKE 'main%' AND (pg_encoding_to_char(encoding), datcollate, datctype, pg_get_userbyid(datdba)) = ('UTF8', 'C', 'C', 'fullschema')" | wc -l)" = 1 ]
    [ "$(ask "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls FROM pg_roles WHERE rolname = 'fullschema'")" = f ]
    # Nobody else gets in, even one who could reach the socket.
    if [ "$(id -u)" = 0 ]; then
        chmod 711 "$cluster" && chmod 777 "$cluster"/.s.PGSQL.*
        run setpriv --reuid=nobody --regid=nogroup --clear-groups psql -XAtqd "host=$cluster user=fullschema dbname=postgres" -c 'SELECT 1'
        [ "$status" -ne 0 ]
        [[ $output == *'eer authentication failed'* ]]
    fi
    kill -TERM "$started"
    expect_ended 143
    nothing_left
}

@test "SIGINT, SIGTERM and SIGHUP in the middle of a statement" {
    put_sleeping_schema
    for signal in INT TERM HUP; do
        start_sleeping
        kill "-$signal" "$started"
        expect_ended $((128 + $(kill -l "$signal")))
        [ "$(cat run.err)" = 'fullschema: stopped; nothing was written' ] || { cat run.err; return 1; }
        nothing_left
        unset cluster
    done
}

@test "SIGINT and SIGTERM while the server is being made" {
    put_schema
    put_slow_initdb
    for signal in INT TERM; do
        start run "$FULLSCHEMA" generate --output out
        within 60 initdb_runs
        kill "-$signal" "$started"
        expect_ended $((128 + $(kill -l "$signal")))
        [ "$(cat run.err)" = 'fullschema: stopped; nothing was written' ] || { cat run.err; return 1; }
        nothing_left
        unset cluster
    done
}

# may_leave_network COMMAND...: whether the kernel gives such a process a network of its own.
may_leave_network() {
    if [ "$(id -u)" = 0 ]; then
        unshare --net true 2>/dev/null
    else
        unshare --user --map-root-user --net true 2>/dev/null
    fi
}

# The names and the uppermost of what a process has: NAME=VALUE, one a line.
environment_of() { tr '\0' '\n' <"/proc/$1/environ" | grep .; }

@test "the server has nothing of the environment, leaves no core file, and reaches no network" {
    local pid
    put_sleeping_schema
    SECRET=password PGPASSWORD=secret start_sleeping
    pid=$(head -n 1 "$cluster/data/postmaster.pid")
    environment_of "$pid" | cut -d= -f1 | LC_ALL=C sort >names
    run -1 grep -vxE 'HOME|LANG|LC_[A-Z]*|PATH|PG_GRANDPARENT_PID|PGLOCALEDIR|PGSYSCONFDIR|TZ' names
    grep -qx HOME names
    run -1 grep -E 'password|secret' "/proc/$pid/environ"
    grep -qE '^Max core file size +0 +0 ' "/proc/$pid/limits"
    may_leave_network || skip 'this kernel gives nobody a network of its own'
    [ "$(readlink "/proc/$pid/ns/net")" != "$(readlink /proc/self/ns/net)" ]
    [ "$(tail -n +2 "/proc/$pid/net/route")" = '' ]
    kill -TERM "$started"
    expect_ended 143
    nothing_left
}

# at_work_below PID: a child of it has used a fifth of a second.
at_work_below() {
    local child children
    children=$(pgrep -P "$1") || return 1
    for child in $children; do
        if awk '$14 > 20 { ok = 1 } END { exit !ok }' "/proc/$child/stat"; then return 0; fi
    done
    return 1
}

@test "SIGTERM in the middle of a statement on SQLite" {
    put_bookkeeping
    echo 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;' |
        put schema/main/delta/1/count.sql
    start run "$FULLSCHEMA" generate --engine sqlite --statement-timeout 600 --output out
    # SQLite is at work, in a process of its own, once that has used some time of a processor.
    within 60 at_work_below "$started"
    kill -TERM "$started"
    expect_ended 143
    [ "$(cat run.err)" = 'fullschema: stopped; nothing was written' ] || { cat run.err; return 1; }
}

@test "old snapshots survive a run that is stopped" {
    put_schema
    generate --output out
    expect_status 0
    before=$(fingerprint out)
    put_sleeping_schema
    mv schema/main/delta/1/sleep.sql.postgres schema/main/delta/2/
    start_sleeping
    kill -TERM "$started"
    finish "$started"
    [ "$status" -eq 143 ]
    [ "$(fingerprint out)" = "$before" ]
    nothing_left
}

@test "SIGKILL leaves no server, and the next run sweeps its directory" {
    put_sleeping_schema
    start_sleeping
    kill -KILL "$started"
    within 30 no_servers
    [ -d "$cluster" ]
    put_schema other
    generate --schema other --engine postgres
    expect_status 0
    [ ! -e "$cluster" ]
    nothing_left
}

@test "SIGKILL while the server is being made" {
    put_schema
    put_slow_initdb
    start run "$FULLSCHEMA" generate --output out
    within 60 initdb_runs
    kill -KILL "$started"
    within 30 no_servers
    unset PG_BINDIR
    generate --engine postgres
    expect_status 0
    nothing_left
}

@test "a run that is alive is not swept by another" {
    put_sleeping_schema
    put_schema other
    start_sleeping
    generate --schema other --engine postgres
    expect_status 0
    [ -d "$cluster" ]
    sleeps
    kill -TERM "$started"
    finish "$started"
    nothing_left
}

@test "only what killed runs left is swept" {
    put_schema
    mkdir -m 700 "$TMPDIR/fullschema-killed" "$TMPDIR/fullschema-making" "$TMPDIR/fullschema-mine" "$scratch/elsewhere"
    mkdir -m 755 "$TMPDIR/fullschema-public"
    touch "$TMPDIR"/fullschema-{killed,public,mine}/lock
    say "$TMPDIR/fullschema-killed/data/base/1/1" x
    for name in "$TMPDIR"/fullschema-{making,mine,public} "$scratch/elsewhere"; do
        say "$name/kept" x
    done
    ln -s "$scratch/elsewhere" "$TMPDIR/fullschema-linked"
    ln -s "$scratch/elsewhere" "$TMPDIR/fullschema-killed/data/link"
    say "$TMPDIR/fullschema-afile0" x
    generate --engine postgres
    expect_status 0
    # killed: ours, private, a lock nobody holds; making: no lock yet; mine: not a name of ours.
    [ "$(cd "$TMPDIR" && LC_ALL=C ls)" = 'fullschema-afile0
fullschema-linked
fullschema-making
fullschema-mine
fullschema-public' ]
    for name in "$TMPDIR"/fullschema-{making,mine,public} "$scratch/elsewhere"; do
        [ -e "$name/kept" ]
    done
}

@test "two runs at the same time both succeed" {
    put_schema
    start one "$FULLSCHEMA" generate --output one
    one=$started
    start two "$FULLSCHEMA" generate --output two
    finish "$one"
    [ "$status" -eq 0 ]
    finish "$started"
    [ "$status" -eq 0 ]
    diff -r one two
    nothing_left
}

@test "two runs at the same time into one directory leave whole files" {
    put_schema
    generate --output right
    for i in 1 2 3 4 5; do
        cp -r right "out$i"
        for file in "out$i"/*/*/*; do
            echo old >"$file"
        done
        start one "$FULLSCHEMA" generate --engine sqlite --output "out$i"
        one=$started
        start two "$FULLSCHEMA" generate --engine sqlite --output "out$i"
        finish "$one"
        [ "$status" -eq 0 ]
        finish "$started"
        [ "$status" -eq 0 ]
        for file in right/*/*/*.sqlite; do
            cmp "$file" "out$i${file#right}"
        done
        [ -z "$(find "out$i" -name '.*')" ]
    done
}

@test "what the environment says about other servers does not reach the throwaway one" {
    put_schema
    generate --engine postgres --output right
    PGHOST=nowhere.invalid PGHOSTADDR=192.0.2.1 PGPORT=1 PGUSER=nobody PGDATABASE=none PGPASSWORD=x PGSSLMODE=verify-full \
        PGSERVICE=none PGOPTIONS='-c search_path=none' PGTZ=Asia/Tokyo PGDATESTYLE=German PGCLIENTENCODING=LATIN1 \
        PGTARGETSESSIONATTRS=standby PGREQUIREAUTH=none PGCHANNELBINDING=require PGCONNECT_TIMEOUT=1 \
        generate --engine postgres --output out
    expect_status 0
    diff -r right out
}

@test "a place that the server's user cannot reach: the directory on the way that refuses is named" {
    [ "$(id -u)" = 0 ] || skip "the server runs as who runs the tests"
    put_schema
    mkdir -p "$TMPDIR/open/closed/place"
    chmod 755 "$TMPDIR/open"
    chmod 1777 "$TMPDIR/open/closed/place"
    chmod 700 "$TMPDIR/open/closed"
    TMPDIR=$TMPDIR/open/closed/place run --separate-stderr "$FULLSCHEMA" generate --no-cache --engine postgres -o out
    expect_status 2
    [[ $stderr == 'fullschema: the Postgres server, running as '*', cannot use '*": it may not enter $TMPDIR/open/closed"$'\n'* ]] ||
        { show_run; false; }
    expect_in_stderr 'hint: set TMPDIR to a directory that '
    [ -z "$(ls "$TMPDIR/open/closed/place")" ]
    [ ! -e out ]
}

@test "Ctrl-C at points of a run over a whole schema directory: one line, and nothing is left" {
    local delay stopped=0
    cp -r "$repo/schema" .
    for delay in 0.05 0.2 0.4 0.7 1 1.5; do
        start run "$FULLSCHEMA" generate --no-cache --output out
        sleep "$delay"
        # It may have come to its end before.
        kill -INT "$started" 2>/dev/null || true
        finish "$started"
        [ "$status" -ne 0 ] || { rm -r out; continue; }
        [ "$status" -eq 130 ] || { echo "status: $status"; cat run.err; return 1; }
        [ ! -e out ]
        nothing_left
        # Before it listens to signals they end it without a word.
        [ -s run.err ] || continue
        [ "$(cat run.err)" = 'fullschema: stopped; nothing was written' ] || { cat run.err; return 1; }
        stopped=$((stopped + 1))
    done
    [ "$stopped" -gt 0 ]
}
