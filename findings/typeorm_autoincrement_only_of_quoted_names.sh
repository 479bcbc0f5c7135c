#!/usr/bin/env bash
# TypeORM 1.1.1 with sql.js 1.17.0 (npm): AUTOINCREMENT when a table is rebuilt.
#
# One would guess: AUTOINCREMENT is kept, however the column's name is written.
# What happens: it is looked for in the stored text behind the name in double quotes. Of a column whose
# name stands bare it is lost.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . typeorm@1.1.1 sql.js@1.17.0 reflect-metadata@0.2.2 >/dev/null

cat >run.mjs <<'JS'
import "reflect-metadata";
import { DataSource, TableColumn } from "typeorm";
for (const table of [
    "CREATE TABLE t (\"a\" INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT)",
    "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT)",
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
CREATE TABLE "t" ("a" integer PRIMARY KEY AUTOINCREMENT, "b" text, "z" text)
CREATE TABLE "t" ("a" integer PRIMARY KEY, "b" text, "z" text)
TEXT
node run.mjs | diff expected - && echo "as described"
