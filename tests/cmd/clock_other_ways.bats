#!/usr/bin/env bats
# Program deltas that get at the time, at chance or at their process by other ways than Python's modules for these.
# docs/clock.md is the page for this.

load ../lib/common.bash
load ../lib/clock_setup

# put_value IMPORTS EXPRESSION: a delta that writes a value, as text.
put_value() {
    put schema/main/delta/1/01_t.py <<PY
$1


def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT, at TEXT)")
    cur.execute("INSERT INTO t VALUES (?, ?)", (1, str($2)))
PY
}

# each_refused ENGINE < lines of IMPORTS|EXPRESSION: none of these values gets into a snapshot.
each_refused() {
    local imports expression
    put_bookkeeping
    while IFS='|' read -r imports expression; do
        put_value "$imports" "$expression"
        generate --engine "$1" --database main
        if [ "$status" != 2 ] || [ -e full_schemas ]; then
            echo "written: $expression"
            show_run
            return 1
        fi
        expect_in_stderr 'schema/main/delta/1/01_t.py:6: t.at would hold what differs from run to run'
    done
}

@test "text in a set has the same order, and the same hash, in every run" {
    local turn
    put_bookkeeping
    put schema/main/delta/1/01_t.py <<'PY'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT)")
    for name in {"alpha", "beta", "gamma", "delta", "epsilon", "zeta"}:
        cur.execute("ALTER TABLE t ADD COLUMN %s INT" % name)
    cur.execute("INSERT INTO t (id) VALUES (?)", (hash("alpha"),))
PY
    for turn in 1 2 3; do
        generate --engine sqlite --database main --output out$turn
        expect_status 0
        cmp out1/1/main/full.sql.sqlite out$turn/1/main/full.sql.sqlite
    done
}

@test "a delta sees neither the settings of its interpreter nor the name of its directory" {
    put_bookkeeping
    put_value 'import os, sys' '[sorted(os.environ), os.path.expanduser("~/a"), "" in sys.path]'
    accepts_silently
    rows sqlite | grep -qF "[''HOME'', ''LANG'', ''LC_ALL'', ''PATH'', ''TZ''], ''/a'', False]"
}

@test "the time is found by whatever module a program reads it" {
    each_refused sqlite <<'END'
import logging|logging.LogRecord("a", 1, "b", 1, "c", (), None).created
import logging|logging._startTime
import email.utils|email.utils.formatdate()
import http.cookiejar|http.cookiejar.time2isoz()
import timeit|timeit.default_timer()
import threading|threading._time()
import sched|sched.scheduler().timefunc()
import calendar|calendar.datetime.date.today()
import xmlrpc.client|xmlrpc.client.DateTime()
import gzip|gzip.compress(b"x").hex()
import os|os.times()
import os|os.stat("/").st_ctime
import os|os.path.getmtime("/usr/lib")
import time|type("Clock", (), {"now": time.time})().now()
import pathlib|pathlib.Path("/usr").stat().st_ino
import resource|resource.getrusage(0).ru_utime
END
}

@test "chance is found by whatever module a program takes it" {
    each_refused sqlite <<'END'
import email.utils|email.utils.make_msgid()
import ssl|ssl.RAND_bytes(8).hex()
import tempfile|next(tempfile._get_candidate_names())
import statistics|statistics.NormalDist(0, 1).samples(1)
import sqlite3|sqlite3.connect(":memory:").execute("SELECT random()").fetchone()
import multiprocessing|bytes(multiprocessing.current_process().authkey).hex()
END
}

@test "what only this process or this machine has is found" {
    each_refused sqlite <<'END'
pass|object()
pass|[run_create]
pass|id(object())
pass|hex(id(run_create))
import reprlib|reprlib.repr(object())
import weakref|weakref.ref(int)
import os|os.getpid()
import multiprocessing|multiprocessing.current_process().pid
import os|os.statvfs("/").f_bfree
import os|os.cpu_count()
import os|os.uname().nodename
import platform|platform.node()
import socket|socket.gethostname()
import uuid|uuid.getnode()
import gc|gc.get_count()
import sys|sys.getallocatedblocks()
END
}

@test "the database's own clock and chance are found where a program writes them" {
    each_refused sqlite <<'END'
pass|(cur.execute("SELECT random()"), cur.fetchone()[0])[1]
pass|(cur.execute("SELECT CURRENT_TIMESTAMP"), cur.fetchone()[0])[1]
pass|(cur.execute("SELECT hex(randomblob(16))"), cur.fetchone()[0].lower())[1]
pass|(cur.execute("SELECT strftime('%s', 'now')"), cur.fetchone()[0])[1]
END
    each_refused postgres <<'END'
pass|(cur.execute("SELECT random()"), cur.fetchone()[0])[1]
pass|(cur.execute("SELECT now()"), cur.fetchone()[0].year)[1]
pass|(cur.execute("SELECT EXTRACT(EPOCH FROM now())::bigint"), cur.fetchone()[0])[1]
pass|(cur.execute("SELECT gen_random_uuid()"), cur.fetchone()[0])[1]
pass|(cur.execute("SELECT pg_backend_pid()"), cur.fetchone()[0])[1]
END
}

@test "a statement that defines something of an address is refused" {
    put_bookkeeping
    put schema/main/delta/1/01_t.py <<'PY'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE t (id BIGINT)")
    cur.execute("CREATE TABLE u (id TEXT DEFAULT '%s')" % object())
PY
    refuses 'schema/main/delta/1/01_t.py:3: the statement that defines something here'
}

@test "a program that reads these and writes nothing of them is none of our business" {
    put_bookkeeping
    put schema/main/delta/1/01_t.py <<'PY'
import copy
import dataclasses
import email.utils
import logging
import os
import sqlite3
import tempfile
import threading
import time

logger = logging.getLogger(__name__)


@dataclasses.dataclass
class Thing:
    name: str


def run_create(cur, database_engine):
    logger.warning("started by %d at %s", os.getpid(), email.utils.formatdate())
    cur.execute("CREATE TABLE t (id BIGINT, at TEXT)")
    cur.execute("SELECT CURRENT_TIMESTAMP")
    assert cur.fetchone() is not None
    # Functions of C, which are no methods where a class has them.
    assert logging.Formatter("%(asctime)s").format(logging.makeLogRecord({"created": 0})).startswith("1970-01-01")
    assert type("Clock", (), {"now": time.time, "file": os.stat, "year": time.localtime})().year(0).tm_year == 1970
    things = {id(thing): thing for thing in copy.deepcopy([Thing("a"), Thing("b")])}
    for number, thing in enumerate(things.values()):
        cur.execute("INSERT INTO t VALUES (?, ?)", (number, repr(thing)))
    cur.execute("INSERT INTO t VALUES (?, ?)", (os.path.exists("/usr") * 7, "object at 0x7f0000000000"))
    cur.execute("INSERT INTO t VALUES (8, ?)", (__name__ + threading.current_thread().name,))
PY
    accepts_silently
    [ "$(rows sqlite)" = "$(rows postgres)" ]
    [ "$(rows sqlite | wc -l)" = 4 ]
}

@test "a statement that is another when the delta runs again, and nobody knows why, is named" {
    put_bookkeeping
    put schema/main/delta/1/01_t.py <<'PY'
import json
import os


def run_create(cur, database_engine):
    json.runs = getattr(json, "runs", 0) + 1
    cur.execute("CREATE TABLE t%d (id BIGINT)" % json.runs)
    os.getpid()
    cur.execute("CREATE TABLE u (id BIGINT)")
PY
    refuses 'schema/main/delta/1/01_t.py:7: the statement here is another when the delta runs again'
}
