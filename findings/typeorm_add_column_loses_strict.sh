#!/usr/bin/env bash
# TypeORM 1.1.1 with sql.js 1.17.0 (npm): addColumn to a STRICT or WITHOUT ROWID table.
#
# One would guess: the table keeps its options.
# What happens: WITHOUT ROWID is kept where it stands in capitals, and only there; STRICT never, so
# that the table takes values of any type from then on.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . typeorm@1.1.1 sql.js@1.17.0 reflect-metadata@0.2.2 >/dev/null

cat >run.mjs <<'JS'
import "reflect-metadata";
import { DataSource, TableColumn } from "typeorm";
for (const table of [
    "CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID",
    "CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT) without rowid",
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT",
]) {
    const source = await new DataSource({ type: "sqljs" }).initialize();
    const runner = source.createQueryRunner();
    await runner.query(table);
    await runner.addColumn("t", new TableColumn({ name: "z", type: "text", isNullable: true }));
    console.log((await runner.query("SELECT sql FROM sqlite_schema WHERE name = 't'"))[0].sql);
    await source.destroy();
}
JS

cat >expected <<'TEXT'
CREATE TABLE "t" ("a" text PRIMARY KEY NOT NULL, "b" text, "z" text) WITHOUT ROWID
CREATE TABLE "t" ("a" text PRIMARY KEY NOT NULL, "b" text, "z" text)
CREATE TABLE "t" ("a" integer PRIMARY KEY, "b" text, "z" text)
TEXT
node run.mjs | diff expected - && echo "as described"
