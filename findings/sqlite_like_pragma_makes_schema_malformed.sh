#!/usr/bin/env bash
# SQLite 3.54.1 (npm sql.js 1.17.0): PRAGMA case_sensitive_like = OFF, which is its default, and LIKE in a schema.
#
# One would guess: setting a switch to what it is already changes nothing.
# What happens: the pragma registers LIKE anew, without the mark that it is deterministic. From then on the connection
# refuses LIKE in an index expression or a generated column, and a file that another connection made with one is
# "malformed", although nothing is wrong with it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . sql.js@1.17.0 >/dev/null

cat >run.mjs <<'JS'
import init from "sql.js";
const SQL = await init();
const attempt = (db, sql) => {
    try {
        const [answer] = db.exec(sql);
        console.log(answer ? answer.values.map((row) => row.join(" | ")).join("; ") : "done");
    } catch (error) {
        console.log(error.message);
    }
};
const made = new SQL.Database();
attempt(made, "SELECT sqlite_version()");
attempt(made, "CREATE TABLE t (a, g AS (a LIKE 'x%')); CREATE INDEX i ON t (a LIKE 'x%'); INSERT INTO t VALUES ('x1')");
attempt(made, "SELECT a, g FROM t");
const file = made.export();
attempt(made, "PRAGMA case_sensitive_like = OFF; CREATE INDEX j ON t (a LIKE 'y%')");
const opened = new SQL.Database(file);
attempt(opened, "PRAGMA case_sensitive_like = OFF; SELECT a, g FROM t");
attempt(new SQL.Database(file), "SELECT a, g FROM t");
JS

cat >expected <<'TEXT'
3.54.1
done
x1 | 1
non-deterministic functions prohibited in index expressions
malformed database schema (t) - non-deterministic functions prohibited in generated columns
x1 | 1
TEXT
node run.mjs | diff expected - && echo "as described"
