#!/usr/bin/env bats
# What a stranger's SQL and a stranger's SQLite file may not do: docs/security.md.

load ../lib/common
engine=sqlite

# What a schema does not need, and what is said of it.
refused() {
    cat <<'END'
SELECT load_extension('x')|load_extension() is refused: a schema loads no programs
SELECT load_extension('x', 'y')|load_extension() is refused: a schema loads no programs
SELECT Load_Extension('x')|load_extension() is refused: a schema loads no programs
SELECT fts3_tokenizer('simple')|fts3_tokenizer() is refused: a schema registers no programs
SELECT fts3_tokenizer('simple', x'00')|fts3_tokenizer() is refused: a schema registers no programs
SELECT fts5(NULL)|fts5() is refused: it is not among what a schema may use
SELECT rtreecheck('r')|rtreecheck() is refused: it is not among what a schema may use
SELECT sqlite_log(1, 'x')|sqlite_log() is refused: it is not among what a schema may use
PRAGMA hard_heap_limit = 1|PRAGMA hard_heap_limit is refused: a schema sets no limits to memory
PRAGMA main.soft_heap_limit = 1|PRAGMA soft_heap_limit is refused: a schema sets no limits to memory
PRAGMA temp_store_directory = '/tmp'|PRAGMA temp_store_directory is refused: a schema chooses no directories
CREATE VIRTUAL TABLE v USING dbstat|module dbstat is refused: it is not among what a schema may use
CREATE VIRTUAL TABLE v USING sqlite_stmt|module sqlite_stmt is refused: it is not among what a schema may use
CREATE TABLE t (x CHECK (fts3_tokenizer(x) IS NULL))|fts3_tokenizer() is refused
CREATE TABLE t (x, y AS (load_extension(x)))|load_extension() is refused
CREATE VIEW v AS SELECT fts3_tokenizer('simple') AS x; SELECT * FROM v|fts3_tokenizer() is refused
ATTACH ':memory:' AS other|ATTACH is refused: a schema stays within its own database
DETACH main|DETACH is refused: a schema stays within its own database
VACUUM INTO 'made'|VACUUM
SELECT * FROM dbstat|no such table: dbstat
END
}

@test "what a schema does not need is refused by name in a delta; in a snapshot it is text that nobody runs" {
    put_bookkeeping
    say old.sql.sqlite 'CREATE TABLE rooms (room_id TEXT);'
    refused >list
    [ -s list ]
    while IFS='|' read -r statement message; do
        printf 'CREATE TABLE rooms (room_id TEXT);\n%s;\n' "$statement" | put schema/main/delta/1/a.sql
        generate_fails
        expect_in_stderr 'schema/main/delta/1/a.sql:2:' "$message"
        cp schema/main/delta/1/a.sql new.sql.sqlite
        run --separate-stderr "$FULLSCHEMA" diff old.sql.sqlite new.sql.sqlite
        expect_status 1
        expect_in_stderr 'new.sql.sqlite:2:' "$message"
        run --separate-stderr "$FULLSCHEMA" html new.sql.sqlite
        expect_in_stderr 'new.sql.sqlite:2:' "$message"
        [ ! -e made ]
    done <list
}

@test "nor is it called by a schema that was written past the parser" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE t (x TEXT, CONSTRAINT c CHECK (length(x) > 0));
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = 'CREATE TABLE t (x TEXT, CONSTRAINT c CHECK (sqlite_log(1, x) IS NULL))' WHERE name = 't';
PRAGMA writable_schema = RESET;
INSERT INTO t VALUES ('a');
SQL
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql:' 'sqlite_log() is refused: it is not among what a schema may use'
}

@test "a PRAGMA that SQLite does not know does nothing, as always; nor do temporary tables leave memory" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<'SQL'
PRAGMA key = 'not of this library';
PRAGMA temp_store = FILE;
CREATE TEMP TABLE t (x TEXT);
INSERT INTO t VALUES ('kept');
CREATE TABLE rooms (room_id TEXT);
INSERT INTO rooms SELECT x FROM t;
SQL
    generate --engine sqlite
    expect_status 0
    grep -q "INSERT INTO rooms (room_id) VALUES ('kept');" full_schemas/1/main/full.sql.sqlite
}

# What SQLite 3.40 calls unsafe in a schema, unless it is told to trust it: JSON, full text, R-trees.
put_calling() {
    put calling.sql <<'SQL'
CREATE TABLE docs (doc TEXT CHECK (json_valid(doc)), kind TEXT AS (doc ->> '$.kind'), size INTEGER AS (json_array_length(doc, '$.items')) STORED);
CREATE INDEX docs_name ON docs (json_extract(doc, '$.name')) WHERE json_type(doc) = 'object';
CREATE VIEW names AS SELECT json_extract(doc, '$.name') AS name, e.value AS item FROM docs, json_each(doc, '$.items') AS e;
CREATE VIRTUAL TABLE words USING fts5(body);
CREATE VIEW found AS SELECT snippet(words, 0, '[', ']', '..', 5) AS text, bm25(words) AS rank FROM words WHERE words MATCH 'a';
CREATE VIRTUAL TABLE old_words USING fts4(body);
CREATE VIEW old_found AS SELECT offsets(old_words) AS places FROM old_words WHERE old_words MATCH 'a';
CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
CREATE VIEW wide AS SELECT id FROM boxes WHERE x1 - x0 > 1;
INSERT INTO docs (doc) VALUES ('{"name": "n", "kind": "k", "items": [1, 2]}');
SQL
}

