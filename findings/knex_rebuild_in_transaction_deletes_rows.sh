#!/usr/bin/env bash
# knex 3.3.0 with better-sqlite3 12.11.1 (npm): a rebuild within a transaction, as its migrations run by default.
#
# One would guess: making a column of a parent NOT NULL leaves the rows that refer to it alone:
# outside a transaction knex turns foreign keys off around the rebuild.
# What happens: within one SQLite ignores that setting, and the DROP TABLE of the rebuild deletes
# the rows of the child by ON DELETE CASCADE, without an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . knex@3.3.0 better-sqlite3@12.11.1 >/dev/null

cat >run.mjs <<'JS'
import knex from "knex";
const db = knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true });
for (const sql of [
    "PRAGMA foreign_keys = ON",
    "CREATE TABLE p (i INTEGER PRIMARY KEY, n TEXT)",
    "CREATE TABLE c (p INTEGER REFERENCES p (i) ON DELETE CASCADE)",
    "INSERT INTO p VALUES (1, 1)",
    "INSERT INTO c VALUES (1)",
])
    await db.raw(sql);
await db.schema.alterTable("p", (t) => t.dropNullable("n"));
console.log(JSON.stringify(await db.raw("SELECT * FROM c")));
await db.transaction((t) => t.schema.alterTable("p", (p) => p.setNullable("n")));
for (const sql of [
    "SELECT * FROM p",
    "SELECT * FROM c",
])
    console.log(JSON.stringify(await db.raw(sql)));
await db.destroy();
JS

cat >expected <<'TEXT'
[{"p":1}]
[{"i":1,"n":"1"}]
[]
TEXT
node run.mjs | diff expected - && echo "as described"
