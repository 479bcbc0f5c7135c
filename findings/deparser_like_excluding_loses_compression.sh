#!/usr/bin/env bash
# pgsql-deparser 18.3.8 behind pgsql-parser 18.2.8 (npm): CREATE TABLE (LIKE ... INCLUDING ALL EXCLUDING ...).
#
# One would guess: what is printed copies everything but what EXCLUDING names.
# What happens: INCLUDING ALL alone is kept, but with an EXCLUDING the list is spelt out without
# INCLUDING COMPRESSION: the copy's columns silently go back to the default compression.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . pgsql-parser@18.2.8 pgsql-deparser@18.3.8 >/dev/null

cat >run.mjs <<'JS'
import { parse, deparse } from "pgsql-parser";
for (const sql of ["CREATE TABLE t (LIKE u INCLUDING ALL)", "CREATE TABLE t (LIKE u INCLUDING ALL EXCLUDING INDEXES)"])
    console.log((await deparse(await parse(sql))).replace(/\s+/g, " "));
JS

cat >expected <<'TEXT'
CREATE TABLE t ( LIKE u INCLUDING ALL )
CREATE TABLE t ( LIKE u INCLUDING COMMENTS INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STATISTICS INCLUDING STORAGE )
TEXT
node run.mjs | diff expected - && echo "as described"
