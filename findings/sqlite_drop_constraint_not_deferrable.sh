#!/usr/bin/env bash
# SQLite 3.54.1 (npm sql.js 1.17.0): ALTER TABLE ... DROP CONSTRAINT of a foreign key that says NOT DEFERRABLE.
#
# One would guess: a named foreign key can be dropped whichever of its clauses are written out, as
# it can with MATCH, ON UPDATE or DEFERRABLE.
# What happens: the drop stops before the word NOT. A table's constraint cannot be dropped (a syntax
# error in the text SQLite has made itself); of a column's, NOT DEFERRABLE stays behind without a key.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . sql.js@1.17.0 >/dev/null

cat >run.mjs <<'JS'
import init from "sql.js";
const { Database } = await init();
console.log(new Database().exec("SELECT sqlite_version()")[0].values[0][0]);
for (const clause of ["DEFERRABLE INITIALLY DEFERRED", "NOT DEFERRABLE"])
    for (const table of [
        `CREATE TABLE t (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (i) ${clause})`,
        `CREATE TABLE t (a INT CONSTRAINT f REFERENCES p (i) ${clause})`,
    ]) {
        const db = new Database();
        db.exec("CREATE TABLE p (i INTEGER PRIMARY KEY)");
        db.exec(table);
        try {
            db.exec("ALTER TABLE t DROP CONSTRAINT f");
            console.log(db.exec("SELECT sql FROM sqlite_schema WHERE name = 't'")[0].values[0][0]);
        } catch (e) {
            console.log(e.message);
        }
    }
JS

cat >expected <<'TEXT'
3.54.1
CREATE TABLE t (a INT)
CREATE TABLE t (a INT)
error in table t after drop constraint: near "NOT": syntax error
CREATE TABLE t (a INT NOT DEFERRABLE)
TEXT
node run.mjs | diff expected - && echo "as described"
