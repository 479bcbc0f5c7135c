#!/usr/bin/env bats
# The process that runs a stranger's SQL on SQLite, and files that somebody else made: docs/security.md.

load ../lib/common
load ../lib/hostile_sqlite

# put_busy: a delta that keeps SQLite busy in its second statement, which nobody looks on at.
put_busy() {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<SQL
CREATE TABLE rooms (room_id TEXT);
SELECT
    $endless;
CREATE TABLE never (x INTEGER);
SQL
}

# worker_of PID: its SQLite works on that; the process id is in $worker.
worker_of() {
    # Another one waits for the snapshot that it will prove.
    local workers ticks
    workers=$(pgrep -P "$1" -f fullschema-sqlite) || return 1
    for worker in $workers; do
        # One that has ended since is not that one.
        ticks=$(cut -d' ' -f14 "/proc/$worker/stat" 2>/dev/null) || continue
        [ "$ticks" -le 20 ] || return 0
    done
    return 1
}

@test "the process has no files, no rights, no other program, and nothing of the environment" {
    put_busy
    export PGPASSWORD=do-not-tell
    start job "$FULLSCHEMA" generate --engine sqlite
    within 20 worker_of "$started"
    local status=/proc/$worker/status
    grep -qE '^NoNewPrivs:[[:space:]]1$' "$status"
    grep -qE '^Seccomp:[[:space:]]2$' "$status"
    grep -qE '^CapBnd:' "$status"
    [ "$(id -u)" -ne 0 ] || grep -qE '^Uid:[[:space:]]65534' "$status"
    [ "$(tr '\0' '\n' <"/proc/$worker/environ")" = TZ=UTC0 ]
    # Standard streams are /dev/null, the socket is 3, what is behind it gives random numbers.
    [ "$(readlink "/proc/$worker/fd/"* | grep -cvE '^(/dev/null|/dev/urandom|socket:.*)$')" = 0 ]
    grep -qE '^Max file size +0 +0 ' "/proc/$worker/limits"
    grep -qE '^Max processes +0 +0 ' "/proc/$worker/limits"
    grep -qE '^Max core file size +0 +0 ' "/proc/$worker/limits"
    kill -INT "$started"
    finish "$started"
    [ "$status" -eq 130 ]
    run ! kill -0 "$worker"
    nothing_left
}

@test "a process that dies, or is killed, is one error that names the statement" {
    put_busy
    local signal
    for signal in KILL ABRT; do
        start job "$FULLSCHEMA" generate --engine sqlite
        within 20 worker_of "$started"
        kill -"$signal" "$worker"
        finish "$started"
        [ "$status" -eq 2 ]
        diff job.err - <<END
schema/main/delta/1/a.sql:2:1: sqlite: the process that runs SQLite was killed by signal $(kill -l "$signal")
    SELECT
    ^
hint: SQLite runs in a process of its own, with little memory and no rights: this statement has ended it
END
        [ ! -e full_schemas ]
        nothing_left
    done
}

gone() {
    ! kill -0 "$worker" 2>/dev/null || grep -q '^State:.Z' "/proc/$worker/status"
}

@test "Ctrl-C while a function runs; and the tool killed, which the process does not outlive" {
    put_busy
    start job "$FULLSCHEMA" generate --engine sqlite
    within 20 worker_of "$started"
    kill -INT "$started"
    finish "$started"
    [ "$status" -eq 130 ]
    diff job.err - <<<'fullschema: stopped; nothing was written'
    run ! kill -0 "$worker"
    start job "$FULLSCHEMA" generate --engine sqlite
    within 20 worker_of "$started"
    kill -KILL "$started"
    within 5 gone
}

@test "one that was stopped does not outlive the tool, and nothing else continues it" {
    put_busy
    start job "$FULLSCHEMA" generate --engine sqlite
    within 20 worker_of "$started"
    kill -STOP "$worker"
    sleep 1
    grep -q '^State:.T' "/proc/$worker/status"
    kill -KILL "$started"
    within 5 gone
}

