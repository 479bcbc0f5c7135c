#!/usr/bin/env bash
# knex 3.3.0 with better-sqlite3 12.11.1 (npm): dropForeign on SQLite.
#
# One would guess: dropForeign("c") drops the foreign key of column c, or is an error.
# What happens: only a key that is a constraint of the table is found. REFERENCES behind the column
# stays, and the call succeeds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . knex@3.3.0 better-sqlite3@12.11.1 >/dev/null

cat >run.mjs <<'JS'
import knex from "knex";
const db = knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true });
for (const sql of [
    "CREATE TABLE p (i INTEGER PRIMARY KEY)",
    "CREATE TABLE t (c INTEGER, FOREIGN KEY (c) REFERENCES p (i))",
    "CREATE TABLE u (c INTEGER REFERENCES p (i))",
])
    await db.raw(sql);
for (const name of ["t", "u"]) await db.schema.alterTable(name, (t) => t.dropForeign("c"));
for (const sql of [
    "SELECT sql FROM sqlite_schema WHERE name IN ('t', 'u') ORDER BY name",
])
    console.log(JSON.stringify(await db.raw(sql)));
await db.destroy();
JS

cat >expected <<'TEXT'
[{"sql":"CREATE TABLE \"t\" (`c` INTEGER)"},{"sql":"CREATE TABLE \"u\" (`c` INTEGER REFERENCES `p` (`i`))"}]
TEXT
node run.mjs | diff expected - && echo "as described"
