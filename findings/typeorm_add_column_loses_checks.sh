#!/usr/bin/env bash
# TypeORM 1.1.1 with sql.js 1.17.0 (npm): addColumn of a nullable column.
#
# One would guess: SQLite has ADD COLUMN; and if the table is rebuilt, its rules go along.
# What happens: the table is rebuilt from what the PRAGMAs say. CHECKs of columns and of the table,
# named or not, and COLLATE are gone; a unique column compares otherwise than before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . typeorm@1.1.1 sql.js@1.17.0 reflect-metadata@0.2.2 >/dev/null

cat >run.mjs <<'JS'
import "reflect-metadata";
import { DataSource, TableColumn } from "typeorm";
for (const table of [
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT CHECK (b <> 1), CHECK (a > 0), CONSTRAINT k CHECK (a < 9))",
    "CREATE TABLE t (b TEXT COLLATE NOCASE UNIQUE)",
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
CREATE TABLE "t" ("a" integer PRIMARY KEY, "b" text, "z" text)
CREATE TABLE "t" ("b" text, "z" text, CONSTRAINT "UQ_02982fe25c4c887d3edbdf0e38d" UNIQUE ("b"))
TEXT
node run.mjs | diff expected - && echo "as described"