# impostor < Python: fullschema with that program in the place of its own.
impostor() {
    mkdir -p fake/bin fake/libexec/fullschema
    cp "$FULLSCHEMA" fake/bin/fullschema
    { echo "#!$(python3 -c 'import sys; print(sys.executable)')"; cat; } >fake/libexec/fullschema/fullschema-sqlite
    chmod 755 fake/libexec/fullschema/fullschema-sqlite
}

@test "a process that says what is not of the protocol" {
    put_bookkeeping
    say schema/main/delta/1/a.sql 'CREATE TABLE rooms (room_id TEXT);'
    while IFS='|' read -r does message; do
        impostor <<PY
import os, struct, time
def frame(body):
    return struct.pack("=I", len(body)) + body
text = lambda t: struct.pack("=I", len(t)) + t + b"\\0"
opened = frame(b"\\1" + text(b"3.40.1") + struct.pack("=I", 3040001) + text(b"") + struct.pack("=BB", 7, 0))
os.read(3, 4096)
$does
PY
        run --separate-stderr fake/bin/fullschema generate --engine sqlite
        expect_status 2
        expect_in_stderr "$message"
        [ ! -e full_schemas ]
        nothing_left
    done <<'END'
os._exit(7)|cannot start SQLite: the process that runs SQLite ended with status 7
os.write(3, b"rubbish that is no frame")|the process that runs SQLite said what is not of the protocol
os.write(3, frame(b""))|the process that runs SQLite said what is not of the protocol
os.write(3, struct.pack("=I", 4000000000)); time.sleep(60)|the process that runs SQLite said what is not of the protocol
os.write(3, frame(b"\1"))|said what is not of the protocol
os.write(3, opened + frame(b"\2\0\0")); time.sleep(60)|said what is not of the protocol
os.write(3, opened + frame(b"\2\0" + struct.pack("=BqBqq", 0, 0, 1, 0, 1 << 40))); time.sleep(60)|said what is not of the protocol
os.write(3, opened + frame(b"\3\3" + struct.pack("=I", 1 << 30))); time.sleep(60)|said what is not of the protocol
os.write(3, opened); os.read(3, 4096); os._exit(0)|the process that runs SQLite ended with status 0
END
}

@test "where the program is missing, that is said" {
    put_bookkeeping
    say schema/main/delta/1/a.sql 'CREATE TABLE rooms (room_id TEXT);'
    mkdir -p alone/bin
    cp "$FULLSCHEMA" alone/bin/
    run --separate-stderr alone/bin/fullschema generate --engine sqlite
    expect_status 2
    expect_in_stderr 'cannot find libexec/fullschema/fullschema-sqlite, a part of fullschema'
}

@test "a kernel that filters no system calls is mentioned once, and the rest holds" {
    put_bookkeeping
    say schema/main/delta/1/a.sql 'CREATE TABLE rooms (room_id TEXT);'
    say schema/state/delta/1/b.sql 'CREATE TABLE groups (group_id TEXT);'
    run --separate-stderr "$repo/tests/lib/without_seccomp.py" "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    expect_stderr <<'END'
fullschema: warning: the sandbox of the process that runs SQLite is not whole: system calls are not filtered (seccomp)
hint: the rest is in force: see docs/security.md. --require-sandbox makes this an error
END
    grep -q 'CREATE TABLE rooms' full_schemas/1/main/full.sql.sqlite
}

