#!/usr/bin/env bash
# knex 3.3.0 with better-sqlite3 12.11.1 (npm): dropColumn on SQLite of a column that an index of several has.
#
# One would guess: the index goes with its column, as Postgres does it, or the drop is refused, as
# SQLite's own DROP COLUMN does it.
# What happens: the index is made again over the columns that are left. A unique index of two columns
# becomes one of one, a rule nobody wrote.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . knex@3.3.0 better-sqlite3@12.11.1 >/dev/null

cat >run.mjs <<'JS'
import knex from "knex";
const db = knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true });
for (const sql of [
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c TEXT)",
    "CREATE UNIQUE INDEX u ON t (b, c)",
    "INSERT INTO t (b, c) VALUES (1, 1), (1, 2)",
])
    await db.raw(sql);
await db.schema.alterTable("t", (t) => t.dropColumn("b"));
for (const sql of [
    "SELECT sql FROM sqlite_schema WHERE name = 'u'",
])
    console.log(JSON.stringify(await db.raw(sql)));
await db.destroy();
JS

cat >expected <<'TEXT'
[{"sql":"CREATE UNIQUE INDEX `u` on `t` (`c`)"}]
TEXT
node run.mjs | diff expected - && echo "as described"
