#!/usr/bin/env bash
# SQLite 3.54.1 (npm sql.js 1.17.0): ALTER TABLE ... DROP CONSTRAINT of a named DEFAULT or COLLATE.
#
# One would guess: what DROP CONSTRAINT succeeds with is gone, as a named NOT NULL or CHECK is;
# what it may not drop is an error, as it is for a named UNIQUE ("constraint may not be dropped").
# What happens: only the words CONSTRAINT and the name go. The default and the collation stay.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . sql.js@1.17.0 >/dev/null

cat >run.mjs <<'JS'
import init from "sql.js";
const db = new (await init()).Database();
console.log(db.exec("SELECT sqlite_version()")[0].values[0][0]);
db.exec("CREATE TABLE t (a INT CONSTRAINT n NOT NULL CONSTRAINT d DEFAULT 3, b TEXT CONSTRAINT c COLLATE NOCASE CONSTRAINT u UNIQUE)");
for (const name of ["n", "d", "c", "u"]) {
    try {
        db.exec("ALTER TABLE t DROP CONSTRAINT " + name);
    } catch (e) {
        console.log(e.message);
    }
    console.log(db.exec("SELECT sql FROM sqlite_schema WHERE name = 't'")[0].values[0][0]);
}
JS

cat >expected <<'TEXT'
3.54.1
CREATE TABLE t (a INT CONSTRAINT d DEFAULT 3, b TEXT CONSTRAINT c COLLATE NOCASE CONSTRAINT u UNIQUE)
CREATE TABLE t (a INT DEFAULT 3, b TEXT CONSTRAINT c COLLATE NOCASE CONSTRAINT u UNIQUE)
CREATE TABLE t (a INT DEFAULT 3, b TEXT COLLATE NOCASE CONSTRAINT u UNIQUE)
constraint may not be dropped: u
CREATE TABLE t (a INT DEFAULT 3, b TEXT COLLATE NOCASE CONSTRAINT u UNIQUE)
TEXT
node run.mjs | diff expected - && echo "as described"
