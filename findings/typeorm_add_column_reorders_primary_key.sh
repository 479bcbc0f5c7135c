#!/usr/bin/env bash
# TypeORM 1.1.1 with sql.js 1.17.0 (npm): addColumn to a table with a primary key of several columns.
#
# One would guess: PRIMARY KEY (b, a) stays so; PRAGMA table_info numbers the columns of the key.
# What happens: the key is made anew in the order of the table's columns, so that its index no
# longer serves a search by b.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . typeorm@1.1.1 sql.js@1.17.0 reflect-metadata@0.2.2 >/dev/null

cat >run.mjs <<'JS'
import "reflect-metadata";
import { DataSource, TableColumn } from "typeorm";
for (const table of [
    "CREATE TABLE t (a INT, b INT, PRIMARY KEY (b, a))",
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
CREATE TABLE "t" ("a" int, "b" int, "z" text, PRIMARY KEY ("a", "b"))
TEXT
node run.mjs | diff expected - && echo "as described"
