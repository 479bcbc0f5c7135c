#!/usr/bin/env bash
# pgsql-ast-parser 12.0.2 (npm): numbers that a double cannot hold.
#
# One would guess: a parser of Postgres SQL keeps the digits of a literal, which the server takes
# as bigint or numeric.
# What happens: literals become JavaScript numbers. A bigint default, a sequence's bound and a numeric
# with more digits are printed as other numbers, in valid SQL.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . pgsql-ast-parser@12.0.2 >/dev/null

cat >run.mjs <<'JS'
import { parse, toSql } from "pgsql-ast-parser";
for (const sql of [
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT 9223372036854775807",
    "CREATE SEQUENCE s MAXVALUE 9223372036854775806",
    "SELECT 0.12345678901234567890",
])
    console.log(toSql.statement(parse(sql)[0]).replace(/\s+/g, " ").trim());
JS

cat >expected <<'TEXT'
ALTER TABLE t ALTER COLUMN a SET DEFAULT (9223372036854776000)
CREATE SEQUENCE s MAXVALUE 9223372036854776000
SELECT (0.12345678901234568)
TEXT
node run.mjs | diff expected - && echo "as described"
