#!/usr/bin/env bash
# knex 3.3.0 with better-sqlite3 12.11.1 (npm): AUTOINCREMENT through a rebuild of the table.
#
# One would guess: AUTOINCREMENT, which is kept in the new table, goes on where it was, so that no
# id of a deleted row is given again.
# What happens: the counter in sqlite_sequence begins anew at the largest id that is left; with
# an empty table at 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . knex@3.3.0 better-sqlite3@12.11.1 >/dev/null

cat >run.mjs <<'JS'
import knex from "knex";
const db = knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true });
for (const sql of [
    "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT)",
    "INSERT INTO t (b) VALUES (1), (2), (3)",
    "DELETE FROM t WHERE a > 1",
])
    await db.raw(sql);
await db.schema.alterTable("t", (t) => t.dropNullable("b"));
for (const sql of [
    "SELECT seq FROM sqlite_sequence WHERE name = 't'",
    "INSERT INTO t (b) VALUES (4) RETURNING a",
])
    console.log(JSON.stringify(await db.raw(sql)));
await db.destroy();
JS

cat >expected <<'TEXT'
[{"seq":1}]
[{"a":2}]
TEXT
node run.mjs | diff expected - && echo "as described"