# put_hot DATABASE [NAME]: a database whose last transaction was not finished; its journal names another file.
put_hot() {
    mkdir -p "$(dirname "$1")"
    python3 - "$@" <<'PY'
import os, shutil, sqlite3, struct, sys
c = sqlite3.connect('w.db', isolation_level=None)
c.execute('CREATE TABLE rooms (name TEXT)')
c.execute('PRAGMA cache_size = 1')
c.execute('BEGIN')
c.execute('CREATE TABLE unfinished (x)')
c.execute('INSERT INTO rooms SELECT hex(randomblob(90000))')
for ending in ('', '-journal'):
    shutil.copy('w.db' + ending, sys.argv[1] + ending)
if len(sys.argv) > 2:
    name = sys.argv[2].encode()
    with open(sys.argv[1] + '-journal', 'ab') as journal:
        journal.write(struct.pack('>I', 0x40000000 // 4096 + 1) + name +
                      struct.pack('>II', len(name), sum(name)) + bytes.fromhex('d9d505f920a163d7'))
os._exit(0)
PY
    rm w.db w.db-journal
}

@test "a journal that names another file: neither is touched, and it is said what it is" {
    mkdir elsewhere
    # Later libraries pass over names that they would not have chosen.
    local journal=elsewhere/x.db-mj0123AB9CD
    say $journal 'of somebody'
    say elsewhere/again 'of somebody'
    put_hot theirs/a.db "$PWD/$journal"
    put_hot theirs/b.db "$PWD/elsewhere/y.db-mj0123AB9CD"
    put_hot theirs/c.db
    # Of this one the named file names itself, as a transaction over several databases does.
    printf '%s\0' "$PWD/theirs/d.db-journal" >elsewhere/z.db-mj0123AB9CD
    put_hot theirs/d.db "$PWD/elsewhere/z.db-mj0123AB9CD"
    local before database
    before=$(fingerprint elsewhere && fingerprint theirs)
    for database in a b d; do
        run --separate-stderr "$FULLSCHEMA" inspect "theirs/$database.db"
        expect_status 2
        expect_stderr <<END
theirs/$database.db: cannot open the SQLite database: its journal is of an unfinished transaction over several databases; open it with its application, which finishes that
END
    done
    run --separate-stderr "$FULLSCHEMA" inspect theirs/c.db
    expect_status 0
    [[ $output == *'CREATE TABLE rooms'* && $output != *unfinished* ]]
    say old.sql.sqlite 'CREATE TABLE rooms (name TEXT);'
    run --separate-stderr "$FULLSCHEMA" diff old.sql.sqlite theirs/a.db
    expect_status 2
    [ -n "$before" ]
    [ "$before" = "$(fingerprint elsewhere && fingerprint theirs)" ]
    nothing_left
}

@test "what stands beside a database has to be a file" {
    sqlite3 a.db 'CREATE TABLE rooms (name TEXT)'
    sqlite3 other.db 'CREATE TABLE other (name TEXT)'
    local ending
    for ending in wal shm journal; do
        ln -s "$PWD/other.db" "a.db-$ending"
        run --separate-stderr "$FULLSCHEMA" inspect a.db
        expect_status 2
        expect_stderr <<<"a.db: cannot open the SQLite database: a.db-$ending: a symbolic link"
        rm "a.db-$ending"
        mkfifo "a.db-$ending"
        run --separate-stderr timeout 20 "$FULLSCHEMA" inspect a.db
        expect_status 2
        expect_stderr <<<"a.db: cannot open the SQLite database: a.db-$ending: not a regular file"
        rm "a.db-$ending"
        mkdir "a.db-$ending"
        run --separate-stderr "$FULLSCHEMA" inspect a.db
        expect_status 2
        expect_in_stderr "a.db-$ending"
        rmdir "a.db-$ending"
    done
    run --separate-stderr "$FULLSCHEMA" inspect a.db
    expect_status 0
}

@test "a file of no bytes is an empty database" {
    : >empty.db
    run --separate-stderr "$FULLSCHEMA" inspect empty.db
    expect_status 0
    [ -z "$stderr" ]
    [ "$(wc -l <<<"$output")" = 1 ]
    say old.sql.sqlite 'CREATE TABLE rooms (name TEXT);'
    run --separate-stderr "$FULLSCHEMA" diff old.sql.sqlite empty.db
    expect_status 1
    [ ! -s empty.db ]
    expect_files . <<<$'empty.db\nold.sql.sqlite'
}
