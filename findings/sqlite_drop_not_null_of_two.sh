#!/usr/bin/env bash
# SQLite 3.54.1 (npm sql.js 1.17.0): ALTER TABLE ... ALTER COLUMN ... DROP NOT NULL.
#
# One would guess: a column is nullable once the statement has succeeded.
# What happens: the first NOT NULL of the column's text goes. A column that says it twice, before
# and after its default, is still NOT NULL; a second run of the same statement takes the other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . sql.js@1.17.0 >/dev/null

cat >run.mjs <<'JS'
import init from "sql.js";
const db = new (await init()).Database();
const one = (sql) => db.exec(sql)[0].values[0].join(" | ");
console.log(one("SELECT sqlite_version()"));
db.exec("CREATE TABLE t (a INT NOT NULL DEFAULT 3 NOT NULL)");
for (let i = 0; i < 2; i++) {
    db.exec("ALTER TABLE t ALTER COLUMN a DROP NOT NULL");
    console.log(one(`SELECT sql, "notnull" FROM sqlite_schema, pragma_table_info('t')`));
}
JS

cat >expected <<'TEXT'
3.54.1
CREATE TABLE t (a INT DEFAULT 3 NOT NULL) | 1
CREATE TABLE t (a INT DEFAULT 3) | 0
TEXT
node run.mjs | diff expected - && echo "as described"
