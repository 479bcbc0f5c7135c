#!/usr/bin/env bats
# Program deltas, background updates and the clock. docs/clock.md is the page for this.

load ../lib/common.bash
load ../lib/clock_setup

@test "a program that writes the time is refused, however it formats it" {
    put_bookkeeping
    put schema/main/delta/1/01_t.py <<'PY'
import time


def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT, at BIGINT)")
    cur.execute(
        "INSERT INTO t VALUES (?, ?)", (1, int(time.time() * 1000))
    )
PY
    refuses 'schema/main/delta/1/01_t.py:6: t.at would hold' 'with --accept-clock t.at'
    put schema/main/delta/1/01_t.py <<'PY'
from datetime import datetime


def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT, at TEXT)")
    cur.execute("INSERT INTO t VALUES (1, '%s')" % datetime.now().strftime("%Y"))
PY
    refuses 'schema/main/delta/1/01_t.py:6: t.id, t.at would hold'
    for now in 'time.strftime("%Y")' 'time.asctime()' 'time.clock_gettime(time.CLOCK_REALTIME)'; do
        put schema/main/delta/1/01_t.py <<PY
import time


def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT, at TEXT)")
    cur.execute("INSERT INTO t VALUES (?, ?)", (1, str($now)))
PY
        refuses 'schema/main/delta/1/01_t.py:6: t.at would hold'
    done
    put schema/main/delta/1/01_t.py <<'PY'
import random


def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT)")
    for i in range(random.randint(1, 5)):
        cur.execute("INSERT INTO t VALUES (?)", (random.getrandbits(40),))
PY
    refuses 'schema/main/delta/1/01_t.py:7: t.id would hold'
}

@test "a program that only knows the time is none of our business" {
    put_bookkeeping
    put schema/main/delta/1/01_t.py <<'PY'
import random
import time
from datetime import datetime, timedelta


def run_create(cur, database_engine):
    start = time.time()
    random.seed(7)
    cur.execute("CREATE TABLE t (id BIGINT, at TEXT, now TEXT)")
    cur.execute("INSERT INTO t VALUES (?, ?, ?)", (random.getrandbits(20), datetime(2020, 1, 2).isoformat(), "now"))
    cur.execute("SELECT id FROM t")
    (found,) = cur.fetchone()
    cur.execute("INSERT INTO t VALUES (?, NULL, NULL)", (found + 1,))
    assert isinstance(datetime.now() - timedelta(days=1), datetime)
    assert time.time() >= start
PY
    accepts_silently
    [ "$(rows sqlite)" = "$(rows postgres)" ]
}

@test "a program's own SQL is read as any other" {
    put_bookkeeping
    put schema/main/delta/1/01_t.py <<'PY'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT, at TEXT)")
    cur.execute("INSERT INTO t VALUES (?, CURRENT_TIMESTAMP)", (1,))
PY
    accepts_silently
    for engine in postgres sqlite; do
        diff -u - <(rows $engine) <<<'INSERT INTO t (id, at) VALUES (1, CURRENT_TIMESTAMP);'
    done
    rm -r full_schemas
    cat >>schema/main/delta/1/01_t.py <<'PY'
    try:
        cur.execute("INSERT INTO t SELECT 2, at || CURRENT_TIMESTAMP FROM t")
    except Exception:
        pass
PY
    refuses 'schema/main/delta/1/01_t.py: t.at would hold' 'with --accept-clock t.at'
}

@test "background updates are read as deltas are" {
    put_schema
    say schema/main/background_updates/rooms_name_idx.sql 'UPDATE rooms SET name = CURRENT_TIMESTAMP WHERE name IS NULL;'
    generate --database main
    expect_status 0
    for engine in postgres sqlite; do
        grep -q "^INSERT INTO rooms (room_id, name, topic) VALUES ('!a:example.org', CURRENT_TIMESTAMP, NULL);$" \
            full_schemas/2/main/full.sql.$engine
    done
}

@test "a delta's settings and a failed statement change nothing of what is seen" {
    put_bookkeeping
    put schema/main/delta/1/01_t.sql.postgres <<'SQL'
SET TimeZone = 'Asia/Tokyo';
SET DateStyle = 'German';
CREATE TABLE t (id INTEGER, at TIMESTAMP WITH TIME ZONE);
INSERT INTO t VALUES (1, now());
SQL
    generate --engine postgres
    expect_status 0
    diff -u - <(rows postgres) <<<'INSERT INTO t (id, at) VALUES (1, now());'
}

@test "a program that names what it makes by the time or by chance is refused" {
    put_bookkeeping
    put schema/main/delta/1/01_t.py <<'PY'
import time


def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT)")
    cur.execute(
        "CREATE TABLE events_%s (id BIGINT)" % time.strftime("%Y_%m")
    )
PY
    refuses 'schema/main/delta/1/01_t.py:6: the statement that defines something here would be another in another run' \
        'hint: write names and constants that are the same every time'
    put schema/main/delta/1/01_t.py <<'PY'
import uuid


def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id TEXT DEFAULT '%s')" % uuid.uuid4())
PY
    refuses 'schema/main/delta/1/01_t.py:5: the statement that defines something here'
}