@test "schemas that call JSON, full text and R-trees are read: a live file, a snapshot, a delta" {
    put_calling
    sqlite3 app.db <calling.sql
    run --separate-stderr "$FULLSCHEMA" inspect --rows all app.db
    expect_status 0
    [ -z "$stderr" ]
    for text in "kind TEXT GENERATED ALWAYS AS (doc ->> '\$.kind')" 'CREATE INDEX docs_name' 'CREATE VIEW names' \
        'CREATE VIEW found' 'CREATE VIEW old_found' 'CREATE VIEW wide' 'INSERT INTO docs'; do
        [[ $output == *"$text"* ]] || { echo "missing: $text"; show_run; return 1; }
    done
    say live.sql.sqlite "$output"
    put_bookkeeping
    mkdir -p schema/main/delta/1
    cp calling.sql schema/main/delta/1/a.sql
    generate --engine sqlite
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" diff live.sql.sqlite full_schemas/1/main/full.sql.sqlite
    expect_status 0
    [ -z "$stderr" ]
    run --separate-stderr "$FULLSCHEMA" html live.sql.sqlite
    expect_status 0
}

# ---- statements without end or measure ----

# One call of a function that goes on for hours, within which the library asks nobody.
endless='instr(hex(zeroblob(30000000)), hex(zeroblob(15000000)) || 1)'

@test "one call of a function that does not end ends at the statement timeout" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<SQL
CREATE TABLE rooms (room_id TEXT);
SELECT $endless;
SQL
    generate_fails --statement-timeout 1
    expect_stderr <<END
schema/main/delta/1/a.sql:2:1: sqlite: cancelled after 1 s, the statement timeout (SQLITE_INTERRUPT)
    SELECT $endless;
    ^
END
}

@test "statements that want more memory than there is for them" {
    put_bookkeeping
    put schema/main/delta/1/a.sql <<'SQL'
CREATE TABLE rooms (room_id TEXT);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
    SELECT count(*) FROM (SELECT DISTINCT randomblob(50000000) FROM n);
SQL
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql:2:1: sqlite: out of memory: it needs more than the 512 MiB that SQLite has here (SQLITE_NOMEM)'
    say schema/main/delta/1/a.sql 'CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(200000000));'
    generate_fails
    expect_in_stderr 'schema/main/delta/1/a.sql:1:' 'too big'
}

@test "a snapshot that nobody could read again is not written, and what is large in it is named" {
    put_bookkeeping
    say schema/main/delta/1/a.sql 'CREATE TABLE small (x); CREATE TABLE large (x);'
    say schema/main/delta/1/b.sql 'INSERT INTO large VALUES (zeroblob(34000000)), (zeroblob(34000000));'
    generate_fails
    expect_in_stderr 'the snapshot would be larger than 128 MiB' '129 MiB of it are large, its rows included'
    [ ! -e full_schemas ]
}

@test "a schema that is not UTF-8 is named: a delta's, and a database's, which is handed over as it is" {
    put_bookkeeping
    say schema/main/delta/1/a.sql "CREATE TABLE a (x); CREATE TABLE b (y DEFAULT 1);
PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = CAST(x'435245415445205441424c4520622028ff29' AS TEXT)
    WHERE name = 'b'; PRAGMA writable_schema = OFF;"
    generate_fails
    expect_in_stderr 'table b is not UTF-8 where its definition has the byte 0xFF'
    python3 - <<'PY'
import sqlite3
c = sqlite3.connect("lived.db")
c.executescript("CREATE TABLE a (x); CREATE TABLE b (y); PRAGMA writable_schema = ON")
c.execute("UPDATE sqlite_schema SET sql = CAST(x'435245415445205441424c4520622028ff29' AS TEXT) WHERE name = 'b'")
c.commit()
PY
    run --separate-stderr "$FULLSCHEMA" inspect lived.db -o lived.sql.sqlite
    expect_status 2
    expect_in_stderr 'the snapshot is not UTF-8: byte 0xFF'
    grep -qa $'^    \xff$' lived.sql.sqlite
}

# ---- the process that runs SQLite ----

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
    local workers
    workers=$(pgrep -P "$1" -f fullschema-sqlite) || return 1
    for worker in $workers; do
        [ "$(cut -d' ' -f14 "/proc/$worker/stat")" -le 20 ] || return 0
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
    gone() { ! kill -0 "$worker" 2>/dev/null || grep -q '^State:.Z' "/proc/$worker/status"; }
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

# ---- files that somebody else made ----

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
