#!/usr/bin/env bash
# pgsql-deparser 18.3.8 behind pgsql-parser 18.2.8 (npm): storage parameters of a TOAST table.
#
# One would guess: SET and RESET print a parameter's namespace alike.
# What happens: SET keeps `toast.`, RESET loses it. The printed statement is valid and resets the
# parameter of the table itself; the TOAST table keeps its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . pgsql-parser@18.2.8 pgsql-deparser@18.3.8 >/dev/null

cat >run.mjs <<'JS'
import { parse, deparse } from "pgsql-parser";
for (const sql of ["ALTER TABLE t SET (toast.autovacuum_enabled = false)", "ALTER TABLE t RESET (toast.autovacuum_enabled)"])
    console.log((await deparse(await parse(sql))).replace(/\s+/g, " "));
JS

cat >expected <<'TEXT'
ALTER TABLE t SET (toast.autovacuum_enabled = false)
ALTER TABLE t RESET (AUTOVACUUM_ENABLED)
TEXT
node run.mjs | diff expected - && echo "as described"
