#!/usr/bin/env bash
# knex 3.3.0 with better-sqlite3 12.11.1 (npm): ALTER TABLE by rebuilding on SQLite.
#
# One would guess: a table that is rebuilt to make a column NOT NULL keeps what belongs to it: its
# indexes are made again, so are its triggers.
# What happens: indexes come back, also partial ones and those of expressions; triggers are gone
# without a word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . knex@3.3.0 better-sqlite3@12.11.1 >/dev/null

cat >run.mjs <<'JS'
import knex from "knex";
const db = knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true });
for (const sql of [
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)",
    "CREATE INDEX i ON t (lower(b)) WHERE a > 0",
    "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET b = 'x' WHERE a = new.a; END",
])
    await db.raw(sql);
await db.schema.alterTable("t", (t) => t.dropNullable("b"));
for (const sql of [
    "SELECT type, name FROM sqlite_schema ORDER BY rowid",
])
    console.log(JSON.stringify(await db.raw(sql)));
await db.destroy();
JS

cat >expected <<'TEXT'
[{"type":"table","name":"t"},{"type":"index","name":"i"}]
TEXT
node run.mjs | diff expected - && echo "as described"
