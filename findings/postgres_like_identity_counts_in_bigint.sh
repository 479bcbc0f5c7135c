#!/usr/bin/env bash
# PGlite 0.5.17 (npm), a Postgres 18.7: CREATE TABLE (LIKE ... INCLUDING IDENTITY). 15.18 does the same.
#
# One would guess: the copy's identity column counts as the copied one does.
# What happens: its sequence is a bigint, whatever the column is, with the copied column's bounds; and no CREATE TABLE can
# say that, as an identity takes no AS.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . @electric-sql/pglite@0.5.17 >/dev/null

cat >run.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
const db = new PGlite();
const types = "SELECT seqrelid::regclass::text AS sequence, seqtypid::regtype::text AS type, seqmax FROM pg_sequence ORDER BY 1";
await db.exec("CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY, b smallint GENERATED ALWAYS AS IDENTITY)");
await db.exec("CREATE TABLE u (LIKE t INCLUDING IDENTITY)");
for (const row of (await db.query(types)).rows) console.log(row.sequence, row.type, row.seqmax);
try {
    await db.exec("CREATE TABLE v (a integer GENERATED ALWAYS AS IDENTITY (AS bigint))");
} catch (error) {
    console.log(error.message);
}
JS

cat >expected <<'TEXT'
t_a_seq integer 2147483647
t_b_seq smallint 32767
u_a_seq bigint 2147483647
u_b_seq bigint 32767
conflicting or redundant options
TEXT
node run.mjs | diff expected - && echo "as described"
